"""A page in a real browser: what is asked of every one, whoever sees it and in whatever state."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import BrowserContext, Page, Response, Route, expect

expect.set_options(timeout=30_000)  # a machine that is busy with other tests answers slowly
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
WIDTHS = (1280, 640, 390, 320)
"""Pixels of the window. 640 is a screen of 1280 at 200 % zoom, 320 the same at 400 %."""
LOOKED_AT = (1280, 390)
PAPER = 673
"""Pixels between the margins of an A4."""
HEAVIEST = 150_000
"""Bytes that a page may weigh with its styles, letters and pictures, as they are sent."""
FROM_THE_TOP, FROM_THE_END = 30, 6
"""How many of a page's stops are walked with the tab key, of hundreds in a long report."""

_STOPS = """() => {
  const all = 'a[href], button, input, select, textarea, summary, iframe, [tabindex]';
  const shut = one => { const box = one.closest('details:not([open])');
    return box && one.parentElement !== box };
  const radios = one => one.type === 'radio' ? [...document.getElementsByName(one.name)]
    .filter(other => other.type === 'radio' && !other.disabled) : [one];
  const chosen = one => radios(one).find(other => other.checked) || radios(one)[0];
  window.stops = [...document.querySelectorAll(all)].filter(one => !one.disabled
    && chosen(one) === one && one.type !== 'hidden' && one.tabIndex >= 0 && !shut(one)
    && one.checkVisibility({visibilityProperty: true}));
  return window.stops.length }"""
_HERE = """() => {
  const one = document.activeElement, place = window.stops.indexOf(one);
  if (one === document.body || one === document.documentElement) return null;
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const name = one.tagName + ' ' + (one.id || one.name || one.textContent.trim().slice(0, 40));
  const hidden = parts => parts && (getComputedStyle(parts).clipPath !== 'none'
    || hidden(parts.parentElement));
  const seen = !hidden(one) && box.width > 4 && box.height > 4 && box.right > 0 && box.bottom > 0
    && box.left < innerWidth && box.top < innerHeight;
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const x = Math.max(0, Math.min(innerWidth - 1, (box.left + box.right) / 2));
  const y = Math.max(0, Math.min(innerHeight - 1, (box.top + box.bottom) / 2));
  const over = document.elementFromPoint(x, y);
  const covered = seen && box.height < innerHeight && over !== null
    && !one.contains(over) && !over.contains(one) && !one.parentElement.contains(over);
  return {place, name, seen, ring, covered} }"""

_NOTE = f"""() => {{
  if (!window.met) addEventListener('keyup', pressed => {{
    if (pressed.key === 'Tab') window.met.push(({_HERE})()) }}, true);
  window.met = [] }}"""
"""Each stop is noted when the key is let go, so that nobody asks for it between two presses."""

_TO_THE_BEGINNING = """() => { const body = document.body;
  body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex'); scrollTo(0, 0) }"""
"""The next press of the tab key goes to the first stop, wherever the last walk ended."""


@dataclass
class Visit:
    """A window: the page that is open, its answer, and what the browser complained of since.

    `weight` is the bytes of the page and all that came with it, as they were sent.
    """

    page: Page
    answer: Response | None = None
    complaints: list[str] = field(default_factory=list)
    weight: int = 0

    def __post_init__(self) -> None:
        """Listens to the console, and weighs all that comes."""
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.send("Network.enable")
        devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        devtools.on("Network.loadingFinished", self._weigh)

    def _weigh(self, event: Mapping[str, Any]) -> None:
        self.weight += int(event["encodedDataLength"])

    def go(self, address: str) -> None:
        """Opens the address."""
        self._forget()
        self.answer = self.page.goto(address)

    def stay(self, address: str) -> None:
        """Opens an address that asks for itself again after some seconds, and does not do that."""

        def once(route: Route) -> None:
            answer = route.fetch()
            headers = {key: text for key, text in answer.headers.items() if key != "refresh"}
            route.fulfill(response=answer, headers=headers)

        self.page.route(address, once, times=1)
        self.go(address)

    def send(self, button: str, fields: Mapping[str, str]) -> None:
        """Fills the form in and presses its button, without touching a mouse."""
        for name, text in fields.items():
            self._tab_to(f"document.activeElement.id === '{name}'")
            _type(self.page, text)
        self._tab_to(
            f"document.activeElement.matches('button:not(.unseen)') && "
            f"document.activeElement.textContent.trim() === '{button}'"
        )
        self._forget()
        with self.page.expect_navigation() as loaded:
            self.page.keyboard.press("Enter")
        self.answer = loaded.value

    def _tab_to(self, reached: str) -> None:
        for _ in range(400):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(reached):
                return
        raise AssertionError(f"the tab key does not reach it: {reached}")

    def _forget(self) -> None:
        self.weight = 0
        self.complaints.clear()


