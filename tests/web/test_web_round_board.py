"""The controller's pages of the round: the year's dates, the board, and what is done from it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from signing_in import make_user
from test_web_pages import text_of

from people import controller
from uppsikt.figures import Period
from uppsikt.platform.access.models import RoleGrant
from uppsikt.platform.access.rules import Role
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.rounds import models, services
from uppsikt.rounds.year_rules import suggested_dates
from uppsikt.web import clock

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SLUG, HELP = "arbetslivsnamnden", "ekonomiskt-bistand"
OCTOBER = Period.month(2022, 10)
NOW = datetime(2022, 11, 9, 9, 30, tzinfo=STOCKHOLM)
DATES = f"/namnder/{SLUG}/rundor/2022/"
BOARD = f"/namnder/{SLUG}/2022-10/runda/"
PAGE = f"{BOARD}lage/{HELP}/"
CONTROLLER = controller(SLUG)


@pytest.fixture
def at_work(demo: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The committee's controller at a browser, on the day after the last day."""
    return somebody(Role.CONTROLLER, monkeypatch)


def somebody(role: Role, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    user = make_user(f"{role.name.lower()}@kommunen.example", role.value.capitalize())
    RoleGrant.everything.create(
        user=user, role=role.name, committee=SLUG, valid_from=NOW.date(), activities=[]
    )
    client = Client()
    client.force_login(user)
    return client


def set_october() -> None:
    services.set_dates(actor=CONTROLLER, now=NOW, committee=SLUG, rounds=[suggested_dates(OCTOBER)])


def report(net: int = -61_000_000_00) -> None:
    services.report(
        actor=CONTROLLER, now=NOW, committee=SLUG, month=OCTOBER, activity=HELP, net=net,
        comment="Hyrorna är höjda.",
    )  # fmt: skip


def year_form(client: Client, **changed: str) -> dict[str, str]:
    """What the page's form would send, as it stands there."""
    context = client.get(DATES).context
    sent = {"seen": context["seen"]}
    for row in context["months"]:
        sent |= {f"runda-{row.key}": "ja"} if row.is_set else {}
        sent[row.form_name] = row.form
        sent |= {cell.name: cell.value for cell in row.cells}
    return sent | {name.replace("__", "-"): value for name, value in changed.items()}


def test_the_years_dates_are_suggested_and_set_at_once(at_work: Client) -> None:
    page = text_of(at_work.get(DATES))
    assert "Inga månadsrundor är satta för 2022." in page
    assert "Ett förslag är ifyllt" in page

    answer = at_work.post(DATES, year_form(at_work))

    assert (answer.status_code, answer.headers["Location"]) == (302, DATES)
    assert models.Round.everything.count() == 12
    page = text_of(at_work.get(DATES))
    assert "Rundan för januari 2022 är öppen: 0 av 10 har lämnat" in page
    assert "december" not in page or "Bokslut" in page


def test_a_wrong_date_is_told_at_its_month_and_all_that_was_typed_is_kept(
    at_work: Client,
) -> None:
    sent = year_form(at_work)
    sent |= {"due_on-2022-03": "snart", "opens_on-2022-05": "2022-06-02", "form-2022-05": "annual"}
    answer = at_work.post(DATES, sent)
    assert answer.status_code == 400
    page = text_of(answer)
    assert "1 månad behöver rättas. Inget är sparat." in page
    assert "Sista dag: ”snart” är ingen dag. Skriv dagen som 2022-11-08." in page
    content = answer.content.decode()
    assert 'value="snart"' in content
    assert 'value="2022-06-02"' in content

    sent["due_on-2022-03"] = "2022-04-08"
    page = text_of(at_work.post(DATES, sent))
    assert "Bokslut görs inte för maj 2022." in page
    assert not models.Round.everything.exists()


def test_a_year_that_somebody_else_changed_is_shown_as_it_is_now(at_work: Client) -> None:
    sent = year_form(at_work)
    set_october()
    answer = at_work.post(DATES, sent)
    assert answer.status_code == 409
    assert "Någon annan har ändrat rundorna för 2022" in text_of(answer)
    assert models.Round.everything.count() == 1
    assert at_work.post(DATES, year_form(at_work)).status_code == 302


def test_the_board_leads_to_each_activity_and_back(at_work: Client) -> None:
    set_october()
    report()
    page = at_work.get(BOARD)
    assert "En av tio har lämnat. Sista dagen var tisdagen den 8 november." in text_of(page)
    assert f'href="{PAGE}"' in page.content.decode()
    assert "Prognosen är 3 500 tkr sämre än budgeten" in text_of(page)
    assert f'href="{BOARD}"' in at_work.get(PAGE).content.decode()


def test_a_forecast_is_sent_back_adjusted_and_gone_on_without(at_work: Client) -> None:
    set_october()
    report()
    back = at_work.post(PAGE, {"gor": "tillbaka", "text": "Är hyran med?"})
    assert (back.status_code, back.headers["Location"]) == (302, PAGE)
    page = text_of(at_work.get(PAGE))
    assert "Controller skickade tillbaka" in page
    assert "Är hyran med?" in page

    assert at_work.post(PAGE, {"gor": "justera", "belopp": "−60,5 mnkr", "text": "Hyran"})
    page = text_of(at_work.get(PAGE))
    assert "Controller justerade prognosen: −60 500 tkr" in page
    assert "Prognosen för 2022 är −60 500 tkr, 500 tkr sämre än förra gången." in page

    other = f"{BOARD}lage/ovrigt/"
    assert at_work.post(other, {"gor": "utan", "text": "Vakant"}).status_code == 302
    assert "Controller gick vidare utan prognos" in text_of(at_work.get(other))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"gor": "tillbaka", "text": " "}, "Att skicka tillbaka kräver ett skäl."),
        ({"gor": "justera", "belopp": "−60 500", "text": ""}, "En justering kräver ett skäl."),
        ({"gor": "justera", "belopp": "60 %", "text": "Hyran"}, "En prognos är ett belopp."),
        ({"gor": "justera", "belopp": "", "text": "Hyran"}, "Beloppet är tomt"),
        ({"gor": "allt"}, "Det framgår inte vad som ska göras."),
    ],
)
def test_what_cannot_be_done_is_told_and_what_was_typed_is_kept(
    at_work: Client, sent: dict[str, str], words: str
) -> None:
    set_october()
    report()
    answer = at_work.post(PAGE, sent)
    assert answer.status_code == 400
    assert words in text_of(answer)
    for value in (sent.get("belopp", ""), sent.get("text", "")):
        assert value.strip() in answer.content.decode()
    assert models.Step.everything.count() == 1


