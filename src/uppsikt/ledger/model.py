"""What reading a ledger gives: rows, what is wrong with them, and what they cover."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

ROW_SCHEMA: dict[str, pl.DataType] = {
    "line": pl.Int32(),
    "series": pl.String(),
    "number": pl.String(),
    "date": pl.Int32(),
    "first": pl.Int32(),
    "last": pl.Int32(),
    "account": pl.String(),
    "activity": pl.String(),
    "unit": pl.String(),
    "project": pl.String(),
    "counterpart": pl.String(),
    "amount": pl.Int64(),
    "text": pl.String(),
}
"""A ledger row. ``line``: where in the file. ``date``: yyyymmdd of the voucher, 0 if none.
``first``–``last``: yyyymm, the months that the amount covers (one month, except for a span that
was never split). ``amount``: öre in Uppsikt's sign, income positive and cost negative, which is
minus the amount in SIE. Texts are empty, never null."""

ROW_NAMES = tuple(ROW_SCHEMA)

Told = Callable[[int, float], None]
"""Is told how many rows have been read, and how far in the file that is, from 0 to 1."""


@dataclass(frozen=True)
class Dimensions:
    """The SIE dimension numbers that carry activity, unit, project and counterpart.

    A municipality's own numbers (20 and up), so they are configuration; None is not used.
    """

    activity: int | None
    unit: int | None
    project: int | None = None
    counterpart: int | None = None

    def numbers(self) -> tuple[str, str, str, str]:
        """The four as texts in the order of the row's columns; a dimension not used is empty."""
        four = (self.activity, self.unit, self.project, self.counterpart)
        return tuple("" if one is None else str(one) for one in four)  # type: ignore[return-value]


@dataclass(frozen=True)
class Problem:
    """Something in a readable file that a person must know of.

    ``stops``: the import is refused unless it is told to accept. ``voucher`` is series and number,
    or empty. ``message`` is Swedish, with values and what to do.
    """

    code: str
    stops: bool
    file: str
    line: int
    voucher: str
    message: str


class RowBlocks:
    """Ledger rows in blocks, each kept compressed: five million rows are some 100 MB, not 700.

    Iterating gives one frame at a time, in the file's order; ``frame`` gives them all.
    """

    def __init__(self, frames: Iterable[pl.DataFrame] = ()) -> None:
        self._blocks: list[bytes] = []
        self._rows = 0
        for frame in frames:
            self.append(frame)

    def append(self, frame: pl.DataFrame) -> None:
        """Adds rows of ROW_SCHEMA; an empty frame adds nothing."""
        if frame.is_empty():
            return
        packed = io.BytesIO()
        frame.write_ipc(packed, compression="lz4")
        self._blocks.append(packed.getvalue())
        self._rows += frame.height

    def __len__(self) -> int:
        return self._rows

    def __iter__(self) -> Iterator[pl.DataFrame]:
        if not self._blocks:
            yield pl.DataFrame(schema=ROW_SCHEMA)
        for packed in self._blocks:
            yield pl.read_ipc(packed)

    def frame(self) -> pl.DataFrame:
        """All rows as one frame; for files that surely fit in memory."""
        return pl.concat(self, rechunk=True)


@dataclass(frozen=True)
class LedgerFile:
    """A ledger file as read.

    ``kind``: sie1, sie2, sie3, sie4e, sie4i, table (all that was booked in its months, in a table)
    or csv (balances in a table). ``encoding``: cp437, cp1252 or utf-8.
    ``years``: (first day, last day) as yyyymmdd, by index 0, -1 … in the file's order.
    ``first_month`` and ``last_month`` (yyyymm): what the file covers, 0 if it holds nothing.
    ``account_names``: what the file calls its accounts, those that it names.
    """

    kind: str
    company: str
    program: str
    encoding: str
    years: tuple[tuple[int, int], ...]
    blocks: RowBlocks
    problems: tuple[Problem, ...]
    first_month: int
    last_month: int
    account_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> pl.DataFrame:
        """All rows as one frame. Large files: iterate over ``blocks`` instead, and pass them on."""
        return self.blocks.frame()

    @property
    def stops(self) -> tuple[Problem, ...]:
        """The problems that refuse the import unless they are accepted."""
        return tuple(problem for problem in self.problems if problem.stops)
