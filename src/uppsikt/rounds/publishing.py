"""What becomes public by itself: a report that is fixed in time, on the day of its notice."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery

from uppsikt.figures import Period, UppsiktError
from uppsikt.platform.access.rules import Actor, Thing, Verb, demand
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.logs import event
from uppsikt.rounds import models
from uppsikt.rounds.gate import publish
from uppsikt.rounds.gate_rules import publishes_on
from uppsikt.rounds.reminding import steps_in
from uppsikt.rounds.rules import RoundState, StepKind
from uppsikt.rounds.services import held

logger = logging.getLogger(__name__)

_DECIDES = (StepKind.FIXED, StepKind.PUBLIC, StepKind.REOPENED)


def publish_due(*, actor: Actor, now: datetime) -> tuple[tuple[str, Period], ...]:
    """Makes public what is fixed and whose day has come; the rounds, by committee and month.

    Each round is a transaction of its own, so that one that is broken off is done the next time,
    and what is public already is left alone. A fault in one is logged and stops no other.
    """
    today = now.astimezone(STOCKHOLM).date()
    last = (
        models.Step.everything.filter(round=OuterRef("pk"), kind__in=_DECIDES)
        .order_by("-id")
        .values("kind")[:1]
    )
    rows = (
        models.Round.everything.filter(sent_on__lte=today)
        .annotate(decided=Subquery(last))
        .filter(decided=StepKind.FIXED)
        .values_list("committee__slug", "month")
    )
    due = [(committee, Period.parse(month)) for committee, month in rows]
    return tuple(one for one in due if _publish(actor, now, *one))


def _publish(actor: Actor, now: datetime, committee: str, month: Period) -> bool:
    """Whether the round's report was made public now."""
    demand(actor, Verb.CHANGE, Thing.REPORTS.of(committee))
    today = now.astimezone(STOCKHOLM).date()
    try:
        with transaction.atomic(), held(actor, now, committee, month) as round_:
            day = publishes_on(steps_in(round_.row), round_.dates.sent_on)
            if round_.state is not RoundState.FIXED or day is None or day > today:
                return False
            publish(actor=actor, now=now, committee=committee, month=month)
    except UppsiktError as fault:
        event(logger, "not published", logging.ERROR, fault=type(fault).__name__)
        return False
    return True
