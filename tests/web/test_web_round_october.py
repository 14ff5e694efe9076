"""October 2022, played by five people in a real browser: from the ledger to the public page.

Two managers, a controller, a head and a member of the public. What the public fetches is what
`uppsikt report` writes, byte for byte; when the ledger is corrected the page tells what differs,
and the files stay what they were.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from browsing import sign_in
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright
from test_web_browser import CHROMIUM, FLAGS, in_a_browser
from uppsikt_program import DEMO_DATA, TESTS, Program
from web_server import running

from uppsikt.documents.formats import FORMATS

pytestmark = pytest.mark.database

SLUG, HELP, LEARN = "arbetslivsnamnden", "ekonomiskt-bistand", "integration"
COMMITTEE = f"/namnder/{SLUG}"
ROUND = f"{COMMITTEE}/2022-10/runda"
REPORT = f"{COMMITTEE}/2022-10/manadsuppfoljning"
WIDE, TELEPHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

WORLD = """
import json, sys
import django
sys.path.insert(0, sys.argv[1])
django.setup()
from dataclasses import replace
from uppsikt.cli import installation
from uppsikt.demo import load as demo
from uppsikt.platform.access.rules import COMMAND_LINE, Role
from uppsikt.platform.accounts.role_rules import Span
from uppsikt.platform.accounts.role_services import give_role
from uppsikt.platform.accounts.services import add_user
from uppsikt.store import Store

demo.LEDGERS = ()
demo.BALANCES = {SLUG: ("saldon-arbetslivsnamnden-2021.csv",) for SLUG in ["arbetslivsnamnden"]}
demo.ACCOUNTS = {"arbetslivsnamnden": (2021,)}
folder, now = installation.open_to_write(), installation.now()
demo.load(actor=COMMAND_LINE, now=now, folder=folder, store=Store(folder.columns),
          progress=lambda _: None)
other = add_user(actor=COMMAND_LINE, now=now, email="chef2@demo.invalid", name="Chef, integration")
give_role(actor=COMMAND_LINE, now=now, user=other,
          new=Span(Role.MANAGER, "arbetslivsnamnden", now.date(), activities=("integration",)))

from site_states import as_demo, session_of
names = {"controller": "controller.arbetslivsnamnden", "head": "head.arbetslivsnamnden",
         "manager": "manager.arbetslivsnamnden", "other": "chef2"}
print(json.dumps({name: session_of(as_demo(email)) for name, email in names.items()}))
"""


@dataclass
class World:
    """The site, the program behind it, and the window that each of the five sits at in turn."""

    program: Program
    database: str | None
    address: str
    sessions: dict[str, str]
    page: Page

    def sits(self, who: str, at: dict[str, int] = WIDE) -> Page:
        """Somebody sits down at the window; nobody that is named is the public."""
        sign_in(self.page.context, self.address, self.sessions.get(who, ""))
        self.page.set_viewport_size(at)  # type: ignore[arg-type]
        return self.page

    def go(self, place: str) -> Page:
        """Opens a page of the site."""
        answer = self.page.goto(self.address + place)
        assert answer is not None
        assert answer.ok, answer.status
        return self.page

    def command(self, *words: str) -> bytes:
        """What a command writes, run by the operator."""
        done = self.program.raw(*words, database=self.database)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def work(self) -> None:
        """The worker does all that waits."""
        self.command("worker", "--until-empty")

    def file(self, kind: str) -> bytes:
        """A file of the fixed report, as the public fetches it."""
        answer = self.page.request.get(f"{self.address}{REPORT}/version/1.{kind}")
        assert answer.ok, answer.status
        return answer.body()


@pytest.fixture
def world(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    """The committee before the month's ledger is there, on the database that the tests run on."""
    on_postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    database = request.getfixturevalue("two_databases")[0] if on_postgres else None
    program = Program(tmp_path) if on_postgres else Program.installed(tmp_path)
    told = program.code(WORLD, str(TESTS / "web"), database=database)
    assert told.returncode == 0, told.stderr
    with ExitStack() as stack:
        server = stack.enter_context(
            running(program.data, {"DATABASE_URL": database} if database else {})
        )
        browser = stack.enter_context(_browser())
        page = browser.new_page(locale="sv-SE")
        sessions = json.loads(told.stdout.splitlines()[-1])
        yield World(program, database, server.address, sessions, page)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


def press(page: Page, button: str) -> None:
    """Presses a button, and waits for the page that comes."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).first.click()


def read_in(world: World, name: str, content: bytes) -> None:
    """The controller hands the ledger in, sees what it would change, and reads it in."""
    page = world.go("/las-in/")
    page.set_input_files(
        "input[type=file]", {"name": name, "mimeType": "text/plain", "buffer": content}
    )
    press(page, "Visa vad som ändras")
    world.work()
    again(page)
    if page.locator("input[name=accept]").count():
        page.check("input[name=accept]")
    press(page, "Läs in")
    world.work()
    again(page)
    expect(page.locator(".tag.job-done")).to_be_visible()


def again(page: Page) -> None:
    """The page anew, after what it waits for; it may be asking for itself again just then."""
    try:
        page.reload()
    except Error as fault:
        if "ERR_ABORTED" not in str(fault):
            raise
        page.wait_for_load_state()


def set_dates(world: World) -> None:
    """The controller sets the year's dates as they are suggested."""
    page = world.go(f"{COMMITTEE}/rundor/2022/")
    press(page, "Spara årets datum")
    expect(page.get_by_role("table", name="Rundorna 2022")).to_contain_text("Oktober")


