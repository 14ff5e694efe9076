"""A ledger of a million rows in a table: block by block, with the plain reader for what is odd.

Rows of the usual shapes become columns (``table_cells``); every other row goes through the same
``Body`` and ``RowReader`` as in a small table. So both ways give the same rows, refusals and
notes. What is read can be kept, so that an import that was broken off goes on after the last
whole block.
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
from uppsikt.ledger.table_rows import AMOUNTS, RowReader
from uppsikt.sheets import Columns, Value
from uppsikt.sheets.blocks import Block, Odd
from uppsikt.sheets.body import Body
from uppsikt.sheets.cells import from_excel
from uppsikt.sheets.table import TableRow

_TEXTS = ("series", "number", "account", "activity", "unit", "project", "counterpart", "text")


class Kept(Protocol):
    """Where blocks of rows are kept until all are read, in order."""

    state: Mapping[str, Any]

    def keep(self, rows: pl.DataFrame, state: Mapping[str, Any]) -> None:
        """Keeps a block; ``state`` (plain JSON) is what is needed to go on after it."""

    def __iter__(self) -> Iterator[pl.DataFrame]:
        """The blocks, in order."""

    def __len__(self) -> int:
        """How many rows are kept."""


@dataclass
class Memory:
    """Blocks kept in memory alone, until the reading is done."""

    frames: list[pl.DataFrame] = field(default_factory=list)
    state: Mapping[str, Any] = field(default_factory=dict)

    def keep(self, rows: pl.DataFrame, state: Mapping[str, Any]) -> None:
        """Keeps a block."""
        self.frames.append(rows)
        self.state = state

    def __iter__(self) -> Iterator[pl.DataFrame]:
        return iter(self.frames)

    def __len__(self) -> int:
        return sum(rows.height for rows in self.frames)


@dataclass
class TableBulk:
    """Reads the rows of one table; ``faults`` are the cells that cannot be read."""

    columns: Columns
    body: Body
    faults: list[str] = field(default_factory=list)

    def read(self, kept: Kept, told: Told) -> None:
        """Reads what is not kept yet, block by block. Raises FileFault."""
        blocks = self.body.layout.sheet.blocks
        assert blocks is not None  # only large sheets are read in bulk
        self.body.begin()
        self._go_on(kept.state)
        last = max(int(kept.state.get("last", 0)), self.body.layout.last)
        for block in blocks(last, self.body.width):
            rows = self.block(block)
            last = max(last, block.last)
            kept.keep(rows, self._state(last))
            told(len(kept), block.share)
        self.body.end()

    def block(self, block: Block) -> pl.DataFrame:
        """The ledger rows of a block."""
        usual = self._usual(block)
        sure = usual.filter("sure").drop("sure")
        odd = self._odd(block, sure, usual)
        shaped = sure.select(*ROW_SCHEMA)
        return shaped if odd.is_empty() else pl.concat([shaped, odd]).sort("line")

    def _usual(self, block: Block) -> pl.DataFrame:
        """All rows of a block by ROW_SCHEMA, with ``sure`` where each cell is of a usual shape.

        The amounts as they stand come as ``of_amount`` and so on, in öre.
        """
        height = len(block.numbers)
        cells = {
            name: Cells(block.columns[place])
            if place < len(block.columns)
            else constant("", height)
            for name, place in self.body.layout.places.items()
            if place < len(block.columns)
        }
        for name, text in {**self.columns.constants, **self._without(cells)}.items():
            cells.setdefault(name, constant(text, height))
        texts = {
            name: cells[name].written() if name in cells else constant("", height).texts
            for name in _TEXTS
        }
        found = pl.DataFrame({"line": pl.Series(block.numbers, dtype=pl.Int32), **texts})
        found = found.with_columns(*self._when(cells, height), *self._amounts(cells))
        needed = [name for name in found.columns if not name.startswith("of_")]
        whole = pl.all_horizontal(pl.col(needed).is_not_null())
        label = says_sum(texts["account"]).fill_null(value=True)
        same = texts["account"].str.to_lowercase() == self._head_of("account")
        return found.with_columns(
            (whole & (pl.col("account") != "") & ~label & ~same)
            .fill_null(value=False)
            .alias("sure")
        )

    def _without(self, cells: Mapping[str, Cells]) -> dict[str, str]:
        """The fields whose column lies to the right of all that stands in the block."""
        return {name: "" for name in self.body.layout.places if name not in cells}

    def _head_of(self, name: str) -> str:
        """The head's own text over a field, in small letters."""
        places = list(self.body.layout.places)
        return self.body.head_texts[places.index(name)] if name in places else "\0"

    def _when(self, cells: Mapping[str, Cells], height: int) -> Iterator[pl.Series]:
        days = cells["date"].days_of() if "date" in cells else pl.repeat(0, height, eager=True)
        months = cells["month"].months_of() if "month" in cells else days // 100
        yield days.cast(pl.Int32).alias("date")
        yield months.cast(pl.Int32).alias("first")
        yield months.cast(pl.Int32).alias("last")

    def _amounts(self, cells: Mapping[str, Cells]) -> Iterator[pl.Series]:
        unit = Unit.from_text(self.columns.option("unit", "kr"))
        assert unit is not None  # the mapping's options are among those that it may have
        ore = {name: cells[name].ore(unit) for name in AMOUNTS if name in cells}
        yield from (series.alias(f"of_{name}") for name, series in ore.items())
        if "amount" in ore:
            turned = self.columns.option("sign", "income_positive") == "cost_positive"
            yield (-ore["amount"] if turned else ore["amount"]).alias("amount")
            return
        parts = {name: _or_zero(ore[name], cells[name].empty) for name in ore}
        given = [~cells[name].empty for name in ore]
        any_ = given[0] | given[1] if len(given) == 2 else given[0]
        zero = pl.repeat(0, any_.len(), dtype=pl.Int64, eager=True)
        booked = parts.get("credit", zero) - parts.get("debit", zero)
        yield booked.zip_with(any_, pl.Series([None], dtype=pl.Int64)).alias("amount")

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
        unit = Unit.from_text(self.columns.option("unit", "kr"))
        assert unit is not None  # as above
        self.body.running.add_many(
            {
                name: Decimal(_exact(sure[f"of_{name}"][start:end])) / Decimal(int(unit.factor))
                for name in self.body.layout.amounts
            },
            end - start,
        )

    def _read(self, number: int, row: Mapping[str, Value]) -> Iterator[Row]:
        layout = self.body.layout
        one = TableRow(number, {**self.columns.constants, **row}, layout.sheet, layout.places)
        try:
            yield RowReader(self.columns).row(one)
        except UppsiktError as fault:
            self.faults.append(str(fault))

    def _state(self, last: int) -> dict[str, Any]:
        left = self.body.left
        return {
            "last": last,
            "faults": list(self.faults),
            "left": {"sums": [*left.sums], "heads": [*left.heads], "texts": [*left.texts]},
            "running": self.body.running.state(),
        }

    def _go_on(self, state: Mapping[str, Any]) -> None:
        if not state:
            return
        self.faults = list(state["faults"])
        for name, numbers in state["left"].items():
            getattr(self.body.left, name).extend(numbers)
        self.body.running.go_on(state["running"])


def _or_zero(ore: pl.Series, empty: pl.Series) -> pl.Series:
    return ore.zip_with(~empty, pl.Series([0], dtype=pl.Int64))


def _exact(amounts: pl.Series) -> int:
    """The sum, also where it is larger than 64 bits hold; empty cells are zero."""
    return int(amounts.cast(pl.Int128).sum() or 0)
