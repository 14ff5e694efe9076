"""The pictures of a report. Each heading says its point; costs are drawn as positive amounts."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.documents import Chart, Series, history_chart, variance_chart, year_chart
from uppsikt.documents.model import SeriesRole
from uppsikt.figures import Name, Period, What, higher_lower, month_name, plus_minus
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import History
from uppsikt.followup.basis.value_columns import UNIT, Columns
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.book.rules import history_years

_ROLES: tuple[SeriesRole, ...] = ("this", "last", "older")


def year_so_far(figures: Computed) -> Iterator[Chart]:
    """Actual, budget and forecast of the committee from the beginning of the year."""
    facts = figures.facts
    columns = Columns.of(facts.month)
    variance = figures.known(names.cell(names.whole(facts), columns.variance))
    actual, budget = (_to_date(figures, what) for what in (What.ACTUAL, What.BUDGET))
    if variance is None or not any(value is not None for value in budget):
        return
    until = f"till och med {month_name(facts.month.last)}"
    series = [Series("Utfall", "this", actual), Series("Budget", "budget", budget)]
    forecast = _forecast(figures, actual)
    if forecast is not None:
        series.append(Series("Prognos", "forecast", forecast))
    heading = f"Nettokostnaden är {higher_lower(-variance, UNIT)} {until}"
    yield year_chart(heading, "nettokostnad sedan årets början", series, UNIT)


def _to_date(figures: Computed, what: What) -> tuple[int | None, ...]:
    """The net cost from January up to each month; nothing for months after the report's."""
    facts = figures.facts
    last = facts.month.last if what is What.ACTUAL else 12
    return tuple(
        _cost(figures, Name(what, names.whole(facts), Period.to_date(facts.month.year, month)))
        if month <= last
        else None
        for month in range(1, 13)
    )


def _forecast(figures: Computed, actual: tuple[int | None, ...]) -> tuple[int | None, ...] | None:
    """A line from what is booked to what is expected in December."""
    facts = figures.facts
    year_end = _cost(figures, names.cell(names.whole(facts), Columns.of(facts.month).forecast))
    if year_end is None or facts.month.last == 12:
        return None
    at = facts.month.last - 1
    return (*[None] * at, actual[at], *[None] * (10 - at), year_end)


def variances(figures: Computed) -> Iterator[Chart]:
    """The forecast variance of each activity as bars."""
    facts = figures.facts
    column = Columns.of(facts.month).forecast_variance
    shown = [
        (line.name, figures.known(names.cell(names.line(facts, line.key), column)))
        for line in facts.lines
        if line.exists(facts.month)
    ]
    reserves = {line.name for line in facts.lines if line.is_contingency}
    known = [(value, name) for name, value in shown if value is not None and name not in reserves]
    if not known:
        return
    value, name = max(known, key=lambda one: abs(one[0]))
    heading = (
        f"{name} väntas avvika mest: {plus_minus(value, UNIT)}"
        if value
        else "Ingen verksamhet väntas avvika från budget"
    )
    yield variance_chart(heading, "prognosavvikelse per verksamhet", shown, UNIT)


def history(figures: Computed, of: History) -> Iterator[Chart]:
    """Three years of an activity month by month; months known only as a sum are left out."""
    facts = figures.facts
    subject = names.line(facts, of.activity)
    months = {first for first, last in of.pieces if first == last}
    series = [
        Series(
            facts.year_text(year),
            role,
            tuple(
                _cost(figures, names.actual(facts, subject, Period.month(year, month)))
                if month in months
                else None
                for month in range(1, 13)
            ),
        )
        for year, role in zip(history_years(facts), _ROLES, strict=True)
    ]
    if sum(value is not None for value in series[0].values) < 2:
        return
    line = facts.line(of.activity)
    change = figures.known(names.change(facts, subject))
    heading = f"{line.name} per månad"
    if change is not None:
        than = f"samma period {facts.year_text(facts.month.year - 1)}"
        heading = f"{line.name} är {higher_lower(-change, UNIT, than)}"
    yield history_chart(heading, f"nettokostnad för {line.name}", series, UNIT)


def _cost(figures: Computed, name: Name) -> int | None:
    """A printed net cost as a positive amount."""
    value = figures.known(name)
    return None if value is None else -value
