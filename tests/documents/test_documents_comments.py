"""Comments on cells in every format: a column where there are any, and room for it on paper."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import docx
import openpyxl
import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx.enum.section import WD_ORIENT

from documents.october import interim_table, net_cost_table, october
from uppsikt.documents import Block, Document, Heading, Paragraph, Row, Table, Text, table_html
from uppsikt.documents.formats import FORMATS
from uppsikt.documents.printed import COMMENT_HEAD, comments, lies_down
from uppsikt.documents.spreads import spreads

SAID = "Fler hushåll <än> väntat, 641 mot 612 & det fortsätter"
TOLD = f"Prognos 2022: {SAID}"


def commented(table: Table, column: int, *rows: int, text: str = SAID) -> Table:
    """The table with a comment in one column of some rows."""

    def said(number: int) -> Row:
        row = table.rows[number]
        cells = [*row.cells]
        cells[column] = replace(cells[column], comment=text)
        return replace(row, cells=tuple(cells))

    every = tuple(said(n) if n in rows else row for n, row in enumerate(table.rows))
    return replace(table, rows=every)


WIDE = commented(net_cost_table(), 4, 3)
SLIM = commented(interim_table(), 1, 1, text="Kort")


def document(*blocks: Block) -> Document:
    return replace(october(), blocks=tuple(blocks), data=())


def rendered(doc: Document, form: str) -> bytes:
    return FORMATS[form].content(doc)


def test_without_comments_no_format_has_the_column() -> None:
    doc = document(net_cost_table(), interim_table())
    assert not net_cost_table().has_comments
    for form in ("html", "json"):
        shown = rendered(doc, form).decode().rpartition("</style>")[2]
        assert "comment" not in shown.lower()
        assert COMMENT_HEAD not in shown
    book = openpyxl.load_workbook(io.BytesIO(rendered(doc, "xlsx")))
    assert all(cell.value != COMMENT_HEAD for sheet in book for row in sheet for cell in row)
    sections = docx.Document(io.BytesIO(rendered(doc, "docx"))).sections
    assert [one.orientation for one in sections] == [WD_ORIENT.PORTRAIT]


def test_a_comment_says_which_figure_it_is_about() -> None:
    assert comments(WIDE.rows[3], WIDE.columns) == (TOLD,)
    both = commented(WIDE, 5, 3, text="Se\nprognosen")
    assert comments(both.rows[3], both.columns) == (TOLD, "Avvikelse helår: Se prognosen")


def test_the_page_has_a_cell_in_every_row_and_the_text_once() -> None:
    html = table_html(WIDE, bars=True)
    rows = html.split("<tr")[2:]

    assert html.count('<th scope="col" class="comment">Kommentar</th>') == 1
    assert all(row.count('<td class="comment">') == 1 for row in rows)
    assert "Prognos 2022: Fler hushåll &lt;än&gt; väntat" in html
    assert 'data-comment="Prognos 2022: Fler' in html
    assert 'class="bars"' not in html
    head = table_html(SLIM)
    assert f'colspan="{len(SLIM.columns) + 2}"' in head


def test_the_workbook_has_wrapped_text_beside_the_figures() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(rendered(document(WIDE), "xlsx"))).worksheets[1]
    column = len(WIDE.columns) + 2
    assert sheet.cell(3, column).value == COMMENT_HEAD
    cell = sheet.cell(7, column)
    assert (cell.value, cell.data_type, cell.alignment.wrap_text) == (TOLD, "s", True)
    evil = commented(net_cost_table(), 4, 3, text="=1+1")
    assert rendered(document(evil), "xlsx").find(b"<f>1+1") == -1


def test_json_has_a_comment_beside_its_value_only_where_there_is_one() -> None:
    (table,) = json.loads(rendered(document(WIDE), "json"))["tables"]
    with_them = [row for row in table["rows"] if "comments" in row]
    assert [row["label"] for row in with_them] == ["Ekonomiskt bistånd"]
    assert with_them[0]["comments"] == [None, None, None, None, SAID, None]


def test_a_wide_table_lies_down_with_its_headings_and_the_rest_stands() -> None:
    text, head = Paragraph((Text("Löpande text."),)), Heading(1, "Utfall")
    found = spreads((head, text, head, WIDE, WIDE, SLIM, head, net_cost_table()))

    assert [(one.lying, len(one.blocks)) for one in found] == [(False, 2), (True, 3), (False, 3)]
    assert found[1].blocks == (head, WIDE, WIDE)
    assert lies_down(WIDE)
    assert not lies_down(SLIM)
    assert not lies_down(net_cost_table())
    assert [one.lying for one in spreads((WIDE, head))] == [True, False]


def sizes(pdf: bytes) -> list[bool]:
    """Whether each page lies."""
    pages = pypdfium2.PdfDocument(pdf)
    return [page.get_width() > page.get_height() for page in pages]


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_pages_lie_only_where_a_wide_table_with_comments_is(form: str) -> None:
    text = Paragraph((Text("Löpande text."),))
    cases = {
        (text, WIDE, text): [False, True, False],
        (text, WIDE): [False, True],
        (text, SLIM, text): [False],
    }
    for blocks, lying in cases.items():
        file = rendered(document(*blocks), form)
        if form == "pdf":
            assert sizes(file) == lying
        else:
            sections = docx.Document(io.BytesIO(file)).sections
            assert [one.orientation is WD_ORIENT.LANDSCAPE for one in sections] == lying


def test_the_contents_stand_before_a_lying_page() -> None:
    heads = [Heading(1, f"Avsnitt {number}") for number in range(1, 6)]
    lead = Paragraph((Text("Först."),))
    doc = document(lead, heads[0], WIDE, *heads[1:])
    pages = pypdfium2.PdfDocument(rendered(doc, "pdf"))
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert "Avsnitt 5" in texts[0]
    assert "Kommentar" in texts[1]


def test_long_comments_wrap_and_nothing_leaves_the_paper() -> None:
    long = " ".join(["Kostnaderna ökar"] * 30)
    for table, column in ((net_cost_table(), 4), (interim_table(), 1)):
        doc = document(commented(table, column, 1, text=long))
        pages = pypdfium2.PdfDocument(rendered(doc, "pdf"))
        page = pages[len(pages) - 1]
        words = page.get_textpage()
        right = max(words.get_charbox(n)[2] for n in range(words.count_chars()))
        assert right <= page.get_width() - 60
        word_table = docx.Document(io.BytesIO(rendered(doc, "docx"))).tables[-1]
        widths = [column.width for column in word_table.columns]
        assert all(width and width > 500_000 for width in widths)
