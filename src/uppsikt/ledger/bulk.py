"""SIE read in bulk with Polars, for ledgers of millions of rows.

The file is cut into pieces at ``#VER``; vouchers of the commonest shapes become columns
(``shapes``), every other line goes through the plain reader's ``Machine``. So both readers give
the same rows and problems; where this one cannot go on, the plain one reads the file again and
words the error.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from uppsikt.ledger import problems
from uppsikt.ledger.faults import LedgerError
from uppsikt.ledger.finish import Booked, finish, frame
from uppsikt.ledger.header import Header
from uppsikt.ledger.model import Dimensions, LedgerFile, Problem, Told
from uppsikt.ledger.pieces import SIZE, pieces
from uppsikt.ledger.plain import Machine, read_sie_plain
from uppsikt.ledger.shapes import VOUCHER_SCHEMA, Shaped, shape
from uppsikt.sheets.opening import examine

_WORKERS = 2


def read_sie(
    path: Path, dims: Dimensions, *, size: int = SIZE, told: Told = lambda *_: None
) -> LedgerFile:
    """Reads a SIE file of type 1–4 into rows of ROW_SCHEMA, with what is wrong in it.

    Vouchers win over balances in the same file, which are then a control. Only ``#TRANS`` counts.
    Problems of a readable file are listed in the result: unbalanced voucher, unknown account and
    date outside the year stop the import, a number used twice or a balance that differs does not.
    Raises ``LedgerError`` for a file that is not SIE, empty, cut in the middle, binary or without
    lines, or has a line with money that cannot be understood. ``size`` is of a piece, in bytes;
    ``told`` hears after each how far the reading has come.
    """
    encoding = examine(path)
    bulk = _Bulk(Machine(path, dims, Header(path)))
    try:
        whole = path.stat().st_size
        for end, shaped in _shaped(path, encoding, dims, size):
            bulk.take(shaped)
            told(len(bulk.booked.blocks), end / whole)
        return bulk.file(encoding)
    except LedgerError:
        return read_sie_plain(path, dims)


def _shaped(path: Path, encoding: str, dims: Dimensions, size: int) -> Iterator[tuple[int, Shaped]]:
    """Where each piece ends, and the piece as read, in order; a few are read at the same time."""
    numbers = dims.numbers()
    waiting: deque[tuple[int, Future[Shaped]]] = deque()
    with ThreadPoolExecutor(_WORKERS) as pool:

        def next_one() -> tuple[int, Shaped]:
            end, future = waiting.popleft()
            return end, future.result()

        for piece in pieces(path, size):
            waiting.append((piece.end, pool.submit(shape, piece, encoding, numbers)))
            if len(waiting) > _WORKERS:
                yield next_one()
        while waiting:
            yield next_one()


@dataclass
class _Bulk:
    """Gathers what the pieces hold."""

    machine: Machine
    booked: Booked = field(default_factory=Booked)
    vouchers: list[pl.DataFrame] = field(default_factory=list)
    sums: list[pl.DataFrame] = field(default_factory=list)

    def take(self, shaped: Shaped) -> None:
        """Adds a piece: the machine reads what is not usual, and the two are put in order."""
        last = self._feed(shaped.before)
        if shaped.odd or shaped.vouchers.height:
            self.machine.end(last)
        for lines in shaped.odd:
            self.machine.end(self._feed(lines))
        rows, vouchers = self._odd()
        self._add(_in_order(shaped.rows, rows), _in_order(shaped.vouchers, vouchers))

    def file(self, encoding: str) -> LedgerFile:
        """The whole file, once every piece is taken."""
        machine, booked = self.machine, self.booked
        machine.end(0)
        self._add(*self._odd())
        for month, account, line, series, number, sum_, count in _summed(
            pl.concat(self.sums)
        ).iter_rows():
            booked.totals[month, account] = sum_
            booked.account(account, line, f"{series} {number}".strip(" "), count)
        vouchers = pl.concat([pl.DataFrame(schema=_KEPT), *self.vouchers])
        booked.vouchers = vouchers.height
        booked.problems += [*machine.problems, *_outside(machine, vouchers)]
        booked.problems += _same_numbers(machine, vouchers)
        return finish(machine.header, machine.dims, encoding, booked)

    def _feed(self, lines: list[tuple[int, str]]) -> int:
        for number, text in lines:
            self.machine.feed(number, text)
        return lines[-1][0] if lines else 0

    def _odd(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows and vouchers that the machine has read since last time."""
        machine = self.machine
        vouchers = [
            (one.line, one.series, one.number, one.date, one.sum) for one in machine.vouchers
        ]
        found = frame(machine.rows), pl.DataFrame(vouchers, schema=VOUCHER_SCHEMA, orient="row")
        machine.rows.clear()
        machine.vouchers.clear()
        return found

    def _add(self, rows: pl.DataFrame, vouchers: pl.DataFrame) -> None:
        booked, path = self.booked, self.machine.path
        booked.blocks.append(rows)
        in_file_sign = (-pl.col("amount")).cast(pl.Int128).alias("sum")
        self.sums.append(_summed(rows.with_columns(in_file_sign, pl.lit(1).alias("rows"))))
        unbalanced = vouchers.filter(pl.col("sum") != 0).select("line", _name(), "sum")
        for line, name, sum_ in unbalanced.iter_rows():
            booked.problems.append(problems.unbalanced(path, line, name, sum_))
        self.vouchers.append(vouchers.select(*_KEPT))


def _summed(rows: pl.DataFrame) -> pl.DataFrame:
    """Sums by month and account, with the first row of each, in the file's order."""
    firsts = pl.col("line", "series", "number").first()
    sums = pl.col("sum", "rows").sum()
    return rows.group_by("first", "account", maintain_order=True).agg(firsts, sums)


_KEPT = {name: kind for name, kind in VOUCHER_SCHEMA.items() if name != "sum"}


def _name() -> pl.Expr:
    """Series and number, as ``Voucher.name`` says them."""
    joined = pl.concat_str("series", "number", separator=" ")
    return joined.str.strip_chars(" ").alias("name")


def _in_order(usual: pl.DataFrame, odd: pl.DataFrame) -> pl.DataFrame:
    return usual if odd.is_empty() else pl.concat([usual, odd]).sort("line", maintain_order=True)


def _outside(machine: Machine, vouchers: pl.DataFrame) -> Iterator[Problem]:
    """Vouchers that are not of the file's own year."""
    if (year := machine.header.year) is None:
        return
    strangers = vouchers.filter((pl.col("date") > 0) & ~pl.col("date").is_between(*year))
    for line, name, date in strangers.select("line", _name(), "date").iter_rows():
        yield problems.outside_year(machine.path, line, name, date, year)


def _same_numbers(machine: Machine, vouchers: pl.DataFrame) -> Iterator[Problem]:
    """Voucher numbers used more than once; import files leave them empty or 0."""
    numbered = vouchers.filter(~pl.col("number").is_in(["", "0"]))
    again = numbered.filter(pl.struct("series", "number").is_duplicated())
    groups = again.group_by("series", "number", maintain_order=True).agg("line", _name().first())
    for lines, name in groups.select("line", "name").iter_rows():
        yield problems.same_number(machine.path, lines, name)
