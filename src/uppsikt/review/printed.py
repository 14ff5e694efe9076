"""A printed number in exact terms, ready to stand in a relation and in a finding."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from uppsikt.figures import (
    HARD_SPACE,
    AmountError,
    Exact,
    Figure,
    Name,
    Period,
    Subject,
    Unit,
    What,
    number,
    tidy,
)
from uppsikt.reading import Cell, Document, Number, Sentence, Span
from uppsikt.review import words
from uppsikt.review.model import Cure, Mark, Named, Place


@dataclass(frozen=True, slots=True)
class Printed:
    """A number where it is printed: ``value`` in base units, true within ``half``.

    ``stated`` tells whether the document says the unit; if not, the unit is a bare number's.
    ``where`` is the words that tell a reader which number it is, ``before`` those that are shown
    in front of it.
    """

    number: Number
    file: int
    value: Exact
    half: Exact
    unit: Unit
    stated: bool
    where: str
    before: str
    after: str = ""

    @property
    def step(self) -> Exact:
        """The value of the last printed digit, in base units."""
        return self.half * 2

    @property
    def place(self) -> Place:
        """Where it is printed."""
        return Place(self.file, self.number.spans)

    @property
    def mark(self) -> Mark:
        """The number as a mark, with the words around it."""
        start, text = len(self.before), self.number.text
        return Mark(self.place, self.before + text + self.after, (start, start + len(text)))

    def figure(self, name: Name, half: Exact | None = None) -> Figure:
        """The number as a stated figure; ``half`` where it is known to be exact."""
        return Figure(name, self.value, self.unit, self.where, self.half if half is None else half)

    def text(self, value: Exact, more: int = 0) -> str:
        """A value as this number is printed; with up to ``more`` decimals where it needs them."""
        scaled = Fraction(value) / Fraction(self.unit.factor)
        decimals = self.decimals
        for _ in range(more):
            decimals += (scaled * 10**decimals).denominator != 1
        text = number(scaled, decimals)
        return text + HARD_SPACE + self.unit.symbol if self.stated else text

    @property
    def decimals(self) -> int:
        """How many decimals it is printed with."""
        exponent = self.number.amount.step.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def as_printed(self) -> str:
        """The number as it reads, with its unit."""
        return self.text(self.value)

    def named(self, place: int | None = None) -> Named:
        """The number as a value of a finding."""
        return Named(self.where, self.as_printed, place)

    def cure(self, value: Exact) -> Cure:
        """What would have to be printed instead."""
        return Cure(self.place, self.number.text, self.text(value))


def local(key: str) -> Name:
    """The name of a figure while the numbers of one table or sentence are held together."""
    return Name(What.ACTUAL, Subject("tabellen", key), Period.whole_year(2000))


def exact(printed: Number, unit: Unit | None) -> tuple[Exact, Exact, Unit, bool] | None:
    """Value, half step, unit and whether the unit is stated; None if there is no exact value."""
    amount = printed.amount
    known = amount.unit or unit
    used = known or Unit.COUNT
    try:
        value = amount.exact(None if amount.unit else used)
    except AmountError:
        return None
    return value, _half(amount.step, used), used, known is not None


@lru_cache(maxsize=1_000)
def _half(step: Decimal, unit: Unit) -> Exact:
    """Half of the last printed digit, in base units."""
    return tidy(Fraction(step) * Fraction(unit.factor) / 2)


def in_cell(cell: Cell, file: int, where: str, unit: Unit | None) -> Printed | None:
    """The number of a cell; None if it holds none."""
    if cell.number is None or (found := exact(cell.number, unit)) is None:
        return None
    return Printed(cell.number, file, *found, where, words.before(where))


def in_sentence(printed: Number, sentence: Sentence, file: int, where: str) -> Printed | None:
    """A number of a sentence, with the sentence as the words around it."""
    found = exact(printed, None)
    if found is None:
        return None
    text = sentence.text.text
    before, after = text[: printed.start], text[printed.end :]
    spans = printed.spans or sentence.text.spans(printed.start, printed.end)
    own = Number(
        printed.amount, text[printed.start : printed.end], printed.start, printed.end, spans
    )
    return Printed(own, file, *found, where, before, after)


def text_mark(spans: tuple[Span, ...], file: int, text: str) -> Mark:
    """Words that are at stake as they stand, such as a row's label."""
    return Mark(Place(file, spans), text, (0, len(text)))


_NUDGED = re.compile(
    r"cell[ -]?key|slumpmässigt? (?:justera|avrunda|förändra)|brus(?:adderat|metod)|"
    r"till närmaste (?:fem|tio|5|10)\b|röjandekontroll|mot röjande|justera\w* av sekretess"
)
_HINTS = ("cell", "slumpm", "brus", "till närmaste", "röjande", "av sekretess")
"""Words that one of the above holds; most reports have none of them."""


def nudged(document: Document) -> bool:
    """Whether the document says that its counts are moved a little so that nobody is known.

    Statistics of small groups are published so; their parts do not add up, and rightly.
    """
    text = "\n".join(line.text for line in document.lines).casefold()
    return any(word in text for word in _HINTS) and bool(_NUDGED.search(text))


def marks_of(printed: Iterable[Printed]) -> tuple[Mark, ...]:
    """The marks of several numbers, each place once."""
    return tuple({one.place: one.mark for one in printed}.values())
