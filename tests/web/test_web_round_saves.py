"""What a save takes: a draft changes nothing that is shown, and handing in makes no report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people import controller
from uppsikt.figures import Period
from uppsikt.followup import selectors
from uppsikt.followup import services as followup
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.audit.selectors import state
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.rounds import asked, services
from uppsikt.rounds.rules import Dates
from uppsikt.store import Store
from uppsikt.web import clock

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SLUG, HELP = "arbetslivsnamnden", "ekonomiskt-bistand"
NOW = datetime(2022, 11, 3, 14, 32, tzinfo=STOCKHOLM)
DATES = Dates(Period.month(2022, 10), "monthly", date(2022, 11, 1), date(2022, 11, 8))
FORM = f"/namnder/{SLUG}/2022-10/runda/min/{HELP}/"
MOST = 16
"""Questions to the database that a save asks at most, with those about who is signed in."""


@pytest.fixture
def boss(demo_store: Store, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    services.set_dates(actor=controller(SLUG), now=NOW, committee=SLUG, rounds=[DATES])
    user = User.objects.create_user("chef", "chef@kommunen.example")
    RoleGrant.everything.create(
        user=user, role="MANAGER", committee=SLUG, activities=[HELP], valid_from=NOW.date()
    )
    client = Client()
    client.force_login(user)
    return client


def sent(boss: Client, what: str, revision: int, typed: str) -> tuple[int, Mapping[str, object]]:
    form = {"gor": what, "andring": revision, "val": "own", "belopp": typed, "varfor": "Hyror."}
    answer = boss.post(FORM, form, headers={"accept": "application/json"})
    is_told = answer.headers.get("Content-Type") == "application/json"
    return answer.status_code, answer.json() if is_told else {}


def test_a_save_asks_little_and_changes_nothing_that_pages_show(boss: Client) -> None:
    before = state()
    assert sent(boss, "spara", 0, "−60 1")[1]["revision"] == 1
    with CaptureQueriesContext(connection) as asked_of:
        assert sent(boss, "spara", 1, "−60 100")[1]["revision"] == 2
    assert state() == before, "each page that is kept would be asked about again"
    assert len(asked_of) <= MOST


def test_handing_in_makes_no_report_and_is_recorded(
    boss: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state()

    def made(**asked_for: object) -> None:
        raise AssertionError("the report is made while a manager waits")

    monkeypatch.setattr(asked, "build_report", made)
    assert sent(boss, "lamna", 0, "−60 100")[0] == 302
    assert state() != before


def test_what_is_done_in_a_round_makes_no_public_page_anew(
    boss: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    public, month = Client(), f"/namnder/{SLUG}/2022-10/"
    pages = (month, f"{month}manadsuppfoljning/", f"{month}verksamhet/{HELP}/")
    before = [public.get(page).content for page in pages]
    assert sent(boss, "lamna", 0, "−60 100")[0] == 302

    def made(**asked_for: object) -> None:
        raise AssertionError("a page is made for readers who are shown the same as before")

    for room in (selectors, followup):
        monkeypatch.setattr(room, "gather", made)
    assert [public.get(page).content for page in pages] == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("60 100", "en kostnad skrivs med minus"),
        ("−60 100 000", "omkring tusen gånger mer"),
    ],
)
def test_without_the_report_an_amount_is_still_held_against_what_is_known(
    boss: Client, typed: str, said: str
) -> None:
    form = {"gor": "lamna", "andring": 0, "val": "own", "belopp": typed, "varfor": "Hyror."}
    answer = boss.post(FORM, form)
    assert answer.status_code == 400
    assert said in answer.content.decode()
