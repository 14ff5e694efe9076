"""The cells of a tagged table put in their columns by where they are printed.

Some programs leave cells out of the structure, those with a dash most often. What stands to the
right of one would then be read a column too far to the left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from uppsikt.reading.grids.grid import HOLE, GridCell, Spanning
from uppsikt.reading.pdf.words import Word


@dataclass(frozen=True, slots=True)
class TagCell:
    """A cell of a tagged table with its words."""

    cell: GridCell
    words: Sequence[Word]
    columns: int = 1
    rows: int = 1

    @property
    def left(self) -> float:
        """Where its text begins."""
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        """Where its text ends."""
        return max(word.right for word in self.words)


def in_columns(rows: Sequence[Sequence[TagCell]]) -> list[list[Spanning]]:
    """The rows with holes where cells are missing, told from the columns of the whole rows."""
    widths = _widths(rows)
    width = max(widths, default=0)
    extents = _extents(rows, widths, width)
    return [
        _placed(row, extents)
        if len(row) > 1 and found < width
        else [Spanning(one.cell, one.columns, one.rows) for one in row]
        for row, found in zip(rows, widths, strict=True)
    ]


def _widths(rows: Sequence[Sequence[TagCell]]) -> list[int]:
    """How many columns each row fills, with those of cells that reach down into it."""
    reaching: list[tuple[int, int]] = []
    widths: list[int] = []
    for index, row in enumerate(rows):
        reaching = [(last, columns) for last, columns in reaching if last >= index]
        own = sum(cell.columns for cell in row)
        widths.append(own + sum(columns for _, columns in reaching))
        reaching.extend((index + cell.rows - 1, cell.columns) for cell in row if cell.rows > 1)
    return widths


def _extents(
    rows: Sequence[Sequence[TagCell]], widths: Sequence[int], width: int
) -> list[tuple[float, float]]:
    """From where to where each column has text, in the rows that have a cell for all of them."""
    extents: list[tuple[float, float] | None] = [None] * width
    for row, found in zip(rows, widths, strict=True):
        if found < width or len(row) < width:
            continue
        for column, cell in enumerate(row):
            if cell.words:
                left, right = extents[column] or (cell.left, cell.right)
                extents[column] = (min(left, cell.left), max(right, cell.right))
    return [one if one is not None else (0.0, 0.0) for one in extents]


def _placed(row: Sequence[TagCell], extents: Sequence[tuple[float, float]]) -> list[Spanning]:
    """The cells of a short row, each in the column that it is printed in."""
    places = _places(row, extents)
    if places is None:
        return [Spanning(one.cell, one.columns, one.rows) for one in row]
    placed: list[Spanning] = []
    at = 0
    for cell, place in zip(row, places, strict=True):
        placed.extend(Spanning(HOLE) for _ in range(place - at))
        placed.append(Spanning(cell.cell, cell.columns, cell.rows))
        at = place + cell.columns
    return placed


def _places(row: Sequence[TagCell], extents: Sequence[tuple[float, float]]) -> list[int] | None:
    """The column of each cell from the left, None where the print does not tell."""
    places: list[int] = []
    at = 0
    for cell in row:
        if not cell.words:
            places.append(at)
        else:
            overlaps = {
                column: min(right, cell.right) - max(left, cell.left)
                for column, (left, right) in enumerate(extents)
                if column >= at
            }
            best = max(overlaps, key=lambda column: overlaps[column], default=None)
            if best is None or overlaps[best] <= 0:
                return None
            places.append(best)
        at = places[-1] + cell.columns
    return places
