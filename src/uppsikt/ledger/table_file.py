"""A table as it is kept while it is read, and the ledger file that it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from uppsikt.ledger import problems
from uppsikt.ledger.model import LedgerFile, Problem, RowBlocks

WHOLE, BALANCES = "table", "csv"
"""The kinds of file that a table is: all that was booked in its months, or balances of a part."""
_CODES = ("account", "activity", "unit", "project", "counterpart")
_READ = "read"


class Kept(Protocol):
    """Where blocks of rows are kept until all are read, in order."""

    @property
    def state(self) -> Mapping[str, Any]:
        """What was given with the last block; empty before the first."""

    def keep(self, rows: pl.DataFrame, state: Mapping[str, Any]) -> None:
        """Keeps a block; ``state`` (plain JSON) is what is needed to go on after it."""

    def end(self, state: Mapping[str, Any]) -> None:
        """All is read; ``state`` (plain JSON) is what there is to tell of it."""

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

    def end(self, state: Mapping[str, Any]) -> None:
        """All is read."""
        self.state = state

    def __iter__(self) -> Iterator[pl.DataFrame]:
        return iter(self.frames)

    def __len__(self) -> int:
        return sum(rows.height for rows in self.frames)


@dataclass(frozen=True)
class About:
    """What is known of a table beside its rows. ``notes``: what was left out, and why."""

    kind: str
    encoding: str
    notes: Sequence[str]

    def end(self, kept: Kept) -> None:
        """Keeps, with the rows, that all of them are read."""
        kept.end({**kept.state, _READ: asdict(self)})


def is_whole(kept: Kept) -> bool:
    """Whether all of a table is kept, so that its file need not be opened."""
    return _READ in kept.state


def kept_file(path: Path, kept: Kept) -> LedgerFile:
    """The file, of which all is kept."""
    return table_file(path, About(**kept.state[_READ]), RowBlocks(kept))


def table_file(path: Path, about: About, blocks: RowBlocks) -> LedgerFile:
    """The file with its rows, of which there is at least one."""
    twice = counted_twice(path, blocks) if about.kind == BALANCES else ()
    spans = [block.select(pl.col("first").min(), pl.col("last").max()).row(0) for block in blocks]
    return LedgerFile(
        kind=about.kind,
        company="",
        program="",
        encoding=about.encoding,
        years=(),
        blocks=blocks,
        problems=problems.listed([*problems.table_notes(path, about.notes), *twice]),
        first_month=min(first for first, _ in spans),
        last_month=max(last for _, last in spans),
    )


def counted_twice(path: Path, blocks: RowBlocks) -> Iterator[Problem]:
    """Rows of the same codes with a month in common."""
    rows = pl.concat([block.select(*_CODES, "first", "last", "line") for block in blocks])
    rows = rows.sort(*_CODES, "first", "last", "line")
    same = pl.all_horizontal([pl.col(name) == pl.col(name).shift() for name in _CODES])
    before = pl.col("line").shift().alias("before")
    sharing = rows.select("line", before, "account", (same & _meets()).alias("sharing"))
    for line, earlier, account in sharing.filter("sharing").drop("sharing").iter_rows():
        yield problems.overlap(path, line, earlier, account)


def _meets() -> pl.Expr:
    """Whether a row begins no later than the one before it ends."""
    return pl.col("first") <= pl.col("last").shift()
