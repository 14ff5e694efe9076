"""The board: how far each activity has come, what changed since last month, and in which words."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict

import pytest

from people import controller, one
from uppsikt.figures import Period
from uppsikt.organisation.models import Committee
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import Actor, NotAllowed, Role
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.rounds import services
from uppsikt.rounds.board import Board, board
from uppsikt.rounds.board_words import activity_lead, lead
from uppsikt.rounds.rules import ActivityState, Dates
from uppsikt.rounds.selectors import NoRound
from uppsikt.store import Store

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SLUG, HELP = "arbetslivsnamnden", "ekonomiskt-bistand"
OCTOBER = Period.month(2022, 10)
NOW = datetime(2022, 11, 14, 9, 30, tzinfo=STOCKHOLM)
DATES = Dates(OCTOBER, "monthly", date(2022, 11, 1), date(2022, 11, 8))
MANAGER, CONTROLLER = one(Role.MANAGER, SLUG, HELP), controller(SLUG)
TKR = 100_000


class There(TypedDict):
    """When and in which round."""

    now: datetime
    committee: str
    month: Period


THERE: There = {"now": NOW, "committee": SLUG, "month": OCTOBER}


@pytest.fixture(autouse=True)
def october(demo_store: Store) -> None:
    services.set_dates(actor=CONTROLLER, now=NOW, committee=SLUG, rounds=[DATES])


def seen(reader: Actor = CONTROLLER) -> Board:
    from uppsikt.platform.stores import current_store

    return board(reader=reader, store=current_store(), **THERE)


def words() -> str:
    return lead(seen(), NOW.date()).replace("\xa0", " ")


def report(net: int, activity: str = HELP, comment: str = "") -> None:
    services.report(actor=CONTROLLER, activity=activity, net=net, comment=comment, **THERE)


def test_the_board_says_who_has_reported_and_what_the_year_ends_on() -> None:
    assert words().startswith("Ingen av tio har lämnat. Sista dagen var tisdagen den 8 november.")
    report(-61_000 * TKR)
    services.send_back(actor=CONTROLLER, activity=HELP, question="Hyran?", **THERE)
    report(-3_000 * TKR, "integration")
    services.excuse(actor=CONTROLLER, activity="ovrigt", reason="Vakant", **THERE)
    assert words() == (
        "En av tio har lämnat; en är tillbakaskickad sedan måndagen den 14 november och en går ni "
        "vidare utan. Sista dagen var tisdagen den 8 november. Prognosen för nämnden är nu "
        "−252 305 tkr, 3 566 tkr bättre än förra månaden."
    )
    for row in seen().reporting:
        report(row.now.net if row.now else 0, row.line.key)
    assert words().startswith("Alla tio har lämnat. Prognosen för nämnden är nu −252 305 tkr")


def test_a_row_holds_the_forecast_against_what_it_was_and_what_it_stands_out_against() -> None:
    report(-61_000 * TKR, comment="Hyror")
    row = seen().row(HELP)
    assert row is not None
    assert (row.state, row.since) == (ActivityState.REPORTED, NOW)
    assert (row.change, row.variance) == (-1_000 * TKR, -3_500 * TKR)
    assert "budget" in [one.against for one in row.outliers]
    assert activity_lead(row, OCTOBER).replace("\xa0", " ") == (
        "Prognosen för 2022 är −61 000 tkr, 1 000 tkr sämre än förra gången."
    )
    contingency = next(one for one in seen().rows if one.state is None)
    assert contingency.line.is_contingency
    assert contingency.outliers == ()


def test_who_answers_for_an_activity_is_told_to_those_at_work() -> None:
    user = User.objects.create_user("enhetschef", first_name="Enhetschefen")
    closed = User.objects.create_user("slutat", is_active=False)
    for who, last in ((user, None), (closed, None), (user, date(2022, 11, 13))):
        RoleGrant.everything.create(
            user=who, role=Role.MANAGER.name, committee=SLUG,
            activities=[HELP if last is None else "integration"], valid_from=date(2022, 1, 1),
            valid_to=last,
        )  # fmt: skip
    people = {row.line.key: [one.name for one in row.people] for row in seen().reporting}
    assert people[HELP] == ["Enhetschefen"]
    assert people["integration"] == []


def test_a_form_that_is_begun_is_seen_as_begun() -> None:
    services.save_draft(
        actor=MANAGER, activity=HELP, way="", typed="−6", comment="", revision=0, **THERE
    )
    row = seen().row(HELP)
    assert row is not None
    assert row.is_begun


@pytest.mark.parametrize(
    "who", [one(Role.READER, SLUG), one(Role.ADMINISTRATOR), controller("ifon")]
)
def test_the_board_is_for_those_at_work(who: Actor) -> None:
    with pytest.raises(NotAllowed):
        seen(who)
    assert seen(one(Role.AUDITOR)).rows


def test_without_a_round_there_is_no_board() -> None:
    Committee.everything.get(slug=SLUG).rounds(manager="everything").all().delete()
    with pytest.raises(NoRound):
        seen()
