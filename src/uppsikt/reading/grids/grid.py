"""A grid: the cells of a table as a format gives them, rectangular, with spans written out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from uppsikt.figures import Amount
from uppsikt.reading.model import EMPTY, Text
from uppsikt.reading.source import Source

_WIDEST = 200  # columns: no table of a report is wider, and a hostile span could be


@lru_cache(maxsize=2_000)
def _single_spaced(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True, eq=False)
class GridCell:
    """One cell. A cell that spans several places stands in the grid at all of them, as one object.

    ``head`` says that the format marks it as a header; ``given`` is the number that the format
    itself states for it (a workbook does), in which case ``text`` is how that number is shown.
    """

    text: Text = EMPTY
    head: bool = False
    given: Amount | None = None

    @property
    def words(self) -> str:
        """The text with single spaces."""
        return _single_spaced(self.text.text)


Grid: TypeAlias = list[list[GridCell]]

HOLE = GridCell()
"""A place in which there is no cell, or one without text."""


@dataclass(frozen=True, slots=True)
class Spanning:
    """A cell with how many columns and rows it covers, before the grid is laid out."""

    cell: GridCell
    columns: int = 1
    rows: int = 1


def laid_out(rows: Sequence[Iterable[Spanning]], source: Source) -> Grid:
    """The rectangular grid that rows of spanning cells make. Refuses what is past the limits."""
    grid: list[dict[int, GridCell]] = [{} for _ in rows]
    for index, row in enumerate(rows):
        column = 0
        for one in row:
            while column in grid[index]:
                column += 1
            width = min(max(one.columns, 1), _WIDEST - column)
            height = min(max(one.rows, 1), len(rows) - index)
            if width < 1:
                break
            source.count_cells(width * height)
            for below in range(height):
                for right in range(width):
                    grid[index + below].setdefault(column + right, one.cell)
            column += width
    return rectangular(grid)


def rectangular(rows: Sequence[dict[int, GridCell]]) -> Grid:
    """The grid with holes filled, and without rows and columns that hold no text at all."""
    used = sorted({column for row in rows for column, cell in row.items() if cell.text.text})
    return [
        [row.get(column, HOLE) for column in used]
        for row in rows
        if any(cell.text.text for cell in row.values())
    ]