def report(world: World, activity: str, amount: str, why: str) -> None:
    """A manager gives a forecast on a telephone."""
    page = world.go(f"{ROUND}/min/{activity}/")
    page.check("input[name=val][value=own]")
    page.fill("#belopp", amount)
    page.fill("#varfor", why)
    with page.expect_navigation():
        page.locator("button[value=lamna]:visible").click()


def send_back(world: World, question: str) -> None:
    """The controller asks about a forecast."""
    page = world.go(f"{ROUND}/lage/{HELP}/")
    page.fill("#text-tillbaka", question)
    press(page, "Skicka tillbaka")


def write_section(world: World) -> None:
    """The controller writes a section with a figure that is bound."""
    page = world.go(f"{ROUND}/nytt-avsnitt/manadsuppfoljning/")
    page.fill("#rubrik", "Läget i korthet")
    page.fill("#text", "Prognosen för hjälpen är [[Ekonomiskt bistånd: prognos | utan tecken]].")
    press(page, "Spara")
    expect(page.locator("#lasning")).to_contain_text("61\N{NO-BREAK SPACE}000")


def go_through_the_gate(world: World) -> None:
    """The controller goes on without the others, compiles, and has it reviewed."""
    page = world.go(f"{ROUND}/grind/")
    while (one := page.locator("form.why:has(button[value=utan-prognos])")).count():
        page.locator("summary", has_text="Gå vidare utan prognos").first.click()
        one.first.locator("input[name=skal]").fill("Ingen ändring sedan september.")
        with page.expect_navigation():
            one.first.locator("button").click()
    press(page, "Sammanställ och granska")
    world.work()
    again(page)
    expect(page.locator(".lead").first).to_have_text(
        "Ingenting står i vägen. Rapporten kan fastställas."
    )


def fix_and_publish(world: World) -> None:
    """The head fixes the report and, when the notice goes out, makes it public."""
    page = world.go(f"{ROUND}/grind/")
    press(page, "Fastställ rapporten")
    world.work()
    again(page)
    expect(page.locator(".lead").first).to_contain_text("fastställd i version 1")
    world.sits("")
    answer = page.goto(f"{world.address}{REPORT}/version/1/")
    assert answer is not None
    assert answer.status == 404, "what is fixed is not public yet"
    world.sits("head")
    world.go(f"{ROUND}/grind/")
    press(page, "Gör rapporten offentlig")
    expect(page.locator(".lead").first).to_have_text("Rapporten är offentlig i version 1.")


@in_a_browser
def test_october_from_the_ledger_to_the_public_page(world: World) -> None:
    ledger = (DEMO_DATA / "huvudbok-2022.se").read_bytes()
    world.sits("controller")
    read_in(world, "huvudbok-2022.se", ledger)
    set_dates(world)

    world.sits("manager", TELEPHONE)
    report(world, HELP, "−60 500", "Färre hushåll, men högre hyror.")
    world.sits("other", TELEPHONE)
    report(world, LEARN, "−26 500", "Färre mottagna än väntat.")
    world.sits("controller")
    send_back(world, "Är höjningen av hyrorna i november med?")
    page = world.sits("manager", TELEPHONE)
    report(world, HELP, "−61 000", "Nu är höjningen av hyrorna i november med.")
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]

    world.sits("controller")
    write_section(world)
    go_through_the_gate(world)
    world.sits("head")
    fix_and_publish(world)

    page = world.sits("")
    world.go(f"{REPORT}/version/1/")
    text = page.inner_text("main").replace("\N{NO-BREAK SPACE}", " ")
    for words in (
        "Prognosen för hjälpen är 61 000 tkr.",
        "Rapportens historia",
        "Granskningen: Inga motsägelser",
        "Feriearbeten har inte lämnat någon ny prognos. Skäl (controller): Ingen ändring",
    ):
        assert words in text, words
    fetched = {kind: world.file(kind) for kind in FORMATS if kind != "html"}
    asked = ("report", "--committee", SLUG, "--period", "2022-10", "--format")
    written = {kind: world.command(*asked, kind) for kind in FORMATS}
    for kind, content in fetched.items():
        assert content == written[kind], f"the public's {kind} is another than the command's"
    assert world.command(*asked, "html", "--version", "1") == written["html"]

    world.sits("controller")
    read_in(world, "huvudbok-2022-rattad.se", corrected(ledger))
    page = world.sits("")
    world.go(f"{REPORT}/version/1/")
    expect(page.locator("#andrat")).to_contain_text("har ändrats med")
    assert {kind: world.file(kind) for kind in fetched} == fetched


def corrected(ledger: bytes) -> bytes:
    """The ledger with one amount of the year's last month corrected, and its voucher balanced."""
    return ledger[: ledger.rindex(b"#VER ")]
