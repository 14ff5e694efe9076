"""What becomes public by itself, on the day of the notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from test_rounds_gate import (  # noqa: F401  (fixtures)
    DATES,
    NOW,
    OCTOBER,
    SLUG,
    THERE,
    compiled,
    excuse_all,
    finds,
    fixed,
    seen,
    store,
    who,
)

from people import controller
from uppsikt.followup.given.reports import given_reports
from uppsikt.followup.models import GivenReport
from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import OPERATOR, PUBLIC, Actor, Door, NotAllowed
from uppsikt.platform.audit.models import Entry
from uppsikt.rounds import gate, publishing, services
from uppsikt.rounds.models import Step
from uppsikt.rounds.publishing import publish_due
from uppsikt.rounds.rules import RoundState, StepKind
from uppsikt.store import Store
from uppsikt.web import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORKER = Actor("arbetsprocessen", OPERATOR.grants, None, Door.JOB)
NOTICE = date(2022, 11, 15)
DUE = ((SLUG, OCTOBER),)
EVENING = datetime(2022, 11, 14, 23, 59, tzinfo=NOW.tzinfo)
"""The evening before the notice, in Stockholm; a minute later it goes out."""
MORNING = EVENING + timedelta(minutes=1)


def fix(store: Store, who: Actor, notice: date | None = NOTICE) -> None:  # noqa: F811
    dates = replace(DATES, sent_on=notice)
    services.set_dates(actor=controller(SLUG), now=NOW, committee=SLUG, rounds=[dates])
    excuse_all(who)
    compiled(store, who)
    fixed(store, who)


def due(now: datetime = MORNING) -> object:
    return publish_due(actor=WORKER, now=now)


def test_it_is_public_on_the_day_of_the_notice_once(
    store: Store,  # noqa: F811
    who: Actor,  # noqa: F811
    finds: Callable[..., None],  # noqa: F811
) -> None:
    fix(store, who)
    assert due(EVENING) == ()
    assert seen(store, who).round.state is RoundState.FIXED
    assert due() == DUE
    assert seen(store, who).round.state is RoundState.PUBLIC
    [step] = Step.everything.filter(kind=StepKind.PUBLIC)
    assert (step.actor, step.at) == ("arbetsprocessen", MORNING)
    entry = Entry.everything.filter(verb__startswith="gjorde rapport offentlig").latest("pk")
    assert (entry.actor, entry.link.at) == ("arbetsprocessen", MORNING)
    public = given_reports(reader=PUBLIC, committee=SLUG, month=OCTOBER, form="monthly")
    entries = Entry.everything.count()
    assert due() == ()
    assert due(MORNING + timedelta(days=9)) == ()
    assert Entry.everything.count() == entries
    assert given_reports(reader=PUBLIC, committee=SLUG, month=OCTOBER, form="monthly") == public


def test_what_is_fixed_after_the_day_or_without_one_is_made_public_by_a_person(
    store: Store,  # noqa: F811
    who: Actor,  # noqa: F811
    finds: Callable[..., None],  # noqa: F811
) -> None:
    fix(store, who, NOW.date() - timedelta(days=1))
    assert due() == ()
    late = replace(DATES, sent_on=None)
    services.set_dates(actor=controller(SLUG), now=NOW, committee=SLUG, rounds=[late])
    assert due() == ()
    assert seen(store, who).round.state is RoundState.FIXED


def test_what_is_opened_again_is_not(
    store: Store,  # noqa: F811
    who: Actor,  # noqa: F811
    finds: Callable[..., None],  # noqa: F811
) -> None:
    fix(store, who)
    gate.reopen(actor=who, reason="Fel siffra", **THERE)
    assert due() == ()


@pytest.mark.parametrize(
    ("notice", "now", "words"),
    [
        (NOTICE, EVENING, "Kallelsen skickas den 15 november 2022. Då blir rapporten offentlig av"),
        (NOTICE, MORNING, "Rapporten blir offentlig av sig själv inom någon minut."),
        (NOW.date() - timedelta(days=1), NOW, "fastställdes efter det: gör den offentlig när"),
    ],
)
def test_the_gate_tells_who_makes_it_public(
    store: Store,  # noqa: F811
    who: Actor,  # noqa: F811
    finds: Callable[..., None],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    notice: date,
    now: datetime,
    words: str,
) -> None:
    fix(store, who, notice)
    monkeypatch.setattr(clock, "now", lambda: now)
    client = Client()
    client.force_login(User.objects.get(username="controllern"))
    assert words in client.get(f"/namnder/{SLUG}/{OCTOBER}/runda/grind/").content.decode()


def test_one_that_is_broken_off_is_whole_the_next_time(
    store: Store,  # noqa: F811
    who: Actor,  # noqa: F811
    finds: Callable[..., None],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fix(store, who)

    def killed(**asked: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(gate, "release_comments", killed)
        with pytest.raises(KeyboardInterrupt):
            due()
    assert not Step.everything.filter(kind=StepKind.PUBLIC).exists()
    assert GivenReport.everything.latest("pk").released_at is None
    assert due() == DUE


def test_a_fault_in_one_is_logged_and_told_nobody_else(
    store: Store,  # noqa: F811
    who: Actor,  # noqa: F811
    finds: Callable[..., None],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fix(store, who)

    def refused(**asked: object) -> None:
        raise NotAllowed("Inte nu.")

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "publish", refused)
        assert due() == ()
    assert "not published" in caplog.text
    assert due() == DUE


def test_nobody_without_the_right_does_it(
    store: Store,  # noqa: F811
    who: Actor,  # noqa: F811
    finds: Callable[..., None],  # noqa: F811
) -> None:
    fix(store, who)
    with pytest.raises(NotAllowed):
        publish_due(actor=Actor("allmänheten", PUBLIC.grants), now=MORNING)
    assert seen(store, who).round.state is RoundState.FIXED
