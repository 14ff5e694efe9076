"""What is read of monthly rounds: their dates and how far they have come, and their steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from uppsikt.figures import NothingThere, Period
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.selectors import Line
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.rounds import models
from uppsikt.rounds.rules import (
    ActivityState,
    Dates,
    RoundState,
    Step,
    StepKind,
    activity_states,
    round_state,
)


class NoRound(NothingThere):
    """There is no round of the committee after the month."""


def no_round(month: Period) -> NoRound:
    """The refusal of what asks for a round after a month that has none."""
    return NoRound(
        f"Det finns ingen månadsrunda för {month.text}.",
        todo="Den som är controller sätter årets datum.",
    )


class NoForecast(NothingThere):
    """The activity gives no forecast in the round."""


@dataclass(frozen=True)
class Round:
    """A round as it is now. `counts` is how many activities are in each state."""

    committee: str
    dates: Dates
    revision: int
    state: RoundState
    counts: dict[ActivityState, int]

    @property
    def month(self) -> Period:
        """The month that is reported."""
        return self.dates.month


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A form that somebody has begun; see `models.Draft`."""

    activity: str
    way: str
    typed: str
    comment: str
    revision: int
    saved_at: datetime
    actor: str


def rounds_of(
    *, reader: Reader, now: datetime, committee: str, year: int | None = None
) -> tuple[Round, ...]:
    """The committee's rounds, of one year or of all, by month."""
    demand(reader, Verb.READ, Thing.ROUNDS.of(committee))
    rows = models.Round.objects.seen_by(reader).filter(committee__slug=committee)
    if year is not None:
        rows = rows.filter(month__startswith=f"{year}-")
    return _rounds(reader, rows, now)


def rounds_after(*, reader: Reader, now: datetime, month: Period) -> dict[str, Round]:
    """The rounds of all committees after the month, by the committee's short name."""
    demand(reader, Verb.READ, Thing.ROUNDS)
    rows = models.Round.objects.seen_by(reader).filter(month=str(month))
    return {one.committee: one for one in _rounds(reader, rows, now)}


def year_mark(*, reader: Reader, committee: str, year: int) -> str:
    """What is another when any of the year's rounds is: so that nobody overwrites unseen."""
    demand(reader, Verb.READ, Thing.ROUNDS.of(committee))
    rows = models.Round.objects.seen_by(reader).filter(committee__slug=committee)
    return mark_of(rows.filter(month__startswith=f"{year}-"))


def mark_of(rows: Iterable[models.Round]) -> str:
    """The rounds by their numbers and revisions."""
    return " ".join(sorted(f"{row.pk}.{row.revision}" for row in rows))


def round_of(*, reader: Reader, now: datetime, committee: str, month: Period) -> Round:
    """The committee's round after the month. Raises NoRound."""
    demand(reader, Verb.READ, Thing.ROUNDS.of(committee))
    rows = models.Round.objects.seen_by(reader).filter(committee__slug=committee, month=str(month))
    found = _rounds(reader, rows, now)
    if not found:
        raise no_round(month)
    return found[0]


def steps_of(*, reader: Reader, committee: str, month: Period) -> tuple[Step, ...]:
    """All that was done in a round, the first first: for those who may read working material."""
    demand(reader, Verb.READ, Thing.DRAFTS.of(committee))
    rows = models.Step.objects.seen_by(reader).filter(
        round__committee__slug=committee, round__month=str(month)
    )
    return tuple(step_of(row) for row in rows)


def states_of(
    *, reader: Reader, committee: str, month: Period
) -> tuple[tuple[Line, ActivityState], ...]:
    """Each activity that is to report after the month, in report order, and how far it has come."""
    steps = steps_of(reader=reader, committee=committee, month=month)
    lines = reporting_lines(reader=reader, committee=committee, month=month)
    states = activity_states(steps, [line.key for line in lines])
    return tuple((line, states[line.key]) for line in lines)


def reporting_lines(*, reader: Reader, committee: str, month: Period) -> tuple[Line, ...]:
    """The activities that forecasts are given for after the month: all but contingencies."""
    lines = organisation.lines(reader=reader, committee=committee, on=month.last_day)
    return tuple(line for line in lines if not line.is_contingency)


def reporting_line(*, reader: Reader, committee: str, month: Period, activity: str) -> Line:
    """An activity that gives a forecast after the month. Raises NoForecast."""
    lines = reporting_lines(reader=reader, committee=committee, month=month)
    for line in lines:
        if line.key == activity:
            return line
    raise NoForecast(
        f"”{activity}” lämnar ingen prognos i rundan för {month.text}.",
        values=[line.name for line in lines],
        todo="Välj en av verksamheterna ovan.",
    )


def draft_of(*, reader: Reader, committee: str, month: Period, activity: str) -> KeptDraft | None:
    """The form that somebody has begun for an activity, None if nobody has."""
    demand(reader, Verb.READ, Thing.FORECASTS.of(committee, activity))
    row = (
        models.Draft.objects.seen_by(reader)
        .filter(round__committee__slug=committee, round__month=str(month), activity=activity)
        .first()
    )
    return None if row is None else kept_draft(row)


def kept_draft(row: models.Draft) -> KeptDraft:
    """The draft of a row."""
    return KeptDraft(
        row.activity,
        row.way,
        row.typed,
        row.comment,
        row.revision,
        row.saved_at,
        row.actor,
    )


def step_of(row: models.Step) -> Step:
    """The step of a row."""
    return Step(
        number=row.pk,
        kind=StepKind(row.kind),
        activity=row.activity,
        text=row.text,
        at=row.at,
        actor=row.actor,
        role=row.role,
        detail=dict(row.detail),
    )


def dates_of(row: models.Round) -> Dates:
    """The dates of a row."""
    return Dates(
        month=Period.parse(row.month),
        form=row.form,
        opens_on=row.opens_on,
        due_on=row.due_on,
        sent_on=row.sent_on,
        meeting_on=row.meeting_on,
    )


def _rounds(reader: Reader, rows: QuerySet[models.Round], now: datetime) -> tuple[Round, ...]:
    """How far rounds have come is for all who read rounds; what was said in them is not."""
    every = list(rows.select_related("committee"))
    steps: dict[int, list[Step]] = {row.pk: [] for row in every}
    for one in models.Step.everything.filter(round__in=every):
        steps[one.round_id].append(step_of(one))
    return tuple(_round(reader, row, steps[row.pk], now) for row in every)


def _round(reader: Reader, row: models.Round, steps: Sequence[Step], now: datetime) -> Round:
    dates, slug = dates_of(row), row.committee.slug
    lines = reporting_lines(reader=reader, committee=slug, month=dates.month)
    states = activity_states(steps, [line.key for line in lines])
    return Round(
        committee=slug,
        dates=dates,
        revision=row.revision,
        state=round_state(steps, dates.opens_on, _day(now)),
        counts=_counts(states.values()),
    )


def _counts(states: Iterable[ActivityState]) -> dict[ActivityState, int]:
    every = list(states)
    return {state: every.count(state) for state in ActivityState}


def _day(now: datetime) -> date:
    return now.astimezone(STOCKHOLM).date()
