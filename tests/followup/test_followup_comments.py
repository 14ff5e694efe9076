"""Comments on a report's cells: kept, changed, taken back, read from files, and refused."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from followup_books import NOW, OCTOBER, october, write_setup_file
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st
from test_followup_city import BUDGET, GRANT, City, month

from people import controller, one
from uppsikt.documents import Document
from uppsikt.documents.formats import FORMATS
from uppsikt.figures import Period, UppsiktError
from uppsikt.followup import models
from uppsikt.followup.basis.address import CellAddress, address_of
from uppsikt.followup.cells.comment_file import read_file
from uppsikt.followup.cells.commenting import (
    LONGEST,
    CommentOutcome,
    CommentRefused,
    Placed,
    Wish,
    comment,
    keep,
    seen,
)
from uppsikt.followup.cells.places import NoSuchColumn, NoSuchRow, NoSuchTable, named_cell
from uppsikt.followup.comments import (
    Comment,
    comment_history,
    comments_of_month,
    comments_on,
    with_comments,
)
from uppsikt.followup.report import compose
from uppsikt.organisation.services import setup_committee
from uppsikt.platform.access.rules import (
    COMMAND_LINE,
    OPERATOR,
    PUBLIC,
    Actor,
    NotAllowed,
    Reader,
    Role,
)
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import DataFolder
from uppsikt.reading import read
from uppsikt.review import review
from uppsikt.sources.kinds import Wanted
from uppsikt.sources.rehearsal import Rehearsal
from uppsikt.store import Store

SLUG, FEBRUARY = "provnamnden", Period.month(2022, 2)
HEAD = "Månad;Rad;Kolumn;Kommentar;Tabell;Från\n"


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    path = write_setup_file(tmp_path)
    folder, before = DataFolder(tmp_path / "data"), settings.DATA_FOLDER
    settings.DATA_FOLDER = folder
    (tmp_path / "budget.csv").write_text(BUDGET, encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8") + GRANT, encoding="utf-8")
    setup_committee(actor=COMMAND_LINE, now=NOW, path=path)
    one = City(tmp_path, Store(folder.columns))
    one.book([month(1), month(2)])
    yield one
    settings.DATA_FOLDER = before


def say(
    city: City, text: str, *, row: str = "Skola", column: str = "Prognos 2022", hours: int = 0
) -> CommentOutcome:
    wish = Wish(FEBRUARY, "monthly", row, column, "", text, "enhetschef")
    now = NOW + timedelta(hours=hours)
    return comment(actor=COMMAND_LINE, now=now, store=city.store, committee=SLUG, wish=wish)


def said(city: City) -> dict[tuple[str, str], str]:
    """What stands in the tables of the report."""
    return {
        (row.label, column.name): cell.comment
        for table in city.report("2022-02").tables
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=False)
        if cell.comment
    }


ADDRESS = CellAddress(SLUG, FEBRUARY, "monthly", "netto", "skola", "prognos-2022")


@pytest.mark.database
@pytest.mark.django_db
def test_a_comment_is_kept_changed_and_taken_back(city: City) -> None:
    plain = city.report("2022-02").document
    assert say(city, "Fler\n elever  än väntat").new == 1
    first = city.report("2022-02").document
    assert said(city) == {("Skola", "Prognos 2022"): "Fler elever än väntat"}
    assert first.identifier != plain.identifier
    assert say(city, "Fler elever än väntat").status == "unchanged"
    assert say(city, "Färre elever", hours=1).changed == 1
    assert say(city, "", hours=2).taken_back == 1
    assert say(city, "", hours=3).status == "unchanged"

    assert said(city) == {}
    assert city.report("2022-02").document == plain
    texts = [one.text for one in comment_history(reader=OPERATOR, address=ADDRESS)]
    assert texts == ["Fler elever än väntat", "Färre elever", ""]
    entries = Entry.objects.filter(verb="kommenterade")
    assert [entry.detail for entry in entries] == [{"cells": [str(ADDRESS)]}] * 3


@pytest.mark.database
@pytest.mark.django_db
def test_it_follows_the_cell_when_the_activity_is_renamed_and_moved(city: City) -> None:
    say(city, "Fler elever")
    path = city.folder / "provnamnden.toml"
    text = path.read_text(encoding="utf-8").replace('namn = "Skola"', 'namn = "Grundskola"')
    before = '[[verksamhet]]\nnyckel = "ny"\nnamn = "Förskola"\nverksamhet = ["3"]\n[[verksamhet]]'
    path.write_text(text.replace("[[verksamhet]]", before, 1), encoding="utf-8")
    setup_committee(actor=COMMAND_LINE, now=NOW, path=path)
    lines = (("4", "-95000"), ("3", "-100"))
    city.book([month(n, activity, kronor=kronor) for n in (1, 2) for activity, kronor in lines])

    assert said(city) == {("Grundskola", "Prognos 2022"): "Fler elever"}
    rows = [row.label for row in city.report("2022-02").table("netto").rows]
    assert rows.index("Grundskola") == 1


@pytest.mark.database
@pytest.mark.django_db
def test_a_comment_that_stands_in_no_report_is_told_of(city: City) -> None:
    say(city, "Fler elever")
    gone = [
        replace(ADDRESS, row="lagd-ned"),
        replace(ADDRESS, column="prognos-2021"),
        replace(ADDRESS, month=Period.month(2022, 9)),
    ]
    comments = [Placed(at, "en cell", "Kvar", "") for at in gone]
    keep(actor=COMMAND_LINE, now=NOW, comments=comments, about="prov")
    found = [
        one
        for when in ("2022-02", "2022-09")
        for one in comments_of_month(reader=OPERATOR, committee=SLUG, month=Period.parse(when))
    ]

    assert len(found) == 4
    told = seen(reader=OPERATOR, store=city.store, comments=found)
    assert {one.address for one in found} - set(told) == set(gone)
    assert told == {
        ADDRESS: "Månadsuppföljning, Verksamheternas nettokostnader: Skola, Prognos 2022"
    }
    assert said(city) == {("Skola", "Prognos 2022"): "Fler elever"}


@pytest.mark.database
@pytest.mark.django_db
def test_rights_and_what_the_public_reads_of_former_comments(city: City) -> None:
    say(city, "Pekar ut någon")
    say(city, "Bättre", hours=1)

    told = comment_history(reader=PUBLIC, address=ADDRESS)
    assert [one.text for one in told] == [None, "Bättre"]
    say(city, "", hours=2)
    assert [one.text for one in comment_history(reader=PUBLIC, address=ADDRESS)] == [None, None, ""]
    assert comments_of_month(reader=PUBLIC, committee=SLUG, month=FEBRUARY) == ()
    wish = Wish(FEBRUARY, "monthly", "Skola", "Prognos 2022", "", "Hej")
    for stranger in (Actor("någon"), controller("annan"), one(Role.SECRETARY, SLUG)):
        with pytest.raises(NotAllowed):
            comment(actor=stranger, now=NOW, store=city.store, committee=SLUG, wish=wish)
        with pytest.raises(NotAllowed):
            read_file(wanted(city, HEAD, actor=stranger))
    assert models.Comment.objects.count() == 3
    comment(actor=controller(SLUG), now=NOW, store=city.store, committee=SLUG, wish=wish)


@pytest.mark.database
@pytest.mark.django_db
def test_former_comments_are_read_in_the_own_committee(city: City) -> None:
    say(city, "Pekar ut någon")
    say(city, "Bättre", hours=1)

    def told(reader: Reader) -> list[str | None]:
        return [one.text for one in comment_history(reader=reader, address=ADDRESS)]

    for reader in (controller(SLUG), one(Role.SECRETARY, SLUG), one(Role.AUDITOR)):
        assert told(reader) == ["Pekar ut någon", "Bättre"]
    for reader in (controller("annan"), one(Role.READER, SLUG), one(Role.MANAGER, SLUG, "skola")):
        assert told(reader) == [None, "Bättre"]


@pytest.mark.database
@pytest.mark.django_db
def test_a_comment_that_is_no_short_text_or_stands_nowhere_is_refused(city: City) -> None:
    with pytest.raises(CommentRefused, match="501 tecken"):
        say(city, "x" * (LONGEST + 1))
    with pytest.raises(NoSuchRow, match="Skolor"):
        say(city, "Hej", row="Skolor")
    with pytest.raises(NoSuchColumn, match="Prognos 2023"):
        say(city, "Hej", column="Prognos 2023")
    assert models.Comment.objects.count() == 0


def wanted(
    city: City,
    text: str,
    *,
    name: str = "kommentarer.csv",
    actor: Actor = COMMAND_LINE,
    rehearsal: Rehearsal | None = None,
) -> Wanted:
    path = city.folder / name
    if name.endswith(".csv"):
        path.write_text(text, encoding="utf-8")
    return Wanted(actor, NOW, city.store, path, committee=SLUG, rehearsal=rehearsal)


FILE = HEAD + (
    "2022-02;skola;Utfall jan-feb;Höga elkostnader; ;chef\n"
    "2022-02;Summa;Avvikelse helår;Se ovan;;\n"
    "2022-02;Personal;Prognos 2022;Vakanser;Ekonomiskt sammandrag;\n"
)


@pytest.mark.database
@pytest.mark.django_db
def test_a_file_is_read_whole_by_the_names_in_the_tables(city: City) -> None:
    rehearsed = read_file(wanted(city, FILE, rehearsal=Rehearsal()))
    assert models.Comment.objects.count() == 0
    outcome = read_file(wanted(city, FILE))

    assert str(rehearsed) == str(outcome) == "kommentarer.csv: kommentarer: 3 nya."
    assert set(said(city).values()) == {"Höga elkostnader", "Se ovan", "Vakanser"}
    assert read_file(wanted(city, FILE)).status == "unchanged"
    found = comments_on(reader=PUBLIC, committee=SLUG, month=FEBRUARY, form="monthly")
    assert found["netto", "skola", "utfall-2022-02"].author == "chef"
    assert ("samm", "alla.cost.personal", "prognos-2022") in found


@pytest.mark.database
@pytest.mark.django_db
def test_a_workbook_is_read_alike(city: City) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in FILE.splitlines():
        sheet.append([cell.strip() or None for cell in row.split(";")])
    book.save(city.folder / "kommentarer.xlsx")

    assert read_file(wanted(city, "", name="kommentarer.xlsx")).new == 3


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("2022-02;Skolor;Prognos 2022;a;;", "Raden ”Skolor” finns inte"),
        ("2022-02;Skola;Prognos 2021;a;;", "Kolumnen ”Prognos 2021” finns inte"),
        ("2022-02;Skola;Prognos 2022;a;Netto tabell;", "Tabellen ”Netto tabell” finns inte"),
        ("2022-13;Skola;Prognos 2022;a;;", "”2022-13” är ingen månad"),
        ("2022-09;Skola;Prognos 2022;a;;", "september 2022"),
        (f"2022-02;Skola;Prognos 2022;{'x' * 501};;", "501 tecken"),
        ("2022-02;Skola;Avvikelse;b;;", "har redan en kommentar, rad 2"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_kept(city: City, row: str, says: str) -> None:
    text = HEAD + "2022-02;Skola;Avvikelse helår;a;;\n" + row + "\n"
    with pytest.raises(UppsiktError, match=says) as refused:
        read_file(wanted(city, text))
    assert refused.value.where.startswith("kommentarer.csv, rad 3")
    assert models.Comment.objects.count() == 0


REPORT = compose(october(), "monthly")


def test_rows_and_columns_are_found_as_people_write_them() -> None:
    tables = REPORT.document.tables()
    at = named_cell(tables, "  ekonomiskt BISTÅND ", "utfall jan-okt")
    assert (at.table.key, at.column.name) == ("netto", "Utfall 2022-10")
    assert named_cell(tables, "ekonomiskt-bistand", "prognos-2022").row.label == at.row.label
    assert named_cell(tables, "Oktober", "2021").table.key == "ebmanad"
    interim = compose(october(), "interim")
    with pytest.raises(NoSuchRow, match="Flera rader"):
        named_cell(interim.document.tables(), "Nettokostnad", "Budget 2022", "verk")
    with pytest.raises(NoSuchTable, match="Närmast"):
        named_cell(tables, "Summa", "Avvikelse", "nettokostnad")


def with_texts(texts: tuple[str, ...]) -> Document:
    """October's report with the texts on cells of several columns."""
    tables = REPORT.document.tables()
    rows = [row.label for row in tables[0].rows if row.cells]
    columns = ["Prognos 2022", "Avvikelse", "Utfall 2022-10", "Budget 2022"]
    places = {}
    for number, text in enumerate(texts):
        found = named_cell(tables, rows[number % len(rows)], columns[number % len(columns)])
        at = address_of(found, SLUG, OCTOBER, "monthly")
        places[at.table, at.row, at.column] = Comment(at, text, "", NOW, "prov")
    return with_comments(REPORT.document, places)


