"""What is read of a round's way from compiled to public: how far it is, and what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Subquery

from uppsikt.figures import Period, UppsiktError
from uppsikt.followup.report import Report
from uppsikt.followup.report_history import Asked
from uppsikt.followup.services import build_report
from uppsikt.organisation.selectors import Line
from uppsikt.platform.access.rules import OPERATOR, Reader, Thing, Verb, demand, may
from uppsikt.rounds import models
from uppsikt.rounds.gate_rules import (
    Accepted,
    Obstacle,
    Reviewed,
    accepted,
    fixed_version,
    obstacles,
    reviewed,
    version_reason,
)
from uppsikt.rounds.history_rules import history
from uppsikt.rounds.rules import ActivityState, RoundFault, Step, StepKind
from uppsikt.rounds.selectors import Round, reporting_lines, round_of, states_of, step_of, steps_of
from uppsikt.store import Store


@dataclass(frozen=True)
class Gate:
    """A round's way to a public report, as it is now.

    `content` is the fingerprint of what the report says now, empty where it cannot be made, which
    `fault` tells. `is_current` says that the last review is of that content. `version` is the one
    that was fixed last, 0 for none, and `reason` why there is to be another.
    """

    round: Round
    activities: tuple[tuple[Line, ActivityState], ...]
    steps: tuple[Step, ...]
    content: str
    reviewed: Reviewed | None
    accepted: Mapping[str, Accepted]
    obstacles: tuple[Obstacle, ...]
    version: int
    reason: str
    fault: UppsiktError | None = None

    @property
    def is_current(self) -> bool:
        """Whether the last review is of the report as it is now."""
        return self.reviewed is not None and self.reviewed.content == self.content


def gate_of(*, reader: Reader, now: datetime, store: Store, committee: str, month: Period) -> Gate:
    """The way of the committee's round after the month, for those at work. Raises NoRound."""
    demand(reader, Verb.READ, Thing.DRAFTS.of(committee))
    round_ = round_of(reader=reader, now=now, committee=committee, month=month)
    steps = steps_of(reader=reader, committee=committee, month=month)
    activities = states_of(reader=reader, committee=committee, month=month)
    content, fault = _content(store, committee, month, round_.dates.form)
    found = obstacles(
        state=round_.state,
        content=content,
        steps=steps,
        activities=[(line.key, line.name, state) for line, state in activities],
    )
    return Gate(
        round=round_,
        activities=activities,
        steps=steps,
        content=content,
        reviewed=reviewed(steps),
        accepted=accepted(steps),
        obstacles=found,
        version=fixed_version(steps),
        reason=version_reason(steps),
        fault=fault,
    )


def at_work(*, store: Store, committee: str, month: Period, form: str) -> Report:
    """The report as those at work see it, for whoever was asked for their rights already.

    It is what is reviewed: all but its history. Raises what `build_report` raises.
    """
    return build_report(
        reader=OPERATOR,
        store=store,
        committee=committee,
        period=month,
        form=form,
        has_history=False,
    )


def _content(
    store: Store, committee: str, month: Period, form: str
) -> tuple[str, UppsiktError | None]:
    try:
        report = at_work(store=store, committee=committee, month=month, form=form)
    except UppsiktError as fault:
        return "", fault
    return report.content, None


def is_of_round(*, reader: Reader, committee: str, month: Period, form: str) -> bool:
    """Whether the report is the one that the month's round leads to."""
    demand(reader, Verb.READ, Thing.ORGANISATION.of(committee))
    return models.Round.everything.filter(
        committee__slug=committee, month=str(month), form=form
    ).exists()


def demand_no_round(*, reader: Reader, committee: str, month: Period, form: str) -> None:
    """Raises RoundFault for a report that is fixed at the gate of its round, and not given out."""
    if is_of_round(reader=reader, committee=committee, month=month, form=form):
        raise RoundFault(
            f"Rapporten för {month.text} lämnas i månadsrundan.",
            todo="Fastställ den på rundans sida, så att den granskas först: "
            f"/namnder/{committee}/{month}/runda/grind/",
        )


def told_history(reader: Reader, asked: Asked) -> tuple[str, ...]:
    """What the report tells of its round: all for those at work, for others what is public."""
    rows = models.Step.everything.filter(
        round__committee__slug=asked.committee,
        round__month=str(asked.month),
        round__form=asked.form,
    )
    if not may(reader, Verb.READ, Thing.DRAFTS.of(asked.committee)):
        # Asked of the database, so that what is done in the round makes no public page anew.
        public = rows.filter(kind=StepKind.PUBLIC).order_by("-id").values("id")[:1]
        rows = rows.filter(id__lte=Subquery(public))
    steps: Sequence[Step] = [step_of(row) for row in rows]

    def names() -> dict[str, str]:
        lines = reporting_lines(reader=OPERATOR, committee=asked.committee, month=asked.month)
        return {line.key: line.name for line in lines}

    return tuple(history(steps, names, asked.content))
