"""Rows that can be split into cells in several ways: the identities say which is right.

``1 2 345 6`` may be 1 and 2 345 and 6 or 12 345 and 6. The split that most of the table's own
sums, nets, results and variances agree with is taken; where none or several do, the row is left
out and counted.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from uppsikt.figures import AmountError, Period, amount
from uppsikt.reading import Cell, Document, Number, Row, Table, Text, Unread, joined
from uppsikt.review.tables.differences import Formula, formulas
from uppsikt.review.tables.forms import Form, Outcome, judge
from uppsikt.review.tables.grid import Grid
from uppsikt.review.tables.nets import net_case, net_groups
from uppsikt.review.tables.results import result_ways
from uppsikt.review.tables.scopes import scopes, sum_rows

_MOST = 64
"""More ways to split a row than this are not tried."""
_BEYOND = 3
"""A cell more than this many times all the clear cells of its column together is no amount."""
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

    Only identities whose other rows are clear are asked, so a settled row may settle the next.
    """
    options = {at: _options(row) for at, row in enumerate(table.rows) if row.others}
    grid = Grid(0, table, period)
    for _ in range(len(options)):
        clear = [row for row in grid.rows if row not in options]
        known = formulas(grid, clear)
        settled = [at for at in options if _settle_row(grid, at, options, clear, known)]
        if not settled:
            break
        for at in settled:
            grid = grid.with_row(at, options.pop(at)[0])
    return _closed(table, grid.table, list(options))


def _options(row: Row) -> list[tuple[Cell, ...]]:
    """The ways to split a row into as many numbers as there are columns, each once."""
    found = [row.cells, *row.others][:_MOST]
    return list({_texts(cells): cells for cells in found}.values())


def _texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(cell.text.text for cell in cells)


def _with_a_gap(cells: tuple[Cell, ...]) -> Iterator[tuple[Cell, ...]]:
    """The same figures with two neighbours as one number and an empty cell somewhere."""
    for at in range(len(cells) - 1):
        whole = _merged(cells[at], cells[at + 1])
        if whole is not None:
            rest = [*cells[:at], whole, *cells[at + 2 :]]
            for gap in range(len(cells)):
                yield (*rest[:gap], Cell(), *rest[gap:])


_TAIL = re.compile(r"\d{3}(?:[ \u00a0]\d{3})*")


def _merged(first: Cell, second: Cell) -> Cell | None:
    """Two cells as one number, if the second can be the last three digits of it."""
    head, tail = first.number, second.number
    if head is None or tail is None or not _TAIL.fullmatch(tail.text):
        return None
    try:
        read = amount(f"{head.text} {tail.text}", head.amount.unit)
    except AmountError:
        return None
    text = joined([first.text, second.text])
    number = Number(read, text.text, 0, len(text.text), (*head.spans, *tail.spans))
    return Cell(text, number, second.note, first.label)


def _settle_row(
    grid: Grid,
    at: int,
    options: dict[int, list[tuple[Cell, ...]]],
    clear: Sequence[int],
    known: Sequence[Formula],
) -> bool:
    """Whether one split of a row is the best; it is then the only one left of its options.

    Where no split into as many numbers as columns agrees with two identities, a cell may be empty
    as well: the split with the most agreement is then taken, the one without a gap if as good.
    """
    full = options[at]
    best = _best(grid, at, full, clear, known, least=2)
    if best is None:
        gapped = [one for cells in full for one in _with_a_gap(cells)][: _MOST * 2]
        unique = {_texts(cells): cells for cells in (*gapped, *full)}
        best = _best(grid, at, list(unique.values()), clear, known, least=1)
    if best is not None:
        options[at] = [best]
    return best is not None


