"""What is worked on in a round is told by no door to anybody else, before or after."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

import pytest
from django.test import Client
from signing_in import make_user
from test_web_pages import ADDRESSES

from api_addresses import API_ADDRESSES
from uppsikt.api.limits import COUNTER
from uppsikt.figures import Period
from uppsikt.followup.basis.address import CellAddress
from uppsikt.followup.cells.commenting import comment_cell
from uppsikt.followup.editing.rules import Where, Words
from uppsikt.followup.editing.services import save_text
from uppsikt.platform.access.models import RoleGrant
from uppsikt.platform.access.rules import COMMAND_LINE, Actor, Role
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import current_store
from uppsikt.review_desk.result import Finding, Found, Group
from uppsikt.rounds import gate, services
from uppsikt.rounds.gate_rules import key_of
from uppsikt.rounds.gate_selectors import at_work
from uppsikt.rounds.handing_in import ask_controller
from uppsikt.rounds.selectors import reporting_lines
from uppsikt.rounds.year_rules import suggested_dates
from uppsikt.web import clock

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SLUG, HELP, FORM = "arbetslivsnamnden", "ekonomiskt-bistand", "monthly"
OCTOBER = Period.month(2022, 10)
NOW = datetime(2022, 11, 14, 9, 30, tzinfo=STOCKHOLM)


class At(TypedDict):
    """Who does it, and when."""

    actor: Actor
    now: datetime


class There(At):
    """Who does it, when, and in which round."""

    committee: str
    month: Period


AT: At = {"actor": COMMAND_LINE, "now": NOW}
THERE: There = {**AT, "committee": SLUG, "month": OCTOBER}
GROUP = Group("Motsägelse 1", False, (Finding("hemligt-funnet", "Summor", ()),), "")
NEVER = ("hemligt-först", "hemligt-frågat", "hemligt-påbörjat", "hemligt-undrat", "61 334")
"""What no publishing makes public: what was given again, questions, what was never sent."""
AT_WORK = (
    *NEVER, "hemligt-lämnat", "hemligt-utan", "hemligt-rubrik", "hemligt-text", "hemligt-kommentar",
    "hemligt-funnet", "hemligt-ändå", "hemligt-åter", "61 235", "6123456700",
)  # fmt: skip


def fill() -> None:
    """A round in which everything has been said that can be, fixed and opened again."""
    store = current_store()
    services.set_dates(**AT, committee=SLUG, rounds=[suggested_dates(OCTOBER)])
    services.report(**THERE, activity=HELP, net=-61_334_000_00, comment="hemligt-först")
    services.send_back(**THERE, activity=HELP, question="hemligt-frågat")
    services.report(**THERE, activity=HELP, net=-61_234_567_00, comment="hemligt-lämnat")
    services.save_draft(
        **THERE, activity="integration", way="own", typed="-1", comment="hemligt-påbörjat",
        revision=0,
    )  # fmt: skip
    ask_controller(**THERE, activity=HELP, question="hemligt-undrat")
    for line in reporting_lines(reader=COMMAND_LINE, committee=SLUG, month=OCTOBER):
        if line.key != HELP:
            services.excuse(**THERE, activity=line.key, reason="hemligt-utan")
    words = Words("hemligt-rubrik", "hemligt-text", "inledning")
    save_text(**AT, where=Where(SLUG, OCTOBER, FORM), key="", words=words, seen=0)
    cell = CellAddress(SLUG, OCTOBER, FORM, "netto", HELP, "prognos-2022")
    comment_cell(**AT, store=store, address=cell, text="hemligt-kommentar", seen="", is_draft=True)
    fix()
    gate.reopen(**THERE, reason="hemligt-åter")


def fix() -> None:
    """Compiled, reviewed with a contradiction that is accepted, and fixed."""
    store = current_store()
    gate.compile_report(**THERE, store=store)
    content = at_work(store=store, committee=SLUG, month=OCTOBER, form=FORM).content
    found = Found("1 motsägelse", 1, (GROUP,), is_cut=False)
    gate.keep_review(**THERE, content=content, found=found)
    gate.accept(**THERE, key=key_of(GROUP), reason="hemligt-ändå")
    gate.fix(**THERE, store=store)


def somebody(role: Role, committee: str) -> Client:
    user = make_user(f"{role.name.lower()}@kommunen.example", role.value)
    RoleGrant.everything.create(
        user=user, role=role.name, committee=committee, valid_from="2020-01-01"
    )
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def doors() -> list[str]:
    """The addresses of the month and of what is told of all: pages, API, files and search."""
    every = [address for address, _, _ in ADDRESSES.values()]
    every += [one.format(slug=SLUG, key=HELP) for one in API_ADDRESSES.values()]
    report = f"/namnder/{SLUG}/2022-10/manadsuppfoljning"
    cell = f"{report}/cell/netto/{HELP}/prognos-2022/"
    kinds = ("html", "json")
    return [
        *(one for one in every if f"{SLUG}/2022-10" in one or "/2022-10/uppsikt" in one),
        *(f"{report}.{kind}" for kind in kinds),
        *(f"{report}/version/1.{kind}" for kind in kinds),
        f"{report}/version/1/tabell/netto.csv", cell, f"{cell}historik/", f"{cell}historik.csv",
        f"/namnder/{SLUG}/prognoser/2022/", f"/namnder/{SLUG}/prognoser/2022.json",
        f"/api/v1/committees/{SLUG}/forecasts/2022", "/api/v1/months/2022-10/oversight",
        "/namnder/2022-10/", "/flode.xml", "/sitemap.xml", "/sok/?q=hemligt",
        "/api/v1/search?q=hemligt",
    ]  # fmt: skip


def told(client: Client, words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Which of the words are told at which address."""
    found = set()
    for address in doors():
        COUNTER.forget()  # who asks for more than the limit is told nothing, by any door
        answer = client.get(address)
        assert answer.status_code != 429
        content = b"".join(answer)
        text = content.decode(errors="replace").replace("\xa0", " ")
        found |= {(address, word) for word in words if word in text}
    COUNTER.forget()
    return found


def test_what_is_worked_on_is_told_to_nobody_else_and_what_was_superseded_never(
    demo: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert told(demo, AT_WORK) == set()  # what is kept from before is kept for those alone
    fill()
    assert told(demo, AT_WORK) == set()
    assert told(somebody(Role.CONTROLLER, "ifon"), AT_WORK) == set()
    assert told(somebody(Role.READER, SLUG), AT_WORK) == set()
    fix()
    gate.publish(**THERE)
    public = {word for _, word in told(demo, AT_WORK)}
    assert {"hemligt-lämnat", "hemligt-text", "hemligt-kommentar", "61 235"} <= public
    assert public & set(NEVER) == set()
    assert demo.get(f"/namnder/{SLUG}/2022-10/manadsuppfoljning/version/1/").status_code == 404
    assert demo.get(f"/namnder/{SLUG}/2022-10/manadsuppfoljning/version/2/").status_code == 200
