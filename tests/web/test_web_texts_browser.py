"""The script beside a text, in a real browser: by keyboard, and the same work without it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import demand_accessible, sign_in
from playwright.sync_api import Browser, Page, expect
from test_web_browser import (  # noqa: F401  (fixtures)
    Sites,
    browser,
    in_a_browser,
    sites,
)

TEXTS = "/namnder/arbetslivsnamnden/2022-10/runda/texter/manadsuppfoljning"
SECTION = f"{TEXTS}/integration/"


def opened(browser: Browser, sites: Sites, who: str, *, script: bool = True) -> Page:  # noqa: F811
    site = sites[0]
    context = browser.new_context(locale="sv-SE", java_script_enabled=script)
    sign_in(context, site.address, site.sessions[who])
    page = context.new_page()
    page.goto(site.address + SECTION)
    return page


@pytest.fixture(scope="module")
def page(browser: Browser, sites: Sites) -> Iterator[Page]:  # noqa: F811
    page = opened(browser, sites, "controller")
    page.on("dialog", lambda asked: asked.accept())
    yield page
    page.context.close()


@pytest.fixture
def text(page: Page) -> Page:
    page.reload()
    page.locator("#text").fill("Det blev ")
    page.locator("#text").press("End")
    return page


@in_a_browser
def test_a_figure_is_chosen_by_keyboard_with_its_value(text: Page) -> None:
    text.keyboard.type("[[integ avvik")
    options = text.locator("#tallista [role=option]")
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("3 099 tkr lägre än budget")
    expect(options.first).to_have_attribute("aria-selected", "true")
    text.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    marked = text.locator("#text").get_attribute("aria-activedescendant")
    assert marked == options.nth(1).get_attribute("id")
    demand_accessible(text)
    text.keyboard.press("Enter")
    field = text.locator("#text")
    expect(field).to_have_value("Det blev [[Integration: prognosavvikelse | i ord]]")
    expect(text.get_by_role("listbox")).to_have_count(0)
    # The forecast of the round (site_states.fill_rounds): −3 000 tkr against a budget of −4 145.
    expect(text.locator("#lasning")).to_contain_text("Det blev plus 1\N{NO-BREAK SPACE}145 tkr")
    text.keyboard.press("Control+z")
    expect(field).to_have_value("Det blev [[integ avvik")


@in_a_browser
def test_escape_shuts_the_list_and_leaves_what_is_written(text: Page) -> None:
    text.keyboard.type("[[integ")
    expect(text.get_by_role("listbox")).to_be_visible()
    text.keyboard.press("Escape")
    expect(text.get_by_role("listbox")).to_have_count(0)
    expect(text.locator("#text")).to_have_value("Det blev [[integ")
    text.keyboard.type("zzz")
    expect(text.locator("#text + ul + [role=status]")).to_have_text("Inget tal heter så.")


@in_a_browser
def test_what_is_wrong_is_found_while_writing_and_mended_with_a_click(text: Page) -> None:
    text.keyboard.type("[[Integratjon: utfall]] då")
    wrong = text.locator("#lasning mark.wrong")
    expect(wrong).to_have_text("[[Integratjon: utfall]]")
    text.locator("#lasning").get_by_role("link", name="Rad 1").click()
    chosen = "() => { const t = document.activeElement; return t.value.slice(t.selectionStart, "
    assert text.evaluate(f"{chosen}t.selectionEnd) }}") == "[[Integratjon: utfall]]"
    text.locator("#lasning [data-near]").first.click()
    expect(text.locator("#text")).to_have_value("Det blev [[Integration: utfall]] då")
    expect(wrong).to_have_count(0)


@in_a_browser
def test_the_same_is_done_without_the_script(browser: Browser, sites: Sites) -> None:  # noqa: F811
    page = opened(browser, sites, "manager", script=False)
    page.get_by_role("link", name="Alla tal att binda").click()
    page.get_by_role("searchbox", name="Sök tal").fill("integration avvik")
    page.locator("#sidan").get_by_role("button", name="Sök").click()
    words = page.locator("tbody th code").first.inner_text()
    page.goto(sites[0].address + SECTION)
    page.locator("#text").fill(f"Det blev {words}.")
    page.get_by_role("button", name="Visa hur det läses").click()
    expect(page.locator("#lasning")).to_contain_text("Det blev 3 099 tkr lägre än budget.")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Sparad av")
    page.context.close()
