"""Reads what the suggestions of a forecast go by: what is booked, and what was said before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from uppsikt.figures import Period, Value
from uppsikt.organisation import move_selectors
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.remembering import remembered
from uppsikt.planning.rules import ForecastRow, forecasts_in_force
from uppsikt.planning.selectors import forecasts_of_years
from uppsikt.planning.suggestion_rules import Suggestion, grounds, suggestions
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, sight
from uppsikt.platform.kept.keeper import Keeper
from uppsikt.sources.balances import Balances
from uppsikt.sources.selectors import balances
from uppsikt.store import Store

YEARS = 5
"""Earlier years that a way is tried on. What was further back says little of an activity."""


_KEPT = 64


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


SUGGESTIONS: Keeper[tuple[ActivitySuggestions, ...]] = Keeper(_KEPT)


def suggested_forecasts(
    *, reader: Reader, store: Store, committee: str, month: Period, activity: str | None = None
) -> tuple[ActivitySuggestions, ...]:
    """What each activity of the year could end on, in the order of the report.

    Contingencies are left out: nothing is booked on them. `activity` is the key of the only one
    that is asked for. Kept until something of it changes: a form is opened and saved many times,
    while others hand theirs in. Raises UnknownCommittee.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    key = (str(store.root), sight(reader, committee), committee, month, activity)
    return SUGGESTIONS.value(key, lambda: _made(reader, store, committee, month, activity))


def _made(
    reader: Reader, store: Store, committee: str, month: Period, activity: str | None
) -> tuple[ActivitySuggestions, ...]:
    with remembered():
        lines = [
            line
            for line in organisation.lines(reader=reader, committee=committee, on=month.last_day)
            if not line.is_contingency and activity in (None, line.key)
        ]
        published, comparable = _booked(reader, store, committee, month)
        given = forecasts_of_years(
            reader=reader,
            committee=committee,
            first=month.year - YEARS,
            last=month.year,
            activity=activity,
        )
        current = {row.activity: row for row in forecasts_in_force(given, month)}
        return tuple(
            ActivitySuggestions(
                line.key,
                line.name,
                published.value(month.to_date_of(), activity=line.key),
                current.get(line.key),
                suggestions(
                    month,
                    grounds(
                        month,
                        partial(comparable.value, activity=line.key),
                        {row.month: row.net for row in given if row.activity == line.key},
                        YEARS,
                        partial(published.value, activity=line.key),
                    ),
                ),
            )
            for line in lines
        )


def _booked(
    reader: Reader, store: Store, committee: str, month: Period
) -> tuple[Balances, Balances]:
    """What is booked: as it was published, and with earlier years by this year's organisation.

    Both are one where nothing has moved to or from the committee from the first of the years on.
    """
    read = partial(
        balances,
        reader=reader,
        store=store,
        committee=committee,
        first_year=month.year - YEARS - 1,
        last_year=month.year,
    )
    published = read()
    first, last = month.year - YEARS - 1, month.year
    has_moved = any(
        committee in (one.origin.committee, one.target.committee)
        for one in move_selectors.moves(reader=reader)
        if first <= one.month // 100 <= last
    )
    return published, read(restated_to=month.year) if has_moved else published