def _type(page: Page, text: str) -> None:
    """Types into the field that has focus: a day in the order that the browser's language has."""
    if page.evaluate("document.activeElement.type") != "date":
        page.keyboard.type(text)
        return
    year, month, day = text.split("-")
    for typed in (f"{year}\t{month}{day}", f"{month}{day}{year}", f"{day}{month}{year}"):
        page.evaluate(
            "() => { const one = document.activeElement; one.value = ''; one.blur(); one.focus() }"
        )
        page.keyboard.type(typed)
        if page.evaluate("document.activeElement.value") == text:
            return
    raise AssertionError(f"{text} cannot be typed")


def demand_safe(visit: Visit, status: int) -> None:
    """The page is what was asked for, and the browser complains of nothing.

    It holds no script, so that it is the same page where scripts are switched off. Where something
    is written there is one file of ours, which the page does without.
    """
    assert visit.answer is not None
    assert visit.answer.status == status, visit.answer.status
    policy = visit.answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'"), policy
    own = visit.page.locator("script[src^='/static/web/'][defer]").count()
    assert ("script-src 'self';" in policy) if own else ("script-src" not in policy), policy
    found = visit.page.locator("script, [onclick], [onload], [onchange]").count()
    assert found == own <= 1, "a script"
    told = [text for text in visit.complaints if not re.search(rf"status of {status}\b", text)]
    assert not told, told


def demand_accessible(page: Page) -> None:
    """Axe finds nothing, at the width that the page has now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {
        "runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"],
    }  # fmt: skip
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    assert not found, AxeResults({"violations": found}).generate_report()


def demand_fits(page: Page, width: int) -> None:
    """Nothing but a frame of its own scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    needed = page.evaluate("document.documentElement.scrollWidth")
    assert needed <= width, f"scrolls sideways at {width}: {_too_wide(page, width)}"


def demand_fits_paper(page: Page) -> None:
    """Printed, nothing is cut off at the margin."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 900})
    needed = page.evaluate("document.documentElement.scrollWidth")
    wide = _too_wide(page, PAPER)
    page.emulate_media(media="screen")
    assert needed <= PAPER, f"is cut off on paper: {wide}"


def _too_wide(page: Page, width: int) -> object:
    return page.evaluate(
        """width => [...document.querySelectorAll('body *')].filter(
        one => one.getBoundingClientRect().right > width + 1
        ).slice(0, 5).map(one => one.outerHTML.slice(0, 90))""",
        width,
    )


def demand_keyboard(page: Page) -> None:
    """The tab key goes through all that can be pressed, in its order, each seen, and out again.

    Of very many stops the first and the last are walked; none in between has an order of its own.
    """
    page.evaluate(_TO_THE_BEGINNING)
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    count = page.evaluate(_STOPS)
    _walk(page, 0, min(count, FROM_THE_TOP))
    if count > FROM_THE_TOP:
        start = max(FROM_THE_TOP, count - FROM_THE_END)
        page.evaluate("start => window.stops[start - 1].focus()", start)
        _walk(page, start, count)
    page.keyboard.press("Tab")
    here = page.evaluate(_HERE)
    assert here is None or here["place"] == 0, f"is not left after the last: {here}"


def _walk(page: Page, start: int, end: int) -> None:
    """Presses the tab key from one stop to another; a day has stops of its own in one field."""
    place, pressed = start - 1, 0
    while place < end - 1:
        for here in _tab(page, end - 1 - place):
            pressed += 1
            assert here is not None, (
                f"the walk ends after {place + 1} of {end}: {_name(page, place)}"
            )
            if here["place"] == place and pressed < 4 * end + 8:
                continue
            assert here["place"] == place + 1, f"{here['name']} comes after {_name(page, place)}"
            assert here["seen"], f"{here['name']} is not seen when it has focus"
            assert here["ring"], f"{here['name']} does not show that it has focus"
            assert not here["covered"], f"{here['name']} is covered when it has focus"
            place += 1


def _tab(page: Page, times: int) -> list[dict[str, Any] | None]:
    """What has focus after each of so many presses of the tab key, None for nothing on the page.

    A frame's own page hears the keys that are pressed in it: there each press is asked after.
    """
    if page.locator("iframe").count():
        page.keyboard.press("Tab")
        return [page.evaluate(_HERE)]
    page.evaluate(_NOTE)
    for _ in range(times):
        page.keyboard.press("Tab")
    met: list[dict[str, Any] | None] = page.evaluate("window.met")
    return met + [None] * (times - len(met))


def _name(page: Page, place: int) -> object:
    return page.evaluate(
        "place => window.stops[place] && window.stops[place].outerHTML.slice(0, 120)", place
    )


def sign_in(context: BrowserContext, address: str, session: str) -> None:
    """The context is of whoever has the session; of the public where that is empty."""
    context.clear_cookies()
    if session:
        context.add_cookies([{"name": "session", "value": session, "url": address}])
