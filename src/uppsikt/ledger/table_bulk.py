"""A table of a million rows: block by block, with the plain reader for what is odd.

Rows of the usual shapes become columns (``table_cells``); every other row goes through the same
``Body`` and reader as in a small table. So both ways give the same rows, refusals and notes. What
is read can be kept, so that an import that was broken off goes on after the last whole block.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

import polars as pl

from uppsikt.figures import Unit, UppsiktError
from uppsikt.ledger.balances import Row
from uppsikt.ledger.finish import frame
from uppsikt.ledger.model import ROW_SCHEMA, Told
from uppsikt.ledger.table_cells import Cells, constant, says_sum
from uppsikt.ledger.table_file import Kept
from uppsikt.sheets import Value, refuse_cells
from uppsikt.sheets.blocks import Block, Odd
from uppsikt.sheets.body import Body
from uppsikt.sheets.cells import from_excel
from uppsikt.sheets.table import TableRow


class Meaning(Protocol):
    """What the rows of one kind of table mean."""

    @property
    def account(self) -> str:
        """The field of the account."""

    @property
    def constants(self) -> Mapping[str, str]:
        """Fields that no column holds, with the text that is theirs on every row."""

    @property
    def unit(self) -> Unit:
        """The unit of the amounts that state none themselves."""

    def usual(self, cells: Mapping[str, Cells], height: int) -> dict[str, pl.Series]:
        """ROW_SCHEMA's columns but the line, null where a cell is not of a usual shape.

        The amounts as they stand come as ``of_`` and the field's name, in öre.
        """

    def row(self, one: TableRow) -> Row:
        """One row, read plainly. Raises UppsiktError, whose text names the place."""


@dataclass
class TableBulk:
    """Reads the rows of one table. ``faults`` are the cells that cannot be read."""

    meaning: Meaning
    body: Body
    enough: int = 10_000
    """So many faults are the whole file's, as with days written in another way than was told."""
    faults: list[str] = field(default_factory=list)

    def read(self, kept: Kept, told: Told) -> None:
        """Reads what is not kept yet, block by block. Raises FileFault, with all faulty cells.

        From the first fault on nothing is kept, since the file must be changed.
        """
        blocks = self.body.layout.sheet.blocks
        assert blocks is not None  # only large sheets are read in bulk
        self.body.begin()
        self._go_on(kept.state)
        last, rows = max(int(kept.state.get("last", 0)), self.body.layout.last), len(kept)
        for block in blocks(last, self.body.width):
            read = self.block(block)
            last, rows = max(last, block.last), rows + read.height
            if not self.faults:
                kept.keep(read, self._state(last))
            elif len(self.faults) >= self.enough:
                refuse_cells(self.body.book.path, self.faults, more=block.share < 1)
            told(rows, block.share)
        self.body.end()
        refuse_cells(self.body.book.path, self.faults)

    def block(self, block: Block) -> pl.DataFrame:
        """The ledger rows of a block."""
        usual = self._usual(block)
        sure = usual.filter("sure").drop("sure")
        odd = self._odd(block, sure, usual)
        shaped = sure.select(*ROW_SCHEMA)
        return shaped if odd.is_empty() else pl.concat([shaped, odd]).sort("line")

    def _usual(self, block: Block) -> pl.DataFrame:
        """All rows of a block, with ``sure`` where each cell is of a usual shape."""
        height = len(block.numbers)
        found = pl.DataFrame(
            {
                "line": pl.Series(block.numbers, dtype=pl.Int32),
                **self.meaning.usual(self._cells(block), height),
            }
        )
        whole = pl.all_horizontal(pl.col(*ROW_SCHEMA).is_not_null())
        label = says_sum(found["account"]).fill_null(value=True)
        same = found["account"].str.to_lowercase() == self._head_of(self.meaning.account)
        return found.with_columns(
            (whole & (pl.col("account") != "") & ~label & ~same)
            .fill_null(value=False)
            .alias("sure")
        )

    def _cells(self, block: Block) -> dict[str, Cells]:
        """The columns by field. One to the right of all that stands in the block is empty."""
        height, width = len(block.numbers), len(block.columns)
        cells = {
            name: Cells(block.columns[place]) if place < width else constant("", height)
            for name, place in self.body.layout.places.items()
        }
        for name, text in self.meaning.constants.items():
            cells.setdefault(name, constant(text, height))
        return cells

    def _head_of(self, name: str) -> str:
        """The head's own text over a field, in small letters."""
        places = list(self.body.layout.places)
        return self.body.head_texts[places.index(name)] if name in places else "\0"

    def _odd(self, block: Block, sure: pl.DataFrame, usual: pl.DataFrame) -> pl.DataFrame:
        """The rows that are not usual, each judged after all rows above it have been summed."""
        found: list[Row] = []
        summed = 0
        lines = sure["line"]
        for number, cells in self._in_order(block, usual):
            upto = int(lines.search_sorted(number))
            self._sum(sure, summed, upto)
            summed = upto
            row = self.body.judge(number, cells)
            if row is not None:
                found += self._read(number, row)
        self._sum(sure, summed, sure.height)
        return frame(found)

    def _in_order(self, block: Block, usual: pl.DataFrame) -> list[Odd]:
        indexes = usual.select(pl.arg_where(~pl.col("sure"))).to_series()
        rows: list[Odd] = []
        for index in indexes:
            cells = tuple(from_excel(cell) for cell in block.cells(index))
            if any(cell != "" for cell in cells):
                rows.append((int(block.numbers[index]), cells))
        return sorted([*rows, *block.odd], key=lambda row: row[0])

    def _sum(self, sure: pl.DataFrame, start: int, end: int) -> None:
        """Adds the usual rows from ``start`` to ``end`` to what sum rows are held against."""
        if end <= start:
            return
        factor = Decimal(int(self.meaning.unit.factor))
        self.body.running.add_many(
            {
                name: Decimal(_exact(sure[f"of_{name}"][start:end])) / factor
                for name in self.body.layout.amounts
                if name in self.body.layout.places
            },
            end - start,
        )

    def _read(self, number: int, row: Mapping[str, Value]) -> Iterator[Row]:
        layout = self.body.layout
        cells = {**self.meaning.constants, **row}
        try:
            yield self.meaning.row(TableRow(number, cells, layout.sheet, layout.places))
        except UppsiktError as fault:
            self.faults.append(str(fault))

    def _state(self, last: int) -> dict[str, Any]:
        left = self.body.left
        return {
            "last": last,
            "left": {"sums": [*left.sums], "heads": [*left.heads], "texts": [*left.texts]},
            "running": self.body.running.state(),
        }

    def _go_on(self, state: Mapping[str, Any]) -> None:
        if not state:
            return
        for name, numbers in state["left"].items():
            getattr(self.body.left, name).extend(numbers)
        self.body.running.go_on(state["running"])


def _exact(amounts: pl.Series) -> int:
    """The sum, also where it is larger than 64 bits hold; empty cells are zero."""
    return int(amounts.cast(pl.Int128).sum() or 0)
