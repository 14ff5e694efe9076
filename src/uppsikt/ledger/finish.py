"""From what a reader found to a ``LedgerFile``: balances, controls, coverage. For both readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from os import SEEK_END

import polars as pl

from uppsikt.ledger import balances, faults, problems
from uppsikt.ledger.balances import Row
from uppsikt.ledger.checksum import checksum
from uppsikt.ledger.cut import lost_vouchers
from uppsikt.ledger.header import Header
from uppsikt.ledger.model import ROW_SCHEMA, Dimensions, LedgerFile, Problem, RowBlocks

_BALANCE_LABELS = ("IB", "UB", "OIB", "OUB", "RES", "PSALDO")
_ENDS = {b"\n", b"\r", b"\t", b" ", b"}", b"\x1a"}


@dataclass
class Booked:
    """What the vouchers of a file hold: the rows, and what is needed to control them.

    ``totals``: sums in öre, in the file's sign, by month and account. ``accounts``: the line and
    voucher of an account's first row, and how many rows it has.
    """

    blocks: RowBlocks = field(default_factory=RowBlocks)
    vouchers: int = 0
    totals: defaultdict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))
    accounts: dict[str, tuple[int, str, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def account(self, account: str, line: int, voucher: str, count: int) -> None:
        """Adds rows of an account, in the file's order."""
        known = self.accounts.get(account)
        self.accounts[account] = (known[0], known[1], known[2] + count) if known else (
            line, voucher, count,
        )  # fmt: skip


def frame(rows: Sequence[Row]) -> pl.DataFrame:
    """Rows as a frame of ROW_SCHEMA."""
    return pl.DataFrame(rows, schema=ROW_SCHEMA, orient="row")


def finish(header: Header, dims: Dimensions, encoding: str, booked: Booked) -> LedgerFile:
    """The file as read. Vouchers win; balances in the same file are then a control of them.

    Raises ``LedgerError`` when the file is cut, or is of a type that does not exist.
    """
    kind = _kind(header, booked)
    if not booked.vouchers:
        _take_balances(header, dims, kind, booked)
    first, last = _coverage(header, kind, booked)
    found = [
        *booked.problems,
        *_encoding(header, encoding),
        *_accounts(header, booked),
        *_controls(header, booked),
        *_cut(header, booked),
        *_checksum(header, encoding),
        *_missing(header, kind, booked),
        *_unfinished(header),
    ]
    return LedgerFile(
        kind=kind,
        company=header.company,
        program=header.program,
        encoding=encoding,
        years=tuple(header.years[index] for index in sorted(header.years, reverse=True)),
        blocks=booked.blocks,
        problems=problems.listed(found),
        account_names={code: name for code, name in header.accounts.items() if name},
        first_month=first,
        last_month=last,
    )


def _kind(header: Header, booked: Booked) -> str:
    """The type by what the file holds, else by ``#SIETYP``; without one it is type 1."""
    said = header.type[:1] or "1"
    if said not in "1234":
        raise faults.NotThisFormat(
            "SIE-typen är okänd",
            where=header.path.name,
            values=[f"#SIETYP {faults.shown(header.type)}"],
            why="Uppsikt läser typ 1, 2, 3 och 4.",
            todo="Exportera filen som SIE typ 4 (eller 1–3, om verifikationer inte ska med).",
        )
    if not booked.vouchers and said != "4":
        return f"sie{said}"
    exported = any(header.labels[label] for label in _BALANCE_LABELS)
    return "sie4e" if exported else "sie4i"


def _take_balances(header: Header, dims: Dimensions, kind: str, booked: Booked) -> None:
    if kind == "sie1":
        first, last = _year_months(header)
        rows = balances.year_rows(header, first, last)
    else:
        rows, found = balances.period_rows(header, dims)
        booked.problems += [*found, *_periods_outside(header, rows)]
    for row in rows:
        booked.totals[row[4], row[6]] -= row[11]
        booked.account(row[6], row[0], "", 1)
    booked.blocks.append(frame(rows))


def _year_months(header: Header) -> tuple[int, int]:
    """The months that a year balance covers: to the end of the year, or as far as it says."""
    if header.year is None:
        raise faults.NotThisFormat(
            "Räkenskapsåret saknas",
            where=header.path.name,
            values=["#RAR 0"],
            why="Årssaldon kan inte läsas utan att veta vilket år de gäller.",
            todo="Exportera filen på nytt med #RAR.",
        )
    first, last = header.year
    return first // 100, max(first, min(header.extent or last, last)) // 100


