"""A tiny city for tests: two set-up files, and SIE files from a few vouchers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from uppsikt.organisation.services import setup_committee
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import current_store
from uppsikt.sources.services import ImportOutcome, import_ledger

NOW = datetime(2022, 11, 8, 9, 0, tzinfo=STOCKHOLM)

WORK = """\
kortnamn = "arbete"
namn = "Arbetsnämnden"
kommun = "Provköping"
kommunkod = "9999"
ansvar = ["14"]

[dimensioner]
ansvar = 20
verksamhet = 21
motpart = 22

[[kontogrupp]]
nyckel = "intakter"
namn = "Intäkter"
slag = "intäkt"
konton = ["3"]

[[kontogrupp]]
nyckel = "kostnader"
namn = "Kostnader"
slag = "kostnad"
konton = ["4", "5"]

[[verksamhet]]
nyckel = "bistand"
namn = "Ekonomiskt bistånd"
verksamhet = ["575"]

[[verksamhet]]
nyckel = "arbete"
namn = "Arbete"
verksamhet = ["61"]

[[verksamhet]]
nyckel = "buffert"
namn = "Buffert"
buffert = true
"""
SCHOOL = (
    WORK.replace('"arbete"\nnamn = "Arbetsnämnden"', '"skola"\nnamn = "Skolnämnden"')
    .replace('["14"]', '["20"]')
    .replace('["575"]', '["44"]')
)
PLAN = ("1930", "3010", "4510", "5010")

Row = tuple[str, str, str, str]  # account, unit, activity, amount in SIE's sign
Voucher = tuple[str, Sequence[Row]]  # day, rows


def aid(day: str, amount: int) -> Voucher:
    """A voucher that costs `amount` kronor of social assistance."""
    return day, [("4510", "1401", "5750", f"{amount}.00"), ("1930", "", "", f"-{amount}.00")]


def fee(day: str, amount: int) -> Voucher:
    """A voucher that brings `amount` kronor of income to work."""
    return day, [("3010", "1402", "6110", f"-{amount}.00"), ("1930", "", "", f"{amount}.00")]


def school(day: str, amount: int) -> Voucher:
    """A voucher of the committee next door."""
    return day, [("5010", "2001", "4400", f"{amount}.00"), ("1930", "", "", f"-{amount}.00")]


def sie(*vouchers: Voucher, year: int = 2022, extent: str = "", note: str = "") -> str:
    """A SIE 4E text with these vouchers."""
    lines = [
        "#FLAGGA 0",
        '#PROGRAM "Prov" "1"',
        "#FORMAT PC8",
        "#GEN 20221101",
        "#SIETYP 4",
        f'#PROSA "{note}"',
        '#FNAMN "Provkopings kommun"',
        f"#RAR 0 {year}0101 {year}1231",
        *([f"#OMFATTN {extent}"] if extent else []),
        *(f'#KONTO {account} "Konto"' for account in PLAN),
        '#DIM 20 "Ansvar"',
        '#DIM 21 "Verksamhet"',
        "#IB 0 1930 0.00",
    ]
    for number, (day, rows) in enumerate(vouchers, start=1):
        lines += [f'#VER A {number} {day} "Verifikation {number}"', "{"]
        for account, unit, activity, amount in rows:
            objects = " ".join(
                f'{dimension} "{code}"'
                for dimension, code in (("20", unit), ("21", activity))
                if code
            )
            lines.append(f'   #TRANS {account} {{{objects}}} {amount} {day} "Rad"')
        lines.append("}")
    return "\n".join(lines) + "\n"


def set_up(folder: Path, text: str = WORK) -> None:
    """Sets a committee up from a text."""
    path = folder / "namnd.toml"
    path.write_text(text, encoding="utf-8")
    setup_committee(actor=COMMAND_LINE, now=NOW, path=path)


def load(
    folder: Path,
    text: str,
    name: str = "bok.se",
    *,
    committee: str | None = None,
    accept: bool = False,
    now: datetime = NOW,
) -> ImportOutcome:
    """Imports a file with this text, through the service that the command uses."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_ledger(
        actor=COMMAND_LINE,
        now=now,
        store=current_store(),
        path=path,
        committee=committee,
        accept=accept,
    )
