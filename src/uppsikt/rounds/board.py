"""The controller's board: how far each activity has come, what changed, and what stands out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, Period, Value, tidy
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.remembering import remembered
from uppsikt.organisation.selectors import Line
from uppsikt.planning import selectors as planning
from uppsikt.planning.rules import BudgetBook, ForecastRow, forecasts_in_force
from uppsikt.planning.suggestion_rules import Suggestion
from uppsikt.planning.suggestions import suggested_forecasts
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.platform.accounts.answering import Person, answering
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.rounds import models
from uppsikt.rounds.outliers import Outlier, Said, outliers
from uppsikt.rounds.rules import ActivityState, Step, StepKind, activity_states
from uppsikt.rounds.selectors import Round, round_of, steps_of
from uppsikt.sources.balances import Balances
from uppsikt.sources.selectors import balances
from uppsikt.store import Store

_DECIDES = frozenset((StepKind.REPORTED, StepKind.ADJUSTED, StepKind.RETURNED, StepKind.EXCUSED))


@dataclass(frozen=True)
class BoardRow:
    """An activity in a round. Amounts in öre, costs negative.

    `earlier` is the forecast that counted after the month before, `now` the one that counts after
    this month: the same one where none has been given since. A contingency reports nothing and has
    no `state`. `since` is when it came into its state; None where nothing has happened.
    """

    line: Line
    state: ActivityState | None
    since: datetime | None
    steps: tuple[Step, ...]
    people: tuple[Person, ...]
    is_begun: bool
    earlier: ForecastRow | None
    now: ForecastRow | None
    booked: Value
    budget: Value
    suggestions: tuple[Suggestion, ...] = ()
    outliers: tuple[Outlier, ...] = ()

    @property
    def question(self) -> Step | None:
        """What was asked about it last and is not answered; sending it back answers too."""
        for step in reversed(self.steps):
            if step.kind in (StepKind.ANSWERED, StepKind.RETURNED):
                return None
            if step.kind is StepKind.ASKED:
                return step
        return None

    @property
    def reminded(self) -> datetime | None:
        """When somebody was last reminded, since it came into the state that it waits in."""
        for step in reversed(self.steps):
            if step.kind in _DECIDES:
                return None
            if step.kind is StepKind.REMINDED:
                return step.at
        return None

    @property
    def change(self) -> Value:
        """How much better (positive) the forecast is than the one that counted before."""
        return difference(net_of(self.now), net_of(self.earlier))

    @property
    def variance(self) -> Value:
        """The forecast less the year's budget: negative is bad."""
        return difference(net_of(self.now), self.budget)


@dataclass(frozen=True)
class Board:
    """A round with all its activities, in report order."""

    round: Round
    rows: tuple[BoardRow, ...]

    @property
    def reporting(self) -> tuple[BoardRow, ...]:
        """The rows of those that are to report: all but contingencies."""
        return tuple(row for row in self.rows if row.state is not None)

    @property
    def earlier(self) -> Value:
        """The committee's forecast as it counted after the month before."""
        return sum_of(net_of(row.earlier) for row in self.rows)

    @property
    def now(self) -> Value:
        """The committee's forecast as it counts now."""
        return sum_of(net_of(row.now) for row in self.rows)

    @property
    def budget(self) -> Value:
        """The committee's budget of the year."""
        return sum_of(row.budget for row in self.rows)

    def row(self, activity: str) -> BoardRow | None:
        """The row of an activity that reports, None if there is no such."""
        return next((row for row in self.reporting if row.line.key == activity), None)


def board(*, reader: Reader, now: datetime, store: Store, committee: str, month: Period) -> Board:
    """The round after the month as those at work on it see it. Raises NoRound."""
    demand(reader, Verb.READ, Thing.DRAFTS.of(committee))
    with remembered():
        found = round_of(reader=reader, now=now, committee=committee, month=month)
        rows = tuple(_rows(reader, now, store, found))
    return Board(found, rows)


