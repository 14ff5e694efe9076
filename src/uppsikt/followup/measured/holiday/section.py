"""The part of the report on holiday work, and its first sentence."""

from __future__ import annotations

from functools import partial

from uppsikt.documents import Table
from uppsikt.documents.printed import cell_text
from uppsikt.extracts.holiday import ACCEPTED, APPLIED, holiday_counts
from uppsikt.figures import MISSING, SUPPRESSED, Period, Value, month_name
from uppsikt.followup.measured.holiday.book import ends, holiday_book
from uppsikt.followup.measured.holiday.public import hidden_names
from uppsikt.followup.measured.holiday.tables import Tables
from uppsikt.followup.measured.remembered import hidden_from
from uppsikt.followup.measured.sections import Asked, Layout, Section
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.registers import HOLIDAY
from uppsikt.sources.selectors import balances


def section(asked: Asked) -> Section | None:
    """Holiday work after a month; None where no extract tells of the month.

    Raises StoreError for rows that are lost.
    """
    committee, month = asked.committee, asked.period
    counts = holiday_counts(asked.store, committee, month)
    if month.first_month not in counts.told:
        return None
    hidden = hidden_from(asked, HOLIDAY, partial(hidden_names, committee, counts))
    layout = Layout(holiday_book(committee, counts, _costs(asked)), hidden)
    tables = Tables(committee, month, layout, _activity(asked), asked.is_whole)
    every = tables.all()
    return Section("Feriearbete", tables.measures(), every, _lead(every[1], month))


def _costs(asked: Asked) -> dict[Period, Value]:
    """The net cost to date of the activity that the set-up points out: this year and last.

    What is booked on a line is public, so it is read for the report and not for whoever asks.
    """
    key = organisation.committee(reader=OPERATOR, slug=asked.committee).holiday_line
    if not key:
        return dict.fromkeys(ends(asked.period), MISSING)
    before, now = ends(asked.period)
    booked = balances(
        reader=OPERATOR, store=asked.store, committee=asked.committee,
        first_year=before.year, last_year=now.year,
    )  # fmt: skip
    found: dict[Period, Value] = {}
    for end in (before, now):
        net = booked.value(end.to_date_of(), activity=key)
        found[end] = -net if isinstance(net, int) else net
    return found


def _activity(asked: Asked) -> str:
    """What the activity is called, or empty where none is pointed out."""
    about = organisation.committee(reader=OPERATOR, slug=asked.committee)
    lines = organisation.lines(reader=OPERATOR, committee=asked.committee, on=asked.period.last_day)
    return next((one.name for one in lines if one.key == about.holiday_line), about.holiday_line)


def _lead(years: Table, period: Period) -> str:
    """The first sentence: who had applied and who had accepted, as the table prints them."""
    told = {}
    for row in years.rows:
        cell = row.cells[0]
        if cell.absent not in (None, SUPPRESSED):
            return ""
        told[row.key] = cell_text(cell, years.columns[0])
    return (
        f"Till och med {month_name(period.last)} {period.year} har {told[APPLIED]} ungdomar sökt "
        f"feriearbete och {told[ACCEPTED]} tackat ja."
    )
