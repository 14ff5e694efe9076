"""The DOCX, read back: styles, heads, alt text, a filled table of contents."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from documents.october import october
from uppsikt.documents import Cell, Column, Document, Heading, Row, Table, render_docx
from uppsikt.figures import Unit


@pytest.fixture(scope="module")
def word() -> WordDocument:
    return docx.Document(io.BytesIO(render_docx(october())))


def styled(word: WordDocument, name: str) -> list[str]:
    return [one.text for one in word.paragraphs if style_of(one) == name]


def style_of(paragraph: Paragraph) -> str:
    return (paragraph.style.name if paragraph.style else None) or ""


def test_headings_and_captions_are_styles(word: WordDocument) -> None:
    assert styled(word, "Title") == ["Budgetuppföljning oktober 2022"]
    assert styled(word, "Heading 1") == ["Nämndens ekonomi", "Ekonomiskt bistånd"]
    assert styled(word, "Heading 2") == ["Avvikelser i prognosen", "Intäkter och kostnader"]
    assert styled(word, "Caption")[0] == "Verksamheternas nettokostnader\u00a0\u00a0tkr"
    assert len(styled(word, "List Bullet")) == 2


def test_the_table_of_contents_is_filled_and_leads_to_the_headings(word: WordDocument) -> None:
    body = word.element.body
    listed = [one.text for one in word.paragraphs if style_of(one).startswith("toc")]
    assert listed == [
        "Nämndens ekonomi", "Avvikelser i prognosen",
        "Ekonomiskt bistånd", "Intäkter och kostnader",
    ]  # fmt: skip
    anchors = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    names = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert [one for one in anchors if one] == names
    kinds = [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_head_rows_repeat_and_rows_do_not_split(word: WordDocument) -> None:
    assert len(word.tables) == 2
    for table in word.tables:
        rows = table._tbl.tr_lst
        assert [len(list(row.iter(qn("w:tblHeader")))) for row in rows][:2] == [1, 0]
        assert all(len(list(row.iter(qn("w:cantSplit")))) == 1 for row in rows)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert look.get(qn("w:firstRow")) == "1"


def test_cells_as_printed(word: WordDocument) -> None:
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert rows[0][1] == "Utfall\nokt 2021"
    assert rows[4][0] == "Ekonomiskt bistånd"
    assert rows[4][6] == "−2\u00a0500"
    assert rows[11][4] == "–"
    assert rows[12][0] == "Summa"
    assert rows[12][2] == "−252\u00a0950"
    right = word.tables[0].rows[1].cells[1].paragraphs[0].alignment
    assert right is not None


def test_pictures_say_what_they_show(word: WordDocument) -> None:
    about = [shape._inline.docPr for shape in word.inline_shapes]
    assert [one.get("descr") for one in about] == [chart.alt for chart in october().charts()]
    assert len({one.get("id") for one in about}) == 3


def test_language_letters_and_properties(word: WordDocument) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    assert {one.get(qn("w:val")) for one in defaults.iter(qn("w:lang"))} == {"sv-SE"}
    assert word.styles["Normal"].font.name == "Source Sans Pro"
    assert word.core_properties.title == "Budgetuppföljning oktober 2022"
    assert word.core_properties.language == "sv"
    assert word.core_properties.created.year == 2022


def test_page_numbers(word: WordDocument) -> None:
    footer = word.sections[0].footer.paragraphs[0]._p
    assert [one.get(qn("w:instr")) for one in footer.iter(qn("w:fldSimple"))] == [
        "PAGE", "NUMPAGES",
    ]  # fmt: skip


def test_nothing_a_user_wrote_is_markup() -> None:
    bad = "<w:p/>&\"'\x00\x0b]]>\ud800 {TOC}"
    table = Table("t", bad, bad, Unit.TKR, (Column(bad, bad),),
                  (Row(bad, bad, "row", (Cell(1),), "a"),), (bad,))  # fmt: skip
    headings = tuple(Heading(1, bad) for _ in range(5))
    doc = Document(bad, bad, bad, bad, bad, (*headings, table), bad)
    word = docx.Document(io.BytesIO(render_docx(doc)))
    assert styled(word, "Heading 1")[0] == "<w:p/>&\"']]> {TOC}"


def test_same_document_same_bytes() -> None:
    first = render_docx(october())
    assert first == render_docx(october())
    entries = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert {entry.date_time[0] for entry in entries} == {1980}
    other = dataclasses.replace(october(), title="Annat")
    assert render_docx(other) != first
