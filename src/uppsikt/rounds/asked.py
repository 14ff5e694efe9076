"""What somebody is shown who is asked for a forecast: how it stands, what to choose from, and why.

The figures are those of the month's report, as it prints them, so that the form and the report say
the same. Where no report can be made, the form does without them and tells why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from uppsikt.figures import (
    MISSING,
    Absent,
    Name,
    Period,
    Value,
    What,
    round_half_away,
)
from uppsikt.followup.basis import names
from uppsikt.followup.errors import Lacking
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.organisation.remembering import remembered
from uppsikt.organisation.selectors import Line
from uppsikt.planning.known_item_selectors import FollowedItem, known
from uppsikt.planning.rules import ForecastRow
from uppsikt.planning.selectors import budget, forecast_history
from uppsikt.planning.suggestion_rules import Suggestion, Way
from uppsikt.planning.suggestions import ActivitySuggestions, suggested_forecasts
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.rounds.answer_rules import TKR, Beside
from uppsikt.rounds.rules import ActivityState, Step, StepKind, activity_states
from uppsikt.rounds.selectors import (
    KeptDraft,
    Round,
    draft_of,
    reporting_line,
    round_of,
    steps_of,
)
from uppsikt.store import Store


@dataclass(frozen=True, slots=True)
class Standing:
    """An activity in the month's report, in printed whole tkr; None for what it does not tell."""

    actual: int | None = None
    period_budget: int | None = None
    budget: int | None = None
    forecast: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A suggestion to choose. `value` is in öre, in whole tkr unless a forecast was in less."""

    key: str
    value: Value
    suggestion: Suggestion


@dataclass(frozen=True)
class Asked:
    """An activity that a forecast is asked for, in a round. Amounts in öre, costs negative.

    `lack` is why the month's figures are not there, where they are not. `last` is the forecast of
    an earlier month, `given` the step in which this one's was last handed in or adjusted, and
    `returned` the question that it came back with, if it is to be handed in again.
    """

    round: Round
    line: Line
    state: ActivityState
    standing: Standing
    lack: Lacking | None
    choices: tuple[Choice, ...]
    last: ForecastRow | None
    items: tuple[FollowedItem, ...]
    steps: tuple[Step, ...]
    draft: KeptDraft | None

    @property
    def beside(self) -> Beside:
        """What an amount is held against."""
        stands = self.standing
        return Beside(
            None if stands.actual is None else stands.actual * TKR,
            None if stands.budget is None else stands.budget * TKR,
            None if self.last is None else self.last.net,
        )

    @property
    def suggested(self) -> Mapping[str, Value]:
        """The amounts to choose from, by key."""
        return {one.key: one.value for one in self.choices}

    @property
    def given(self) -> Step | None:
        """How the forecast was last handed in or adjusted, if it was."""
        return self._latest(StepKind.REPORTED, StepKind.ADJUSTED)

    @property
    def returned(self) -> Step | None:
        """The question that the forecast waits with."""
        if self.state is not ActivityState.RETURNED:
            return None
        return self._latest(StepKind.RETURNED)

    def _latest(self, *kinds: StepKind) -> Step | None:
        return next((step for step in reversed(self.steps) if step.kind in kinds), None)


def asked_forecast(
    *, reader: Reader, now: datetime, store: Store, committee: str, month: Period, activity: str
) -> Asked:
    """What the reader is asked of an activity, for those who may hand its forecast in.

    Raises NotAllowed, NoRound and NoForecast.
    """
    demand(reader, Verb.CHANGE, Thing.FORECASTS.of(committee, activity))
    found = round_of(reader=reader, now=now, committee=committee, month=month)
    line = reporting_line(reader=reader, committee=committee, month=month, activity=activity)
    every = steps_of(reader=reader, committee=committee, month=month)
    standing, lack = standings(reader=reader, store=store, found=found, keys=(activity,))
    suggested = _suggested(reader, store, committee, month, activity)
    return Asked(
        round=found,
        line=line,
        state=activity_states(every, [activity])[activity],
        standing=standing[activity],
        lack=lack,
        choices=tuple(_choices(suggested)),
        last=_last(reader, committee, month, activity),
        items=_items(reader, store, committee, month, activity),
        steps=tuple(step for step in every if step.activity == activity),
        draft=draft_of(reader=reader, committee=committee, month=month, activity=activity),
    )


def held_against(
    *, reader: Reader, store: Store, committee: str, month: Period, activity: str
) -> tuple[Mapping[str, Value], Beside]:
    """The amounts (öre) to choose from, by key, and what a forecast is held against.

    Looked up where they have their home and not in the report, as `asked_forecast` does: what is
    handed in has often been overtaken by what others have handed in since the form was opened,
    and to make the report anew takes more than all else. Raises UnknownCommittee.
    """
    demand(reader, Verb.CHANGE, Thing.FORECASTS.of(committee, activity))
    with remembered():
        suggested = _suggested(reader, store, committee, month, activity)
        book = budget(
            reader=reader,
            committee=committee,
            year=month.year,
            as_of=month.last_day,
            store=store,
        )
        last = _last(reader, committee, month, activity)
    return {one.key: one.value for one in _choices(suggested)}, Beside(
        _ore(suggested.booked if suggested else MISSING),
        _ore(book.value(Period.whole_year(month.year), activity=activity)),
        None if last is None else last.net,
    )


def _ore(value: Value) -> int | None:
    return None if isinstance(value, Absent) else round_half_away(Fraction(value))


def standings(
    *, reader: Reader, store: Store, found: Round, keys: Sequence[str]
) -> tuple[Mapping[str, Standing], Lacking | None]:
    """How activities stand in the report that the round leads to; else empty, and why."""
    try:
        report = build_report(
            reader=reader,
            store=store,
            committee=found.committee,
            period=found.month,
            form=found.dates.form,
        )
    except Lacking as lack:
        return dict.fromkeys(keys, Standing()), lack
    return {key: _standing(report, key) for key in keys}, None


def _standing(report: Report, key: str) -> Standing:
    figures, month = report.figures, report.figures.facts.month
    of = names.line(figures.facts, key)
    year, to_date = Period.whole_year(month.year), month.to_date_of()
    return Standing(
        actual=figures.known(Name(What.ACTUAL, of, to_date)),
        period_budget=figures.known(Name(What.BUDGET, of, to_date)),
        budget=figures.known(Name(What.BUDGET, of, year)),
        forecast=figures.known(Name(What.FORECAST, of, year)),
    )


def _suggested(
    reader: Reader, store: Store, committee: str, month: Period, activity: str
) -> ActivitySuggestions | None:
    found = suggested_forecasts(
        reader=reader, store=store, committee=committee, month=month, activity=activity
    )
    return found[0] if found else None


def _choices(found: ActivitySuggestions | None) -> list[Choice]:
    return [
        Choice(one.way.name.lower(), _whole(one), one)
        for one in (found.suggestions if found else ())
    ]


def _whole(one: Suggestion) -> Value:
    """A computed amount in whole tkr, as it is shown; a forecast as it was given."""
    if isinstance(one.value, Absent) or one.way is Way.CARRIED:
        return one.value
    return round_half_away(Fraction(one.value, TKR)) * TKR


def _last(reader: Reader, committee: str, month: Period, activity: str) -> ForecastRow | None:
    """The latest forecast of an earlier month of the year."""
    rows = forecast_history(reader=reader, committee=committee, year=month.year)
    earlier = [row for row in rows if row.activity == activity and row.month < month]
    return earlier[-1] if earlier else None


def _items(
    reader: Reader, store: Store, committee: str, month: Period, activity: str
) -> tuple[FollowedItem, ...]:
    """What is known of the activity and not booked."""
    every = known(reader=reader, store=store, committee=committee, month=month)
    return tuple(one for one in every if one.item.activity == activity and one.stands_beside(month))
