"""Rows that can be split into cells in several ways: the identities say which is right.

``1 2 345 6`` may be 1 and 2 345 and 6 or 12 345 and 6. The split that the table's own sums and
variances agree with is taken; where none or several do, the row is left out and counted.
"""

from collections.abc import Sequence
from dataclasses import replace

from uppsikt.figures import Period
from uppsikt.reading import Cell, Document, Row, Table, Text, Unread, joined
from uppsikt.review.differences import Formula, formulas
from uppsikt.review.forms import Form, outcomes
from uppsikt.review.grid import Grid
from uppsikt.review.scopes import scopes, sum_rows

_MOST = 64
"""More ways to split a row than this are not tried."""
WHY = "raden kan delas upp i tal på flera sätt"


def settle(document: Document, period: Period | None = None) -> tuple[Document, int]:
    """The document with its ambiguous rows settled, and how many rows had to be left out."""
    if not any(row.others for table in document.tables for row in table.rows):
        return document, 0
    blocks = list(document.blocks)
    left = 0
    for place, block in enumerate(blocks):
        if isinstance(block, Table) and any(row.others for row in block.rows):
            blocks[place], unread = settle_table(block, period)
            left += unread
    return replace(document, blocks=tuple(blocks)), left


def settle_table(table: Table, period: Period | None = None) -> tuple[Table, int]:
    """A table with every ambiguous row split as its identities say, or moved to the unread.

    Rows are settled by the variances across them first, for those need no other row; then, where
    a single ambiguous row is left under a sum, by the sums down the columns.
    """
    settled = _by_variances(table, period)
    settled = _by_sums(settled, period)
    return _without_open(settled)


def _options(row: Row) -> list[tuple[Cell, ...]]:
    return [row.cells, *row.others][:_MOST]


def _open(table: Table) -> list[int]:
    return [at for at, row in enumerate(table.rows) if row.others]


def _chosen(table: Table, choice: dict[int, tuple[Cell, ...]], *, close: bool = True) -> Table:
    """The table with some rows split in given ways."""
    rows = tuple(
        replace(row, cells=choice[at], others=() if close else row.others) if at in choice else row
        for at, row in enumerate(table.rows)
    )
    return replace(table, rows=rows)


def _by_variances(table: Table, period: Period | None) -> Table:
    """Settle the rows in which one split alone agrees with the table's variance columns."""
    opened = _open(table)
    clear = [at for at in range(len(table.rows)) if at not in opened]
    known = formulas(Grid(0, table, period), clear)
    forms = [_usual(one) for one in known]
    choice = {}
    for at in opened if forms else []:
        best = _single_best(
            [
                _fits(Grid(0, _chosen(table, {at: cells}), period), forms, at)
                for cells in _options(table.rows[at])
            ]
        )
        if best is not None:
            choice[at] = _options(table.rows[at])[best]
    return _chosen(table, choice)


def _usual(formula: Formula) -> Form:
    """The form of a column's formula with the sign that most rows print."""
    judged = next(case for case in formula.cases.values() if formula.turned in case)
    return judged[formula.turned].form


def _fits(grid: Grid, forms: Sequence[Form], row: int) -> int:
    """How many of the forms agree in one row, in a way that zeros could not give."""
    return sum(
        1 for form in forms for one in outcomes(grid, form, [row]) if one.fits and one.strong
    )


def _by_sums(table: Table, period: Period | None) -> Table:
    """Settle one ambiguous row at a time by the sum rows that it is an addend (or the sum) of."""
    for at in _open(table):
        others = {one: table.rows[one].cells for one in _open(table) if one != at}
        if others:
            continue
        best = _single_best(
            [
                _best_sum(Grid(0, _chosen(table, {at: cells}), period), at)
                for cells in _options(table.rows[at])
            ]
        )
        if best is not None:
            table = _chosen(table, {at: _options(table.rows[at])[best]})
    return table


def _best_sum(grid: Grid, row: int) -> int:
    """The most columns in which a sum that the row takes part in holds."""
    columns = [column for column in grid.columns if grid.meanings[column].additive]
    counts = [
        sum(1 for one in outcomes(grid, Form("rows", result, scope), columns) if one.fits)
        for result in sum_rows(grid)
        for scope in scopes(grid, result)
        if row == result or row in scope
    ]
    return max(counts, default=0)


def _single_best(scores: Sequence[int]) -> int | None:
    """The place of the one highest score; None if nothing holds or several are as good."""
    top = max(scores, default=0)
    return scores.index(top) if top and list(scores).count(top) == 1 else None


def _without_open(table: Table) -> tuple[Table, int]:
    """The table with rows that stay ambiguous taken out and told as unread."""
    opened = _open(table)
    unread = tuple(Unread(_text(table.rows[at]), WHY) for at in opened)
    kept = tuple(row for at, row in enumerate(table.rows) if at not in opened)
    return replace(table, rows=kept, unread=(*table.unread, *unread)), len(opened)


def _text(row: Row) -> Text:
    return joined([row.label, *(cell.text for cell in row.cells if cell.text.text)])
