"""Reads the forecasts of a committee's years, and what the years became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from uppsikt.figures import MISSING, Absent, Period, Value
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.remembering import remembered
from uppsikt.organisation.selectors import Committee
from uppsikt.planning.accuracy_rules import (
    Accuracy,
    Tried,
    accuracy,
    accuracy_by,
    each_month,
    said_of_all,
)
from uppsikt.planning.rules import ForecastRow
from uppsikt.planning.selectors import forecasts_of_years
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.sources.balances import Balances
from uppsikt.sources.selectors import balances
from uppsikt.store import Store

_FIRST_YEAR, _LAST_YEAR = 1900, 2999
"""All years that a period can be of."""


@dataclass(frozen=True, slots=True)
class LineForecasts:
    """An activity's forecasts of a year, by month, and what the year became (öre or absent).

    A contingency has no outcome: nothing is booked on it. Nor has a year whose months are not
    all read in: what is known of a part of it says nothing of the whole.
    """

    key: str
    name: str
    is_contingency: bool
    became: Value
    tried: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class YearForecasts:
    """A committee's forecasts of a year. `tried` are those of all activities together.

    `tried` has each month that any forecast was given after; `lines` are the year's, in the order
    of the report.
    """

    year: int
    became: Value
    tried: tuple[Tried, ...]
    lines: tuple[LineForecasts, ...]

    @property
    def is_over(self) -> bool:
        """Whether it is known what the year became for the whole committee."""
        return not isinstance(self.became, Absent)

    @property
    def activities(self) -> tuple[LineForecasts, ...]:
        """The lines that an outcome can be booked on."""
        return tuple(line for line in self.lines if not line.is_contingency)


@dataclass(frozen=True, slots=True)
class ForecastsTried:
    """A committee's forecasts of the year that is asked for, and of every year that has any.

    `every` is in order; the year asked for is among them if it has forecasts. `names` are the
    activities of all times by key, as they were called last, in the order of the report.
    """

    committee: Committee
    names: Mapping[str, str]
    asked: YearForecasts
    every: tuple[YearForecasts, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have forecasts."""
        return tuple(one.year for one in self.every)

    def of_activity(self, key: str) -> tuple[Tried, ...]:
        """The forecasts of an activity, all years together, in order."""
        return tuple(
            tried
            for one in self.every
            for line in one.activities
            if line.key == key
            for tried in line.tried
        )

    def of_all(self) -> Accuracy | None:
        """How right the committee's forecasts were, all years and months together."""
        return accuracy(tried for one in self.every for tried in one.tried)

    def by_month(self) -> dict[int, Accuracy]:
        """How right the committee's forecasts were after each month (1–12), in order."""
        found = accuracy_by(
            (tried for one in self.every for tried in one.tried), lambda tried: tried.month.last
        )
        return dict(sorted(found.items()))

    def by_activity(self) -> dict[str, Accuracy]:
        """How right the forecasts of each activity (by key) were, in the order of the names."""
        found = accuracy_by(self._given(), lambda tried: _row(tried).activity)
        return {key: found[key] for key in self.names if key in found}

    def by_author(self) -> dict[str, Accuracy]:
        """How right the forecasts were that each role gave, in the order of the report."""
        return accuracy_by(self._given(), lambda tried: _row(tried).author)

    def _given(self) -> list[Tried]:
        """What was given for activities; the latest year's authors first."""
        return [
            tried for one in reversed(self.every) for line in one.activities for tried in line.tried
        ]


def forecasts_tried(*, reader: Reader, store: Store, committee: str, year: int) -> ForecastsTried:
    """The committee's forecasts of a year against its outcome, with every other year's.

    Raises UnknownCommittee.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    demand(reader, Verb.READ, Thing.BALANCES.of(committee))
    with remembered():
        about = organisation.committee(reader=reader, slug=committee)
        lines = organisation.all_lines(reader=reader, committee=committee)
        history = forecasts_of_years(
            reader=reader, committee=committee, first=_FIRST_YEAR, last=_LAST_YEAR
        )
        known = sorted({row.month.year for row in history})
        names = {line.key: line.name for line in lines if not line.is_contingency}
        nothing = YearForecasts(year, MISSING, (), ())
        if not known:
            return ForecastsTried(about, names, nothing, ())
        booked = balances(
            reader=reader,
            store=store,
            committee=committee,
            first_year=known[0],
            last_year=known[-1],
        )
        found = {
            one: _year(one, lines, [row for row in history if row.month.year == one], booked)
            for one in known
        }
    return ForecastsTried(about, names, found.get(year, nothing), tuple(found.values()))


def _year(
    year: int,
    lines: Sequence[organisation.Line],
    history: Sequence[ForecastRow],
    booked: Balances,
) -> YearForecasts:
    whole = Period.whole_year(year)
    rows = each_month(history)
    its = tuple(
        _line(line, _became(booked.value(whole, activity=line.key)), rows)
        for line in _of_year(lines, whole)
    )
    became, keys = _became(booked.value(whole)), [line.key for line in its]
    months = sorted({row.month for row in rows})
    tried = tuple(Tried(month, said_of_all(history, month, keys), became) for month in months)
    return YearForecasts(year, became, tried, its)


def _became(booked: Value) -> Value:
    """What a year became; until all of it is booked that is missing, not something computed."""
    return MISSING if isinstance(booked, Absent) else booked


def _line(line: organisation.Line, became: Value, rows: Sequence[ForecastRow]) -> LineForecasts:
    own = (row for row in rows if row.activity == line.key)
    tried = tuple(Tried(row.month, row.net, became, row) for row in own)
    return LineForecasts(line.key, line.name, line.is_contingency, became, tried)


def _of_year(lines: Sequence[organisation.Line], whole: Period) -> list[organisation.Line]:
    """The lines that are there at any time of the year; a line has the name that it had last."""
    found: dict[str, organisation.Line] = {}
    for line in lines:
        begins_later = line.valid_from is not None and line.valid_from > whole.last_day
        has_ended = line.valid_to is not None and line.valid_to < whole.first_day
        if not begins_later and not has_ended:
            found[line.key] = line
    return list(found.values())


def _row(tried: Tried) -> ForecastRow:
    assert tried.row is not None
    return tried.row
