"""PDF: tagged and untagged, ours and from Word-like layouts."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from table_text import assert_places, prose, table_text

from documents.october import net_cost_table, october
from uppsikt.documents import render_html, render_pdf
from uppsikt.figures import Unit
from uppsikt.reading import Document, Table, Unreadable, read

OFFICE = shutil.which("soffice")
BROWSER = shutil.which("chromium")


def simple_pdf(*pages: str) -> bytes:
    """A PDF without structure from page contents in its own language, in Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    for index, content in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
            f"{5 + 2 * index} 0 R /Resources << /Font << /F 3 0 R >> >> >>"
        )
        size = len(content.encode("cp1252"))
        objects.append(f"<< /Length {size} >>\nstream\n{content}\nendstream")
    out = b"%PDF-1.4\n"
    places: list[int] = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return out


def at(x: float, y: float, text: str, size: float = 10) -> str:
    return f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n"


def opened(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(data)
    return read(path)


def figures(table: Table) -> list[int | None]:
    return [
        None if cell.number is None else int(cell.number.amount.number)
        for row in table.rows
        for cell in row.cells
    ]


PRINTED = [cell.printed for row in net_cost_table().rows for cell in row.cells]


def test_our_own_report_by_its_structure(tmp_path: Path) -> None:
    document = opened(tmp_path, render_pdf(october()))
    net, interim = document.tables
    assert (figures(net), net.unit, document.pages) == (PRINTED, Unit.TKR, 3)
    assert net.columns[0].text == "Utfall okt 2021"
    assert [row.under[0].text for row in interim.rows] == ["Integration"] * 3 + ["Övrigt"] * 3
    assert "# Nämndens ekonomi" in prose(document)
    assert not any("sida 1 av" in text for text in prose(document))
    number = net.rows[0].cells[0].number
    assert number is not None
    line = document.lines[number.spans[0].line]
    assert line.text.startswith("Central administration")
    assert line.page == 1
    assert assert_places(document) > 80


@pytest.mark.skipif(BROWSER is None, reason="no browser here")
def test_a_page_printed_by_a_browser_keeps_columns_where_cells_are_left_out(
    tmp_path: Path,
) -> None:
    page = tmp_path / "rapport.html"
    page.write_text(render_html(october()), encoding="utf-8")
    made = tmp_path / "rapport.pdf"
    command = [str(BROWSER), "--headless", "--no-sandbox", f"--user-data-dir={tmp_path}/profil"]
    subprocess.run(
        [*command, f"--print-to-pdf={made}", str(page)], check=True, capture_output=True, timeout=60
    )
    document = read(made)
    assert figures(document.tables[0]) == PRINTED
    assert [cell.text for cell in document.tables[1].columns][-2:] == [
        "Utfall jan–aug 2025", "Avvikelse jan–aug",
    ]  # fmt: skip


ROWS = (
    "|Budget helår|Budget ack|Utfall ack|Avvikelse",
    "Intäkter||||",
    "Avgifter|45,0|30,0|29,1|-0,9",
    "Summa intäkter|45,0|30,0|29,1|-0,9",
    "Kostnader||||",
    "Personal och köpt verksamhet i staden|-310,4|-206,9|-211,3|-4,4",
    "Övrigt|-20,1||-13,0|",
    "Resultat|-285,5|-176,9|-195,2|-5,3",
)
READ = [
    "Intäkter > Avgifter: 45.0 | 30.0 | 29.1 | -0.9",
    "Intäkter > Summa intäkter: 45.0 | 30.0 | 29.1 | -0.9",
    "Kostnader > Personal och köpt verksamhet i staden: -310.4 | -206.9 | -211.3 | -4.4",
    "Kostnader > Övrigt: -20.1 | _ | -13.0 | _",
    "Kostnader > Resultat: -285.5 | -176.9 | -195.2 | -5.3",
]


def report(document: Any) -> None:  # noqa: ANN401 - python-docx's types say less than they know
    document.sections[0].header.paragraphs[0].text = "Omsorgsnämnden, rapport"
    document.add_heading("2 Ekonomi", 1)
    document.add_paragraph("Kostnaden för hemtjänst har ökat med 3 procent jämfört med fjolåret.")
    document.add_paragraph("Tabell 1. Resultat (mnkr)")
    made = document.add_table(len(ROWS), 5)
    made.style = "Table Grid"
    for index, row in enumerate(ROWS):
        for column, text in enumerate(row.split("|")):
            made.cell(index, column).text = text
            made.cell(index, column).paragraphs[0].alignment = 2 if column else 0
    document.add_paragraph("Underskottet är 5,3 mnkr och beror på hemtjänsten.")


@pytest.mark.skipif(OFFICE is None, reason="no word processor here")
@pytest.mark.parametrize("tagged", ["true", "false"])
def test_a_report_from_a_word_processor(tmp_path: Path, tagged: str) -> None:
    document = converted(tmp_path, report, tagged)
    table = document.tables[0]
    assert table_text(table)[1:] == READ
    assert [column.text for column in table.columns] == [
        "Budget helår", "Budget ack", "Utfall ack", "Avvikelse",
    ]  # fmt: skip
    assert (table.title.text, table.unit) == ("Tabell 1. Resultat (mnkr)", Unit.MNKR)
    assert prose(document)[-1] == "Underskottet är 5,3 mnkr och beror på hemtjänsten."
    assert not any("rapport" in text for text in prose(document))
    assert_places(document)


def converted(tmp_path: Path, build: Callable[[Any], None], tagged: str) -> Document:
    made: Any = docx.Document()
    build(made)
    made.add_page_break()
    made.add_paragraph("Nästa sida har också text.")
    source = tmp_path / "rapport.docx"
    made.save(str(source))
    to = f'pdf:writer_pdf_Export:{{"UseTaggedPDF":{{"type":"boolean","value":"{tagged}"}}}}'
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profil", "--headless",
         "--convert-to", to, "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    document = read(tmp_path / "rapport.pdf")
    # The second page says nothing that this asks for.
    return Document(
        document.name, document.kind, document.lines,
        tuple(one for one in document.blocks if "Nästa sida" not in str(one)), document.pages,
    )  # fmt: skip


def test_columns_told_by_place_alone(tmp_path: Path) -> None:
    """Gaps between cells as narrow as those between thousands, a blank cell, a raised mark."""
    rows = [
        at(300, 700, "2022"), at(340, 700, "2021"), at(380, 700, "2020"),
        at(60, 685, "Antal hushåll"), at(300, 685, "636"), at(317, 689, "1", 6),
        at(340, 685, "641"), at(380, 685, "650"),
        at(60, 670, "Bistånd"), at(289, 670, "-49 479"), at(326, 670, "-50 150"),
        at(365, 670, "-48 000"),
        at(60, 655, "Övrigt"), at(300, 655, "12"), at(385, 655, "14"),
    ]  # fmt: skip
    document = opened(tmp_path, simple_pdf("".join(rows)))
    assert table_text(document.tables[0]) == [
        "2022 | 2021 | 2020",
        "Antal hushåll: 636^¹ | 641 | 650",
        "Bistånd: -49479 | -50150 | -48000",
        "Övrigt: 12 | _ | 14",
    ]


def test_headers_and_footers_are_lines_but_no_text(tmp_path: Path) -> None:
    pages = [
        at(60, 800, "Nämnden, uppföljning okt 2022") + at(500, 40, f"{number} (3)")
        + at(60, 700, f"Texten på sida {words} är kort.")
        for number, words in ((1, "ett"), (2, "två"), (3, "tre"))
    ]  # fmt: skip
    document = opened(tmp_path, simple_pdf(*pages))
    assert prose(document) == [
        f"Texten på sida {words} är kort." for words in ("ett", "två", "tre")
    ]
    assert [line.text for line in document.lines if line.page == 2 and line.text] == [
        "Nämnden, uppföljning okt 2022", "Texten på sida två är kort.", "2 (3)",
    ]  # fmt: skip


def test_text_turned_on_the_page_is_left_out(tmp_path: Path) -> None:
    turned = "BT /F 10 Tf 0 1 -1 0 30 300 Tm (Dokumentnummer 12345) Tj ET\n"
    document = opened(tmp_path, simple_pdf(turned + at(60, 700, "Resultatet är 5 tkr för året.")))
    assert [line.text for line in document.lines if line.text] == ["Resultatet är 5 tkr för året."]


def test_a_landscape_page_is_read_as_it_is_shown(tmp_path: Path) -> None:
    text = "BT /F 10 Tf 0 1 -1 0 100 60 Tm (Resultatet är 5 tkr för hela året.) Tj ET\n"
    data = simple_pdf(text).replace(b"/MediaBox [0 0 595 842]", b"/Rotate 90/MediaBox[0 0 595 842]")
    assert prose(opened(tmp_path, data)) == ["Resultatet är 5 tkr för hela året."]


def test_pictures_only_and_unknown_letters_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="ingen text"):
        opened(tmp_path, simple_pdf("0 0 100 100 re f", ""))
    with pytest.raises(Unreadable, match="typsnitt"):
        opened(tmp_path, simple_pdf(at(60, 700, "#%&/=?!;:_-*+^<>|{}" * 4)))


