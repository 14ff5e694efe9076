"""The form of a forecast in a real browser: nothing that is written is lost, and all can use it.

The script's clock stands still but where a test moves it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from browsing import demand_accessible, sign_in
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from test_web_browser import PICTURES, browser, in_a_browser  # noqa: F401  (fixture)
from uppsikt_program import TESTS, Program
from web_server import running

SLUG, HELP = "arbetslivsnamnden", "ekonomiskt-bistand"
WHY = "Färre hushåll, men högre hyror."
OFFLINE = "Du är inte uppkopplad. Det du skriver står kvar här och sparas när du är det."
PAUSE, AGAIN = 1_000, 5_000
"""Milliseconds that the script waits after the last sign, and before it saves again."""

WORLD = """
import json, sys
import django
sys.path.insert(0, sys.argv[1])
django.setup()
from datetime import date
from uppsikt.figures import Period
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.rounds.rules import Dates
from uppsikt.rounds.services import set_dates
from uppsikt.web.clock import now
from site_states import as_demo, session_of

months = [Period.month(2022, month) for month in range(1, 11)]
rounds = [Dates(one, "monthly", date(2022, 11, 1), date(2022, 11, 8)) for one in months]
set_dates(actor=COMMAND_LINE, now=now(), committee="arbetslivsnamnden", rounds=rounds)
names = ("controller.arbetslivsnamnden", "manager.arbetslivsnamnden")
print(json.dumps({name.partition(".")[0]: session_of(as_demo(name)) for name in names}))
"""
STEPS = """
import django
django.setup()
from uppsikt.rounds.models import Step
print(Step.everything.filter(round__month=__import__("sys").argv[1], kind="reported").count())
"""


class World:
    """The site, and whoever opens a window on it."""

    def __init__(self, program: Program, opened: Browser, address: str, told: str) -> None:
        self.program, self.browser, self.address = program, opened, address
        self.sessions: dict[str, str] = json.loads(told.splitlines()[-1])
        self.contexts: list[BrowserContext] = []

    def window(self, month: int, who: str = "manager", **more: object) -> Page:
        """The form of the month, opened by somebody in a browser of their own."""
        context = self.browser.new_context(locale="sv-SE", **more)  # type: ignore[arg-type]
        self.contexts.append(context)
        sign_in(context, self.address, self.sessions[who])
        page = context.new_page()
        page.goto(self.form(month))
        return page

    def stopped(self, month: int) -> Page:
        """The same, where no time passes but by `page.clock`."""
        page = self.window(month)
        page.clock.install()
        page.reload()
        return page

    def form(self, month: int) -> str:
        return f"{self.address}/namnder/{SLUG}/2022-{month:02}/runda/min/{HELP}/"

    def handed_in(self, month: int) -> int:
        """How many times a forecast has been handed in."""
        done = self.program.code(STEPS, f"2022-{month:02}")
        assert done.returncode == 0, done.stderr
        return int(done.stdout)


@pytest.fixture(scope="module")
def served(own_demo: Program, browser: Browser) -> Iterator[World]:  # noqa: F811
    done = own_demo.code(WORLD, str(TESTS / "web"))
    assert done.returncode == 0, done.stderr
    with running(own_demo.data) as server:
        yield World(own_demo, browser, server.address, done.stdout)


@pytest.fixture
def world(served: World) -> Iterator[World]:
    yield served
    while served.contexts:
        served.contexts.pop().close()


def told(page: Page, words: str) -> None:
    expect(page.locator("#sparat")).to_contain_text(words)


def write(page: Page, amount: str, why: str = WHY) -> None:
    """Types both, and stays in the second."""
    page.locator("#belopp").fill(amount)
    page.locator("#varfor").focus()
    page.keyboard.type(why)


def kept(page: Page, amount: str, why: str = WHY) -> None:
    """The form holds it when it is opened anew."""
    page.reload()
    expect(page.locator("#belopp")).to_have_value(amount)
    expect(page.locator("#varfor")).to_have_value(why)


def when(page: Page, act: Callable[[Route], None]) -> None:
    """What becomes of the next save."""

    def once(route: Route) -> None:
        if route.request.method == "POST":
            act(route)
        else:
            route.continue_()

    page.route("**/runda/min/**", once, times=1)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def send(page: Page, button: str) -> None:
    """Presses a button, and waits for the page that comes."""
    with page.expect_navigation():
        press(page, button)


@in_a_browser
def test_it_is_saved_when_the_writer_pauses_and_when_a_field_is_left(world: World) -> None:
    page = world.stopped(1)
    page.locator("#belopp").press_sequentially("−60 5")
    expect(page.locator("input[value=own]")).to_be_checked()
    expect(page.locator("#sparat")).to_have_text("")
    page.clock.run_for(PAUSE)
    told(page, "Sparat kl.")
    kept(page, "−60 5", "")
    page.locator("#varfor").focus()
    page.keyboard.type(WHY)
    expect(page.locator("#lases")).not_to_contain_text(WHY)
    page.keyboard.press("Tab")
    expect(page.locator("#lases")).to_contain_text(WHY)
    kept(page, "−60 5")


@in_a_browser
def test_nothing_is_lost_or_sent_while_the_network_is_away(world: World) -> None:
    page = world.stopped(2)
    page.context.set_offline(True)
    write(page, "−61 000")
    page.keyboard.press("Tab")
    told(page, f"Inte sparat. {OFFLINE}")
    demand_accessible(page)
    press(page, "Lämna")
    told(page, f"Inte skickat. {OFFLINE}")
    page.locator("#varfor").press("End")
    page.keyboard.type(" Och el.")
    page.context.set_offline(False)
    told(page, "Sparat kl.")
    page.clock.run_for(PAUSE)
    expect(page.locator("#lases")).to_contain_text("Och el.")
    kept(page, "−61 000", f"{WHY} Och el.")
    press(page, "Lämna")
    page.wait_for_url("**/runda/min/")
    assert world.handed_in(2) == 1


@in_a_browser
def test_a_save_whose_answer_never_came_is_no_others(world: World) -> None:
    page = world.stopped(3)

    def lost(route: Route) -> None:
        route.fetch()
        route.abort()

    write(page, "−60 900")
    told(page, "Sparat kl.")  # the amount, when its field was left; the rest is not yet sent
    when(page, lost)
    page.keyboard.press("Tab")
    told(page, "Inte sparat. Försöker igen.")
    page.clock.run_for(AGAIN)
    told(page, "Sparat kl.")
    when(page, lost)
    page.locator("#belopp").fill("−60 800")
    page.keyboard.press("Tab")
    told(page, "Inte sparat. Försöker igen.")
    press(page, "Lämna")
    page.wait_for_url("**/runda/min/")
    assert world.handed_in(3) == 1


@in_a_browser
def test_what_a_save_tells_moves_no_button_under_a_finger(world: World) -> None:
    page = world.stopped(7)
    button = page.get_by_role("button", name="Lämna", exact=True)
    write(page, "−60 500", f"{WHY} " * 12)
    before = button.bounding_box()
    page.keyboard.press("Tab")
    expect(page.locator("#lases")).to_contain_text(WHY)
    told(page, "Sparat kl.")
    assert button.bounding_box() == before


@in_a_browser
def test_what_another_has_saved_meanwhile_is_told_and_not_overwritten(world: World) -> None:
    page, other = world.stopped(4), world.window(4, "controller")
    write(other, "−62 000", "Enligt mig.")
    send(other, "Spara")
    told(other, "Sparat kl.")
    write(page, "−60 500")
    page.keyboard.press("Tab")
    told(page, "Inte sparat. Någon annan har sparat prognosen")
    page.clock.run_for(AGAIN)
    kept(other, "−62 000", "Enligt mig.")
    send(page, "Spara")
    expect(page.get_by_role("alert")).to_contain_text("Enligt mig.")
    expect(page.locator("#belopp")).to_have_value("−60 500")
    kept(other, "−62 000", "Enligt mig.")
    send(page, "Spara")
    told(page, "Sparat kl.")
    kept(other, "−60 500")


@in_a_browser
def test_handing_in_waits_for_the_save_and_is_done_once(world: World) -> None:
    page = world.stopped(5)
    held: list[Route] = []
    when(page, held.append)
    with page.expect_request(lambda asked: asked.method == "POST"):
        write(page, "−60 500")
    button = page.get_by_role("button", name="Lämna", exact=True)
    button.click()
    button.click()
    assert page.url == world.form(5)
    held.pop().continue_()
    page.wait_for_url("**/runda/min/")
    assert world.handed_in(5) == 1


@in_a_browser
def test_who_is_signed_out_meanwhile_goes_on_after_signing_in_again(world: World) -> None:
    page = world.stopped(6)
    page.context.clear_cookies()
    write(page, "−60 500")
    page.keyboard.press("Tab")
    told(page, "Inte sparat. Du är inte längre inloggad.")
    press(page, "Lämna")
    told(page, "Inte skickat. Du är inte längre inloggad.")
    sign_in(page.context, world.address, world.sessions["manager"])
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    told(page, "Sparat kl.")
    page.clock.run_for(PAUSE)
    expect(page.locator("#lases")).to_contain_text(WHY)
    kept(page, "−60 500")


@in_a_browser
def test_by_keyboard_alone(world: World) -> None:
    page = world.stopped(10)
    page.locator("#belopp").fill("−60 500")
    page.locator("input[value=own]").focus()
    ways = []
    for _ in range(page.locator("input[name=val]:enabled").count()):
        page.keyboard.press("ArrowDown")
        ways.append(page.evaluate("document.activeElement.value"))
        expect(page.locator(f"input[name=val][value={ways[-1]}]")).to_be_checked()
        expect(page.locator("#belopp")).to_have_value("−60 500" if ways[-1] == "own" else "")
    assert ways[-1] == "own"
    assert len(set(ways)) == len(ways) >= 3
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "belopp"
    page.keyboard.type("60 500")
    page.keyboard.press("Enter")
    fault = page.get_by_role("alert")
    expect(fault).to_contain_text("Menar du −60\N{NO-BREAK SPACE}500 tkr?")
    expect(page.locator("#belopp")).to_have_value("60 500")
    told(page, "Sparat kl.")
    fault.get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Skriv varför")
    page.locator("#varfor").focus()
    page.keyboard.type(WHY)
    page.locator("#belopp").fill("−60 500")
    page.keyboard.press("Enter")
    page.wait_for_url("**/runda/min/")


@in_a_browser
def test_on_a_telephone(world: World) -> None:
    page = world.window(9, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for place in page.locator("#prognos .choice:not(.none) label, #prognos .btn:visible").all():
        box = place.bounding_box()
        assert box is not None
        assert box["height"] >= 44, place.inner_text()
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/form-390.png", full_page=True)
    assert page.evaluate("parseFloat(getComputedStyle(varfor).fontSize)") >= 16, "it would zoom"
    page.locator("label", has_text="Samma som sist").tap()
    told(page, "Sparat kl.")
    page.locator("#varfor").tap()
    page.keyboard.type(WHY)
    page.get_by_role("button", name="Lämna", exact=True).tap()
    page.wait_for_url("**/runda/min/")
    expect(page.locator(".lead").first).to_contain_text("Tack.")


@in_a_browser
def test_the_whole_way_without_javascript(world: World) -> None:
    page = world.window(8, java_script_enabled=False)
    page.goto(page.url.removesuffix(f"{HELP}/"))
    page.get_by_role("link", name="Börja med Ekonomiskt bistånd").click()
    page.get_by_role("radio", name="Eget belopp").check()
    page.locator("#belopp").fill("60 500")
    send(page, "Spara")
    told(page, "Sparat kl.")
    send(page, "Lämna")
    send(page, "Ja, −60\N{NO-BREAK SPACE}500 tkr")
    expect(page.get_by_role("alert")).to_contain_text("Skriv varför")
    told(page, "Sparat kl.")
    page.locator("#varfor").fill(WHY)
    send(page, "Lämna")
    send(page, "Ja, −60\N{NO-BREAK SPACE}500 tkr")
    page.wait_for_url("**/runda/min/")
    expect(page.locator(".lead").first).to_contain_text("Tack.")
    asking = world.window(8, "controller", java_script_enabled=False)
    asking.goto(f"{world.address}/namnder/{SLUG}/2022-08/runda/lage/{HELP}/")
    asking.locator("#text-tillbaka").fill("Är hyran med?")
    send(asking, "Skicka tillbaka")
    page.goto(world.form(8))
    expect(page.locator(".asks")).to_contain_text("Är hyran med?")
    page.locator("#varfor").fill(f"{WHY} Hyran är med.")
    send(page, "Lämna")
    page.wait_for_url("**/runda/min/")
    assert world.handed_in(8) == 2
