"""Which figures a report needs from the rooms below, by name. Sums and variances follow."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.figures import Name, Period, Side, Subject, What
from uppsikt.followup.basis import amended, known_items, look_back, names, next_year
from uppsikt.followup.basis.facts import Facts, History
from uppsikt.followup.basis.names import SummaryRow
from uppsikt.followup.basis.value_columns import ValueColumn
from uppsikt.followup.book.rules import history_years
from uppsikt.followup.words.binding import Naming, names_asked, references

SIDES = (Side.NET, Side.INCOME, Side.COST)
_BESIDE = (
    SummaryRow.GRANT,
    SummaryRow.APPROVED_USE,
    SummaryRow.EARMARKED,
    SummaryRow.ACCUMULATED,
)


def table_names(facts: Facts) -> Iterator[Name]:
    """What the tables of activities and the summary are made of."""
    for column in facts.value_columns.measured:
        for line in facts.lines:
            if line.exists(column.when):
                for side in SIDES:
                    yield names.cell(names.line(facts, line.key, side), column)
        yield from _group_names(facts, column)
        for row in _BESIDE:
            yield names.summary(facts, row, column)
        if column.what is What.FORECAST:
            yield names.cell(names.whole(facts), column)
    for item in facts.unbooked:
        yield names.unbooked_item(facts, item.key)
    yield from known_items.wanted(facts)


def _group_names(facts: Facts, column: ValueColumn) -> Iterator[Name]:
    """Account groups of the committee; a forecast is given per activity and follows as a sum."""
    if column.what is not What.FORECAST:
        for group in facts.groups:
            yield names.cell(names.group(facts, group.key, group.side), column)
        return
    for key in facts.split_forecasts:
        for group in facts.groups:
            yield names.cell(Subject(facts.committee, key, group.side, group.key), column)


def activity_group_names(facts: Facts, activity: str) -> Iterator[Name]:
    """The account groups of an activity: last year, period budget and actual."""
    columns = facts.month_columns
    for column in (columns.previous, columns.period_budget, columns.actual):
        for group in facts.groups:
            yield names.cell(Subject(facts.committee, activity, group.side, group.key), column)


def picture_names(facts: Facts) -> Iterator[Name]:
    """The committee's actual and budget from January up to each month, for the chart."""
    year, last = facts.month.year, facts.month.last
    for month in range(1, 12):
        until = Period.to_date(year, month)
        if month < last:
            yield Name(What.ACTUAL, names.whole(facts), until)
        if month != last:
            yield Name(What.BUDGET, names.whole(facts), until)


def history_names(facts: Facts, history: History) -> Iterator[Name]:
    """The months of three years, and the year-end of the two that are over."""
    subject = names.line(facts, history.activity)
    this, *over = history_years(facts)
    for year in (this, *over):
        for first, last in history.pieces:
            yield names.actual(facts, subject, Period(year, first, last))
    for year in over:
        yield names.actual(facts, subject, Period.whole_year(year))


def prose_names(facts: Facts) -> Iterator[Name]:
    """What the texts speak of."""
    naming = Naming(facts.known_lines, facts.groups)
    for section in facts.sections:
        for reference in references(section, naming):
            yield from names_asked(reference, facts)


def wanted(facts: Facts) -> tuple[Name, ...]:
    """All figures that the report needs, each once. `facts` need hold no figures yet."""
    return tuple(
        dict.fromkeys(
            (
                *table_names(facts),
                *amended.wanted(facts),
                *picture_names(facts),
                *next_year.step_names(facts),
                *look_back.forecast_names(facts),
                *(name for one in facts.histories for name in history_names(facts, one)),
                *(name for key in facts.detailed for name in activity_group_names(facts, key)),
                *prose_names(facts),
            )
        )
    )
