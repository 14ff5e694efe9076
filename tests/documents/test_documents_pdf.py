"""The PDF, read back: text, structure, claims. Its conformance is not validated here."""

from __future__ import annotations

import ctypes
import dataclasses
import re
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]
import pytest

from documents.october import net_cost_table, october
from uppsikt.documents import (
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Lead,
    Link,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
    render_pdf,
    variance_chart,
)
from uppsikt.documents.to_pdf import PdfError
from uppsikt.figures import Unit


def opened(doc: Document) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(render_pdf(doc))


def text_of(pdf: pdfium.PdfDocument) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pdf]


def structure(pdf: pdfium.PdfDocument) -> Iterator[tuple[str, str]]:
    """Yield (type, text for those who cannot see it) of every element of the structure tree."""
    for page in pdf:
        tree = raw.FPDF_StructTree_GetForPage(page.raw)
        for index in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield from _walk(raw.FPDF_StructTree_GetChildAtIndex(tree, index))


def catalog_language(pdf: pdfium.PdfDocument) -> str:
    buffer = (ctypes.c_ushort * 16)()
    length = raw.FPDFCatalog_GetLanguage(pdf.raw, buffer, len(buffer))
    return bytes(buffer)[: length - 2].decode("utf-16-le")


def _walk(element: raw.FPDF_STRUCTELEMENT) -> Iterator[tuple[str, str]]:
    alt = _string(raw.FPDF_StructElement_GetAltText, element)
    yield _string(raw.FPDF_StructElement_GetType, element), alt
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        if child := raw.FPDF_StructElement_GetChildAtIndex(element, index):
            yield from _walk(child)


def _string(read: Callable[..., int], element: raw.FPDF_STRUCTELEMENT) -> str:
    length = read(element, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    read(element, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le")


@pytest.fixture(scope="module")
def pdf() -> pdfium.PdfDocument:
    return opened(october())


def test_tagged_with_title_and_language(pdf: pdfium.PdfDocument) -> None:
    assert raw.FPDFCatalog_IsTagged(pdf.raw)
    about = pdf.get_metadata_dict()
    assert about["Title"] == "Budgetuppföljning oktober 2022"
    assert about["Author"] == "Arbetslivsförvaltningen"
    assert "20221111" in about["CreationDate"]
    assert catalog_language(pdf) == "sv"


def test_the_claims_stand_in_the_file() -> None:
    data = render_pdf(october())
    assert b"<pdfaid:part>3</pdfaid:part>" in data
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in data
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data


def test_headings_tables_and_pictures_in_the_structure(pdf: pdfium.PdfDocument) -> None:
    elements = list(structure(pdf))
    count = {kind: [one for one, _ in elements].count(kind) for kind, _ in elements}
    assert count["H1"] == 2
    assert count["H2"] == 2
    assert count["Table"] == 2
    assert count["THead"] >= 2
    assert count["TH"] == 7 + 4 + 2  # heads of two tables and of two groups in one of them
    assert count["Caption"] == 5
    assert count["L"] == 1
    assert [alt for kind, alt in elements if kind == "Figure"] == [
        chart.alt for chart in october().charts()
    ]


def test_figures_as_printed(pdf: pdfium.PdfDocument) -> None:
    first = text_of(pdf)[0]
    assert "−252\u00a0950" in first or "−252 950" in first
    assert "+1" in first
    assert "sida 1 av 3" in first
    assert "Arbetslivsnämnden · Budgetuppföljning oktober 2022" in first


def test_the_title_takes_no_more_than_a_third_of_the_page(pdf: pdfium.PdfDocument) -> None:
    page = pdf[0]
    search = page.get_textpage().search("Nämndens ekonomi")
    search.get_next()
    place = search.get_next()
    box = page.get_textpage().get_charbox(place[0])
    assert box[1] > page.get_height() * 2 / 3 - 60  # the contents end here; the title far above


def test_heads_repeat_over_pages_and_rows_stay_whole() -> None:
    table = net_cost_table()
    rows = tuple(
        dataclasses.replace(table.rows[0], key=f"r{n}", text=f"Verksamhet nummer {n} med ett namn "
                            "så långt att det inte ryms på en enda rad i tabellen")
        for n in range(60)
    )  # fmt: skip
    long = dataclasses.replace(october(), blocks=(dataclasses.replace(table, rows=rows),))
    pages = text_of(opened(long))
    assert len(pages) > 2
    for page in pages[:-1]:
        assert "Avvikelse" in page
        starts = len(re.findall(r"Verksamhet nummer \d+", page))
        assert starts == len(re.findall(r"enda rad\s+i\s+tabellen|i tabellen", page))


def test_letters_are_ours_alone(pdf: pdfium.PdfDocument) -> None:
    data = render_pdf(october())
    assert set(re.findall(rb"/BaseFont /[A-Z]{6}\+([A-Za-z-]+)", data)) <= {
        b"SourceSansPro-Regular", b"SourceSansPro-Semibold", b"SourceSansPro-It",
        b"SourceSansPro-Regular-Identity-H", b"SourceSansPro-Semibold-Identity-H",
        b"SourceSansPro-It-Identity-H",
    }  # fmt: skip


@pytest.mark.parametrize(
    "bad",
    [
        '#panic("x")', "$x$ *a* _b_ = rubrik", '"] #read("/etc/passwd") [', "\\u{41} @ref <lab>",
        "😀 عربى \u200b\x00\n- a", "// borta /* */ ```raw```", "\u200b",
    ],
)  # fmt: skip
def test_nothing_a_user_wrote_is_code(bad: str) -> None:
    column = Column(bad, bad)
    row = Row(bad, bad, "row", (Cell(1),), "a")
    head = Row(bad, bad, "head", (), "b")
    table = Table("t", bad, bad, Unit.TKR, (column,), (head, row), (bad,), row_head=bad)
    runs = (Text(bad), Link(bad or "länk", "https://boras.se/"))
    blocks = (Heading(1, bad), Lead(runs), Paragraph(runs), Note(runs), Bullets((runs,)),
              Facts(((bad, bad, bad),)), table,
              variance_chart(bad or "R", bad or "x", [(bad, 5), ("b", -5)], Unit.TKR))  # fmt: skip
    pdf = opened(Document("Titel", bad, bad, bad, bad, blocks, bad))
    text = " ".join(text_of(pdf))
    if bad.isascii() and bad:
        assert " ".join(bad.split()) in " ".join(text.split())
    assert "root:" not in text


def test_same_document_same_bytes() -> None:
    assert render_pdf(october()) == render_pdf(october())


def test_a_fault_is_told_in_swedish() -> None:
    doc = dataclasses.replace(october(), language="inget språk")
    with pytest.raises(PdfError, match="Budgetuppföljning oktober 2022 kunde inte göras"):
        render_pdf(doc)


def test_many_columns_fit_on_the_page() -> None:
    columns = tuple(Column(str(n), f"Utfall\n{2010 + n}") for n in range(10))
    row = Row("a", "Arbetsförberedande åtgärder", "row", (Cell(-258950),) * 10, "a")
    doc = dataclasses.replace(october(), blocks=(Table("t", "T", "T", Unit.TKR, columns, (row,)),))
    page = opened(doc)[0]
    content = page.get_textpage()
    right = max(content.get_charbox(index)[2] for index in range(content.count_chars()))
    assert right < page.get_width() - 50
