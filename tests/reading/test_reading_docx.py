"""Word documents: headings, lists, tables and boxes in the order of the body."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from table_text import assert_places, prose, table_text

from documents.october import net_cost_table, october
from uppsikt.documents import render_docx
from uppsikt.figures import Unit
from uppsikt.reading import Document, Heading, read

Word = Any  # python-docx's own types say less than they know


def word(tmp_path: Path, build: Callable[[Word], None]) -> Document:
    document = docx.Document()
    build(document)
    path = tmp_path / "rapport.docx"
    out = io.BytesIO()
    document.save(out)
    path.write_bytes(out.getvalue())
    return read(path)


def table(document: Word, *rows: str) -> Word:
    cells = [[part.strip() for part in row.split("|")] for row in rows]
    made = document.add_table(len(rows), len(cells[0]))
    for index, row in enumerate(cells):
        for column, text in enumerate(row):
            made.cell(index, column).text = text
    return made


def run_of(inner: str, properties: str = "") -> Word:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return parse_xml(f"<w:r {nsdecls('w')}>{look}{inner}</w:r>")


def test_our_own_report_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "rapport.docx"
    path.write_bytes(render_docx(october()))
    document = read(path)
    net = next(one for one in document.tables if one.title.text.startswith("Verksamheternas"))
    assert net.unit is Unit.TKR
    assert [
        None if cell.number is None else int(cell.number.amount.number)
        for row in net.rows
        for cell in row.cells
    ] == [cell.printed for row in net_cost_table().rows for cell in row.cells]
    assert [row.under[0].text for row in document.tables[-1].rows] == (
        ["Integration"] * 3 + ["Övrigt"] * 3
    )
    assert "- Integration: minus 6\u00a0500\u00a0tkr" in prose(document)
    assert assert_places(document) > 80
    assert not any("sida 1 av" in line.text for line in document.lines)


def test_headings_by_style_swedish_style_and_looks(tmp_path: Path) -> None:
    def build(document: Word) -> None:
        document.add_heading("2.1 Budgetavvikelse", 2)
        style = document.styles.add_style("Egen", 1)
        style.element.name_val = "Rubrik 3"
        document.add_paragraph("Bistånd", style=style)
        document.add_paragraph().add_run("Prognos").bold = True
        document.add_paragraph("Texten är 5 tkr.")

    document = word(tmp_path, build)
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert [(one.level, one.number, one.sentence.text.text) for one in headings] == [
        (2, "2.1", "Budgetavvikelse"), (3, "", "Bistånd"), (9, "", "Prognos"),
    ]  # fmt: skip


def test_merged_cells_in_head_and_labels(tmp_path: Path) -> None:
    def build(document: Word) -> None:
        made = table(
            document, "Tkr | | 2025 | 2025", "| | Utfall | Budget", "Bistånd | Intäkt | 4 | 5",
            "| Kostnad | -9 | -9", "Summa | | -5 | -4",
        )  # fmt: skip
        made.cell(0, 3).text = ""
        made.cell(0, 2).merge(made.cell(0, 3))
        made.cell(2, 0).merge(made.cell(3, 0))

    document = word(tmp_path, build)
    assert table_text(document.tables[0]) == [
        "2025 / Utfall | 2025 / Budget",
        "Bistånd > Intäkt: 4 | 5",
        "Bistånd > Kostnad: -9 | -9",
        "Summa: -5 | -4",
    ]


def test_what_is_deleted_hidden_or_code_is_not_text(tmp_path: Path) -> None:
    def build(document: Word) -> None:
        paragraph = document.add_paragraph("Kostnaden är ")._p
        paragraph.append(
            parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>4 tkr</w:delText></w:r></w:del>")
        )
        paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>5 tkr</w:t></w:r></w:ins>"))
        paragraph.append(run_of("<w:t> dold</w:t>", "<w:vanish/>"))
        paragraph.append(run_of("<w:instrText> PAGE 7 </w:instrText>"))
        paragraph.append(run_of(
            '<w:t xml:space="preserve"> för arbets</w:t><w:softHyphen/><w:t>marknad IFO</w:t>'
            "<w:noBreakHyphen/><w:t>stöd.</w:t>"))  # fmt: skip

    assert prose(word(tmp_path, build)) == ["Kostnaden är 5 tkr för arbetsmarknad IFO-stöd."]


def test_a_raised_note_mark_is_no_digit(tmp_path: Path) -> None:
    def build(document: Word) -> None:
        made = table(document, "Antal | Utfall", "Hushåll | 636")
        made.cell(1, 1).paragraphs[0].add_run("1").font.superscript = True

    assert table_text(word(tmp_path, build).tables[0])[1] == "Hushåll: 636^¹"


def test_lists_text_boxes_and_tables_that_lay_out(tmp_path: Path) -> None:
    def build(document: Word) -> None:
        document.add_paragraph("Avtal finns med två:")
        document.add_paragraph("Alfa", style="List Bullet")
        document.add_paragraph("Beta", style="List Bullet")
        frame = document.add_table(1, 1).cell(0, 0)
        frame.text = "Resultatet är 7 tkr."
        box = document.add_paragraph("Text.")._p
        box.append(run_of(
            "<w:pict><w:txbxContent><w:p><w:r><w:t>I rutan står 8 tkr.</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict>"))  # fmt: skip

    assert prose(word(tmp_path, build)) == [
        "Avtal finns med två:", "- Alfa", "- Beta", "Resultatet är 7 tkr.", "Text.",
        "I rutan står 8 tkr.",
    ]  # fmt: skip


def test_lines_set_in_columns_by_tabs_are_a_table(tmp_path: Path) -> None:
    def build(document: Word) -> None:
        for line in ("Tkr\tUtfall\tBudget", "Bistånd\t-40\t-50", "Övrigt\t\t-2"):
            document.add_paragraph(line)
        document.add_paragraph("Ensam\trad 5 tkr")

    document = word(tmp_path, build)
    assert table_text(document.tables[0]) == [
        "Utfall | Budget", "Bistånd: -40 | -50", "Övrigt: _ | -2",
    ]  # fmt: skip
    assert len(document.tables) == 1


def test_a_caption_above_names_the_table_and_its_unit(tmp_path: Path) -> None:
    def build(document: Word) -> None:
        document.add_heading("Ekonomi", 1)
        document.add_paragraph("Tabell 1. Nettokostnader (mnkr)", style="Caption")
        table(document, "Verksamhet | Utfall", "Bistånd | -40,5")

    found = word(tmp_path, build).tables[0]
    assert (found.title.text, found.unit) == ("Tabell 1. Nettokostnader (mnkr)", Unit.MNKR)
