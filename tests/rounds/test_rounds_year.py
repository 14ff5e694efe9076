"""A year's rounds are set at once, all or none; what has begun stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from people import controller, one
from uppsikt.figures import Period
from uppsikt.organisation.selectors import UnknownCommittee
from uppsikt.platform.access.rules import COMMAND_LINE, Actor, NotAllowed, Role
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.rounds import models, services
from uppsikt.rounds.rules import Dates
from uppsikt.rounds.selectors import rounds_of, year_mark
from uppsikt.rounds.year_rules import YearChanged, YearRefused, suggested_dates
from uppsikt.rounds.year_services import YearSet, set_year
from uppsikt.store import Store

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SLUG, HELP = "arbetslivsnamnden", "ekonomiskt-bistand"
NOW = datetime(2022, 11, 14, 9, 30, tzinfo=STOCKHOLM)
CONTROLLER = controller(SLUG)
WHOLE = [suggested_dates(Period.month(2022, month)) for month in range(1, 13)]
SEPTEMBER, OCTOBER = Period.month(2022, 9), Period.month(2022, 10)


@pytest.fixture(autouse=True)
def committee(demo_store: Store) -> None:
    """The demo's committees."""


def set_(rounds: list[Dates], seen: str | None = None) -> YearSet:
    return set_year(actor=CONTROLLER, now=NOW, committee=SLUG, year=2022, rounds=rounds, seen=seen)


def months() -> list[Period]:
    return [one.month for one in rounds_of(reader=CONTROLLER, now=NOW, committee=SLUG, year=2022)]


def excuse() -> None:
    services.excuse(
        actor=CONTROLLER, now=NOW, committee=SLUG, month=OCTOBER, activity=HELP, reason="Vakant"
    )


def test_a_year_is_set_changed_and_cut_at_once() -> None:
    assert len(set_(WHOLE).changed) == 12
    later = replace(WHOLE[9], meeting_on=date(2022, 11, 29))
    kept = [one for one in (*WHOLE[:9], later, *WHOLE[10:]) if one.month.last != 7]
    assert set_(kept) == YearSet((OCTOBER,), (Period.month(2022, 7),))
    assert len(months()) == 11
    assert set_(kept) == YearSet((), ())
    assert [
        entry.verb for entry in Entry.everything.order_by("link") if "månadsrund" in entry.verb
    ] == ["satte datum för månadsrundor"] * 2 + ["tog bort månadsrunda"]


def test_what_is_wrong_is_told_of_each_month_and_nothing_is_saved() -> None:
    set_(WHOLE)
    excuse()
    wrong = [
        replace(one, due_on=date(2022, 1, 1)) if one.month == SEPTEMBER else one
        for one in WHOLE
        if one.month != OCTOBER
    ]
    wrong[0] = replace(wrong[0], form="interim")
    with pytest.raises(YearRefused) as refusal:
        set_(wrong)
    faults = refusal.value.faults
    assert sorted(faults) == [Period.month(2022, 1), SEPTEMBER, OCTOBER]
    assert "kommer inte i ordning" in faults[SEPTEMBER].what
    assert "redan påbörjad" in faults[OCTOBER].what
    assert len(months()) == 12
    assert models.Round.everything.get(month="2022-09").revision == 1


def test_the_form_of_what_has_begun_stays() -> None:
    set_(WHOLE)
    excuse()
    changed = [replace(one, form="budget") if one.month == OCTOBER else one for one in WHOLE]
    with pytest.raises(YearRefused, match="oktober 2022"):
        set_(changed)


def test_a_year_that_somebody_else_has_changed_is_not_overwritten() -> None:
    seen = year_mark(reader=CONTROLLER, committee=SLUG, year=2022)
    set_(WHOLE, seen)
    with pytest.raises(YearChanged):
        set_(WHOLE[:6], seen)
    assert len(months()) == 12
    set_(WHOLE[:6], year_mark(reader=CONTROLLER, committee=SLUG, year=2022))
    assert len(months()) == 6


@pytest.mark.parametrize(
    "who",
    [
        one(Role.READER, SLUG), one(Role.MANAGER, SLUG, HELP), one(Role.SECRETARY, SLUG),
        one(Role.AUDITOR), one(Role.ADMINISTRATOR), controller("ifon"),
    ],
)  # fmt: skip
def test_others_set_nothing(who: Actor) -> None:
    with pytest.raises(NotAllowed):
        set_year(actor=who, now=NOW, committee=SLUG, year=2022, rounds=WHOLE)
    assert months() == []


def test_an_unknown_committee_has_no_rounds() -> None:
    with pytest.raises(UnknownCommittee):
        set_year(actor=COMMAND_LINE, now=NOW, committee="okand", year=2022, rounds=WHOLE)
