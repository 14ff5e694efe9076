"""Sign-in in a real browser, by keyboard alone: password, then a code from the telephone."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest
from account_pages import OPEN_PAGES
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright
from uppsikt_program import Program
from web_server import running

CHROMIUM = shutil.which("chromium")
WHO, PASSWORD = "controller@kommunen.example", "gröna tåg på torget"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


def to_field(page: Page, field: str) -> None:
    """Goes with the tab key until the field is reached."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == field:
            return
    raise AssertionError(field)


def fill(page: Page, **fields: str) -> None:
    """Fills the form in and sends it, without touching a mouse."""
    for field, value in fields.items():
        to_field(page, field)
        page.keyboard.type(value)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def code_of(secret: str, steps: int = 0) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def accessible(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert found.violations_count == 0, found.generate_report()


def test_a_person_comes_in_by_keyboard_alone(tmp_path: Path) -> None:
    program = Program.installed(tmp_path)
    made = program("user", "add", WHO, "--name", "Controllern", "--link")
    link = re.search(r"http://\S+?(/konto/\S+)", made.stdout)
    assert link, made.stdout + made.stderr
    with running(program.data) as server, sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--headless=new", "--no-sandbox", "--disable-gpu"]
        )
        page = opened.new_page(viewport={"width": 390, "height": 900}, locale="sv-SE")
        for address in OPEN_PAGES.values():
            page.goto(server.address + address)
            accessible(page)
        page.goto(server.address + link[1])
        accessible(page)
        fill(page, id_password1=PASSWORD, id_password2=PASSWORD)
        page.goto(f"{server.address}/konto/logga-in/")
        fill(page, id_login=WHO, id_password="fel")
        accessible(page)
        fill(page, id_password=PASSWORD)
        page.goto(f"{server.address}/konto/engangskod/koppla/")
        fill(page, id_password=PASSWORD)
        accessible(page)
        secret = page.locator(".place code").inner_text().replace(" ", "")
        fill(page, id_code=code_of(secret))
        accessible(page)
        assert page.locator("ul.codes li").count() == 10
        page.context.clear_cookies()

        page.goto(f"{server.address}/konto/logga-in/")
        fill(page, id_login=WHO, id_password=PASSWORD)
        assert page.locator("h1").inner_text() == "Skriv koden"
        fill(page, id_code=code_of(secret, 1))
        page.goto(f"{server.address}/konto/")
        accessible(page)
        assert "Du är inloggad som Controllern." in page.locator("main").inner_text()

        page.goto(f"{server.address}/konto/nycklar/ny/")
        fill(page, id_password=PASSWORD)
        accessible(page)
        fill(page, id_name="Excel")
        accessible(page)
        assert page.get_by_label("Nyckeln ”Excel”").input_value().startswith("uppsikt_")
        page.goto(f"{server.address}/konto/nycklar/")
        accessible(page)
        page.get_by_role("link", name="Avsluta Excel").press("Enter")
        accessible(page)
        assert page.locator("h1").inner_text() == "Avsluta en nyckel"
        opened.close()
