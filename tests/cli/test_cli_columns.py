"""Columns chosen once, saved by source, read by name, and previewed: as a user does it."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from uppsikt_program import DEMO_DATA, Program

pytestmark = pytest.mark.slow

BOOK = """\
Huvudbok november;;;;;;;
Bokf.datum;Vernr;Kto;Ansvar;Verksamhet;Debet;Kredit;Fritext
2022-11-03;A 1;4510;6120;5750;{};;Faktura
2022-11-04;A 2;3670;6120;5750;;100;Statsbidrag
Summa;;;;;{};100;
"""


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("set-up")
    for name in ("arbetslivsnamnden.toml", "huvudbok-2022.se"):
        shutil.copy(DEMO_DATA / name, folder)
    for one in DEMO_DATA.glob("*.csv"):
        shutil.copy(one, folder)
    assert Program.installed(folder)("setup", "arbetslivsnamnden.toml").returncode == 0
    return folder


@pytest.fixture
def own(set_up: Path, tmp_path: Path) -> Program:
    shutil.copytree(set_up, tmp_path, dirs_exist_ok=True)
    write(tmp_path, "12 500,50")
    return Program(tmp_path)


def write(folder: Path, amount: str) -> None:
    (folder / "bok.csv").write_text(BOOK.format(amount, amount), encoding="utf-8")


def test_a_head_is_shown_and_nothing_is_kept(own: Program) -> None:
    shown = own("columns", "bok.csv")
    assert shown.returncode == 0
    assert "rubrikerna står på rad 2" in shown.stdout
    assert "  Konto         Kto" in shown.stdout
    assert "Ingenting är sparat." in shown.stdout
    assert "Inga kolumner är kopplade" in own("columns").stdout


def test_a_choice_is_kept_and_used_by_name(own: Program) -> None:
    kept = own("columns", "bok.csv", "--column", "Text=H", "--source", "eko")
    assert "Sparat som eko, version 1." in kept.stdout
    assert "eko: en huvudbok (ledger), version 1" in own("columns").stdout
    read = own("import", "bok.csv", "--source", "eko")
    assert read.returncode == 0, read.stderr
    assert "2 rader, −12 400,50 kr" in read.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert "Rad 5 är en summa av raderna ovanför" in read.stdout
    again = own("columns", "bok.csv", "--column", "Text=", "--source", "eko")
    assert "version 2" in again.stdout
    shown = own("columns", "--source", "eko").stdout
    assert "Tidigare versioner:\n  eko: en huvudbok (ledger), version 1" in shown


def test_a_preview_tells_the_change_and_changes_nothing(own: Program) -> None:
    own("columns", "bok.csv", "--source", "eko")
    own("import", "bok.csv", "--source", "eko")
    write(own.folder, "12 000,00")
    shown = own("import", "bok.csv", "--source", "eko", "--preview")
    assert shown.returncode == 0, shown.stderr
    assert "Rader: 1 nya, 1 ersatta eller borta, 1 lika." in shown.stdout
    assert "−12 400,50  −11 900,00   +500,50" in shown.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert "arbetslivsnamnden, november 2022, kr" in shown.stdout
    assert own("import", "bok.csv", "--source", "eko", "--preview").stdout == shown.stdout


def test_what_would_stop_is_told_with_the_change(own: Program) -> None:
    own("columns", "bok.csv", "--source", "eko")
    text = BOOK.format("1", "2").replace("Summa", "2022-11-05").replace(";2;100;", ";1;;")
    (own.folder / "bok.csv").write_text(text.replace("2022-11-05;;;", "2022-11-05;A 3;4510;6120"))
    shown = own("import", "bok.csv", "--source", "eko", "--preview")
    assert shown.returncode == 2
    assert "ingen rapportrad" in shown.stderr
    assert "3 nya" in shown.stdout
    accepted = own("import", "bok.csv", "--source", "eko", "--preview", "--accept")
    assert accepted.returncode == 0


def test_other_heads_are_refused_with_what_differs(own: Program) -> None:
    own("columns", "bok.csv", "--source", "eko")
    text = BOOK.format(1, 1).replace("Kto", "Konto")
    (own.folder / "bok.csv").write_text(text, encoding="utf-8")
    refused = own("import", "bok.csv", "--source", "eko")
    assert refused.returncode == 2
    assert "saknas: Kto" in refused.stderr
    assert "nya: Konto" in refused.stderr
    assert "bok.csv, rad 2" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--column", "Kont=Kto"), "Menade du något av dessa: Konto"),
        (("--column", "Konto=Nej"), "Kolumnen ”Nej” finns inte."),
        (("--column", "Konto"), "är inget val"),
        (("--option", "enhet=euro"), "enhet kan inte vara ”euro”"),
        (("--option", "Belopp=1"), "går inte att ange för hela filen"),
        (("--column", "Konto=", "--source", "x"), "kolumner saknas. Värden: Konto"),
        (("--column", "Belopp=F", "--column", "Debet=G", "--source", "x"), "två gånger"),
        (("--row", "40"), "Där står inga rubriker"),
        (("--sheet", "Blad9"), "Bladet ”Blad9” finns inte"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(
    own: Program, arguments: tuple[str, ...], said: str
) -> None:
    refused = own("columns", "bok.csv", *arguments)
    assert refused.returncode == 2
    assert said in " ".join(refused.stderr.replace("\n  ", " ").split())
    assert "Inga kolumner är kopplade" in own("columns").stdout


def test_an_unknown_source_and_another_kind_are_refused(own: Program) -> None:
    own("columns", "bok.csv", "--source", "eko")
    assert "Kopplade källor: eko" in own("import", "bok.csv", "--source", "ek").stderr
    other = own("import", "bok.csv", "--source", "eko", "--kind", "budget")
    assert "kopplad som en huvudbok, inte en budget" in other.stderr


def test_a_forecast_comes_in_a_workbook_with_its_own_heads(own: Program) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Rapportrad", "Typ", "Helårsprognos", "Orsak"])
    sheet.append(["Ekonomiskt bistånd", "netto", 181000, "Färre hushåll"])
    book.save(own.folder / "prognos.xlsx")
    given = (
        "--option",
        "Enhet=tkr",
        "--option",
        "Månad=2022-11",
        "--option",
        "tecken=kostnad-plus",
    )
    kept = own("columns", "prognos.xlsx", "--kind", "forecast", *given, "--source", "chefer")
    assert kept.returncode == 0, kept.stderr
    load = ("import", "prognos.xlsx", "--source", "chefer", "--committee", "arbetslivsnamnden")
    shown = own(*load, "--preview").stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert "Prognoser: 1 nya" in shown
    assert "−181 000 000,00" in shown
    assert "1 prognos inläst" in own(*load).stdout


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_sie_file_comes_back_as_a_table_with_the_same_rows(own: Program, form: str) -> None:
    own("import", "huvudbok-2022.se")
    written = own("convert", "huvudbok-2022.se", "--to", form, "-o", f"bok.{form}")
    assert written.returncode == 0, written.stderr
    shown = own("import", f"bok.{form}", "--preview").stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert "Rader: 0 nya, 0 ersatta eller borta, 3 334 lika." in shown
    assert "Hela nämnden  −217 014 340,60  −217 014 340,60      0,00" in shown


def test_a_preview_asks_for_the_reason_that_a_closed_month_needs(own: Program) -> None:
    own("columns", "bok.csv", "--source", "eko")
    own("import", "bok.csv", "--source", "eko")
    own("period", "--committee", "arbetslivsnamnden", "--period", "2022-11", "--set", "closed")
    write(own.folder, "12 000,00")
    preview = ("import", "bok.csv", "--source", "eko", "--preview")
    for more in ((), ("--accept",)):
        shown = own(*preview, *more)
        assert shown.returncode == 2
        assert "ändrar stängda perioder utan ett skäl" in shown.stderr
        assert "--reason" in shown.stderr
    assert own(*preview, "--reason", "Rättad hyra").returncode == 0
    refused = own("import", "bok.csv", "--source", "eko")
    assert refused.returncode == 2
    assert "−12 500,50 kr blir −12 000,00 kr" in refused.stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert own("import", "bok.csv", "--source", "eko", "--reason", "Rättad").returncode == 0
    told = own("period", "--committee", "arbetslivsnamnden").stdout
    assert "november 2022: stängd" in told
    assert ", bok.csv: Rättad" in told
