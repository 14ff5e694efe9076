"""The web page: semantic, escaped, whole in one file."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

from documents.october import net_cost_table, october
from uppsikt.documents import (
    Cell,
    Column,
    Document,
    Facts,
    FigureText,
    Heading,
    Lead,
    Row,
    Table,
    Text,
    render_html,
    table_html,
)
from uppsikt.figures import Unit

VOID = {"meta", "input", "br", "rect", "path", "line", "circle"}


class Outline(HTMLParser):
    """Collects what a reader's tool would see, and checks that elements are closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.scopes: list[str] = []
        self.ids: list[str] = []
        self.seen: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        known = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag == "th":
            self.scopes.append(known.get("scope") or "")
        if known.get("id"):
            self.ids.append(known["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if any(re.fullmatch("h[1-6]", tag) for tag in self.open):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)


def test_the_page_is_well_formed_and_has_an_outline() -> None:
    page = Outline(render_html(october()))
    assert page.open == []
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert len(page.ids) == len(set(page.ids))
    assert set(page.scopes) == {"col", "row", "rowgroup"}


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = render_html(october())
    assert page.startswith('<!doctype html>\n<html lang="sv">')
    assert "<script" not in page
    assert "<link" not in page
    assert "<img" not in page
    assert page.count("data:font/woff2;base64,") == 2
    assert not re.findall(r'url\("(?!data:)', page)
    assert "@media print" in page


def test_a_part_for_another_page() -> None:
    part = render_html(october(), standalone=False)
    assert part.startswith('<article class="report">')
    assert "<style" not in part
    assert part in render_html(october())


def test_a_table_says_its_unit_once_and_keeps_the_first_columns_on_telephones() -> None:
    table = table_html(net_cost_table())
    assert '<caption>Verksamheternas nettokostnader <span class="unit">tkr</span>' in table
    assert table.count("tkr") == 1
    assert '<th scope="col" class="num pale p3">Utfall<br>okt 2021</th>' in table
    assert '<th scope="col" class="num">Prognos<br>2022</th>' in table
    assert '<td class="num variance worse">−2\u00a0500</td>' in table
    assert "Visa alla kolumner" in table
    assert '<tfoot><tr class="sum"><th scope="row">Summa</th>' in table


def test_an_absent_value_is_said_in_words() -> None:
    table = table_html(net_cost_table())
    assert '<span aria-hidden="true">–</span><span class="unseen">ingen post</span>' in table
    assert "– betyder att ingen post finns." in table


def test_rows_can_lead_somewhere_and_have_bars() -> None:
    table = table_html(
        net_cost_table(), address=lambda row: f"/v/{row.key}/" if row.role == "row" else None,
        bars=True,
    )  # fmt: skip
    assert '<a href="/v/rad-0/">Central administration</a>' in table
    assert '<th scope="row">Summa</th>' in table
    assert table.count('<svg class="bar"') == 12


def test_nothing_a_user_wrote_is_markup() -> None:
    bad = "<img src=x onerror=alert(1)>\"'&\x00"
    column = Column(bad, bad)
    table = Table(
        bad, bad, bad, Unit.TKR, (column,), (Row(bad, bad, "row", (Cell(1),), bad),), (bad,)
    )
    doc = Document(bad, bad, bad, bad, bad, (
        Heading(1, bad), Lead((Text(bad), FigureText(bad, bad))), Facts(((bad, bad, bad),)), table,
    ), bad)  # fmt: skip
    page = Outline(render_html(doc))
    assert "img" not in page.seen
    assert page.open == []


def test_figures_in_prose_carry_their_name() -> None:
    page = render_html(october(), standalone=False)
    assert 'data-figure="Nämnden: prognosavvikelse 2022">6\u00a0000\u00a0tkr</b>' in page


def test_same_document_same_page() -> None:
    assert render_html(october()) == render_html(october())
