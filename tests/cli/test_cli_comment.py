"""`uppsikt comment` as a user runs it: what is said of a figure, and all that is refused."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from uppsikt_program import DEMO_DATA, Program

pytestmark = pytest.mark.slow

SLUG = "arbetslivsnamnden"
OF = ("comment", "--committee", SLUG, "--period", "2022-10")
CELL = ("--row", "Ekonomiskt bistånd", "--column", "Prognos 2022")
PLACE = "Månadsuppföljning, Verksamheternas nettokostnader: Ekonomiskt bistånd, Prognos 2022"
KNOWN = """\
Post;Slag;Benämning;Månad;Verksamhet;Enhet;Belopp
T-1;känd kostnad;tolkar;2022-10;Integration;kr;-50000
"""
TIME = r"\d{4}-\d\d-\d\d \d\d\.\d\d av kommandoraden"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where a committee is set up and its year is read."""
    folder = tmp_path_factory.mktemp("kommentarer")
    shutil.copytree(DEMO_DATA, folder, dirs_exist_ok=True)
    program = Program.installed(folder)
    ledger = ("huvudbok-2022.se", f"saldon-{SLUG}-2021.csv")
    assert program("setup", f"{SLUG}.toml").returncode == 0
    assert program("import", *ledger, "--committee", SLUG).returncode == 0
    return folder


@pytest.fixture
def own(loaded: Path, tmp_path: Path) -> Program:
    """A copy of its own for each test: nothing that one says is there for another."""
    shutil.copytree(loaded / "data", tmp_path / "data")
    return Program(tmp_path)


def said(program: Program, *arguments: str) -> list[str]:
    done = program(*OF, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_a_comment_is_put_changed_and_taken_back_and_all_is_told(own: Program) -> None:
    assert said(own) == ["Inga kommentarer oktober 2022"]
    assert said(own, *CELL) == [PLACE, "  Ingen har kommenterat siffran."]

    put = said(own, *CELL, "--text", "Fler hushåll\n  än väntat", "--author", "controller")
    assert put == [f"{PLACE}: kommentarer: 1 ny."]
    again = said(own, *CELL, "--text", "Fler hushåll än väntat", "--author", "controller")
    assert again == [f"{PLACE}: kommentarer: 1 som redan gällde."]
    month = said(own)
    assert month[:3] == ["1 kommentar oktober 2022", "", PLACE]
    assert re.fullmatch(rf"  {TIME}, från controller: Fler hushåll än väntat", month[3])
    assert said(own, *CELL, "--text", "Färre hushåll") == [f"{PLACE}: kommentarer: 1 ändrad."]
    back = said(own, *CELL, "--text", "")
    assert back == [f"{PLACE}: kommentarer: 1 tillbakatagen."]

    assert said(own) == ["Inga kommentarer oktober 2022"]
    first, *texts = said(own, *CELL)
    assert first == PLACE
    assert [re.sub(TIME, "", text).strip() for text in texts] == [
        ", från controller: Fler hushåll än väntat",
        ": Färre hushåll",
        ": kommentaren togs tillbaka",
    ]


def test_a_cell_is_found_in_the_form_and_the_table_that_are_named(own: Program) -> None:
    place = ("--table", "Ekonomiskt sammandrag", "--row", "Personal", "--column", "Prognos 2022")
    (put,) = said(own, *place, "--text", "Vakanser tillsätts i november")
    cell = "Månadsuppföljning, Ekonomiskt sammandrag: Personal, Prognos 2022"
    assert put == f"{cell}: kommentarer: 1 ny."
    interim = ("--period", "2022-08", "--form", "interim")
    (put,) = said(own, *interim, "--row", "Integration / Kostnad", "--column", "Budget 2022",
                  "--text", "Hyran för boendet")  # fmt: skip
    assert put.startswith("Delårsrapport, ")
    assert put.endswith(": Integration / Kostnad, Budget 2022: kommentarer: 1 ny.")
    assert "Vakanser tillsätts i november" in said(own)[-1]
    assert "Hyran för boendet" in said(own, "--period", "2022-08")[-1]


def test_a_comment_whose_row_has_gone_is_told_of_by_its_address(own: Program) -> None:
    (own.folder / "kanda.csv").write_text(KNOWN, encoding="utf-8")
    done = own("import", "kanda.csv", "--committee", SLUG)
    assert done.returncode == 0, done.stderr
    row = ("--row", "Tolkar, Integration, oktober 2022, 0–30 dagar", "--column", "Belopp")
    (put,) = said(own, *row, "--text", "Fakturan är försenad")
    assert put.startswith("Månadsuppföljning, Kända kostnader och intäkter: ")
    back = ("--withdraw", "T-1", "--reason", "Betalad av en annan nämnd")
    assert own("known", "--committee", SLUG, *back).returncode == 0

    month = said(own)
    assert month[:3] == [
        "1 kommentar oktober 2022",
        "",
        f"{SLUG}/2022-10/monthly/kanda/post.t-1/belopp",
    ]
    assert month[3].endswith("av kommandoraden: Fakturan är försenad")
    assert month[4:] == ["  Siffran finns inte i rapporten nu, så kommentaren visas ingenstans."]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("--text", "Hej"), "Ange både rad och kolumn"),
        (("--row", "Ekonomiskt bistånd"), "Ange både rad och kolumn"),
        (("--column", "Prognos 2022", "--text", "Hej"), "Ange både rad och kolumn"),
        (("--table", "Ekonomiskt sammandrag"), "Ange både rad och kolumn"),
        (("--author", "controller"), "Ange både rad och kolumn"),
        ((*CELL, "--author", "controller"), "Ange kommentaren med --text"),
        (("--row", "Ekonomisk hjälp", "--column", "Prognos 2022", "--text", "Hej"),
         "Raden ”Ekonomisk hjälp” finns inte"),
        (("--row", "Integration", "--column", "Prognos 2029", "--text", "Hej"),
         "Närmast: Prognos 2022"),
        ((*CELL, "--table", "Sammandraget", "--text", "Hej"),
         "Tabellen ”Sammandraget” finns inte"),
        ((*CELL, "--text", "m" * 501), "Kommentaren har 501 tecken, och 500 får plats"),
        ((*CELL, "--text", "Hej", "--author", "n" * 81), "Från vem har 81 tecken"),
        ((*CELL, "--form", "interim", "--text", "Hej"), "Delårsrapport görs inte för oktober"),
        (("--form", "budget", *CELL, "--text", "Hej"), "förslag"),
        (("--period", "2022-08", "--form", "interim", "--row", "Kostnad",
          "--column", "Budget 2022", "--text", "Hej"), "Flera rader"),
        ((*CELL, "--form", "arlig", "--text", "Hej"), "värdet 'arlig' finns inte"),
        (("--period", "2022", *CELL, "--text", "Hej"), "En rapport gäller till och med en månad"),
        (("--period", "2021-10", *CELL, "--text", "Hej"), "ingen budget för 2021"),
        (("--committee", "arbetslivsnamden", *CELL, "--text", "Hej"), "finns inte"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_refused_and_nothing_is_kept(
    loaded: Path, asked: tuple[str, ...], says: str
) -> None:
    done = Program(loaded)(*OF, *asked)

    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr.replace("\xa0", " ")
    with closing(sqlite3.connect(loaded / "data/uppsikt.db")) as database:
        assert database.execute("select count(*) from followup_comment").fetchone() == (0,)


def test_without_a_data_folder_nothing_is_made(tmp_path: Path) -> None:
    done = Program(tmp_path)(*OF)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Här finns inga uppgifter ännu." in done.stderr
    assert list(tmp_path.iterdir()) == []
