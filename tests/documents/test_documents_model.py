"""The model refuses what cannot be shown, and prints cells in one way."""

from __future__ import annotations

import datetime as dt

import pytest

from documents.october import october
from uppsikt.documents import (
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    Link,
    Row,
    Series,
    Table,
)
from uppsikt.documents.lettering import displayable
from uppsikt.documents.outline import contents, entries
from uppsikt.documents.printed import cell_text, dated, first_of_last_sums, plain, table_notes
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Unit

VALUE = Column("Utfall", "Utfall")
VARIANCE = Column("Avvikelse", "Avvikelse", "variance")


def test_a_cell_is_printed_or_absent() -> None:
    with pytest.raises(ValueError, match="not both"):
        Cell(0, absent=MISSING)


def test_a_row_has_a_cell_per_column() -> None:
    row = Row("a", "a", "row", (Cell(1),), "a")
    with pytest.raises(ValueError, match="1 cells"):
        Table("t", "T", "T", Unit.TKR, (VALUE, VARIANCE), (row,))


def test_a_chart_says_what_it_shows_and_fits_its_labels() -> None:
    with pytest.raises(ValueError, match="cannot see"):
        Chart("year", "Rubrik", " ", (), (), Unit.TKR)
    with pytest.raises(ValueError, match="one value per label"):
        Chart("year", "Rubrik", "Alt", ("jan",), (Series("2022", "this", ()),), Unit.TKR)


def test_headings_and_titles_say_something() -> None:
    with pytest.raises(ValueError, match="heading"):
        Heading(1, " ")
    with pytest.raises(ValueError, match="title"):
        Document("", "", "", "", "", (), "t")


def test_a_link_leads_to_no_script() -> None:
    with pytest.raises(ValueError, match="javascript"):
        Link("hit", "javascript:alert(1)")


@pytest.mark.parametrize(
    ("cell", "column", "text"),
    [
        (Cell(-11149), VALUE, "−11\u00a0149"),
        (Cell(1000), VALUE, "1\u00a0000"),
        (Cell(1000), VARIANCE, "+1\u00a0000"),
        (Cell(0), VARIANCE, "0"),
        (Cell(absent=MISSING), VALUE, "–"),
        (Cell(absent=NOT_COMPUTABLE), VALUE, "går ej"),
        (Cell(), VALUE, ""),
    ],
)
def test_missing_zero_and_not_computable_are_three_things(
    cell: Cell, column: Column, text: str
) -> None:
    assert cell_text(cell, column) == text


def test_marks_are_explained_once_and_only_where_they_stand() -> None:
    net, interim = october().tables()
    assert table_notes(net)[1].startswith("– betyder att ingen post finns.")
    assert not any("går ej" in note for note in table_notes(net))
    assert [note[:6] for note in table_notes(interim)] == ["går ej"]


def test_the_sums_that_end_a_table() -> None:
    net, interim = october().tables()
    assert first_of_last_sums(net) == len(net.rows) - 1
    assert first_of_last_sums(interim) == len(interim.rows)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2022-11-11", dt.date(2022, 11, 11)),
        ("den 1 maj 2022", dt.date(2022, 5, 1)),
        ("våren 2022", dt.date(2000, 1, 1)),
    ],
)
def test_dates_come_from_the_document(text: str, date: dt.date) -> None:
    assert dated(text) == date


def test_short_documents_have_no_table_of_contents() -> None:
    short = Document("T", "", "", "", "", (Heading(1, "A"), Heading(3, "B")), "t")
    assert contents(short) == ()
    assert [entry.anchor for entry in entries(short)] == ["avsnitt-1", "avsnitt-2"]


def test_a_long_table_of_contents_names_the_highest_headings_only() -> None:
    blocks = tuple(Heading(2 if n % 3 else 1, f"Rubrik {n}") for n in range(15))
    doc = Document("T", "", "", "", "", blocks, "t")
    assert [entry.level for entry in contents(doc)] == [1] * 5


def test_text_that_files_cannot_hold() -> None:
    assert plain("a\nb\x00\x0b\ud800 å−\u00a0") == "a b å−\u00a0"
    assert displayable("A\u030angstro\u0308m") == "Ångström"
    assert displayable("bra 😀\u200b\n å − – ←") == "bra ?  å − – ←"