def _rows(reader: Reader, now: datetime, store: Store, round_: Round) -> Iterator[BoardRow]:
    slug, month = round_.committee, round_.month
    lines = organisation.lines(reader=reader, committee=slug, on=month.last_day)
    steps = steps_of(reader=reader, committee=slug, month=month)
    states = activity_states(steps, [line.key for line in lines if not line.is_contingency])
    people = answering(reader=reader, committee=slug, on=_day(now))
    said = _Forecasts(reader, slug, month)
    booked = _booked(reader, store, slug, month)
    budget = planning.budget(
        reader=reader, committee=slug, year=month.year, as_of=month.last_day, store=store
    )
    suggested = {
        one.key: one.suggestions
        for one in suggested_forecasts(reader=reader, store=store, committee=slug, month=month)
    }
    begun = _begun(reader, slug, month)
    for line in lines:
        own = tuple(step for step in steps if step.activity == line.key)
        ways = suggested.get(line.key, ())
        yield BoardRow(
            line=line,
            state=states.get(line.key),
            since=since(own),
            steps=own,
            people=people.get(line.key, ()),
            is_begun=line.key in begun,
            earlier=said.earlier.get(line.key),
            now=said.now.get(line.key),
            booked=booked.value(month.to_date_of(), activity=line.key),
            budget=budget.value(Period.whole_year(month.year), activity=line.key),
            suggestions=ways,
            outliers=_outliers(said, booked, budget, line, ways),
        )


class _Forecasts:
    """The forecasts that count after the month, and that counted after the month before."""

    def __init__(self, reader: Reader, committee: str, month: Period) -> None:
        self.month = month
        history = planning.forecast_history(reader=reader, committee=committee, year=month.year)
        self.now = _by_activity(forecasts_in_force(history, month))
        before = [row for row in history if row.month < month]
        self.earlier = _by_activity(forecasts_in_force(before, month))


def _by_activity(rows: Iterable[ForecastRow]) -> Mapping[str, ForecastRow]:
    return {row.activity: row for row in rows}


def _outliers(
    said: _Forecasts,
    booked: Balances,
    budget: BudgetBook,
    line: Line,
    suggestions: Sequence[Suggestion],
) -> tuple[Outlier, ...]:
    """What the forecast that was given after this very month stands out against."""
    now, earlier, month = said.now.get(line.key), said.earlier.get(line.key), said.month
    if now is None or now.month != month or line.is_contingency:
        return ()
    return outliers(
        Said(
            month=month,
            net=now.net,
            comment=now.comment,
            earlier=None if earlier is None else earlier.net,
            earlier_comment="" if earlier is None else earlier.comment,
            booked=booked.value(month.to_date_of(), activity=line.key),
            budget=budget.value(Period.whole_year(month.year), activity=line.key),
            of_month=booked.value(month, activity=line.key),
            month_budget=budget.value(month, activity=line.key),
            suggestions=suggestions,
        )
    )


def _booked(reader: Reader, store: Store, committee: str, month: Period) -> Balances:
    return balances(
        reader=reader,
        store=store,
        committee=committee,
        first_year=month.year,
        last_year=month.year,
    )


def _begun(reader: Reader, committee: str, month: Period) -> frozenset[str]:
    """The activities that somebody has begun a form for."""
    rows = models.Draft.objects.seen_by(reader).filter(
        round__committee__slug=committee, round__month=str(month)
    )
    return frozenset(rows.values_list("activity", flat=True))


def since(steps: Sequence[Step]) -> datetime | None:
    """When an activity came into the state that its steps leave it in."""
    return next((step.at for step in reversed(steps) if step.kind in _DECIDES), None)


def net_of(row: ForecastRow | None) -> Value:
    """The amount of a forecast, MISSING without one."""
    return MISSING if row is None else row.net


def difference(value: Value, other: Value) -> Value:
    """The one less the other; MISSING where either is, NOT_COMPUTABLE where either cannot be."""
    if isinstance(value, Absent) or isinstance(other, Absent):
        return MISSING if MISSING in (value, other) else NOT_COMPUTABLE
    return tidy(value - other)


def sum_of(values: Iterable[Value]) -> Value:
    """The values together: MISSING where there are none at all, never a sum of some of them."""
    every = list(values)
    known = [value for value in every if not isinstance(value, Absent)]
    if len(known) == len(every) and every:
        return tidy(sum(known))
    return NOT_COMPUTABLE if known else MISSING


def _day(now: datetime) -> date:
    return now.astimezone(STOCKHOLM).date()
