"""Dates, drafts, reports, questions and adjustments, kept whole and seen by the right people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypedDict

import pytest

from people import controller, one
from uppsikt.figures import Period
from uppsikt.followup.forms.form import FormNotForMonth
from uppsikt.followup.given.giving import give_out
from uppsikt.followup.models import GivenReport
from uppsikt.planning.forecasts_given import ForecastRefused, NotReleased, release_forecasts
from uppsikt.planning.models import Forecast
from uppsikt.planning.selectors import forecasts
from uppsikt.platform.access.rules import COMMAND_LINE, PUBLIC, Actor, NotAllowed, Reader, Role
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.rounds import services
from uppsikt.rounds.models import Draft, Step
from uppsikt.rounds.rules import ActivityState, Dates, RoundFault, RoundState, StepKind
from uppsikt.rounds.selectors import NoRound, draft_of, round_of, states_of, steps_of
from uppsikt.store import Store

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SLUG, HELP = "arbetslivsnamnden", "ekonomiskt-bistand"
OCTOBER = Period.month(2022, 10)
NOW = datetime(2022, 11, 14, 9, 30, tzinfo=STOCKHOLM)
DATES = Dates(OCTOBER, "monthly", date(2022, 11, 1), date(2022, 11, 8))
MANAGER = one(Role.MANAGER, SLUG, HELP)
CONTROLLER = controller(SLUG)


class There(TypedDict):
    """When and in which round."""

    now: datetime
    committee: str
    month: Period


THERE: There = {"now": NOW, "committee": SLUG, "month": OCTOBER}


@pytest.fixture(autouse=True)
def october(demo_store: Store) -> None:
    services.set_dates(actor=CONTROLLER, now=NOW, committee=SLUG, rounds=[DATES])


def net_of(reader: Reader) -> int:
    rows = forecasts(reader=reader, committee=SLUG, year=2022, month=OCTOBER)
    return next(row.net for row in rows if row.activity == HELP)


def report(net: int = -6_050_000_000, comment: str = "Färre hushåll, men högre hyror.") -> None:
    services.report(actor=MANAGER, activity=HELP, net=net, comment=comment, **THERE)


def state_of(activity: str) -> ActivityState:
    found = states_of(reader=CONTROLLER, committee=SLUG, month=OCTOBER)
    return next(state for line, state in found if line.key == activity)


def test_a_forecast_is_handed_in_and_seen_by_those_at_work_alone() -> None:
    before = net_of(PUBLIC)
    report()
    assert net_of(MANAGER) == net_of(CONTROLLER) == -6_050_000_000 != before
    for outside in (PUBLIC, one(Role.READER, SLUG), one(Role.MANAGER, "ifon", "vuxna")):
        assert net_of(outside) == before
    assert state_of(HELP) is ActivityState.REPORTED
    last = steps_of(reader=CONTROLLER, committee=SLUG, month=OCTOBER)[-1]
    assert (last.kind, last.activity, last.role) == (StepKind.REPORTED, HELP, "chef")
    assert Forecast.everything.get(pk=str(last.detail["forecast"])).author == "chef"
    assert release_forecasts(actor=CONTROLLER, now=NOW, committee=SLUG, month=OCTOBER) == 1
    assert net_of(PUBLIC) == -6_050_000_000


def test_a_draft_is_saved_as_you_go_and_gone_when_handed_in() -> None:
    saved = services.save_draft(
        actor=MANAGER, activity=HELP, way="", typed="−60 5", comment="", revision=0, **THERE
    )
    again = services.save_draft(
        actor=MANAGER, activity=HELP, way="", typed="−60 500", comment="Hyror",
        revision=saved.revision, **THERE,
    )  # fmt: skip
    assert (again.revision, again.typed) == (2, "−60 500")
    assert draft_of(reader=MANAGER, committee=SLUG, month=OCTOBER, activity=HELP) == again
    assert state_of(HELP) is ActivityState.WAITING
    services.report(
        actor=MANAGER, activity=HELP, net=-1, comment="", revision=again.revision, **THERE
    )
    assert not Draft.everything.exists()


def test_two_with_the_same_form_open_are_told_of_each_other() -> None:
    first = partial(services.save_draft, activity=HELP, way="", revision=0, **THERE)
    first(actor=MANAGER, typed="−60 000", comment="Min")
    with pytest.raises(services.SavedByOther) as told:
        first(actor=CONTROLLER, typed="−61 000", comment="Vår")
    assert (told.value.saved.typed, told.value.saved.actor) == ("−60 000", "chef")
    with pytest.raises(services.SavedByOther):
        services.report(actor=CONTROLLER, activity=HELP, net=-1, comment="Vår", **THERE)
    assert not Step.everything.exists()
    assert Draft.everything.get().typed == "−60 000"


def test_the_controller_asks_adjusts_and_goes_on_without() -> None:
    report()
    services.send_back(actor=CONTROLLER, activity=HELP, question="Är hyran med?", **THERE)
    assert state_of(HELP) is ActivityState.RETURNED
    report(-6_100_000_000, "Nu är hyran med.")
    assert state_of(HELP) is ActivityState.REPORTED
    services.adjust(
        actor=CONTROLLER, activity=HELP, net=-6_000_000_000, reason="Enligt beslut", **THERE
    )
    assert net_of(CONTROLLER) == -6_000_000_000
    services.excuse(actor=CONTROLLER, activity="integration", reason="Vakant tjänst", **THERE)
    assert state_of("integration") is ActivityState.EXCUSED
    found = round_of(reader=one(Role.READER, "ifon"), now=NOW, committee=SLUG, month=OCTOBER)
    assert found.state is RoundState.OPEN
    assert found.counts[ActivityState.REPORTED] == found.counts[ActivityState.EXCUSED] == 1


@pytest.mark.parametrize(
    "act",
    [
        lambda who: services.report(actor=who, activity=HELP, net=-1, comment="", **THERE),
        lambda who: services.save_draft(
            actor=who, activity=HELP, way="", typed="", comment="", revision=0, **THERE
        ),
        lambda who: services.adjust(actor=who, activity=HELP, net=-1, reason="x", **THERE),
        lambda who: services.send_back(actor=who, activity=HELP, question="x", **THERE),
        lambda who: services.excuse(actor=who, activity=HELP, reason="x", **THERE),
        lambda who: services.set_dates(actor=who, now=NOW, committee=SLUG, rounds=[DATES]),
    ],
)  # fmt: skip
def test_whoever_has_no_right_changes_nothing(act: Callable[[Actor], object]) -> None:
    outside = [
        Actor("allmänheten"),
        one(Role.READER, SLUG),
        one(Role.SECRETARY, SLUG),
        one(Role.AUDITOR),
        one(Role.ADMINISTRATOR),
        one(Role.MANAGER, SLUG, "integration"),
        one(Role.MANAGER, "ifon", HELP),
        controller("ifon"),
    ]
    for who in outside:
        with pytest.raises(NotAllowed):
            act(who)
    assert not Step.everything.exists()
    assert not Draft.everything.exists()


def test_a_round_that_is_not_open_takes_no_forecast() -> None:
    early = NOW - timedelta(days=30)
    with pytest.raises(RoundFault, match="inte öppnad"):
        services.report(
            actor=MANAGER, now=early, committee=SLUG, month=OCTOBER, activity=HELP, net=-1,
            comment="",
        )  # fmt: skip
    with pytest.raises(NoRound):
        services.report(
            actor=MANAGER, now=NOW, committee=SLUG, month=Period.month(2022, 9), activity=HELP,
            net=-1, comment="",
        )  # fmt: skip
    with services.held(CONTROLLER, NOW, SLUG, OCTOBER) as round_:
        round_.step(StepKind.FIXED)
    with pytest.raises(RoundFault, match="fastställd"):
        report()
    with pytest.raises(RoundFault, match="fastställd"):
        services.adjust(actor=CONTROLLER, activity=HELP, net=-1, reason="x", **THERE)


def test_what_cannot_be_a_forecast_is_refused() -> None:
    with pytest.raises(ForecastRefused, match="större än"):
        report(net=-(10**18))
    with pytest.raises(ForecastRefused, match="tecken"):
        report(comment="x" * 5_000)
    for key in ("buffert", "finns-inte"):
        with pytest.raises(ForecastRefused, match="Prognos lämnas inte"):
            services.report(actor=CONTROLLER, activity=key, net=-1, comment="", **THERE)
    assert not Step.everything.exists()


def test_the_dates_of_a_year_are_set_at_once_or_not_at_all() -> None:
    year = [
        Dates(Period.month(2022, month), "monthly", date(2022, month, 28), date(2022, month + 1, 8))
        for month in (9, 10, 11)
    ]
    put = partial(services.set_dates, actor=CONTROLLER, now=NOW, committee=SLUG)
    assert put(rounds=year) == tuple(one.month for one in year)
    assert put(rounds=year) == ()
    late = replace(year[0], due_on=date(2022, 9, 1))
    with pytest.raises(RoundFault):
        put(rounds=[replace(year[2], due_on=date(2022, 12, 9)), late])
    with pytest.raises(FormNotForMonth):
        put(rounds=[replace(year[0], form="interim")])
    kept = round_of(reader=CONTROLLER, now=NOW, committee=SLUG, month=Period.month(2022, 11))
    assert (kept.dates, kept.revision) == (year[2], 1)


def test_no_report_is_made_public_past_the_round_with_what_is_not_public(
    demo_store: Store,
) -> None:
    report()
    given = partial(give_out, actor=COMMAND_LINE, now=NOW, store=demo_store, committee=SLUG)
    with pytest.raises(NotReleased, match="prognoser efter oktober 2022") as refused:
        given(period=OCTOBER)
    assert "oktober 2022 offentlig i rundan först" in refused.value.todo
    assert not GivenReport.everything.filter(committee__slug=SLUG, month="2022-10").exists()
    given(period=Period.month(2022, 9))
    release_forecasts(actor=CONTROLLER, now=NOW, committee=SLUG, month=OCTOBER)
    assert given(period=OCTOBER).is_new


def test_what_a_report_carries_along_from_an_earlier_month_is_public_with_it() -> None:
    september = replace(DATES, month=Period.month(2022, 9))
    services.set_dates(actor=CONTROLLER, now=NOW, committee=SLUG, rounds=[september])
    services.report(
        actor=MANAGER, now=NOW, committee=SLUG, month=september.month, activity=HELP, net=-1,
        comment="",
    )  # fmt: skip
    report()
    assert release_forecasts(actor=CONTROLLER, now=NOW, committee=SLUG, month=OCTOBER) == 2
