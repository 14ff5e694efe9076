"""Letters of a round: who is reminded and how often, questions, answers, and changed dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypedDict

import pytest

from people import controller, one
from uppsikt.figures import Period
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import Actor, NotAllowed, Role
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.outbox.models import Message
from uppsikt.rounds import models, services
from uppsikt.rounds.reminding import RemindedToday, answer, remind, send_back_and_tell
from uppsikt.rounds.rules import Dates, RoundFault, StepKind
from uppsikt.rounds.year_services import set_year
from uppsikt.store import Store

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SLUG, HELP = "arbetslivsnamnden", "ekonomiskt-bistand"
OCTOBER = Period.month(2022, 10)
NOW = datetime(2022, 11, 4, 9, 30, tzinfo=STOCKHOLM)
DATES = Dates(OCTOBER, "monthly", date(2022, 11, 1), date(2022, 11, 8))
CONTROLLER = controller(SLUG)


class There(TypedDict):
    """When and in which round."""

    now: datetime
    committee: str
    month: Period


THERE: There = {"now": NOW, "committee": SLUG, "month": OCTOBER}


def manager(name: str, *activities: str, email: str | None = None) -> User:
    user = User.objects.create_user(
        name, f"{name}@kommunen.example" if email is None else email, first_name=name.capitalize()
    )
    RoleGrant.everything.create(
        user=user, role=Role.MANAGER.name, committee=SLUG, activities=list(activities),
        valid_from=date(2022, 1, 1),
    )  # fmt: skip
    return user


@pytest.fixture(autouse=True)
def october(demo_store: Store) -> None:
    services.set_dates(actor=CONTROLLER, now=NOW, committee=SLUG, rounds=[DATES])


def report(activity: str) -> None:
    services.report(actor=CONTROLLER, activity=activity, net=-1_000_000_00, comment="", **THERE)


def letters() -> list[tuple[str, str, str]]:
    rows = Message.everything.order_by("pk")
    return [(row.to_address.partition("@")[0], row.subject, row.body) for row in rows]


def calendar() -> str:
    last = Message.everything.latest("pk")
    return "".join(one["calendar"] for one in last.attachments).replace("\r\n ", "")


def test_each_who_has_not_reported_gets_one_letter_with_the_last_day() -> None:
    manager("karin", HELP, "integration")
    manager("olle", "ovrigt")
    manager("utan", "feriearbeten", email="")
    report("ovrigt")

    assert remind(actor=CONTROLLER, **THERE) == 1

    ((to, subject, text),) = letters()
    assert (to, subject) == ("karin", "Påminnelse: prognos efter oktober 2022")
    assert "ska lämnas senast tisdagen den 8 november 2022" in text
    assert "Den saknas för Ekonomiskt bistånd och Integration." in text
    assert f"/namnder/{SLUG}/2022-10/runda/min/" in text
    assert "DTSTART;VALUE=DATE:20221108" in calendar()
    steps = models.Step.everything.filter(kind=StepKind.REMINDED)
    assert sorted(step.activity for step in steps) == [HELP, "integration"]


def test_nobody_is_reminded_twice_a_day_without_a_word() -> None:
    manager("karin", HELP)
    remind(actor=CONTROLLER, **THERE)
    with pytest.raises(RemindedToday) as told:
        remind(actor=CONTROLLER, **THERE)
    assert told.value.people == ("Karin",)
    assert len(letters()) == 1
    remind(actor=CONTROLLER, again=True, **THERE)
    tomorrow: There = {**THERE, "now": NOW + timedelta(days=1)}
    remind(actor=CONTROLLER, **tomorrow)
    assert len(letters()) == 3


def test_a_later_last_day_has_the_place_of_the_earlier_in_a_calendar() -> None:
    manager("karin", HELP)
    remind(actor=CONTROLLER, **THERE)
    first = calendar()
    later = replace(DATES, due_on=date(2022, 11, 10))

    told = set_year(
        actor=CONTROLLER, now=NOW, committee=SLUG, year=2022, rounds=[later], tells=True
    )

    assert told.letters == 1
    second = calendar()
    uid = next(line for line in first.splitlines() if line.startswith("UID:"))
    assert uid in second
    assert "SEQUENCE:1" in first
    assert "SEQUENCE:2" in second
    assert "DTSTART;VALUE=DATE:20221110" in second
    assert "Oktober 2022: senast torsdagen den 10 november 2022" in letters()[-1][2]


def test_dates_are_told_to_those_who_wait_alone_and_a_round_that_is_gone_to_all() -> None:
    manager("karin", HELP)
    manager("olle", "ovrigt")
    november = Dates(Period.month(2022, 11), "monthly", date(2022, 12, 1), date(2022, 12, 8))
    services.set_dates(actor=CONTROLLER, now=NOW, committee=SLUG, rounds=[november])
    report(HELP)
    moved = replace(DATES, due_on=date(2022, 11, 9))

    told = set_year(
        actor=CONTROLLER, now=NOW, committee=SLUG, year=2022, rounds=[moved], tells=True
    )

    assert told.letters == 2
    texts = {to: text for to, _, text in letters()}
    assert "November 2022: ingen prognos" in texts["karin"]
    assert "Oktober" not in texts["karin"]
    assert "Oktober 2022: senast onsdagen den 9 november 2022" in texts["olle"]
    assert "STATUS:CANCELLED" in calendar()


def test_past_days_are_told_to_nobody() -> None:
    manager("karin", HELP)
    late = NOW + timedelta(days=30)
    moved = replace(DATES, due_on=date(2022, 11, 9))
    told = set_year(
        actor=CONTROLLER, now=late, committee=SLUG, year=2022, rounds=[moved], tells=True
    )
    assert (told.letters, letters()) == (0, [])


def test_a_question_is_told_of_but_never_mailed() -> None:
    manager("karin", HELP)
    report(HELP)
    send_back_and_tell(actor=CONTROLLER, activity=HELP, question="Är hyran 7f3 med?", **THERE)
    ((to, subject, text),) = letters()
    assert (to, subject) == ("karin", "Fråga om prognosen för Ekonomiskt bistånd")
    assert "7f3" not in text
    answer(actor=CONTROLLER, activity=HELP, text="Ja, 7f3", **THERE)
    assert letters()[-1][1] == "Svar om prognosen för Ekonomiskt bistånd"
    assert "7f3" not in letters()[-1][2]


def test_there_must_be_somebody_to_remind() -> None:
    with pytest.raises(RoundFault, match="ingen chef med e-postadress"):
        remind(actor=CONTROLLER, **THERE)
    assert not models.Step.everything.exists()


@pytest.mark.parametrize("who", [one(Role.MANAGER, SLUG, HELP), one(Role.SECRETARY, SLUG)])
def test_others_remind_nobody(who: Actor) -> None:
    manager("karin", HELP)
    with pytest.raises(NotAllowed):
        remind(actor=who, **THERE)
    with pytest.raises(NotAllowed):
        answer(actor=who, activity=HELP, text="Ja", **THERE)
