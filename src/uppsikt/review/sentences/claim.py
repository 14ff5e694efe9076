"""What a sentence claims of a difference, and the words and numbers that it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from uppsikt.figures import Exact, Name, Unit
from uppsikt.reading import Number, Span
from uppsikt.review.model import Direction, Place
from uppsikt.review.sentences.phrases import Atom, Kind
from uppsikt.review.sentences.setting import Setting


@dataclass(frozen=True, slots=True)
class Claim:
    """A difference that a sentence tells.

    ``now`` and ``before`` name what is compared where tables or other sentences hold the
    figures; ``operands`` are (now, before) where the sentences hold them themselves. ``number``
    is how much, None if only the direction is told; ``mark`` is the words at stake, as columns
    in ``text``. ``half`` is how far the number may lie from the exact value, in base units.
    ``explicit`` is false where the sentence does not say with what it compares.
    """

    place: Place
    text: str
    mark: tuple[int, int]
    direction: Direction
    now: Name | None = None
    before: Name | None = None
    operands: "tuple[Operand, Operand] | None" = None
    number: Number | None = None
    half: Exact = 0
    explicit: bool = True


@dataclass(frozen=True, slots=True)
class Operand:
    """A number of a sentence that a difference is between."""

    number: Number
    place: Place
    text: str
    unit: Unit | None
    half: Exact

    @property
    def value(self) -> Exact:
        """The number in base units."""
        return self.number.amount.exact(self.number.amount.unit or self.unit or Unit.COUNT)


WAYS = {Kind.MORE: Direction.UP, Kind.LESS: Direction.DOWN}


def ways_of(atoms: Sequence[Atom]) -> list[Atom]:
    """The atoms that say more or less."""
    return [one for one in atoms if one.kind in WAYS]


def spans_of(setting: Setting, atom: Atom) -> tuple[Span, ...]:
    """Where an atom of a sentence is printed."""
    return setting.sentence.text.spans(atom.start, atom.end)
