"""What every rule is given: the documents and the statements drawn from them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from uppsikt.figures import Name, Period, What
from uppsikt.reading import Document, Text
from uppsikt.review.about import About
from uppsikt.review.lexicon.calendar import find_dates
from uppsikt.review.model import Statement
from uppsikt.review.passages import passages
from uppsikt.review.printed import nudged
from uppsikt.review.sentences.claim import Claim
from uppsikt.review.tables.grid import Grid
from uppsikt.review.tables.months import Series, series_of

_NUDGED = re.compile(
    r"cell[ -]?key|slumpmässigt? (?:ändr|juster|avrund|brus)|röjandekontroll", re.I
)
_SEVERAL = 3
"""How many dates in a year make it the report's."""
_MOST_CELLS = 20_000
"""A table with more cells is a list of raw data, in which nobody reads the sums."""

MADE_AGAIN = (What.FORECAST, What.FORECAST_VARIANCE, What.FORECAST_RESULT)
"""Figures that a later report makes anew, so that two parts of a bundle may differ in them."""


@dataclass(frozen=True)
class Reviewed:
    """One document with what its figures state.

    ``period`` is the month or span that the report is about, to date (``Budgetuppföljning efter
    oktober 2022`` is January to October 2022); None if it does not say. ``committee`` is the key
    of whom it is about, empty if it does not say. ``tables`` are the document's, with rows that
    could be split in several ways settled or taken out (``rows_unread`` of them).
    """

    index: int
    document: Document
    committee: str
    period: Period | None
    statements: tuple[Statement, ...]
    rows_unread: int = 0
    about: About | None = None
    claims: tuple[Claim, ...] = ()
    """What its sentences say of differences and directions."""
    periods: tuple[Period | None, ...] = ()
    """What the report around each table is about, where the document holds several reports."""
    plain_grids: tuple[Grid, ...] = ()
    """Each of its tables as values, where that is worked out already."""

    @cached_property
    def prose(self) -> tuple[Statement, ...]:
        """The statements that stand in sentences."""
        return tuple(one for one in self.statements if one.table is None)

    @cached_property
    def by_name(self) -> Mapping[tuple[Name, int], Sequence[Statement]]:
        """The statements by what they are about; of what is made anew, by part as well."""
        found: dict[tuple[Name, int], list[Statement]] = {}
        for one in self.statements:
            found.setdefault((one.name, self.part(one)), []).append(one)
        return found

    def part(self, statement: Statement) -> int:
        """The part of the document that a figure of a forecast belongs to; 0 for all others."""
        if statement.name.what not in MADE_AGAIN or self.about is None:
            return 0
        line = min((span.line for span in statement.place.spans), default=0)
        return self.about.part(line)

    @cached_property
    def passages(self) -> tuple[Text, ...]:
        """Every sentence, and every text in its tables that is no number, in order."""
        return tuple(passages(self.document))

    @cached_property
    def year(self) -> int | None:
        """The year that it is of: its period's, or a later one that it has several dates in.

        None if it has neither. A lone date to come is that of a meeting or the end of a contract.
        """
        lines = self.document.lines
        years = Counter(date.year for line in lines for date in find_dates(line.text) if date.year)
        late = [year for year, times in years.items() if times >= _SEVERAL]
        return max([*late, self.period.year] if self.period else late, default=None)

    @cached_property
    def nudged(self) -> bool:
        """Whether the document says that its counts are changed at random against disclosure."""
        return any(_NUDGED.search(line.text) for line in self.document.lines)

    @cached_property
    def protected(self) -> bool:
        """Whether it says that its counts are moved or rounded so that nobody is known."""
        return nudged(self.document)

    @cached_property
    def series(self) -> tuple[list[Series], ...]:
        """The series of months of each table that has any."""
        every = (series_of(table, self.index) for table in self.document.tables)
        return tuple(found for found in every if found)

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """The document's tables with their exact values, for the rules on tables."""
        every: Iterable[Grid] = self.plain_grids
        if self.nudged or not self.plain_grids:
            pairs = zip(self.document.tables, self._periods, strict=True)
            every = (Grid(self.index, *pair, nudged=self.nudged) for pair in pairs)
        return tuple(one for one in every if len(one.rows) * len(one.columns) <= _MOST_CELLS)

    @property
    def _periods(self) -> Sequence[Period | None]:
        return self.periods or [self.period] * len(self.document.tables)

    def cells(self, table: int) -> tuple[Statement, ...]:
        """The statements of one table."""
        return tuple(one for one in self.statements if one.table == table)


@dataclass(frozen=True)
class Material:
    """The documents under review, and the earlier ones they are held against."""

    reviewed: Sequence[Reviewed]
    earlier: Sequence[Reviewed] = ()

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The tables of the documents under review, with their exact values."""
        return tuple(grid for one in self.reviewed for grid in one.grids)

    @cached_property
    def by_name(self) -> Mapping[Name, tuple[Statement, ...]]:
        """The statements of the documents under review by what they are about."""
        found: dict[Name, list[Statement]] = {}
        for one in self.reviewed:
            for statement in one.statements:
                found.setdefault(statement.name, []).append(statement)
        return {name: tuple(statements) for name, statements in found.items()}
