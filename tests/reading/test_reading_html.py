"""Web pages: our own reports and others, with what cannot be seen left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from table_text import assert_places, prose, table_text

from documents.october import net_cost_table, october
from uppsikt.documents import render_html
from uppsikt.figures import Unit
from uppsikt.reading import Document, Heading, Limits, ListBlock, Unreadable, read


def page(tmp_path: Path, body: str, head: str = "") -> Document:
    path = tmp_path / "sida.html"
    path.write_text(
        f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", encoding="utf-8"
    )
    return read(path)


def test_our_own_report_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "rapport.html"
    path.write_text(render_html(october()), encoding="utf-8")
    document = read(path)
    table = document.tables[0]
    assert [column.text for column in table.columns] == [
        "Utfall okt 2021", "Budget 2022", "Budget jan–okt", "Utfall jan–okt", "Prognos 2022",
        "Avvikelse helår",
    ]  # fmt: skip
    assert [row.label.text for row in table.rows] == [row.text for row in net_cost_table().rows]
    assert [
        None if cell.number is None else int(cell.number.amount.number)
        for row in table.rows
        for cell in row.cells
    ] == [cell.printed for row in net_cost_table().rows for cell in row.cells]
    assert table.unit is Unit.TKR
    assert [row.under[0].text for row in document.tables[1].rows] == (
        ["Integration"] * 3 + ["Övrigt"] * 3
    )
    assert "Kommunbidrag 2022: 252\u00a0950 tkr" in prose(document)
    assert assert_places(document) > 80


def test_spans_breaks_and_feet(tmp_path: Path) -> None:
    document = page(tmp_path, """
        <h2>5.2 Nettokostnader</h2>
        <table><caption>Per verksamhet (tkr)</caption>
        <tfoot><tr><th>Summa</th><td>3</td><td>7</td></tr></tfoot>
        <thead><tr><th rowspan=2>Verksamhet</th><th colspan=2>2022</th></tr>
        <tr><th>Utfall</th><th>Budget<br>helår</th></tr></thead>
        <tbody><tr><th scope=row>Allmän IFO-<br>administration</th><td>1<sup>1</sup></td>
        <td>&minus;3&nbsp;000</td></tr><tr><td>Övrigt</td><td></td><td>10</td></tr></tbody></table>
    """)  # fmt: skip
    assert [b.number for b in document.blocks if isinstance(b, Heading)] == ["5.2"]
    assert document.tables[0].unit is Unit.TKR
    assert document.tables[0].title.text == "Per verksamhet (tkr)"
    assert table_text(document.tables[0]) == [
        "2022 / Utfall | 2022 / Budget helår",
        "Allmän IFO- administration: 1^¹ | -3000",
        "Övrigt: _ | 10",
        "Summa: 3 | 7",
    ]
    assert_places(document)


def test_what_is_not_seen_is_not_read(tmp_path: Path) -> None:
    document = page(tmp_path, """
        <nav><p>Meny 1</p></nav><script>var a = "12 tkr";</script><style>p {width: 3px}</style>
        <p hidden>Dold 2</p><p style="display: none">Dold 3</p><p aria-hidden="true">Dold 4</p>
        <p>Syns <del>inte 5 </del>6 tkr<span hidden> dold 7</span>.</p><!-- 8 -->
        <table><tr hidden><td>A</td><td>9</td></tr><tr><td>B</td><td>10</td></tr></table>
    """)  # fmt: skip
    assert prose(document) == ["Syns 6 tkr."]
    assert table_text(document.tables[0]) == ["", "B: 10"]


def test_a_table_that_lays_out_the_page_is_no_table(tmp_path: Path) -> None:
    document = page(tmp_path, """
        <table><tr><td><h1>Rapport</h1><p>Text med 5 tkr.</p></td><td>
        <table><tr><th>Tkr</th><th>Utfall</th></tr><tr><td>Bistånd</td><td>40</td></tr></table>
        </td></tr></table>""")  # fmt: skip
    assert prose(document) == ["# Rapport", "Text med 5 tkr."]
    assert table_text(document.tables[0]) == ["Utfall", "Bistånd: 40"]


def test_lists_and_what_leads_into_them(tmp_path: Path) -> None:
    document = page(tmp_path, """<p>Avtal finns med tre leverantörer:</p>
        <ul><li>Alfa</li><li><p>Beta</p><ul><li>Gamma</li></ul></li></ul>
        <p>Slut.</p>""")  # fmt: skip
    found = [block for block in document.blocks if isinstance(block, ListBlock)]
    assert len(found) == 1
    assert found[0].intro is not None
    assert found[0].intro.text.text == "Avtal finns med tre leverantörer:"
    assert prose(document)[1:] == ["- Alfa", "- Beta", "- Gamma", "Slut."]


def test_a_lone_dash_is_no_list(tmp_path: Path) -> None:
    assert prose(page(tmp_path, "<p>– betyder att ingen post finns.</p>")) == [
        "– betyder att ingen post finns."
    ]
    assert prose(page(tmp_path, "<p>- Alfa</p><p>- Beta</p>")) == ["- Alfa", "- Beta"]


def test_a_page_in_an_old_encoding_and_without_suffix(tmp_path: Path) -> None:
    path = tmp_path / "sida"
    path.write_bytes("<html><body><p>Överskott på 5 tkr</p></body></html>".encode("cp1252"))
    document = read(path)
    assert (document.kind, prose(document)) == ("html", ["Överskott på 5 tkr"])


@pytest.mark.parametrize("deep", ["<div>", "<b>", "<ul><li>", "<table><tr><td>"])
def test_elements_without_end_within_each_other(tmp_path: Path, deep: str) -> None:
    page(tmp_path, "<p>Text</p>" + deep * 5000 + "12 tkr")


def test_spans_beyond_reason_are_cut(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<table><tr><th>Tkr</th><th colspan=9999999>Utfall</th></tr>"
        "<tr><td rowspan=0>A</td><td>1</td></tr></table>",
    )
    assert table_text(document.tables[0])[1] == "A: 1"
    path = tmp_path / "sida.html"
    path.write_text("<table>" + "<tr><td colspan=200>1</td></tr>" * 100 + "</table>")
    with pytest.raises(Unreadable, match="tabeller är för stora"):
        read(path, Limits(cells=10_000))


def test_entities_are_not_resolved_from_outside(tmp_path: Path) -> None:
    path = tmp_path / "sida.html"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        "<html><body><p>A &e; 5 tkr</p></body></html>"
    )
    assert "root:" not in " ".join(prose(read(path)))
