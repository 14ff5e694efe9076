"""Sums down a table's columns and across its rows."""

import re
from collections.abc import Iterable, Iterator, Sequence

from uppsikt.review.lexicon.vocabulary import Role
from uppsikt.review.material import Material
from uppsikt.review.model import Finding
from uppsikt.review.registry import rule
from uppsikt.review.tables.forms import (
    Form,
    Outcome,
    expected,
    failures,
    finding,
    outcomes,
    stated,
    strong_fits,
)
from uppsikt.review.tables.grid import Grid
from uppsikt.review.tables.scopes import scopes, sum_rows
from uppsikt.review.tables.slips import is_slip, is_small


@rule("total", "Summa av rader")
def check_total(material: Material) -> Iterable[Finding]:
    """A sum row is the sum of its rows in every column, so one that is not has a wrong cell.

    Which rows a sum row sums is not printed. A contradiction needs a set of rows that some column
    proves to be the one (the sum holds there, with figures that are not zero), and a column where
    no plausible set of rows gives the printed sum. A table with one column of money needs three
    rows under one sum row, and a difference like a slip of the pen. Means, shares and prices do
    not add up, and rows that could not be read may be what is missing.
    """
    for grid in material.grids:
        if grid.series or grid.table.unread:
            continue
        for row in sum_rows(grid):
            yield from _total(grid, row)


def _total(grid: Grid, row: int) -> Iterator[Finding]:
    """The findings on one sum row."""
    positions = [column for column in grid.columns if grid.meanings[column].additive]
    forms = [Form("rows", row, scope) for scope in scopes(grid, row)]
    if not forms:
        return
    judged = [outcomes(grid, form, positions) for form in forms]
    best = max(judged, key=lambda one: (strong_fits(one), -len(failures(one))))
    failed = [one for one in failures(best) if not _fits_any(judged, one.position)]
    for outcome in _isolated(grid, best, failed):
        yield finding(grid, outcome, "total", _total_message(grid, outcome, row))


def _fits_any(judged: Iterable[Sequence[Outcome]], position: int) -> bool:
    """Whether some scope gives the printed sum at a position."""
    return any(one.fits for found in judged for one in found if one.position == position)


def _isolated(grid: Grid, best: Sequence[Outcome], failed: Sequence[Outcome]) -> list[Outcome]:
    """The failures that the other columns, or the smallness of the slip, show to be ones."""
    fits = strong_fits(best)
    if not failed or len(failed) > fits + 1:
        return []
    if fits >= 2 and len(failed) == 1:
        return list(failed)
    if fits:
        return [one for one in failed if is_small(grid, one) or is_slip(grid, one)]
    return [one for one in failed if len(best) == 1 and _unmistakable(grid, one)]


def _unmistakable(grid: Grid, outcome: Outcome) -> bool:
    """Whether one column alone shows its sum: three rows of money, one sum row, a small slip."""
    held = grid.at(outcome.spots[0])
    row, rows = outcome.form.result, outcome.form.terms
    single = sum(grid.sums) == 1 and len(outcome.spots) >= 4 and Role.PART not in grid.roles
    block = rows == tuple(range(row - len(rows), row)) and not any(
        grid.section(one) for one in rows
    )
    money = held is not None and held.stated and held.unit.is_money
    return single and block and money and is_slip(grid, outcome)


def _total_message(grid: Grid, outcome: Outcome, row: int) -> str:
    return (
        f"”{grid.label(row)}” i {grid.head(outcome.position)} är {stated(grid, outcome)} "
        f"men raderna ger {expected(grid, outcome)}."
    )


@rule("cross-total", "Summa av kolumner")
def check_cross_total(material: Material) -> Iterable[Finding]:
    """A column headed ``Totalt`` is the sum of the columns beside it, row by row, and a column of
    a span is the sum of the months, quarters or tertials beside it.

    Which columns it sums is shown by the rows that agree: at least three, and most of them.
    """
    for grid in material.grids:
        for column in grid.columns:
            sets = list(_beside(grid, column)) if grid.meanings[column].additive else []
            if sets:
                yield from _across(grid, column, sets)


def _across(grid: Grid, column: int, sets: Sequence[tuple[int, ...]]) -> Iterator[Finding]:
    """The findings on one column of totals."""
    rows = [row for row in grid.rows if grid.roles[row] not in (Role.MEAN, Role.SHARE)]
    judged = [outcomes(grid, Form("columns", column, terms), rows) for terms in sets]
    best = max(judged, key=lambda one: (strong_fits(one), -len(failures(one))))
    failed = [one for one in failures(best) if not _fits_any(judged, one.position)]
    fits = strong_fits(best)
    if fits >= 3 and fits * 3 >= (fits + len(failures(best))) * 2:
        for outcome in failed:
            yield finding(grid, outcome, "cross-total", _across_message(grid, outcome))


def _beside(grid: Grid, column: int) -> Iterator[tuple[int, ...]]:
    """The columns that a column may sum: those of a total, or the parts of a span."""
    found = _of_total(grid, column) if grid.meanings[column].total else _of_span(grid, column)
    yield from (tuple(columns) for columns in found if len(columns) >= 2)


def _of_total(grid: Grid, column: int) -> Iterator[list[int]]:
    """The columns before a total, after it, or under the same head."""
    usable = [
        one
        for one in grid.columns
        if one != column and grid.meanings[one].additive and not grid.meanings[one].total
    ]
    totals = [one for one in grid.columns if grid.meanings[one].total]
    last = max((one for one in totals if one < column), default=-1)
    following = min((one for one in totals if one > column), default=len(grid.columns))
    outer = _outer(grid, column)
    yield [one for one in usable if last < one < column]
    yield [one for one in usable if column < one < following]
    yield [one for one in usable if one < column]
    yield [one for one in usable if outer and _outer(grid, one) == outer]


def _of_span(grid: Grid, column: int) -> Iterator[list[int]]:
    """The run of month, quarter or tertial columns that ends or begins beside a column."""
    if _part_of_year(grid, column) or grid.meanings[column].difference:
        return
    for step in (-1, 1):
        run: list[int] = []
        at = column + step
        while at in grid.columns and _part_of_year(grid, at):
            run.append(at)
            at += step
        yield run


_PART_OF_YEAR = re.compile(
    r"(?:kv|kvartal|q|t|tertial)\.?\s?[1-4]|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*"
)


def _part_of_year(grid: Grid, column: int) -> bool:
    """Whether a head is a month, a quarter or a tertial alone."""
    words = [part.text for part in grid.table.columns[column].path]
    return bool(words) and bool(_PART_OF_YEAR.fullmatch(words[-1].casefold().strip(" .")))


def _outer(grid: Grid, column: int) -> list[str]:
    return [part.text for part in grid.table.columns[column].path[:-1]]


def _across_message(grid: Grid, outcome: Outcome) -> str:
    row, column = outcome.spots[0]
    return (
        f"{grid.head(column)} för ”{grid.label(row)}” är {stated(grid, outcome)} "
        f"men kolumnerna bredvid ger {expected(grid, outcome)}."
    )
