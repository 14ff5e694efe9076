"""What a part of the measures' report is: one for each register, laid out by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from uppsikt.disclosure import THRESHOLD
from uppsikt.documents import Cell, Column, Row, Table
from uppsikt.figures import (
    SUPPRESSED,
    Absent,
    FigureBook,
    Name,
    Period,
    Unit,
    alike_in_kronor,
    month_name,
    round_half_away,
)
from uppsikt.store import Store

MISSING_NOTE = "Saknas: inget utdrag är inläst för månaden. Det räknas aldrig som noll."
_DIGITS = 6


@dataclass(frozen=True)
class Asked:
    """What is asked of a register: a committee's counts after a month, whole or for the public.

    `is_whole` is whether the small numbers may be shown; who asks has had that right tried. The
    public is shown no count of people below `smallest`.
    """

    store: Store
    committee: str
    period: Period
    is_whole: bool
    smallest: int = THRESHOLD


@dataclass(frozen=True)
class Section:
    """A register's part of the report.

    `measures` are its rows among the committee's measures, each with a cell for the same month last
    year and one for this month. `lead` is a sentence for the report's first lines, or empty.
    """

    heading: str
    measures: tuple[Row, ...]
    tables: tuple[Table, ...]
    lead: str = ""


@dataclass(frozen=True)
class Layout:
    """Makes cells of the figures of a book; of those that are `hidden` the value stands nowhere."""

    book: FigureBook
    hidden: Collection[Name] = ()

    def cells(self, names: Iterable[Name], unit: Unit = Unit.COUNT) -> tuple[Cell, ...]:
        """A cell for each figure."""
        return tuple(self.cell(name, unit) for name in names)

    def cell(self, name: Name, unit: Unit = Unit.COUNT) -> Cell:
        """The figure, printed to the nearest whole number: people, per cent or kronor."""
        value = self.book.value(name)
        if isinstance(value, Absent):
            return Cell(absent=value, name=name)
        if name in self.hidden:
            return Cell(absent=SUPPRESSED)
        exact = Fraction(value) / Fraction(unit.factor)
        decimal = round(Decimal(exact.numerator) / Decimal(exact.denominator), _DIGITS)
        return Cell(round_half_away(exact), decimal.normalize(), name=name)


def year_columns(newest_first: Iterable[int]) -> tuple[Column, ...]:
    """A column for each year, the years before the newest paler."""
    newest, *earlier = newest_first
    return (
        Column(str(newest), str(newest), "normal"),
        *(Column(str(year), str(year), "pale") for year in earlier),
    )


def short_month(month: Period) -> str:
    """A month as the committees' tables say it: ``Okt 2022``."""
    return f"{month_name(month.last)[:3].capitalize()} {month.year}"


def whole_kronor(ore: int) -> str:
    """A rate as a note says it, with öre where it has some: ``3 740 kr``."""
    return f"{alike_in_kronor([ore])(ore)} kr"
