"""What a SIE file says about itself, its accounts and its balances (SIE 4B, chapter 11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from uppsikt.ledger import faults
from uppsikt.ledger.fields import day, fields, month, objects, ore, split_objects

_LABELS = """
FLAGGA PROGRAM FORMAT GEN SIETYP PROSA FTYP FNR ORGNR BKOD ADRESS FNAMN RAR TAXAR OMFATTN KPTYP
VALUTA KONTO KTYP ENHET SRU DIM UNDERDIM OBJEKT IB UB OIB OUB RES PSALDO PBUDGET VER TRANS RTRANS
BTRANS KSUMMA
"""
KNOWN = frozenset(_LABELS.split())

_AMOUNT_WHY = "Beloppet ska ha decimalpunkt, högst två decimaler och minus före."


@dataclass(frozen=True, slots=True)
class PeriodBalance:
    """One ``#PSALDO``: the change in a period, in öre and in the file's sign.

    ``inside`` is what stands in the braces: empty for the row of the whole account.
    """

    line: int
    period: int
    account: str
    inside: str
    amount: int

    @property
    def pairs(self) -> tuple[tuple[str, str], ...] | None:
        """Dimension and object, pair by pair; None if the list is odd."""
        return objects(self.inside)


@dataclass
class Header:
    """Everything in a file but its vouchers."""

    path: Path
    format: str = ""
    type: str = ""
    company: str = ""
    program: str = ""
    extent: int = 0
    years: dict[int, tuple[int, int]] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    results: dict[str, tuple[int, int]] = field(default_factory=dict)
    balances: list[PeriodBalance] = field(default_factory=list)
    other_years: list[int] = field(default_factory=list)
    checksums: list[tuple[int, str]] = field(default_factory=list)
    labels: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def take(self, number: int, label: str, rest: str) -> None:
        """Reads one line; unknown labels and extra fields are ignored, as the format says."""
        self.labels[label] += 1
        handler = _HANDLERS.get(label)
        if handler:
            handler(self, number, rest)

    @property
    def year(self) -> tuple[int, int] | None:
        """First and last day (yyyymmdd) of the file's own year; None if it does not say."""
        return self.years.get(0)


def _identity(name: str) -> Callable[[Header, int, str], None]:
    def handler(header: Header, number: int, rest: str) -> None:
        del number
        setattr(header, name, " ".join(fields(rest)[: 1 if name != "program" else 2]).strip())

    return handler


def _extent(header: Header, number: int, rest: str) -> None:
    del number
    header.extent = day((fields(rest) or [""])[0]) or 0


def _year(header: Header, number: int, rest: str) -> None:
    parts = fields(rest)
    if len(parts) < 3 or not (parts[1] or parts[2]):
        return  # import files may leave the year open
    first, last = day(parts[1]), day(parts[2])
    if not first or not last or first > last or not _index(parts[0]):
        why = "Räkenskapsåret ska ha årsnummer, första dag och sista dag (ÅÅÅÅMMDD)."
        raise faults.bad_line(header.path, number, f"#RAR {rest}", why)
    header.years[int(parts[0])] = (first, last)


def _index(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and text.isascii() and len(text) < 4


def _account(header: Header, number: int, rest: str) -> None:
    """``#KONTO account name``: the name may be left out."""
    del number
    account, name = [*fields(rest), "", ""][:2]
    if account:
        header.accounts[account] = name.strip()


def _result(header: Header, number: int, rest: str) -> None:
    """``#RES year account amount``: the year's change of an account of income or costs."""
    parts = fields(rest)
    amount = ore(parts[2]) if len(parts) > 2 else None
    if amount is None or not _index(parts[0]):
        raise faults.bad_line(header.path, number, f"#RES {rest}", _AMOUNT_WHY)
    if parts[0] == "0":
        header.results[parts[1]] = (number, amount)


def _balance(header: Header, number: int, rest: str) -> None:
    """``#PSALDO year period account {objects} amount``."""
    text = f"#PSALDO {rest}"
    split = split_objects(rest, 3)
    if split is None or not split[2]:
        why = "Raden ska ha år, period, konto, objektlista och belopp."
        raise faults.bad_line(header.path, number, text, why)
    (year, period, account), inside, (amount, *_) = split
    when, sum_ = month(period), ore(amount)
    if when is None or not _index(year):
        why = "År ska vara 0, -1 …, och perioden ÅÅÅÅMM."
        raise faults.bad_line(header.path, number, text, why)
    if sum_ is None:
        raise faults.bad_line(header.path, number, text, _AMOUNT_WHY)
    if int(year):
        header.other_years.append(number)
        return
    header.balances.append(PeriodBalance(number, when, account, inside.strip(), sum_))


def _checksum(header: Header, number: int, rest: str) -> None:
    header.checksums.append((number, (fields(rest) or [""])[0]))


_HANDLERS: dict[str, Callable[[Header, int, str], None]] = {
    "FORMAT": _identity("format"),
    "SIETYP": _identity("type"),
    "FNAMN": _identity("company"),
    "PROGRAM": _identity("program"),
    "OMFATTN": _extent,
    "RAR": _year,
    "KONTO": _account,
    "RES": _result,
    "PSALDO": _balance,
    "KSUMMA": _checksum,
}
