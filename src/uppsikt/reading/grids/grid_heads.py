"""The header of a grid: which of its first rows are header rows, and each column's header path."""

import re
from collections.abc import Sequence

from uppsikt.reading.cells import figure_cell, is_missing, is_year
from uppsikt.reading.grids.grid import Grid, GridCell
from uppsikt.reading.model import Text
from uppsikt.reading.stated import stated_unit

_PERIOD = re.compile(
    r"\d|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|helår|period|ack)\w*\b", re.IGNORECASE
)


def head_rows(grid: Grid) -> tuple[int, int]:
    """How many of the first rows are titles, and how many after them are header rows.

    Header rows are those that the format marks and those of words (or bare years) before the
    first row with a figure. A title is a row with a single text before them.
    """
    titles = _titles(grid)
    # A format that marks every cell has marked nothing.
    marked = not all(_all_marked(row) for row in grid)
    count = 0
    while titles + count < len(grid) - 1:
        row = grid[titles + count]
        known = count > 0
        if known and _single(row) and stated_unit(row[0].words) is None:
            break
        if not (marked and _all_marked(row) and not _has_figures(row)) and not _is_head(row, known):
            break
        count += 1
    return titles, count


def is_new_head(row: Sequence[GridCell], figure_columns: Sequence[int]) -> bool:
    """Whether a row in a table's body is the header of another table below it."""
    cells = {id(row[column]): row[column] for column in figure_columns if row[column].words}
    words = [cell.words for cell in cells.values()]
    if len(words) < 2 or 2 * len(words) < len(figure_columns) or any(map(is_missing, words)):
        return False
    if all(is_year(text) for text in words):
        return not row[0].words or stated_unit(row[0].words) is not None
    return not any(_is_figure(cell) for cell in cells.values())


def same_words(row: Sequence[GridCell], other: Sequence[GridCell]) -> bool:
    """Whether two rows say the same, as a header does that is repeated on the next page."""
    return [cell.words for cell in row] == [cell.words for cell in other]


def paths(heads: Grid, width: int) -> list[tuple[Text, ...]]:
    """The header texts of each column, outermost first; a cell over several columns is of all."""
    return [_path([_spread(heads, level, column) for level in range(len(heads))])
            for column in range(width)]  # fmt: skip


def _titles(grid: Grid) -> int:
    """How many rows with a single text stand before a header."""
    count = 0
    while count < len(grid) - 2 and _single(grid[count]):
        count += 1
    # Without a header after it such a row is the name of a group of rows.
    return count if count and _is_head(grid[count], known=False) else 0


def _single(row: Sequence[GridCell]) -> bool:
    """Whether a row holds one text only, from its first column on."""
    return len({id(cell) for cell in row if cell.words}) == 1 and bool(row[0].words)


def _all_marked(row: Sequence[GridCell]) -> bool:
    return all(cell.head for cell in row if cell.words) and any(cell.words for cell in row)


def _is_figure(cell: GridCell) -> bool:
    return figure_cell(cell.text, cell.given).number is not None and not is_year(cell.words)


def _has_figures(row: Sequence[GridCell]) -> bool:
    return any(_is_figure(cell) for cell in row)


def _is_head(row: Sequence[GridCell], known: bool) -> bool:
    """Whether an unmarked row is part of the header; ``known`` if a row before it is."""
    values = [cell for cell in row[1:] if cell.words and cell is not row[0]]
    if _has_figures(row) or any(is_missing(cell.words) for cell in values):
        return False
    if not values:
        return known and stated_unit(row[0].words) is not None
    if any(is_year(cell.words) for cell in values) and known:
        # A count that happens to look like a year has a label before it.
        return not row[0].words or stated_unit(row[0].words) is not None or row[0].head
    return not (known and _reads_on(row, values))


def _reads_on(row: Sequence[GridCell], values: Sequence[GridCell]) -> bool:
    """Whether a row of words below a header is a row of the body: label first, few words after."""
    return bool(row[0].words) and len(values) < len(row) - 1 and not row[0].head


def _spread(heads: Grid, level: int, column: int) -> GridCell:
    """The header cell over a column, also where a group's name stands only over its first one.

    That is so where the texts below both are periods: ``Utfall`` over ``2022`` and ``2021``.
    """
    row = heads[level]
    cell = row[column]
    if cell.words or level == len(heads) - 1:
        return cell
    below = heads[level + 1]
    left = column
    while left > 1 and not row[left].words:
        left -= 1
        if not (_PERIOD.match(below[left].words) and _PERIOD.match(below[column].words)):
            return cell
    return row[left] if row[left].words and left > 0 else cell


def _path(cells: Sequence[GridCell]) -> tuple[Text, ...]:
    path: list[Text] = []
    last: GridCell | None = None
    for cell in cells:
        if cell is not last and cell.words and (last is None or cell.words != last.words):
            path.append(cell.text)
        last = cell if cell.words else last
    return tuple(path)
