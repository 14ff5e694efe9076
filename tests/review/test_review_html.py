"""The review as one page: safe, linked both ways, and right in a browser and on paper."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from made_reviews import broken_number, date, forecast, mark, place, printed, report, reviewed
from playwright.sync_api import Browser, sync_playwright

from uppsikt.reading import Document, Paragraph, Piece, Sentence, Text
from uppsikt.review.model import Finding, Mark
from uppsikt.review.shown.to_html import render_html

CHROMIUM = shutil.which("chromium")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


def page_of(*findings: Finding) -> str:
    document = report()
    return render_html(reviewed(document, findings=findings or None))


def body(page: str) -> str:
    return page[page.index("<body>") :]


def test_the_verdict_comes_first() -> None:
    page = body(page_of())

    assert page.index("<h1>2 motsägelser, 1 anmärkning</h1>") < page.index('class="find"')
    assert "1 tabell och 7 tal lästa, 1 tabell och 1 rad kunde inte läsas." in page


def test_nothing_is_fetched_and_nothing_may_be() -> None:
    page = page_of()

    assert "default-src 'none'; style-src 'sha256-" in page
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*", page) == []
    assert re.findall(r"url\(\"(?!data:font/woff2)", page) == []
    assert "<script" not in page
    assert " style=" not in page


def test_every_link_leads_to_one_thing() -> None:
    page = page_of()
    ids = re.findall(r' id="([^"]+)"', page)

    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert set(" ".join(re.findall(r'aria-\w+by="([^"]+)"', page)).split()) <= set(ids)


def test_each_figure_at_stake_is_marked_and_leads_back() -> None:
    page = body(page_of())

    for number, words in enumerate(("60 500", "−60 000", "60 000"), start=1):
        marked = (
            rf'<span id="stalle-{number}"></span>'
            r'<mark class="short" aria-describedby="motsagelse-1-namn">'
            rf'<span class="unseen">motsägelse 1: </span>{words}</mark>'
        )
        back = r'<a class="back" href="#motsagelse-1"><span class="unseen">[^<]*</span>1</a>'
        # In a table the number stands ahead of the figure, so that the figures keep their column.
        both = rf'<span class="backs">{back}</span>{marked}</td>' if number == 2 else marked + back
        assert re.search(rf'href="#stalle-{number}".*{both}', page, re.S)


def test_a_figure_broken_over_two_lines_is_one_mark() -> None:
    assert '<span class="unseen">anmärkning 1: </span>8 530</mark>' in page_of()


def test_a_figure_in_two_groups_leads_back_to_both() -> None:
    document = report()
    other = Finding("told", "En annan.", (mark(document, 2, "60 500"), mark(document, 2, "2031")))
    page = render_html(reviewed(document, findings=(broken_number(document), other, Finding(
        "third", "En tredje.", (mark(document, 8, "31 april"),),
    ), Finding("note", "Anmärkt.", (mark(document, 2, "60 500"),), severity="note"))))  # fmt: skip

    assert 'aria-describedby="motsagelse-1-namn anmarkning-1-namn"' in page
    assert '<span class="unseen">motsägelse 1, anmärkning 1: </span>60 500</mark>' in page


def test_what_a_sentence_and_a_word_in_it_have_at_stake_is_nested() -> None:
    document = report()
    words = document.lines[2].text
    whole = Mark(place(document, 2, words), words)
    found = Finding("told", "Hela.", (whole, mark(document, 2, "60 500")))
    page = body(render_html(reviewed(document, findings=(found,))))

    document_part = page[page.index('<section class="sheet document"') :]
    assert document_part.count("<mark") == 3
    assert document_part.count('<a class="back"') == 2


def test_a_figure_outside_the_text_is_still_shown() -> None:
    page = body(page_of(broken_number(report())))

    assert "<h3>Rader utanför texten</h3>" in page
    assert re.search(r"Kulturnämnden, Budgetuppföljning <span id=[^>]*></span><mark", page)


def test_what_could_not_be_read_is_shown_as_such() -> None:
    page = body(page_of())

    assert "Museer 1 2 3 4" in page
    assert "(kunde inte läsas: fyra tal i två kolumner)" in page
    assert "Kunde inte läsas: en bild utan text" in page


def test_a_table_is_a_table_with_heads() -> None:
    page = body(page_of())

    assert '<th scope="col">Prognos</th>' in page
    assert '<th scope="row">Bibliotek</th><td>−49 479</td>' in page
    assert '<tr class="sum"><th scope="row">Summa</th>' in page
    assert '<div class="scroll" role="region" tabindex="0"' in page


def test_pages_are_numbered_where_there_are_pages() -> None:
    assert '<p class="page">Sida 2</p>' in page_of()
    assert "Sida" not in body(render_html(reviewed(report("txt", "kultur.txt"))))


def test_a_report_cannot_put_anything_of_its_own_into_the_page() -> None:
    hostile = '<script>alert(1)</script> "60 500" <img src=x onerror=y> \u202e31\u202c \x1b[2J'
    lines = printed(((hostile,),), "txt")
    text = Text(hostile, (Piece(0, 0, 0, len(hostile)),))
    document = Document('"><svg>.txt', "txt", lines, (Paragraph((Sentence(text),)),))
    found = Finding("<b>", "<i>Hej</i>", (mark(document, 0, "60 500"),), expected="<u>")
    page = body(render_html(reviewed(document, findings=(found,))))

    assert re.findall(r"<(?:script|img|svg|b|i|u)\b(?!>Mots)", page) == []
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "&lt;script&gt;" in page


def test_no_findings_is_a_page_too() -> None:
    page = body(render_html(reviewed(report(), findings=())))

    assert "<h1>Inga motsägelser</h1>" in page
    assert "det bevisar inte att rapporten är rätt" in page
    assert "Det som inte kunde läsas är inte prövat." in page
    assert "<code>--against</code>" in page
    assert 'class="find"' not in page
    assert "<mark" not in page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with long words, many columns and all kinds of findings."""
    first, second = report(), report(name="fritidsnamndens-budgetuppfoljning-efter-oktober.pdf")
    findings = (date(first), broken_number(first), forecast(first), Finding(
        "told", "Samma tal i två dokument.", (mark(first, 2, "2031"), mark(second, 2, "2031", 1)),
    ))  # fmt: skip
    path = tmp_path_factory.mktemp("page") / "granskning.html"
    path.write_text(render_html(reviewed(first, second, findings=findings)), encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_the_page_is_right_and_accessible_at_every_width(
    browser: Browser, written: Path, width: int
) -> None:
    complaints: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 900}, locale="sv-SE")
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(written.as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].some(f => f.status === 'loaded')")
    complained = list(complaints)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    page.close()

    assert found.violations_count == 0, found.generate_report()
    assert complained == []


