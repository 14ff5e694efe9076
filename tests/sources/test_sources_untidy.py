"""Untidy ledgers as they come in real months: read whole, or refused with the cell named.

Each file says the same two bookings, a cost of 12 500,50 and an income of 100, unless it is one
that must be refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from uppsikt.figures import UppsiktError
from uppsikt.ledger import LedgerFile, read_ledger_table
from uppsikt.sheets import open_book
from uppsikt.sources.choosing import choose
from uppsikt.sources.ledger_kind import LEDGER

HEAD = ["Datum", "Vernr", "Konto", "Ansvar", "Verksamhet", "Belopp", "Text"]
COST: list[Any] = [date(2022, 11, 3), 17, 4510, 6120, 5750, -12500.5, "Faktura"]
INCOME: list[Any] = [date(2022, 11, 4), 18, 3670, 6120, 5750, 100, "Bidrag"]
CSV = "Datum;Vernr;Konto;Ansvar;Verksamhet;Belopp;Text\n"
CSV_COST = "2022-11-03;17;4510;6120;5750;-12500,50;Faktura\n"
CSV_INCOME = "2022-11-04;18;3670;6120;5750;100;Bidrag\n"

Sheets = Mapping[str, Sequence[Sequence[Any]]]


@dataclass(frozen=True)
class Untidy:
    """A file, how its columns are chosen, and what is said: rows, notes or the refusal."""

    name: str
    make: Callable[[Path], None]
    options: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def text(content: str, encoding: str = "utf-8") -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.with_suffix(".csv").write_bytes(content.encode(encoding))

    return make


def book(
    sheets: Sheets | Sequence[Sequence[Any]], after: Callable[[Any], None] = lambda _: None
) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        made = openpyxl.Workbook()
        made.remove(made.active)
        for name, rows in (sheets if isinstance(sheets, Mapping) else {"Blad1": sheets}).items():
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        after(made)
        made.save(path.with_suffix(".xlsx"))

    return make


def cell(place: str, value: object) -> Callable[[Any], None]:
    def put(made: Any) -> None:  # noqa: ANN401 — openpyxl has no types
        made["Blad1"][place] = value

    return put


def hide_row(made: Any) -> None:  # noqa: ANN401
    made["Blad1"].row_dimensions[3].hidden = True


def hide_column(made: Any) -> None:  # noqa: ANN401
    made["Blad1"].column_dimensions["E"].hidden = True


def hide_sheet(made: Any) -> None:  # noqa: ANN401
    made["Gammalt"].sheet_state = "hidden"


def merge(made: Any) -> None:  # noqa: ANN401
    made["Blad1"].merge_cells("D1:E1")


def pad(made: Any) -> None:  # noqa: ANN401
    for place in ("D2", "D3"):
        made["Blad1"][place].number_format = "0000"


TWO_HEADS = [
    ["Datum", "Vernr", "Konto", "Kod", None, "Belopp", "Text"],
    [None, None, None, "Ansvar", "Verksamhet", None, None],
    COST,
    INCOME,
]
KODER = ("Ansvar=Kod Ansvar", "Verksamhet=Kod Verksamhet")
WITH_TOTAL = [HEAD, COST, INCOME, ["Summa", None, None, None, None, -12400.5]]

FILES = (
    Untidy("titles and blank rows", book([["Huvudbok"], ["Utskriven 2022-12-01"], [], HEAD, COST,
           [], INCOME])),
    Untidy("columns in another order", book([HEAD[::-1], COST[::-1], INCOME[::-1]])),
    Untidy("a sum row", book(WITH_TOTAL), notes=("Rad 4 är en summa",)),
    Untidy("a sum row that is wrong", book(WITH_TOTAL, cell("F4", -1)),
           refused=("blad Blad1, cell F4", "summarad")),
    Untidy("sums of parts and of all", book([HEAD, COST, ["Delsumma", *[None] * 4, -12500.5],
           INCOME, ["Delsumma", *[None] * 4, 100], ["Totalt", *[None] * 4, -12400.5]]),
           notes=("Raderna 3, 5 och 6 är summor",)),
    Untidy("a head in two rows with merged cells", book(TWO_HEADS, merge), columns=KODER),
    Untidy("the head again on a second page", book([HEAD, COST, HEAD, INCOME]),
           notes=("Rad 3 upprepar rubrikerna",)),
    Untidy("a footnote", book([HEAD, COST, INCOME, [], ["Preliminärt, ej avstämt"]]),
           notes=("är bara text",)),
    Untidy("thousands in text", text(CSV + CSV_COST.replace("-12500,50", "−12 500,50")
           + CSV_INCOME)),
    Untidy("thousands with hard spaces, minus after", text(
           CSV + CSV_COST.replace("-12500,50", "12\xa0500,50-") + CSV_INCOME)),
    Untidy("a decimal point and English thousands", text(
           CSV + CSV_COST.replace("-12500,50", "-12,500.50") + CSV_INCOME),
           options=("decimal=punkt",)),
    Untidy("an amount that can mean two things", text(
           CSV + CSV_COST.replace("-12500,50", "12.500") + CSV_INCOME),
           refused=("rad 2, Belopp", "12.500")),
    Untidy("an amount of parts of an öre", book([HEAD, COST, INCOME], cell("F3", 100.005)),
           refused=("blad Blad1, cell F3",)),
    Untidy("days as text, day first", text(CSV + CSV_COST.replace("2022-11-03", "3/11/2022")
           + CSV_INCOME.replace("2022-11-04", "04.11.2022")), options=("datum=dmå",)),
    Untidy("days first, not chosen", text(CSV + CSV_COST.replace("2022-11-03", "3/11/2022")),
           refused=("rad 2, Datum", "3/11/2022")),
    Untidy("days with a clock", book([HEAD, [datetime(2022, 11, 3, 8, 30), *COST[1:]], INCOME])),  # noqa: DTZ001
    Untidy("a day that there is none of", text(CSV + CSV_COST.replace("11-03", "11-31")),
           refused=("rad 2, Datum",)),
    Untidy("debet and kredit", text(
           "Datum;Konto;Ansvar;Verksamhet;Debet;Kredit\n2022-11-03;4510;6120;5750;12 500,50;\n"
           "2022-11-04;3670;6120;5750;;100\n")),
    Untidy("neither debet nor kredit", text(
           "Datum;Konto;Ansvar;Verksamhet;Debet;Kredit;Text\n2022-11-03;4510;6120;5750;;;Tom\n"),
           refused=("rad 2, Debet", "Varken debet eller kredit")),
    Untidy("costs as positive", book([HEAD, [*COST[:5], 12500.5], [*INCOME[:5], -100]]),
           options=("tecken=kostnad-plus",)),
    Untidy("tkr", book([HEAD, [*COST[:5], -12.5005], [*INCOME[:5], 0.1]]),
           options=("enhet=tkr",)),
    Untidy("codes shown with zeros before", book([HEAD, COST, INCOME], pad)),
    Untidy("an error in a cell", book([HEAD, COST, INCOME], cell("F2", "#REF!")),
           refused=("blad Blad1, cell F2", "#REF!")),
    Untidy("a formula never calculated", book([HEAD, COST, INCOME], cell("F2", "=1+1")),
           refused=("blad Blad1, cell F2", "formel utan uträknat värde")),
    Untidy("hidden rows", book([HEAD, COST, INCOME], hide_row),
           refused=("blad Blad1, rad 3", "dolda rader")),
    Untidy("a hidden column", book([HEAD, COST, INCOME], hide_column),
           notes=("Kolumn E är dold",)),
    Untidy("other sheets", book({"Läsmig": [["Exporterad ur systemet"]], "Bok": [HEAD, COST,
           INCOME], "Gammalt": [HEAD, COST]}, hide_sheet),
           notes=("Dolt blad är inte läst: Gammalt", "Andra blad är inte lästa: Läsmig")),
    Untidy("an account is missing", book([HEAD, COST, INCOME], cell("C3", None)),
           refused=("blad Blad1, cell C3", "Konto saknas")),
    Untidy("in Windows-1252 with tabs", text((CSV + CSV_COST + CSV_INCOME).replace(";", "\t")
           .replace("Bidrag", "Åtgärd"), "cp1252")),
    Untidy("in UTF-16", text(CSV + CSV_COST + CSV_INCOME, "utf-16")),
    Untidy("a row with too few cells", text(CSV + "2022-11-03;17;4510\n"),
           refused=("rad 2", "fel antal kolumner")),
    Untidy("a quote without end", text(CSV + '2022-11-03;17;4510;6120;5750;1;"Fakt\n'),
           refused=("rad 2", "citattecken")),
)  # fmt: skip


def read(one: Untidy, folder: Path) -> LedgerFile:
    one.make(folder / "bok")
    [path] = folder.glob("bok.*")
    opened = open_book(path)
    choice = choose(LEDGER, opened, columns=one.columns, options=one.options)
    LEDGER.refuse_lacking(choice.told)
    return read_ledger_table(path, choice.scheme.resolved(opened, "prov"))


READ = [one for one in FILES if not one.refused]


@pytest.mark.parametrize("one", READ, ids=lambda one: one.name)
def test_an_untidy_file_says_the_same_as_a_tidy_one(one: Untidy, tmp_path: Path) -> None:
    file = read(one, tmp_path)
    rows = file.rows.select("date", "account", "unit", "activity", "amount").rows()
    assert sorted(rows) == [
        (20221103, "4510", "6120", "5750", -1250050),
        (20221104, "3670", "6120", "5750", 10000),
    ]
    told = " ".join(problem.message for problem in file.problems)
    assert [note for note in one.notes if note not in told] == []


@pytest.mark.parametrize("one", [one for one in FILES if one.refused], ids=lambda one: one.name)
def test_what_cannot_be_settled_is_refused_with_its_cell(one: Untidy, tmp_path: Path) -> None:
    with pytest.raises(UppsiktError) as error:
        read(one, tmp_path)
    assert [part for part in one.refused if part not in str(error.value)] == []


def test_two_sheets_with_the_same_heads_are_told_apart_by_the_name(tmp_path: Path) -> None:
    book({"Okt": [HEAD, COST], "Nov": [HEAD, INCOME]})(tmp_path / "bok")
    opened = open_book(tmp_path / "bok.xlsx")
    choice = choose(LEDGER, opened, sheet="Nov")
    columns = choice.scheme.resolved(opened, "prov")
    assert read_ledger_table(tmp_path / "bok.xlsx", columns).rows["amount"].to_list() == [10000]
    book({"A": [HEAD, COST], "B": [HEAD, INCOME]})(tmp_path / "bok")
    with pytest.raises(UppsiktError, match=r"Flera blad har samma rubriker.*A; B"):
        choice.scheme.resolved(open_book(tmp_path / "bok.xlsx"), "prov")
