"""The pages in a real browser, for everybody and in every state.

Each is accessible, right at every width and on paper, used by keyboard alone, light, and without
complaints. With UPPSIKT_PICTURES=FOLDER, what is visited is also drawn there, to be looked at.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from browsing import (
    HEAVIEST,
    LOOKED_AT,
    WIDTHS,
    Visit,
    demand_accessible,
    demand_fits,
    demand_fits_paper,
    demand_keyboard,
    demand_safe,
    sign_in,
)
from django.urls import resolve
from page_states import STATES, WITHOUT_A_PAGE, State
from playwright.sync_api import Browser, FilePayload, Page, sync_playwright
from uppsikt_program import TESTS, Program
from web_server import running

from uppsikt.web.addresses import addresses

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
PICTURES = os.environ.get("UPPSIKT_PICTURES")
EVERY_STATE = {**{name: State(address) for name, address in PAGES.items()}, **STATES}
EVERY_STATE["not found"] = State(PAGES["not found"], status=404)
WRONG = "voucher rows with a wrong filter"
EVERY_STATE[WRONG] = State(PAGES[WRONG], status=400)


def in_a_browser(test: Callable[..., None]) -> Callable[..., None]:
    """Marks a test that takes a browser: it is slow, and skipped where there is none."""
    for mark in (
        pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
        pytest.mark.slow,
    ):
        test = mark(test)
    return test


@dataclass(frozen=True)
class Site:
    """A site that is served: its address, sessions by who holds them, and places of its own."""

    address: str
    sessions: dict[str, str]
    places: dict[str, str]


Sites = tuple[Site, Site]
FILL = (
    "import sys, django; sys.path.insert(0, sys.argv[1]); django.setup(); "
    "from site_states import main; main(*sys.argv[2:])"
)


def filled(program: Program, kind: str, stack: ExitStack) -> Site:
    """The site of a program's data folder, in every state, served until the stack ends."""
    here = str(Path(__file__).parent)
    done = program.code(FILL, here, kind, program.folder)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    settings = {
        # The same site with some addresses where something goes wrong.
        "DJANGO_SETTINGS_MODULE": "faulty_settings",
        "PYTHONPATH": os.pathsep.join((here, str(TESTS))),
    }
    if kind == "new":
        settings |= {
            "UPPSIKT_OIDC_SERVER": "http://127.0.0.1:9", "UPPSIKT_OIDC_CLIENT": "uppsikt",
            "UPPSIKT_OIDC_SECRET": "prov", "UPPSIKT_OIDC_NAME": "Borås Stads inloggning",
        }  # fmt: skip
    server = stack.enter_context(running(program.data, settings))
    return Site(server.address, told["sessions"], told["places"])


@pytest.fixture(scope="module")
def sites(
    own_demo: Program, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, Site]]:
    """The demo in every state, and a site where nothing is read in."""
    empty = Program(tmp_path_factory.mktemp("new"))
    empty.django("migrate", "--verbosity=0")
    with ExitStack() as stack:
        yield filled(own_demo, "demo", stack), filled(empty, "new", stack)


@pytest.fixture(scope="module")
def site(sites: Sites) -> str:
    """The address of the demo."""
    return sites[0].address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Visit]:
    """One window for all states; its cookies are those of whoever sees the state."""
    context = browser.new_context(locale="sv-SE")
    yield Visit(context.new_page())
    context.close()


def visit(browser: Browser, address: str, width: int) -> Visit:
    page = browser.new_page(viewport={"width": width, "height": 900}, locale="sv-SE")
    opened = Visit(page)
    opened.go(address)
    page.evaluate("document.fonts.ready")  # in another font words are wider, and columns with them
    return opened


def come_to(state: State, site: Site, window: Visit) -> None:
    """Opens the state, by keyboard where it is what a form answers."""
    page = window.page
    sign_in(page.context, site.address, site.sessions[state.who] if state.who else "")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    address = site.address + state.address.format(**site.places)
    (window.stay if state.reloads else window.go)(address)
    if state.sandboxed:
        content = page.content()
        page.goto("about:blank")
        page.set_content(content)
    if not state.send:
        return
    if state.file:
        name, content = state.file
        given = FilePayload(name=name, mimeType="text/plain", buffer=content.encode())
        page.set_input_files("input[type=file]", given)
    if state.meanwhile == "sent elsewhere":
        other = Visit(page.context.new_page())
        other.go(address)
        other.send(state.send, {})
        other.page.close()
    elif state.meanwhile == "cookies lost":
        page.context.clear_cookies()
    window.send(state.send, state.fields)


@in_a_browser
@pytest.mark.parametrize("name", EVERY_STATE)
def test_a_page_is_right_in_every_state(window: Visit, sites: Sites, name: str) -> None:
    state, page = EVERY_STATE[name], window.page
    come_to(state, sites[state.new], window)

    for width in WIDTHS:
        demand_fits(page, width)
        if width in LOOKED_AT:
            draw(page, name, width)
            demand_keyboard(page)
            demand_accessible(page)
    demand_fits_paper(page)
    demand_safe(window, state.status)
    assert window.weight < HEAVIEST


def draw(page: Page, name: str, width: int) -> None:
    """A picture of the whole page, where pictures are asked for."""
    if PICTURES:
        file = re.sub(r"[^a-z]+", "-", name.lower())
        page.screenshot(path=f"{PICTURES}/{file}-{width}.png", full_page=True)


def test_every_address_with_a_page_is_visited() -> None:
    places = {"{link}": "/konto/losenord/nytt/1-abc/"}
    visited = set()
    for state in EVERY_STATE.values():
        plain = re.sub(r"\{\w+\}", "1", places.get(state.address, state.address)).partition("?")[0]
        if state.status < 404 and plain != "/bad/":
            visited.add(resolve(plain).view_name)
    every = {name for name, route in addresses() if not route.startswith("api/v1/")}

    assert visited & WITHOUT_A_PAGE == set()
    assert every - WITHOUT_A_PAGE - visited == set(), "give it a state in page_states"
    assert WITHOUT_A_PAGE - every == set()


@in_a_browser
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
@in_a_browser
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


@in_a_browser
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


@in_a_browser
def test_the_months_open_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{site}{OCTOBER}/")

    page.locator("summary").click()
    page.get_by_role("link", name="aug 2025").click()

    assert page.url == f"{site}{AUGUST}/"
    context.close()


@in_a_browser
def test_the_keyboard_reaches_the_content_first(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}{OCTOBER}/", 1280).page

    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")

    assert focused == "Hoppa till innehållet"
    page.wait_for_url("**/#sidan")
    page.close()