@pytest.mark.slow
def test_a_place_leads_to_its_mark_and_back(browser: Browser, written: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 500})
    page.goto(written.as_uri())

    page.locator("#motsagelse-1 a.place").first.click()
    marked = page.locator(":target + mark")
    assert marked.inner_text().endswith("60 500")
    box = marked.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 500

    page.locator("#stalle-1 + mark + a.back").click()
    assert page.locator("article:target").get_attribute("id") == "motsagelse-1"
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_a_number_stands_at_its_own_figure_and_the_figures_in_their_column(
    browser: Browser, written: Path, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(written.as_uri())
    cell = page.locator("td:has(a.back)").first
    mark, back = cell.locator("mark").bounding_box(), cell.locator("a.back").last.bounding_box()
    edges = cell.evaluate(
        "one => [...one.closest('tbody').rows].map(row => row.cells[one.cellIndex])"
        ".filter(td => td).map(td => { const range = document.createRange();"
        " range.selectNode((td.querySelector('mark') ?? td).lastChild);"
        " return range.getBoundingClientRect().right })"
    )
    page.close()

    assert mark is not None
    assert back is not None
    assert 0 <= mark["x"] - (back["x"] + back["width"]) < 10
    assert len(edges) >= 2
    assert max(edges) - min(edges) < 1


@pytest.mark.slow
def test_it_prints(browser: Browser, written: Path) -> None:
    page = browser.new_page()
    page.goto(written.as_uri())
    content = page.pdf(format="A4")
    page.close()

    assert content.startswith(b"%PDF")
