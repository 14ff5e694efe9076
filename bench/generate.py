"""A city's ledger of any size, made up: a SIE file of type 4 and the same rows as CSV.

A city of 115 000 people books some 3-6 million rows a year over 1 500 units and 400 activities.
The same number of rows and seed give the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter

UNITS, ACTIVITIES, PROJECTS = 1500, 400, 300
ACTIVITY, UNIT, PROJECT, COUNTERPART = 20, 21, 6, 22  # the dimensions' numbers in the file
CSV_HEAD = "serie;nummer;datum;konto;verksamhet;ansvar;projekt;motpart;belopp;text\n"
_TEXTS = (
    "Löner månadsavlönade",
    "Hyra lokal",
    "Förbrukningsmaterial",
    "Köp av tjänst",
    "Avgift förskola",
    "Statsbidrag",
    "El och fjärrvärme",
    "Ersättning",
)
_DAYS = [month * 100 + day for month in range(1, 13) for day in range(1, 29)]


@dataclass(frozen=True)
class Row:
    """One generated row; the amount in öre and in the file's sign."""

    account: int
    objects: str
    codes: str
    amount: int
    text: str


@dataclass(frozen=True)
class Voucher:
    """One generated voucher of the year 2022; its rows sum to zero."""

    series: str
    number: int
    date: int
    text: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Place:
    """What rows are booked on: objects as in SIE, the same codes as in CSV, its accounts."""

    objects: str
    codes: str
    accounts: tuple[int, ...]


def vouchers(rows: int, seed: int = 1) -> Iterator[Voucher]:
    """Vouchers with, together, exactly so many rows (at least two each, four on average)."""
    chance = random.Random(seed)
    places = _places(chance)
    left = rows
    number = 0
    while left:
        number += 1
        count = min(left, chance.choice((2, 3, 3, 4, 4, 5, 7)))
        count = left if left - count == 1 else count
        left -= count
        text = f"{chance.choice(_TEXTS)} {chance.randrange(100_000)}"
        amounts = [chance.randrange(-2_000_000, 5_000_000) for _ in range(count - 1)]
        made = [Row(*_drawn(chance, places), sum_, text) for sum_ in amounts]
        made.append(Row(1930, "", ";;;", -sum(amounts), text))
        date = 20220000 + _DAYS[(number * 335) // (rows // 4 + 1) % len(_DAYS)]
        yield Voucher("ABKLS"[number % 5], number, date, text, tuple(made))


def _drawn(chance: random.Random, places: list[Place]) -> tuple[int, str, str]:
    """An account and its place: a few places and accounts have most of the rows."""
    place = places[int(len(places) * chance.random() ** 2)]
    account = place.accounts[int(len(place.accounts) * chance.random() ** 3)]
    return account, place.objects, place.codes


def _places(chance: random.Random) -> list[Place]:
    """Where rows are booked: four activities in each unit, each with accounts of its own."""
    accounts = range(3000, 8000)
    found = []
    for unit in range(UNITS):
        for activity in chance.sample(range(ACTIVITIES), 4):
            codes = {ACTIVITY: str(1000 + activity * 13), UNIT: str(10_000 + unit)}
            if chance.random() < 0.2:
                codes[PROJECT] = f"P{chance.randrange(PROJECTS)}"
            if chance.random() < 0.3:
                codes[COUNTERPART] = str(chance.choice((110, 810, 830, 870)))
            objects = " ".join(f'{dimension} "{code}"' for dimension, code in codes.items())
            order = (ACTIVITY, UNIT, PROJECT, COUNTERPART)
            listed = ";".join(codes.get(dimension, "") for dimension in order)
            found.append(Place(objects, listed, tuple(chance.sample(accounts, 25))))
    chance.shuffle(found)
    return found


def write(rows: int, sie: Path, table: Path, seed: int = 1) -> None:
    """Writes the SIE file (PC8) and the same rows as CSV (UTF-8, amounts as in SIE)."""
    with (
        sie.open("w", encoding="cp437", newline="\r\n") as ledger,
        table.open("w", encoding="utf-8", newline="\n") as csv,
    ):
        ledger.write(_head())
        csv.write(CSV_HEAD)
        for voucher in vouchers(rows, seed):
            ledger.write(_as_sie(voucher))
            csv.writelines(_as_csv(voucher))


def _head() -> str:
    lines = [
        "#FLAGGA 0",
        '#PROGRAM "Uppsikt bench" "1"',
        "#FORMAT PC8",
        "#GEN 20230115",
        "#SIETYP 4",
        '#FNAMN "Påhittade kommunen"',
        "#RAR 0 20220101 20221231",
        *(f'#DIM {number} "Dimension"' for number in (ACTIVITY, UNIT, COUNTERPART)),
        *(f'#KONTO {account} "Konto"' for account in (1930, *range(3000, 8000))),
    ]
    return "\n".join(lines) + "\n"


def _as_sie(voucher: Voucher) -> str:
    head = f'#VER {voucher.series} {voucher.number} {voucher.date} "{voucher.text}" {voucher.date}'
    rows = "".join(
        f"   #TRANS {row.account} {{{row.objects}}} {_kronor(row.amount)} {voucher.date}"
        f' "{row.text}"\n'
        for row in voucher.rows
    )
    return f"{head}\n{{\n{rows}}}\n"


def _as_csv(voucher: Voucher) -> Iterator[str]:
    start = f"{voucher.series};{voucher.number};{voucher.date}"
    for row in voucher.rows:
        yield f"{start};{row.account};{row.codes};{_kronor(row.amount)};{row.text}\n"


def _kronor(ore: int) -> str:
    sign = "-" if ore < 0 else ""
    return f"{sign}{abs(ore) // 100}.{abs(ore) % 100:02d}"


TABLE_HEADS = (
    "Datum", "Serie", "Verifikation", "Konto", "Verksamhet", "Ansvar", "Projekt", "Motpart",
    "Belopp (kr)", "Text",
)  # fmt: skip
TABLE_CODES = TABLE_HEADS[1:8]
"""The columns of codes, which are texts."""


def write_tables(rows: int, table: Path, book: Path, seed: int = 1) -> None:
    """Writes the rows under our own heads, as CSV (decimal comma) and as a workbook.

    Amounts are in Uppsikt's sign. In the workbook days are days, accounts and amounts numbers.
    """
    made = xlsxwriter.Workbook(book, {"constant_memory": True})
    sheet = made.add_worksheet("Huvudbok")
    days = made.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, TABLE_HEADS)
    with table.open("w", encoding="utf-8", newline="\n") as csv:
        csv.write(";".join(TABLE_HEADS) + "\n")
        line = 0
        for voucher in vouchers(rows, seed):
            day = date(voucher.date // 10_000, voucher.date // 100 % 100, voucher.date % 100)
            for row in voucher.rows:
                line += 1
                codes = (voucher.series, voucher.number, row.account, *row.codes.split(";"))
                amount = _kronor(-row.amount)
                told = (day, *codes, amount.replace(".", ","), row.text)
                csv.write(";".join(map(str, told)) + "\n")
                sheet.write_datetime(line, 0, day, days)
                for column, code in enumerate(codes, 1):
                    if isinstance(code, int):
                        sheet.write_number(line, column, code)
                    elif code:
                        sheet.write_string(line, column, code)
                sheet.write_number(line, 8, float(amount))
                sheet.write_string(line, 9, row.text)
    made.close()
