"""SIE read line by line in plain Python: the oracle of the bulk reader, and its fallback.

A line is understood here and nowhere else. The bulk reader knows only the commonest shapes and
hands every other line to ``Machine``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from uppsikt.ledger import faults, problems
from uppsikt.ledger.balances import NOTHING, Four, Row, coded
from uppsikt.ledger.fields import BLANKS, day, fields, ore, split_objects
from uppsikt.ledger.finish import Booked, finish, frame
from uppsikt.ledger.header import KNOWN, Header
from uppsikt.ledger.model import Dimensions, LedgerFile, Problem
from uppsikt.sheets.opening import examine

_BLOCK = 100_000
_LABEL = re.compile(r"#([^ \t]*)[ \t]*(.*)", re.DOTALL)


@dataclass(slots=True)
class Voucher:
    """A voucher being read. ``sum`` is of its rows so far, in öre and in the file's sign."""

    line: int
    series: str = ""
    number: str = ""
    date: int = 0
    text: str = ""
    sum: int = 0

    @property
    def name(self) -> str:
        """Series and number, as a person says them."""
        return f"{self.series} {self.number}".strip(" ")


@dataclass
class Machine:
    """Reads one line at a time: ``feed`` every line, then ``end``.

    Rows lie in ``rows``, finished vouchers in ``vouchers``; whoever feeds may take them away.
    Raises ``LedgerError`` for a line that holds money and cannot be read.
    """

    path: Path
    dims: Dimensions
    header: Header
    rows: list[Row] = field(default_factory=list)
    vouchers: list[Voucher] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _voucher: Voucher | None = None
    _opened: int = 0  # the line of a { not yet closed
    _started: bool = False
    _numbers: tuple[str, str, str, str] = ("", "", "", "")

    def __post_init__(self) -> None:
        self._numbers = self.dims.numbers()

    def feed(self, number: int, line: str) -> None:
        """Reads one line of the file; ``number`` counts from 1."""
        text = line.strip(BLANKS)
        if not self._started:
            text = self._start(number, text)
        if text.startswith("#TRANS") and text[6:7] in {" ", "\t"} and self._voucher:
            self._row(number, text)
        elif text.startswith("#"):
            self._label(number, text)
        elif text == "{":
            self._open(number, text)
        elif text == "}":
            self._close(number, text)
        elif text:
            self.problems.append(problems.stray_line(self.path, number, text))

    def end(self, number: int) -> None:
        """Tells that the file ended at line ``number``."""
        if self._opened:
            raise faults.cut(self.path, number, self._opened, self._what())
        self._abandon()

    def _start(self, number: int, text: str) -> str:
        """The first line with anything on it says whether this is SIE."""
        text = text.removeprefix("\ufeff").strip(BLANKS)
        if text:
            self._started = True
            if not text.startswith("#") or _label(text)[0] not in KNOWN:
                raise faults.not_sie(self.path, number, text)
        return text

    def _label(self, number: int, text: str) -> None:
        label, rest = _label(text)
        if label == "VER":
            self._new_voucher(number, text, rest)
        elif label == "TRANS":
            self._row(number, text)
        elif not self._opened or label not in {"RTRANS", "BTRANS"}:
            if not self._opened:
                self._abandon()
            self.header.take(number, label, rest)

    def _new_voucher(self, number: int, text: str, rest: str) -> None:
        if self._opened:
            raise faults.cut(self.path, number, self._opened, self._what())
        self._abandon()
        parts = [*fields(rest), "", "", "", ""]
        date = day(parts[2]) if parts[2] else 0
        if date is None:
            why = "Verifikationens datum ska vara ÅÅÅÅMMDD och finnas i almanackan."
            raise faults.bad_line(self.path, number, text, why)
        self._voucher = Voucher(number, parts[0], parts[1], date, parts[3])

    def _open(self, number: int, text: str) -> None:
        if self._opened:
            why = f"En {{ på rad {self._opened} är redan öppen."
            raise faults.bad_line(self.path, number, text, why)
        self._opened = number

    def _close(self, number: int, text: str) -> None:
        if not self._opened:
            why = "En } utan någon { före. Något är borttaget ovanför."
            raise faults.bad_line(self.path, number, text, why)
        self._opened = 0
        if self._voucher:
            self._finished(self._voucher)

    def _abandon(self) -> None:
        """Something else begins: a voucher that was announced and never opened has no rows."""
        if voucher := self._voucher:
            self.problems.append(problems.no_rows(self.path, voucher.line, voucher.name))
            self._finished(voucher)

    def _finished(self, voucher: Voucher) -> None:
        self.vouchers.append(voucher)
        self._voucher = None

    def _what(self) -> str:
        if self._voucher:
            return f"verifikation {faults.shown(self._voucher.name)}"
        return "en lista"

    def _row(self, number: int, text: str) -> None:
        """``#TRANS account {objects} amount date text …`` becomes a row."""
        voucher = self._voucher
        if voucher is None or not self._opened:
            why = "En transaktion utanför en verifikation. Något är borttaget ovanför."
            raise faults.bad_line(self.path, number, text, why)
        split = split_objects(text[6:], 1)
        if split is None or not split[2]:
            why = "Transaktionen ska ha konto, objektlista och belopp."
            raise faults.bad_line(self.path, number, text, why)
        (account,), inside, rest = split
        amount = ore(rest[0])
        if amount is None:
            why = "Beloppet ska ha decimalpunkt, högst två decimaler och minus före."
            raise faults.bad_line(self.path, number, text, why)
        if not voucher.date:
            voucher.date = self._date(number, text, rest)
        month = voucher.date // 100
        codes = coded(inside, self._numbers) or self._odd_objects(number, inside, voucher)
        voucher.sum += amount
        self.rows.append(
            (
                number,
                voucher.series,
                voucher.number,
                voucher.date,
                month,
                month,
                account,
                *codes,
                -amount,
                (rest[2] if len(rest) > 2 else "") or voucher.text,
            )
        )

    def _date(self, number: int, text: str, rest: list[str]) -> int:
        """The row's own date, where the voucher has none; the voucher then takes it."""
        date = day(rest[1]) if len(rest) > 1 else None
        if date is None:
            why = "Varken verifikationen eller raden har ett datum (ÅÅÅÅMMDD)."
            raise faults.bad_line(self.path, number, text, why)
        return date

    def _odd_objects(self, number: int, inside: str, voucher: Voucher) -> Four:
        problem = problems.odd_objects(self.path, number, inside, voucher.name)
        self.problems.append(problem)
        return NOTHING