def test_nothing_is_offered_where_the_report_is_fixed(at_work: Client) -> None:
    set_october()
    models.Step.everything.create(
        round=models.Round.everything.get(), kind="fixed", at=NOW, actor="controllern"
    )
    assert "Gå vidare" not in text_of(at_work.get(PAGE))
    answer = at_work.post(PAGE, {"gor": "utan", "text": "Vakant"})
    assert answer.status_code == 400
    assert "är fastställd och ändras inte" in text_of(answer)


def test_the_head_asks_but_gives_no_forecast(demo: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client = somebody(Role.HEAD, monkeypatch)
    set_october()
    report()
    page = text_of(client.get(PAGE))
    assert "Skicka tillbaka med en fråga" in page
    assert "Justera prognosen" not in page
    sent = {"gor": "justera", "belopp": "−60 500", "text": "Hyran"}
    assert client.post(PAGE, sent).status_code == 403


def test_an_activity_that_gives_no_forecast_is_not_found(at_work: Client) -> None:
    set_october()
    assert at_work.get(f"{BOARD}lage/buffert/").status_code == 404
    assert at_work.get(f"/namnder/{SLUG}/2022-09/runda/").status_code == 404


def test_what_is_booked_is_told_as_the_report_and_the_managers_form_print_it(
    at_work: Client,
) -> None:
    set_october()
    of = "arbetsforberedande-atgarder"
    printed = "−32 448 tkr"
    assert f"Utfallet januari–oktober 2022 är {printed}" in text_of(
        at_work.get(f"{BOARD}min/{of}/")
    )
    assert f"Bokfört hittills{printed}" in text_of(at_work.get(f"{BOARD}lage/{of}/"))
