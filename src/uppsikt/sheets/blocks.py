"""The rows of a large sheet in blocks of columns, for readers that take many rows at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from uppsikt.sheets.cells import Value

if TYPE_CHECKING:
    import polars as pl

ROWS = 100_000
"""Rows of a block, where the file's format does not say otherwise."""
WHITE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""What ``str.strip`` takes away."""

Odd: TypeAlias = tuple[int, Sequence[Value]]
"""Number and cells of a row that is not like the others."""


@dataclass(frozen=True)
class Block:
    """Rows of one width, in the file's order. ``share``: how far in the file they end, 0 to 1.

    ``numbers``: each row's place in the file, from 1. ``columns``: the cells by column, as texts
    or as the workbook's reader gives them. ``odd``: rows of another width, or with cells of a
    special kind, as ``Sheet.rows`` has them.
    """

    numbers: Sequence[int] | pl.Series
    columns: Sequence[pl.Series | Sequence[object]]
    share: float
    odd: Sequence[Odd] = field(default_factory=tuple)

    def cells(self, index: int) -> list[object]:
        """The cells of a row, from 0 within the block."""
        return [column[index] for column in self.columns]

    @property
    def last(self) -> int:
        """The number of the last row; 0 if there is none."""
        ends = [int(self.numbers[-1])] if len(self.numbers) else []
        return max([*ends, *(number for number, _ in self.odd)], default=0)


class Blocks(Protocol):
    """Where a large sheet's blocks come from."""

    def __call__(self, after: int, width: int) -> Iterator[Block]:
        """The rows after row ``after``; of CSV, those of ``width`` cells are the usual ones.

        Read once more from the file. Raises FileFault.
        """