def test_a_page_without_text_among_others_is_told(tmp_path: Path) -> None:
    document = opened(
        tmp_path, simple_pdf(at(60, 700, "Resultatet är 5 tkr för hela året."), "", "")
    )
    assert [one.why for one in document.unread] == [
        "Sidorna 2–3 innehåller ingen text, bara bilder eller ingenting."
    ]


def test_a_table_of_contents_is_no_table_of_figures(tmp_path: Path) -> None:
    rows = [
        at(60, 700 - 15 * index, f"{index}. Avsnitt {'.' * 60}") + at(500, 700 - 15 * index, page)
        for index, page in enumerate(("3", "5", "9"), 1)
    ]
    assert opened(tmp_path, simple_pdf("".join(rows))).tables == ()


def test_text_in_two_columns_is_read_column_by_column(tmp_path: Path) -> None:
    left = [
        "Nämndens resultat är ett",
        "underskott på 5 tkr för",
        "hela året, vilket beror på",
        "att kostnaderna har ökat",
        "mer än vad som planerades",
        "i budgeten för året.",
    ]
    right = [
        "Antalet hushåll har varit",
        "636 i snitt under perioden",
        "och väntas minska under",
        "hösten när fler får arbete",
        "eller studier genom de nya",
        "insatserna i staden.",
    ]
    lines = [at(60, 720, "Ekonomi", 14)]
    for index, (one, other) in enumerate(zip(left, right, strict=True)):
        lines += [at(60, 700 - 12 * index, one), at(320, 700 - 12 * index, other)]
    document = opened(tmp_path, simple_pdf("".join(lines)))
    assert prose(document)[-2:] == [" ".join(left), " ".join(right)]


WORDS = ["Summa", "-11 149", "2022", "5", "–", "och", "Utfall okt", "1 000 tkr", "16,5", "*",
         "IFO-", "bistånd", "99 %", "en längre text med många ord i en rad"]  # fmt: skip


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(WORDS),
            st.integers(0, 12),
            st.integers(0, 30),
            st.sampled_from([5, 8, 10, 24]),
        ),
        min_size=3,
        max_size=60,
    )
)
def test_words_strewn_over_a_page(tmp_path: Path, placed: list[tuple[str, int, int, int]]) -> None:
    content = "".join(at(40 * x + 20, 25 * y + 30, text, size) for text, x, y, size in placed)
    with contextlib.suppress(Unreadable):
        document = opened(tmp_path, simple_pdf(content, content))
        assert_places(document)
        assert all(len(r.cells) == len(t.columns) for t in document.tables for r in t.rows)
