"""Which two columns a column of differences is the difference of, by what its rows agree on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from uppsikt.figures import (
    AnyRelation,
    Name,
    Period,
    Subject,
    Unit,
    What,
    change,
    find_contradictions,
    share,
    variance,
)
from uppsikt.review.lexicon.vocabulary import Role
from uppsikt.review.tables.conventions import Case, fitting, strong, usual
from uppsikt.review.tables.forms import Bind, Form, judge
from uppsikt.review.tables.grid import Grid

_LEAST = 3
"""This many rows have to agree before a column's formula is known."""
_ENOUGH = 60
"""So many rows show which columns a difference follows from; the others are then held to it."""
_MOST_PAIRS = 40
_VALUES = (What.ACTUAL, What.BUDGET, What.ORIGINAL_BUDGET, What.FORECAST, What.GRANT)
_OUTSIDE = (Role.ACCUMULATED, Role.MEAN)
"""Rows that a variance column need not follow: a balance that is carried over has none."""


@dataclass(frozen=True)
class Formula:
    """A column of differences, the columns it follows from (the measured one first), and how
    each row comes out."""

    column: int
    terms: tuple[int, ...]
    cases: dict[int, Case]
    relative: bool = False
    """Whether it is printed in per cent, where a few rows may agree by chance."""

    @property
    def agreeing(self) -> int:
        """How many rows agree in a way that zeros could not give."""
        return sum(map(strong, self.cases.values()))

    @property
    def failing(self) -> list[int]:
        """The rows that agree by neither sign."""
        return [row for row, case in self.cases.items() if not fitting(case)]

    @property
    def known(self) -> bool:
        """Whether enough rows agree, and at least three in five; of per cents seven in ten."""
        agreeing, least = self.agreeing, 7 if self.relative else 6
        return agreeing >= _LEAST and agreeing * 10 >= (agreeing + len(self.failing)) * least

    @property
    def turned(self) -> bool:
        """Whether most rows print planned less measured."""
        return usual(self.cases.values()) is True


def formulas(grid: Grid, rows: Sequence[int] | None = None) -> list[Formula]:
    """The formula of every column of differences that has one, over some rows or all."""
    if rows is not None:
        return list(_found(grid, rows))
    if grid not in _KNOWN:
        _KNOWN[grid] = tuple(_found(grid, None))
    return list(_KNOWN[grid])


_KNOWN: WeakKeyDictionary[Grid, tuple[Formula, ...]] = WeakKeyDictionary()
"""The formulas of whole tables, for as long as the tables are held: several rules ask for them."""


def _found(grid: Grid, rows: Sequence[int] | None) -> Iterator[Formula]:
    found = (formula(grid, column, rows) for column in grid.columns)
    return (one for one in found if one is not None)


def formula(grid: Grid, column: int, rows: Sequence[int] | None = None) -> Formula | None:
    """What a column of differences is the difference of; None if its rows do not show it."""
    if not grid.meanings[column].difference:
        return None
    every = grid.rows if rows is None else rows
    used = [row for row in every if grid.roles[row] not in _OUTSIDE]
    options = list(_options(grid, column))[:_MOST_PAIRS]
    tried = [(_tried(grid, column, *option, used[:_ENOUGH]), option) for option in options]
    if not tried:
        return None
    best, option = max(tried, key=lambda one: _likely(one[0]))
    if len(used) > _ENOUGH and best.known:
        best = _tried(grid, column, *option, used)
    return best if best.known else None


def _likely(formula: Formula) -> tuple[int, int, int]:
    """How likely a formula is: what agrees, per cents first as the columns are printed.

    Rounding of small amounts lets a share of the wrong column agree as well.
    """
    close = sum(map(_close, formula.cases.values())) if formula.relative else 0
    return close, formula.agreeing, -len(formula.failing)


def _close(case: Case) -> bool:
    """Whether a row's per cent is that of its other figures just as they are printed."""
    return any(
        one.fits
        and one.strong
        and not find_contradictions(
            [one.figures[0], *(replace(term, half=0) for term in one.figures[1:])], one.relations
        )
        for one in case.values()
    )


def _options(grid: Grid, column: int) -> Iterator[tuple[tuple[int, ...], Bind]]:
    """The columns that a column of differences may follow from, with the identity."""
    values = [
        one
        for one in grid.columns
        if one != column
        and grid.meanings[one].what in _VALUES
        and grid.meanings[one].unit is not Unit.PERCENT
        and not grid.meanings[one].difference
    ]
    pairs = [(a, b) for a in values for b in values if a != b and _ordered(grid, a, b)]
    if grid.meanings[column].unit is not Unit.PERCENT:
        yield from ((pair, _as_difference(grid, pair)) for pair in pairs)
    else:
        yield from ((pair, _as_relative_change) for pair in pairs)
        yield from ((pair, _as_part_of_now) for pair in pairs)


def _ordered(grid: Grid, first: int, second: int) -> bool:
    """Whether the first is what is measured and the second what it is held against."""
    order = {What.FORECAST: 2, What.ACTUAL: 1, What.BUDGET: 0, What.GRANT: 0}
    one, other = grid.meanings[first], grid.meanings[second]
    ranks = (order.get(one.what or What.SHARE, 0), order.get(other.what or What.SHARE, 0))
    return ranks[0] > ranks[1] or (ranks[0] == ranks[1] and not _earlier(grid, first, second))


def _earlier(grid: Grid, first: int, second: int) -> bool:
    """Whether the first of two columns of one kind is certainly the earlier one's."""
    one, other = grid.meanings[first], grid.meanings[second]
    if one.before != other.before:
        return one.before
    return bool(one.when and other.when and _end(one.when) < _end(other.when))


def _end(period: Period) -> tuple[int, int]:
    return period.year, period.last


def _as_difference(grid: Grid, pair: tuple[int, ...]) -> Bind:
    """Variance = measured − planned, or change = now − before for two of one kind."""
    first, second = (grid.meanings[column].what for column in pair)
    builder = change if first is second else variance

    def bind(result: Name, terms: Sequence[Name]) -> Sequence[AnyRelation]:
        return (builder(result, terms[0], terms[1]),)

    return bind


def _as_relative_change(result: Name, terms: Sequence[Name]) -> Sequence[AnyRelation]:
    """The change as a share of what it is held against; the change itself is not printed."""
    now, before = terms
    return change(_STEP, now, before), share(result, _STEP, before)


def _as_part_of_now(result: Name, terms: Sequence[Name]) -> Sequence[AnyRelation]:
    """The same, as a share of what is measured; some tables print variances so."""
    now, before = terms
    return change(_STEP, now, before), share(result, _STEP, now)


_STEP = Name(What.CHANGE, Subject("tabellen", "skillnaden"), Period.whole_year(2000))


def _tried(
    grid: Grid, column: int, terms: tuple[int, ...], bind: Bind, rows: Sequence[int]
) -> Formula:
    """One formula held against every row, with the difference as printed and turned."""
    percent = grid.meanings[column].unit is Unit.PERCENT
    forms = {
        turn: Form(
            "columns",
            column,
            terms,
            bind,
            frozenset({column} if turn else ()),
            loose=False,
            mixed=percent,
        )
        for turn in (False, True)
    }
    cases: dict[int, Case] = {}
    for row in rows:
        judged = {turn: judge(grid, form, row) for turn, form in forms.items()}
        case: Case = {turn: outcome for turn, outcome in judged.items() if outcome is not None}
        if case:
            cases[row] = case
    return Formula(column, terms, cases, percent)