def _label(text: str) -> tuple[str, str]:
    """The label without ``#``, in capitals, and the rest of the line."""
    found = _LABEL.match(text)
    assert found  # the pattern matches any line that begins with #
    return found[1].upper(), found[2]


def read_sie_plain(path: Path, dims: Dimensions) -> LedgerFile:
    """Reads a SIE file of type 1–4 line by line; see ``read_sie`` for what comes back."""
    encoding = examine(path)
    machine, booked = Machine(path, dims, Header(path)), Booked()
    number = 0
    with path.open(encoding=encoding, errors="replace", newline=None) as file:
        for number, line in enumerate(file, 1):
            machine.feed(number, line)
            if len(machine.rows) >= _BLOCK:
                _drain(machine, booked)
    machine.end(number)
    _drain(machine, booked)
    booked.vouchers = len(machine.vouchers)
    booked.problems += [*machine.problems, *_voucher_problems(machine), *_same_numbers(machine)]
    return finish(machine.header, dims, encoding, booked)


def _drain(machine: Machine, booked: Booked) -> None:
    """Moves the rows read so far into what was booked."""
    totals, firsts, counts = booked.totals, dict[str, Row](), Counter[str]()
    for row in machine.rows:
        totals[row[4], row[6]] -= row[11]
        counts[row[6]] += 1
        firsts.setdefault(row[6], row)
    for account, row in firsts.items():
        booked.account(account, row[0], f"{row[1]} {row[2]}".strip(" "), counts[account])
    booked.blocks.append(frame(machine.rows))
    machine.rows.clear()


def _voucher_problems(machine: Machine) -> Iterator[Problem]:
    """Vouchers that do not balance, or are not of the file's own year."""
    year = machine.header.year
    for voucher in machine.vouchers:
        if voucher.sum:
            yield problems.unbalanced(machine.path, voucher.line, voucher.name, voucher.sum)
        if year and voucher.date and not year[0] <= voucher.date <= year[1]:
            yield problems.outside_year(
                machine.path, voucher.line, voucher.name, voucher.date, year
            )


def _same_numbers(machine: Machine) -> Iterator[Problem]:
    """Voucher numbers used more than once; import files leave them empty or 0."""
    lines: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for voucher in machine.vouchers:
        if voucher.number not in {"", "0"}:
            lines[voucher.series, voucher.number].append(voucher.line)
    for (series, number), found in lines.items():
        if len(found) > 1:
            yield problems.same_number(machine.path, found, f"{series} {number}".strip(" "))