def _best(
    grid: Grid,
    at: int,
    splits: Sequence[tuple[Cell, ...]],
    clear: Sequence[int],
    known: Sequence[Formula],
    *,
    least: int,
) -> tuple[Cell, ...] | None:
    """The one split that most identities agree with; None if none or several do."""
    tried = [grid.with_row(at, cells) for cells in splits]
    plausible = [one for one in tried if _plausible(one, at, clear)]
    if not plausible:
        return None
    scores = [(_score(one, at, clear, known), *_like(one, at, clear)) for one in plausible]
    best = max(scores)
    alone = len(plausible) == 1 and best[1] == 0
    if scores.count(best) > 1 or not (best[0] >= least or alone):
        return None
    return plausible[scores.index(best)].table.rows[at].cells


def _like(grid: Grid, at: int, clear: Sequence[int]) -> tuple[int, int]:
    """How likely a row's empty cells are: none at all most, then where clear rows have them."""
    gaps = [column for column in grid.columns if grid.blank((at, column))]
    alike = [any(grid.blank((row, column)) for row in clear) for column in gaps]
    return -len(gaps), sum(alike)


def _plausible(grid: Grid, at: int, clear: Sequence[int]) -> bool:
    """Whether no cell of a row dwarfs all the clear cells of its column together."""
    return not any(_dwarfs(grid, at, column, clear) for column in grid.columns)


def _dwarfs(grid: Grid, at: int, column: int, clear: Sequence[int]) -> bool:
    own = grid.at((at, column))
    others = [held for row in clear if (held := grid.at((row, column))) and held.value]
    size = sum(max(held.value, -held.value) for held in others)
    return own is not None and len(others) >= 3 and max(own.value, -own.value) > size * _BEYOND


def _score(grid: Grid, at: int, clear: Sequence[int], known: Sequence[Formula]) -> int:
    """How many of the identities that a row takes part in agree, zeros aside."""
    across = sum(_agrees(grid, judge(grid, _usual(one), at)) for one in known)
    down: dict[Hashable, int] = {}
    usable = {at, *clear}
    for equation, outcomes in _equations(grid, at, usable):
        down[equation] = max(down.get(equation, 0), sum(_agrees(grid, one) for one in outcomes))
    return across + sum(down.values())


def _equations(
    grid: Grid, at: int, usable: set[int]
) -> Iterator[tuple[Hashable, list[Outcome | None]]]:
    """The sums, nets and results that a row takes part in, each by every way it may be meant."""
    columns = [column for column in grid.columns if grid.meanings[column].additive]
    forms: list[tuple[Hashable, Form]] = [
        (("sum", row), Form("rows", row, scope))
        for row in sum_rows(grid)
        for scope in scopes(grid, row)
    ]
    forms += [
        (("result", row), Form("rows", row, way.rows, way.bind, way.turned, whole=True))
        for row in grid.rows
        for way in result_ways(grid, row)
    ]
    for equation, form in forms:
        lines = {form.result, *form.terms}
        if at in lines and lines <= usable:
            yield equation, [judge(grid, form, column) for column in columns]
    for net, ways in net_groups(grid):
        lines = {net, *ways[-1]}
        if at in lines and lines <= usable:
            cases = [net_case(grid, net, ways, column) for column in columns]
            for convention in {one for case in cases for one in case}:
                yield ("net", net), [case.get(convention) for case in cases]


def _agrees(grid: Grid, outcome: Outcome | None) -> bool:
    """Whether cells agree that are not all zero."""
    if outcome is None or not outcome.fits:
        return False
    return any(held.value for spot in outcome.spots if (held := grid.at(spot)))


def _usual(formula: Formula) -> Form:
    """The form of a column's formula with the sign that most rows print."""
    judged = next(case for case in formula.cases.values() if formula.turned in case)
    return judged[formula.turned].form


def _closed(before: Table, settled: Table, opened: Sequence[int]) -> tuple[Table, int]:
    """The table without open rows: settled ones are clear, the others are told as unread."""
    unread = tuple(Unread(_text(before.rows[at]), WHY) for at in opened)
    kept = tuple(replace(row, others=()) for at, row in enumerate(settled.rows) if at not in opened)
    return replace(settled, rows=kept, unread=(*before.unread, *unread)), len(opened)


def _text(row: Row) -> Text:
    return joined([row.label, *(cell.text for cell in row.cells if cell.text.text)])
