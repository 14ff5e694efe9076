"""The manager's page: the form of the month, saved as it is written, handed in and asked about."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from test_web_pages import text_of

from people import controller
from uppsikt.figures import Period
from uppsikt.planning.models import Forecast
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.outbox.models import Message
from uppsikt.rounds import services
from uppsikt.rounds.models import Draft, Step
from uppsikt.rounds.rules import Dates, StepKind
from uppsikt.store import Store
from uppsikt.web import clock

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SLUG, HELP, LEARN = "arbetslivsnamnden", "ekonomiskt-bistand", "integration"
OCTOBER = Period.month(2022, 10)
NOW = datetime(2022, 11, 3, 14, 32, tzinfo=STOCKHOLM)
DATES = Dates(OCTOBER, "monthly", date(2022, 11, 1), date(2022, 11, 8))
MINE = f"/namnder/{SLUG}/2022-10/runda/min/"
FORM = f"{MINE}{HELP}/"
BOSS = controller(SLUG)
WHY = "Färre hushåll, men högre hyror."


def person(role: str, *activities: str, committee: str = SLUG) -> Client:
    name = f"{role}-{committee}-{len(activities)}".lower()
    user = User.objects.create_user(name, f"{name}@kommunen.example")
    RoleGrant.everything.create(
        user=user, role=role, committee=committee, activities=list(activities),
        valid_from=date(2022, 1, 1),
    )  # fmt: skip
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def open_round(demo_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    services.set_dates(actor=BOSS, now=NOW, committee=SLUG, rounds=[DATES])


@pytest.fixture
def boss() -> Client:
    return person("MANAGER", HELP, LEARN)


def answer(way: str = "own", typed: str = "−60 500", why: str = WHY, **more: str) -> dict[str, str]:
    return {"val": way, "belopp": typed, "varfor": why, "andring": "0", "gor": "lamna", **more}


def hidden(page: bytes, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.decode())
    assert found
    return found[1]


def test_the_form_says_how_it_stands_and_what_to_choose(boss: Client) -> None:
    page = boss.get(FORM)
    text = text_of(page)
    for words in (
        "Utfallet januari–oktober 2022 är −49 479 tkr, 1 562 tkr högre kostnad än periodbudgeten.",
        "Din senaste prognos var −60 000 tkr.",
        "Prognos efter oktober 2022 · 1 av 2 verksamheter · lämnas senast tisdag 8 november",
        "Samma som sist−60 000",
        "Som fjolårets kurva−59 953fel i snitt 125 tkr, ett år",
        "troligen mellan −61 432 och −58 636",
        "Budgeten är −57 500 tkr.",
        "Lämna och gå till nästa",
    ):
        assert words in text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "script-src" not in boss.get(MINE).headers["Content-Security-Policy"]


def test_a_suggestion_is_handed_in_and_the_next_one_comes(boss: Client) -> None:
    seen = hidden(boss.get(FORM).content, "sett-shape")
    done = boss.post(FORM, answer("shape", "", **{"sett-shape": seen}))
    assert done.headers["Location"] == f"{MINE}{LEARN}/"
    given = Forecast.everything.get(released_at=None)
    assert (given.net, given.comment, given.author) == (-5_995_300_000, WHY, "chef")
    last = boss.post(f"{MINE}{LEARN}/", answer("carried", "", "Som förut."))
    assert last.headers["Location"] == MINE
    assert "Tack. Du har lämnat alla dina prognoser" in text_of(boss.get(MINE))
    held = RoleGrant.everything.filter(role="MANAGER")
    held.update(activities=[HELP])
    assert "Controllern läser den och sammanställer" in text_of(boss.get(MINE))
    held.update(activities=[HELP, LEARN])
    page = text_of(boss.get(FORM))
    assert "Lämnad: −59 953 tkr av manager-arbetslivsnamnden-2, kl. 14.32." in page
    assert "Lämna igen" in page
    boss.post(FORM, answer(typed="−59 000"))
    nets = Forecast.everything.filter(released_at=None, activity=HELP).values_list("net", flat=True)
    assert list(nets) == [-5_995_300_000, -5_900_000_000]


def test_an_amount_without_its_minus_is_asked_about_and_confirmed_by_one_button(
    boss: Client,
) -> None:
    page = boss.post(FORM, answer(typed="60 500"))
    assert page.status_code == 400
    assert "Menar du −60 500 tkr?" in text_of(page)
    assert not Step.everything.exists()
    meant = hidden(page.content, "menat")
    again = {name: text for name, text in answer(typed="60 500").items() if name != "gor"}
    assert boss.post(FORM, {**again, "menat": meant}).status_code == 302
    assert Forecast.everything.get(released_at=None).net == -6_050_000_000


@pytest.mark.parametrize(
    ("sent", "words", "invalid"),
    [
        (answer(why=""), "Skriv varför prognosen skiljer sig från budgeten", "varfor"),
        (answer(typed="sextio"), "Texten innehåller inget tal.", "belopp"),
        (answer("", ""), "Prognosen saknas.", "belopp"),
        (answer(why="x" * 4_001), "Kommentaren har 4001 tecken", ""),
        (answer(typed="−2 000 000 000 000", why="Mycket"), "större än vad en kommun", ""),
    ],
)
def test_what_is_wrong_is_told_beside_what_was_written(
    boss: Client, sent: dict[str, str], words: str, invalid: str
) -> None:
    page = boss.post(FORM, sent)
    assert page.status_code == 400
    assert words in text_of(page)
    assert sent["varfor"] in page.content.decode()
    if invalid:
        assert re.search(rf'id="{invalid}"[^>]* aria-invalid="true"', page.content.decode())
    assert not Step.everything.exists()


def test_it_is_saved_by_its_button_and_by_the_script(boss: Client) -> None:
    assert boss.post(FORM, answer(typed="−60 5", gor="spara")).headers["Location"] == FORM
    page = boss.get(FORM)
    assert "Sparat kl. 14.32" in text_of(page)
    assert 'value="−60 5"' in page.content.decode()
    assert hidden(page.content, "andring") == "1"
    sent = answer(gor="spara", andring="1", budget="-5750000000")
    said = json.loads(boss.post(FORM, sent, headers={"accept": "application/json"}).content)
    assert (said["revision"], said["saved"]) == (2, "Sparat kl. 14.32")
    assert said["reading"].replace("\xa0", " ") == (
        f"Prognosen för hela 2022 är −60 500 tkr, 3 000 tkr sämre än budget. {WHY}"
    )
    again = boss.post(FORM, sent, headers={"accept": "application/json"})
    assert json.loads(again.content)["revision"] == 2  # an answer that never came is no conflict
    assert boss.post(FORM, answer(andring="2")).status_code == 302
    assert not Draft.everything.exists()


def test_two_who_write_are_shown_both(boss: Client) -> None:
    other = person("CONTROLLER")
    other.post(FORM, answer(typed="−62 000", why="Enligt mig.", gor="spara"))
    script = boss.post(FORM, answer(gor="spara"), headers={"accept": "application/json"})
    assert script.status_code == 409
    assert "Någon annan har sparat" in json.loads(script.content)["what"]
    page = boss.post(FORM, answer())
    assert page.status_code == 409
    text = text_of(page)
    assert "controller-arbetslivsnamnden-0 sparade kl. 14.32" in text
    assert "−62 000" in text
    assert "Enligt mig." in text
    assert 'value="−60 500"' in page.content.decode()
    assert boss.post(FORM, answer(andring=hidden(page.content, "andring"))).status_code == 302
    assert Forecast.everything.get(released_at=None).net == -6_050_000_000


def test_a_returned_forecast_comes_with_its_question_and_the_former_answer(boss: Client) -> None:
    boss.post(FORM, answer())
    services.send_back(
        actor=BOSS, now=NOW, committee=SLUG, month=OCTOBER, activity=HELP,
        question="Är hyran för november med?",
    )  # fmt: skip
    text = text_of(page := boss.get(FORM))
    assert "Controllern undrar" in text
    assert "Är hyran för november med?" in text
    assert "controllern, kl. 14.32. Du lämnade −60 500 tkr kl. 14.32." in text
    assert 'value="−60\xa0500"' in page.content.decode()
    assert WHY in text
    assert "tillbakaskickad" in text_of(boss.get(MINE))


def test_the_controller_is_asked_and_gets_a_letter_without_the_question(boss: Client) -> None:
    person("CONTROLLER")
    person("CONTROLLER", committee="ifon")
    sent = answer(gor="fraga", fraga="Ska hyran vara med?")
    assert boss.post(FORM, sent).headers["Location"] == f"{FORM}#fragor"
    step = Step.everything.get()
    assert (step.kind, step.activity, step.text) == (StepKind.ASKED, HELP, "Ska hyran vara med?")
    letter = Message.everything.get()
    assert letter.to_address == "controller-arbetslivsnamnden-0@kommunen.example"
    assert f"/runda/lage/{HELP}/\n" in letter.body, "it leads to where a controller answers"
    assert "hyran" not in letter.body
    assert Draft.everything.get().typed == "−60 500"
    assert "Ska hyran vara med?" in text_of(boss.get(FORM))
    assert "Frågan är tom." in text_of(boss.post(FORM, answer(gor="fraga", andring="1")))


def test_who_may(boss: Client) -> None:
    assert boss.get(f"{MINE}central-administration/").status_code == 403
    assert boss.post(f"{MINE}central-administration/", answer()).status_code == 403
    mine = person("CONTROLLER")
    assert mine.get(f"{MINE}central-administration/").status_code == 200
    assert mine.post(FORM, answer()).status_code == 302
    assert Forecast.everything.get(released_at=None).author == "controller"
    head = person("HEAD")
    assert "Du lämnar ingen prognos för Arbetslivsnämnden." in text_of(head.get(MINE))
    assert head.get(FORM).status_code == 403
    assert mine.get(f"{MINE}buffert/").status_code == 404


def test_before_and_after_the_round_is_open(boss: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW - timedelta(days=5))
    assert "Rundan öppnar tisdag 1 november." in text_of(boss.get(FORM))
    assert "öppnar tisdag 1 november" in text_of(boss.get(MINE))
    refused = boss.post(FORM, answer())
    assert refused.status_code == 409
    assert 'id="prognos"' not in refused.content.decode()
    assert f"Det du skrev: −60 500 {WHY}" in text_of(refused)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    boss.post(FORM, answer())
    with services.held(BOSS, NOW, SLUG, OCTOBER) as round_:
        round_.step(StepKind.COMPILED)
    assert "är sammanställd. En av dina prognoser är inte med." in text_of(boss.get(MINE))
    page = text_of(boss.get(FORM))
    assert "Be controllern skicka tillbaka prognosen till dig." in page
    assert WHY in page
    with services.held(BOSS, NOW, SLUG, OCTOBER) as round_:
        round_.step(StepKind.PUBLIC)
    assert "är offentlig, och dina prognoser står i den" in text_of(boss.get(MINE))


def test_months_without_a_round_or_a_ledger(boss: Client) -> None:
    address = f"/namnder/{SLUG}/2022-09/runda/min/"
    assert "Det finns ingen månadsrunda för september 2022." in text_of(boss.get(address))
    assert boss.get(f"{address}{HELP}/").status_code == 404
    bare = Period.month(2026, 1)
    dates = Dates(bare, "monthly", date(2026, 1, 31), date(2026, 2, 8))
    later = NOW.replace(year=2026, month=2)
    services.set_dates(actor=BOSS, now=later, committee=SLUG, rounds=[dates])
    own = person("MANAGER", HELP, committee=SLUG)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "now", lambda: later)
        address = f"/namnder/{SLUG}/2026-01/runda/min/"
        assert own.get(address).status_code == 200
        text = text_of(own.get(f"{address}{HELP}/"))
        assert "Utfallet till och med januari 2026 är inte inläst." in text
        assert "Du har inte lämnat någon prognos för 2026 tidigare." in text
        done = own.post(f"{address}{HELP}/", answer(why=""))
        assert done.headers["Location"] == address


def test_the_first_pages_tell_whose_forecast_waits_and_whose_does_not(boss: Client) -> None:
    start, committee = "/namnder/2022-10/", f"/namnder/{SLUG}/2022-10/"
    both = (
        "Väntar på dig Prognosen efter oktober 2022 väntar för två av dina verksamheter, senast "
        "tisdag 8 november. Lämna prognosen"
    )
    for place in (start, committee):
        assert both in text_of(boss.get(place))
        assert f'href="{MINE}">Lämna prognosen' in boss.get(place).content.decode()
    assert boss.post(FORM, answer()).status_code == 302
    services.send_back(
        actor=BOSS, now=NOW, committee=SLUG, month=OCTOBER, activity=HELP, question="Hyran?"
    )
    assert "med en fråga att svara på" in text_of(boss.get(start)), "what is kept follows"
    for key in (HELP, LEARN):
        services.excuse(
            actor=BOSS, now=NOW, committee=SLUG, month=OCTOBER, activity=key, reason="Semester"
        )
    assert "Väntar på dig" not in text_of(boss.get(start))
    others = (Client(), person("READER"), person("MANAGER", HELP, committee="ifon"))
    for other in others:
        assert "Väntar på dig" not in text_of(other.get(start))
        assert "Hyran?" not in text_of(other.get(committee))


def test_one_activity_that_waits_leads_to_its_form() -> None:
    page = person("MANAGER", HELP).get(f"/namnder/{SLUG}/2022-10/")
    assert "väntar för Ekonomiskt bistånd, senast tisdag 8 november." in text_of(page)
    assert f'href="{FORM}">Lämna prognosen' in page.content.decode()
