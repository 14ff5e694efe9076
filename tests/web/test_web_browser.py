"""The pages in a real browser: accessible, right at every width, and without complaints."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from uppsikt_program import Program
from web_server import running

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OCTOBER = "/namnder/arbetslivsnamnden/2022-10"
AUGUST = "/namnder/arbetslivsnamnden/2025-08"
PAGES = {
    "all committees": "/namnder/2022-10/",
    "internal entries": "/namnder/2022-10/internt/",
    "committee": f"{OCTOBER}/",
    "periods": "/namnder/arbetslivsnamnden/perioder/",
    "known items": f"{OCTOBER}/kanda-poster/",
    "accumulated result": "/namnder/ifon/ackumulerat/",
    "accruals": f"{OCTOBER}/periodiseringar/",
    "committee after an interim month": f"{AUGUST}/",
    "month without figures": "/namnder/arbetslivsnamnden/2022-11/",
    "activity": f"{OCTOBER}/verksamhet/ekonomiskt-bistand/",
    "contingency": f"{OCTOBER}/verksamhet/buffert/",
    "vouchers": f"{OCTOBER}/verksamhet/ekonomiskt-bistand/verifikationer/",
    "voucher rows with a wrong filter": f"{OCTOBER}/verifikationer/?minst=mycket",
    "cell": f"{OCTOBER}/manadsuppfoljning/siffra/netto/integration/utfall-2022-10/",
    "cell of a result": f"{OCTOBER}/manadsuppfoljning/siffra/samm/available/avvikelse/",
    "history of a figure": f"{OCTOBER}/manadsuppfoljning/siffra/netto/integration/"
    "prognos-2022/historik/",
    "monthly report": f"{OCTOBER}/manadsuppfoljning/",
    "interim report": f"{AUGUST}/delarsrapport/",
    "budget planning": "/namnder/ifon/2023-07/budgetplanering/",
    "last year restated": "/namnder/ifon/2023-07/?fjolar=omraknat",
    "report given out": f"{OCTOBER}/manadsuppfoljning/version/1/",
    "new activities": f"{OCTOBER}/nya-verksamheter/",
    "last year together": "/namnder/2023-07/fjolaret/",
    "year-end": "/namnder/ifon/2023-12/bokslut/",
    "templates": "/mallar/",
    "looks": "/utseende/",
    "reviews": "/granska/",
    "method": "/sa-raknas-det/",
    "api": "/api/",
    "search": "/sok/?q=bistånd",
    "search without hits": "/sok/?q=finnsinte",
    "not found": "/namnder/arbetslivsnamden/",
}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


@dataclass
class Visit:
    """A page that is open, and what the browser complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def site(own_demo: Program) -> Iterator[str]:
    with running(own_demo.data) as server:
        yield server.address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


def visit(browser: Browser, address: str, width: int) -> Visit:
    page = browser.new_page(viewport={"width": width, "height": 900}, locale="sv-SE")
    opened = Visit(page)
    page.on("console", lambda message: opened.complaints.append(message.text))
    page.goto(address)
    return opened


# 640 is a screen of 1280 at 200 % zoom, 320 the same at 400 %.
WIDTHS = (1280, 640, 390, 320)
LOOKED_AT = (1280, 390)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_right_and_accessible_at_every_width(
    browser: Browser, site: str, name: str
) -> None:
    visited = visit(browser, site + PAGES[name], WIDTHS[0])
    page = visited.page

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        needed = page.evaluate("document.documentElement.scrollWidth")
        assert needed <= width, f"scrolls sideways at {width}"
        if width in LOOKED_AT:
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
            assert found.violations_count == 0, found.generate_report()

    page.close()
    assert [text for text in visited.complaints if not re.search("40[04]", text)] == []


def test_figures_are_set_in_our_own_letters(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}{OCTOBER}/", 1280).page

    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length")
    cell = page.locator("#tabell-netto tbody td").first
    style = "getComputedStyle(element)"
    align = cell.evaluate(f"element => {style}.textAlign")
    digits = cell.evaluate(f"element => {style}.fontVariantNumeric")

    page.close()
    assert loaded >= 2
    assert align == "right"
    assert "tabular-nums" in digits


@pytest.mark.parametrize("width", [1280, 1000, 800, 390])
def test_the_columns_of_tables_below_one_another_stand_at_the_same_places(
    browser: Browser, site: str, width: int
) -> None:
    page = visit(browser, site + PAGES["known items"], width).page
    edges = "table => [...table.tHead.rows[0].cells].map(c => c.getBoundingClientRect().right)"

    places = [table.evaluate(edges) for table in page.locator("table.even").all()]

    page.close()
    assert len(places) == 3
    for one in zip(*places, strict=True):
        assert max(one) - min(one) < 2


def test_a_telephone_shows_fewer_columns_and_all_when_asked(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}{OCTOBER}/", 390).page
    heads = page.locator("#tabell-netto thead th")

    before = [head.inner_text() for head in heads.all() if head.is_visible()]
    page.get_by_label("Visa alla kolumner").first.check()
    after = [head.inner_text() for head in heads.all() if head.is_visible()]
    frame = page.locator("#tabell-netto .scroll")
    frame.evaluate("element => { element.scrollLeft = 300 }")
    first = page.locator("#tabell-netto tbody th").first.bounding_box()
    needed = page.evaluate("document.documentElement.scrollWidth")

    page.close()
    assert len(before) == 3
    assert len(after) == 7
    assert needed == 390, "only the table's own frame scrolls"
    assert first is not None
    assert first["x"] >= 0, "the first column stays when the table scrolls"


def test_the_months_open_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{site}{OCTOBER}/")

    page.locator("summary").click()
    page.get_by_role("link", name="aug 2025").click()

    assert page.url == f"{site}{AUGUST}/"
    context.close()


def test_the_keyboard_reaches_the_content_first(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}{OCTOBER}/", 1280).page

    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")

    assert focused == "Hoppa till innehållet"
    assert page.url.endswith("#sidan")
    page.close()
