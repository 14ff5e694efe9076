"""What the forecasts of a year said after each month, against what the year became."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.figures import (
    AnyRelation,
    Name,
    Period,
    Subject,
    What,
    forecast_miss,
    share,
    total,
)
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Facts, Line
from uppsikt.followup.basis.value_columns import Columns


def forecast_name(facts: Facts, activity: str, after: Period) -> Name:
    """The year's forecast of an activity (empty for the committee) as it stood after a month."""
    return Name(What.EARLIER_FORECAST, _subject(facts, activity, after), facts.year)


def miss_name(facts: Facts, activity: str, after: Period) -> Name:
    """What the year became less what was forecast after a month; negative is worse."""
    return Name(What.FORECAST_MISS, _subject(facts, activity, after), facts.year)


def miss_share_name(facts: Facts, activity: str, after: Period) -> Name:
    """The miss as a part of the forecast, as a ratio."""
    return Name(What.SHARE, _subject(facts, activity, after), facts.year)


def outcome_name(facts: Facts, activity: str) -> Name:
    """What the year became."""
    return names.cell(names.line(facts, activity), Columns.of(facts.month).actual)


def month_of(name: Name) -> Period:
    """The month after which an earlier forecast was made."""
    return Period.parse(name.of.group.removeprefix("="))


def forecast_lines(facts: Facts) -> list[Line]:
    """The lines that a forecast of the year is made of."""
    return [line for line in facts.lines if line.exists(facts.year)]


def forecast_names(facts: Facts) -> Iterator[Name]:
    """The forecasts that do not follow from others."""
    for after in facts.rounds:
        for line in forecast_lines(facts):
            yield forecast_name(facts, line.key, after)


def relations(facts: Facts) -> Iterator[AnyRelation]:
    """The committee's forecast = its lines'; miss = outcome − forecast; and its share."""
    for after in facts.rounds:
        lines = forecast_lines(facts)
        parts = [forecast_name(facts, line.key, after) for line in lines]
        yield total(forecast_name(facts, "", after), parts)
        for key in ("", *(line.key for line in lines if not line.is_contingency)):
            said, miss = forecast_name(facts, key, after), miss_name(facts, key, after)
            yield forecast_miss(miss, outcome_name(facts, key), said)
            yield share(miss_share_name(facts, key, after), miss, said)


def _subject(facts: Facts, activity: str, after: Period) -> Subject:
    return Subject(facts.committee, activity, group=f"={after}")
