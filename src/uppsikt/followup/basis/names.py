"""Which figure stands in which cell: rows are subjects, columns are what and when.

A group key that begins with "=" belongs to the report itself and can be no account group.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from uppsikt.figures import Name, Period, Side, Subject, What
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.basis.value_columns import CURRENT_WHATS, Columns, ValueColumn

OPERATING = "=drift"


class SummaryRow(StrEnum):
    """The rows of the summary below the net cost."""

    GRANT = "grant"
    RESULT = "result"
    APPROVED_USE = "approved_use"
    EARMARKED = "earmarked"
    AVAILABLE = "available"
    ACCUMULATED = "accumulated"


# What the council has decided for the year: one figure, the same in every column of that year.
DECISIONS = {
    SummaryRow.APPROVED_USE: What.APPROVED_USE,
    SummaryRow.EARMARKED: What.EARMARKED,
}
_RESULTS = {
    SummaryRow.RESULT: (
        What.RESULT,
        What.BUDGET_RESULT,
        What.FORECAST_RESULT,
        What.PROPOSAL_RESULT,
    ),
    SummaryRow.AVAILABLE: (
        What.AVAILABLE_RESULT,
        What.BUDGET_AVAILABLE_RESULT,
        What.FORECAST_AVAILABLE_RESULT,
        What.PROPOSAL_AVAILABLE_RESULT,
    ),
}


def cell(subject: Subject, column: ValueColumn) -> Name:
    """The name of the figure of a subject in a column."""
    return Name(column.what, by_organisation(subject, column.organisation), column.when)


def by_organisation(subject: Subject, year: int) -> Subject:
    """The subject by the organisation of a later year, or of its own time (0)."""
    return subject if subject.organisation == year else replace(subject, organisation=year)


def line(facts: Facts, key: str, side: Side = Side.NET) -> Subject:
    """The subject of a report line."""
    return Subject(facts.committee, key, side)


def whole(facts: Facts, side: Side = Side.NET) -> Subject:
    """The subject of the whole committee."""
    return Subject(facts.committee, "", side)


def group(facts: Facts, key: str, side: Side) -> Subject:
    """The subject of an account group of the whole committee."""
    return Subject(facts.committee, "", side, key)


def operating(facts: Facts) -> Subject:
    """All costs except the contingency: the sum of the summary's account groups."""
    return Subject(facts.committee, "", Side.COST, OPERATING)


def summary(facts: Facts, row: SummaryRow, column: ValueColumn) -> Name:
    """The name of the figure in a row of the summary below the net cost.

    The accumulated result is where the committee stands, not something that varies from a budget:
    the same figure stands in all columns of a year, as in the published tables.
    """
    subject = by_organisation(whole(facts), column.organisation)
    year = Period.whole_year(column.when.year)
    if row is SummaryRow.ACCUMULATED:
        return Name(What.ACCUMULATED, subject, year)
    if column.what not in CURRENT_WHATS:
        return Name(column.what, Subject(facts.committee, group=f"={row.value}"), column.when)
    if row is SummaryRow.GRANT:
        return Name(What.GRANT, subject, column.when)
    if row in DECISIONS:
        return Name(DECISIONS[row], subject, year)
    what = _RESULTS[row][CURRENT_WHATS.index(column.what)]
    return Name(what, subject, column.when)


def change(facts: Facts, subject: Subject) -> Name:
    """Actual to date less actual of the same months last year, as the report tells that year."""
    return facts.told(Name(What.CHANGE, subject, facts.to_date))


def actual(facts: Facts, subject: Subject, when: Period) -> Name:
    """What is booked in a period, an earlier year as the report tells it."""
    return facts.told(Name(What.ACTUAL, subject, when))


def unbooked_total(facts: Facts) -> Name:
    """The known unbooked items together."""
    return Name(What.UNBOOKED, whole(facts), facts.to_date)


def unbooked_item(facts: Facts, key: str) -> Name:
    """One known unbooked item."""
    return Name(What.UNBOOKED, Subject(facts.committee, group=f"={key}"), facts.to_date)


def result(facts: Facts) -> Name:
    """The result to date against the grant."""
    return summary(facts, SummaryRow.RESULT, Columns.of(facts.month).actual)


def result_with_unbooked(facts: Facts) -> Name:
    """The result to date with the known unbooked items."""
    return Name(What.RESULT_WITH_UNBOOKED, whole(facts), facts.to_date)


def forecast_result(facts: Facts) -> Name:
    """The result that is expected for the whole year."""
    return summary(facts, SummaryRow.RESULT, Columns.of(facts.month).forecast)