def _periods_outside(header: Header, rows: Iterable[Row]) -> Iterator[Problem]:
    year = header.year
    for row in rows:
        if year and not year[0] // 100 <= row[4] <= year[1] // 100:
            yield problems.outside_year(header.path, row[0], "", row[4], year)


def _coverage(header: Header, kind: str, booked: Booked) -> tuple[int, int]:
    """The months that the file speaks of: from the start of its year to the last it holds.

    ``#OMFATTN`` says how far balances reach, though nothing was booked in the last months.
    """
    months = [month for month, _ in booked.totals]
    if not months:
        return 0, 0
    if header.year is None:
        return min(months), max(months)
    if kind == "sie1":
        return _year_months(header)
    first, end = header.year[0] // 100, header.year[1] // 100
    reached = [month for month in (*months, header.extent // 100) if first <= month <= end]
    return first, max(reached, default=first)


def _encoding(header: Header, encoding: str) -> Iterator[Problem]:
    said = header.format or ""
    if encoding != "cp437":
        yield problems.encoding(header.path, said, encoding)


def _accounts(header: Header, booked: Booked) -> Iterator[Problem]:
    """Accounts without ``#KONTO``; an import file (4I) need not have a chart of accounts."""
    if not header.accounts:
        return
    for account, (line, voucher, count) in booked.accounts.items():
        if account not in header.accounts:
            yield problems.unknown_account(header.path, line, voucher, account, count)


def _controls(header: Header, booked: Booked) -> Iterator[Problem]:
    """``#RES``, and beside vouchers ``#PSALDO``, against the rows."""
    sums: defaultdict[str, int] = defaultdict(int)
    for (_, account), sum_ in booked.totals.items():
        sums[account] += sum_
    for account, (line, stated) in header.results.items():
        if stated != sums[account] and len(booked.blocks):
            pair = (stated, sums[account])
            yield problems.control(header.path, line, account, "årets resultat (#RES)", pair)
    if not booked.vouchers:
        if header.other_years:
            first, count = header.other_years[0], len(header.other_years)
            yield problems.other_years(header.path, first, count)
        return
    seen: set[str] = set()
    for balance in header.balances:
        counted = booked.totals.get((balance.period, balance.account), 0)
        if balance.inside or counted == balance.amount or balance.account in seen:
            continue
        seen.add(balance.account)
        label = f"periodsaldot {balance.period} (#PSALDO)"
        pair = (balance.amount, counted)
        yield problems.control(header.path, balance.line, balance.account, label, pair)


def _cut(header: Header, booked: Booked) -> Iterator[Problem]:
    """A file cut between two vouchers reads well, but its own balances contradict it."""
    if not booked.vouchers:
        return
    if lost := lost_vouchers(header, booked.totals, booked.blocks):
        yield problems.cut(header.path, *lost)


def _checksum(header: Header, encoding: str) -> Iterator[Problem]:
    if not header.checksums:
        return
    (start, _), (end, stated) = header.checksums[0], header.checksums[-1]
    if start == end:
        raise faults.no_checksum(header.path, start)
    counted = checksum(header.path, encoding, start, end)
    if stated != str(counted):
        yield problems.checksum(header.path, end, stated, counted)


def _missing(header: Header, kind: str, booked: Booked) -> Iterator[Problem]:
    if len(booked.blocks):
        return
    what = {
        "sie1": "typ 1 men har inga resultat för året (#RES)",
        "sie2": "typ 2 men har inga periodsaldon för året (#PSALDO)",
        "sie3": "typ 3 men har inga periodsaldon för året (#PSALDO)",
    }
    yield problems.no_vouchers(header.path, what.get(kind, "typ 4 men har inga verifikationer"))


def _unfinished(header: Header) -> Iterator[Problem]:
    """The last line has no line break, and is not a brace: it may have been cut off."""
    with header.path.open("rb") as file:
        file.seek(-1, SEEK_END)
        if header.checksums or file.read() in _ENDS:
            return
        file.seek(0)
        lines = sum(1 for _ in file)
    yield problems.unfinished(header.path, lines)
