"""Reads what the suggestions of a forecast go by: what is booked, and what was said before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from uppsikt.figures import Period, Value
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.remembering import remembered
from uppsikt.planning.rules import ForecastRow, forecasts_in_force
from uppsikt.planning.selectors import forecast_history
from uppsikt.planning.suggestion_rules import Suggestion, suggestions
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.sources.selectors import balances
from uppsikt.store import Store

YEARS = 5
"""Earlier years that a way is tried on. What was further back says little of an activity."""


@dataclass(frozen=True, slots=True)
class ActivitySuggestions:
    """An activity (its key and name) after a month: booked this year, forecast, suggestions.

    Amounts in öre, costs negative. `last` is the forecast that counts after the month, if any.
    """

    key: str
    name: str
    booked: Value
    last: ForecastRow | None
    suggestions: tuple[Suggestion, ...]


def suggested_forecasts(
    *, reader: Reader, store: Store, committee: str, month: Period
) -> tuple[ActivitySuggestions, ...]:
    """What each activity of the year could end on, in the order of the report.

    Contingencies are left out: nothing is booked on them. Raises UnknownCommittee.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    with remembered():
        lines = [
            line
            for line in organisation.lines(reader=reader, committee=committee, on=month.last_day)
            if not line.is_contingency
        ]
        booked = balances(
            reader=reader,
            store=store,
            committee=committee,
            first_year=month.year - YEARS - 1,
            last_year=month.year,
        )
        years = range(month.year - YEARS, month.year + 1)
        given = [
            row
            for year in years
            for row in forecast_history(reader=reader, committee=committee, year=year)
        ]
        current = {row.activity: row for row in forecasts_in_force(given, month)}
        return tuple(
            ActivitySuggestions(
                line.key,
                line.name,
                booked.value(month.to_date_of(), activity=line.key),
                current.get(line.key),
                suggestions(
                    month,
                    partial(booked.value, activity=line.key),
                    {row.month: row.net for row in given if row.activity == line.key},
                    YEARS,
                ),
            )
            for line in lines
        )