NASTY = (
    "Prognosen är 60 500 tkr, budgeten 57 000 tkr och avvikelsen −9 999 tkr.",
    "−1 200",
    "Summa −1 tkr; nettokostnaden blev 12 mnkr högre än 2021 (+45 %).",
    "Av 641 hushåll fick 700 bistånd, det vill säga 12,5 %.",
    "Kommunbidraget är 1 tkr. Resultatet till och med oktober är minus 1 tkr.",
    "2 %",
)


@pytest.mark.parametrize("form", ["html", "pdf", "docx", "xlsx"])
def test_numbers_in_comments_are_no_figures_to_the_review(form: str, tmp_path: Path) -> None:
    plain, path = tmp_path / f"utan.{form}", tmp_path / f"med.{form}"
    plain.write_bytes(FORMATS[form].content(REPORT.document))
    path.write_bytes(FORMATS[form].content(with_texts(NASTY)))
    without, found = review([read(plain)]), review([read(path)])

    assert [one.message for one in found.contradictions] == []
    assert len(found.findings) == len(without.findings)
    assert found.counts.tables == without.counts.tables
    assert (found.counts.tables_unread, found.counts.rows_unread) == (0, 0)


@limits(max_examples=25, deadline=None)
@given(
    st.lists(
        st.text(st.sampled_from("0123456789 −-+%,.;:tkrmn budgetprognosSumma()"), max_size=80),
        min_size=1,
        max_size=8,
    )
)
def test_no_comment_makes_the_review_find_anything(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rapport.html"
        path.write_bytes(FORMATS["html"].content(with_texts(tuple(texts))))
        assert [one.message for one in review([read(path)]).contradictions] == []
