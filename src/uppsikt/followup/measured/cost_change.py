"""Why a cost changed since last year: a table of volume, price and both, and a sentence of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from uppsikt.documents import Cell, Column, Row, Table
from uppsikt.figures import (
    SUPPRESSED,
    Absent,
    CostSplit,
    FigureBook,
    Name,
    Period,
    Unit,
    Value,
    Volume,
    cost_split,
    higher_lower,
    join_words,
    month_name,
    round_half_away,
    with_unit,
)

_LABELS = ("Volym", "Pris", "Samverkan", "Summa")
_KEYS = ("volume", "price", "both", "total")
_DIGITS = 6


@dataclass(frozen=True)
class Words:
    """What the cost is called, what is counted for it in the plural, and what one costs.

    "Kostnaden för ekonomiskt bistånd", "hushåll", "per hushåll och månad".
    """

    cost: str
    counted: str
    each: str


@dataclass(frozen=True)
class Compared:
    """The same months of last year and of this: the names of their counts and of their costs."""

    period: Period
    counts: tuple[Name, Name]
    costs: tuple[Name, Name]

    @property
    def names(self) -> frozenset[Name]:
        """All that the split could be computed from."""
        return frozenset((*self.counts, *self.costs))


def change_table(
    spans: Sequence[Compared],
    book: FigureBook,
    hidden: Collection[Name],
    words: Words,
    *,
    key: str = "forandring",
    of: str = "",
) -> Table:
    """A table with a column for each span of months; its note tells of the last.

    `key` is another, and the name says `of` what, where a report has several such tables.

    Where a count or a cost is hidden the whole column is: each part would tell of it.
    """
    told = [_Split(span, book, bool(span.names & set(hidden)), words) for span in spans]
    cells = list(zip(*(one.cells() for one in told), strict=True))
    rows = tuple(
        Row(label, label, "row" if key != "total" else "sum", row, key,
            _KEYS[:3] if key == "total" else ())
        for key, label, row in zip(_KEYS, _LABELS, cells, strict=True)
    )  # fmt: skip
    year, whose = spans[-1].period.year, f" för {of}" if of else ""
    name = f"Varför kostnaden{whose} ändrades från {year - 1} till {year}"
    columns = tuple(Column(text, text) for text in (_span_text(one.period) for one in spans))
    notes = (*told[-1].sentence(), told[-1].method())
    return Table(key, name, name, Unit.KR, columns, rows, notes, row_head="Del av förändringen")


@dataclass(frozen=True)
class _Split:
    """One column of the table."""

    of: Compared
    book: FigureBook
    is_hidden: bool
    words: Words

    def cells(self) -> tuple[Cell, ...]:
        split, printed = self._split, self._printed
        values = (split.volume, split.price, split.both, split.total)
        if self.is_hidden:
            return tuple(
                Cell(absent=one if isinstance(one, Absent) else SUPPRESSED) for one in values
            )
        if printed is None:
            return tuple(_cell(value, self._total) for value in values)
        return tuple(_cell(value, one) for value, one in zip(values, printed, strict=True))

    def sentence(self) -> tuple[str, ...]:
        """What the column says in words; nothing where it is hidden."""
        if self.is_hidden:
            return ()
        printed = self._printed
        return (self._why_not() if printed is None else self._told(printed),)

    def method(self) -> str:
        counted = self.words.counted
        return (
            f"Volym är ändringen av antalet {counted} till förra årets belopp "
            f"{self.words.each}. Pris är ändringen av beloppet för förra årets antal. "
            "Samverkan är det som följer av att båda har ändrats."
        )

    def _told(self, printed: tuple[int, int, int, int]) -> str:
        counts, prices = self._values(self.of.counts), [one.price for one in self._volumes]
        volume, price, both, total = printed
        many = _direction(counts, "fler", "färre")
        much = _direction(prices, "mer", "mindre")
        effects = (
            (f"{many} {self.words.counted}", volume),
            (f"{much} {self.words.each}", price),
            ("att båda har ändrats", both),
        )
        why = join_words([f"{cause} {_effect(printed)}" for cause, printed in effects if printed])
        this, before = self.of.period, self.of.period.previous_year()
        stands = higher_lower(total, Unit.KR, f"samma tid {before.year}")
        told = f"{self.words.cost} {_span_text(this).lower()} {this.year} var {stands}"
        return f"{told}: {why}." if why else f"{told}."

    def _why_not(self) -> str:
        text = f"Ändringen från {self.of.period.year - 1} går inte att dela upp"
        names = (*self.of.counts, *self.of.costs)
        years = [self.of.period.year - 1, self.of.period.year] * 2
        for name, year in zip(names, years, strict=True):
            if isinstance(self.book.value(name), Absent):
                return f"{text}: uppgifter för {year} saknas."
        (empty, *_) = [
            year
            for name, year in zip(self.of.counts, years, strict=False)
            if self.book.value(name) == 0
        ]
        return f"{text}: {empty} fanns inga {self.words.counted}, så det finns inget pris."

    @property
    def _volumes(self) -> tuple[Volume, Volume]:
        before, now = zip(self._values(self.of.counts), self._values(self.of.costs), strict=True)
        return Volume(*before), Volume(*now)

    @property
    def _split(self) -> CostSplit:
        return cost_split(*self._volumes)

    @property
    def _total(self) -> int | None:
        """The change of the costs as they are printed elsewhere."""
        printed = [
            round_half_away(Fraction(cost) / Fraction(Unit.KR.factor))
            for cost in self._values(self.of.costs)
            if not isinstance(cost, Absent)
        ]
        return printed[1] - printed[0] if len(printed) == 2 else None

    @property
    def _printed(self) -> tuple[int, int, int, int] | None:
        return self._split.printed(Unit.KR, self._total)

    def _values(self, names: tuple[Name, Name]) -> tuple[Value, Value]:
        return self.book.value(names[0]), self.book.value(names[1])


def _cell(value: Value, printed: int | None) -> Cell:
    if isinstance(value, Absent):
        return Cell(absent=value)
    exact = Fraction(value) / Fraction(Unit.KR.factor)
    decimal = round(Decimal(exact.numerator) / Decimal(exact.denominator), _DIGITS)
    return Cell(printed, decimal.normalize())


def _direction(values: Sequence[Value], more: str, less: str) -> str:
    """The word for how the second of two values, which differ, stands to the first."""
    before, now = (Fraction(one) for one in values if not isinstance(one, Absent))
    return more if now > before else less


def _effect(printed: int) -> str:
    """What a part did to the cost, as it is printed: höjde den med 1 000 kr."""
    return f"{'höjde' if printed > 0 else 'sänkte'} den med {with_unit(abs(printed), Unit.KR)}"


def _span_text(period: Period) -> str:
    """A month or the months to date as a head: Oktober, Januari-oktober."""
    last = month_name(period.last)
    return last.capitalize() if len(period.months) == 1 else f"Januari-{last}"
