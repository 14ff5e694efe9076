"""What somebody answers for in rounds: the activities, and which of them wait for a forecast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q

from uppsikt.figures import Period
from uppsikt.organisation.selectors import Line
from uppsikt.platform.access.rules import Reader, Thing, Verb, may, reach
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.rounds import models
from uppsikt.rounds.rules import ActivityState, RoundState, StepKind, activity_states, round_state
from uppsikt.rounds.selectors import reporting_lines, states_of, step_of


@dataclass(frozen=True, slots=True)
class Mine:
    """An activity that somebody gives forecasts for, and how far it has come in the round."""

    line: Line
    state: ActivityState


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open round in which somebody's own activities (by key, in report order) wait."""

    committee: str
    committee_name: str
    month: Period
    due_on: date
    activities: tuple[Line, ...]
    returned: bool
    """Whether one of them has come back with a question."""


def mine(*, reader: Reader, committee: str, month: Period) -> tuple[Mine, ...]:
    """The activities that the reader gives forecasts for, in the order in which to do them.

    Those with a question come first, then those that wait, and last those that are done.
    Raises NotAllowed for who may not read working material of the committee.
    """
    states = states_of(reader=reader, committee=committee, month=month)
    own = (
        Mine(line, state)
        for line, state in states
        if may(reader, Verb.CHANGE, Thing.FORECASTS.of(committee, line.key))
    )
    return tuple(sorted(own, key=lambda one: _ORDER[one.state]))


_ORDER = {
    ActivityState.RETURNED: 0,
    ActivityState.WAITING: 1,
    ActivityState.EXCUSED: 2,
    ActivityState.REPORTED: 2,
}


def next_of(activities: Sequence[Mine], after: str) -> Line | None:
    """The activity to do after another, None when nothing waits: the one with a question first."""
    left = (one.line for one in activities if not one.state.is_done and one.line.key != after)
    return next(left, None)


def waiting(*, reader: Reader, now: datetime) -> tuple[Waiting, ...]:
    """The open rounds in which the reader's own activities wait, the one due first first.

    For who answers for activities; a controller, who may give any forecast, has a board. It is
    the same for all who have the same roles on the same day.
    """
    own = reach(reader, Verb.CHANGE, Thing.FORECASTS).activities
    if not own:
        return ()
    today = now.astimezone(STOCKHOLM).date()
    taken = models.Step.everything.filter(round=OuterRef("pk"))
    is_over = Exists(taken.filter(kind=StepKind.PUBLIC))
    is_again = Exists(taken.filter(kind=StepKind.REOPENED))
    rows = (
        models.Round.objects.seen_by(reader)
        .filter(Q(opens_on__lte=today) | Exists(taken), ~is_over | is_again)
        .filter(committee__slug__in={committee for committee, _ in own})
        .select_related("committee")
        .prefetch_related(Prefetch("steps", models.Step.everything.all()))
        .order_by("due_on", "committee__slug", "month")
    )
    return tuple(_waiting(reader, rows, own, today))


def _waiting(
    reader: Reader, rows: Iterable[models.Round], own: frozenset[tuple[str, str]], today: date
) -> Iterator[Waiting]:
    for row in rows:
        steps = [step_of(one) for one in row.steps(manager="everything").all()]
        if round_state(steps, row.opens_on, today) is not RoundState.OPEN:
            continue
        slug, month = row.committee.slug, Period.parse(row.month)
        lines = reporting_lines(reader=reader, committee=slug, month=month)
        states = activity_states(steps, [line.key for line in lines if (slug, line.key) in own])
        left = tuple(line for line in lines if line.key in states and not states[line.key].is_done)
        if left:
            returned = ActivityState.RETURNED in states.values()
            yield Waiting(slug, row.committee.name, month, row.due_on, left, returned)
