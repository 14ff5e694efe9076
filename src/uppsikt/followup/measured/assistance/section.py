"""The part of the report on social assistance, and its first sentence."""

from __future__ import annotations

from functools import partial

from uppsikt.documents import Table
from uppsikt.documents.printed import cell_text
from uppsikt.extracts.assistance import assistance_counts
from uppsikt.figures import SUPPRESSED, Period, month_name
from uppsikt.followup.measured.assistance.book import assistance_book
from uppsikt.followup.measured.assistance.public import hidden_names
from uppsikt.followup.measured.assistance.tables import Tables
from uppsikt.followup.measured.remembered import hidden_from
from uppsikt.followup.measured.sections import Asked, Layout, Section
from uppsikt.registers import ASSISTANCE

YEARS = 3
"""The report tells of three years, this one included."""


def section(asked: Asked) -> Section | None:
    """Social assistance after a month; None where no extract tells of the month.

    Raises StoreError for rows that are lost.
    """
    counts = assistance_counts(asked.store, asked.committee, asked.period, YEARS)
    if asked.period not in counts.months:
        return None
    hidden = hidden_from(asked, ASSISTANCE, partial(hidden_names, asked.committee, counts))
    layout = Layout(assistance_book(asked.committee, counts), hidden)
    tables = Tables(asked.committee, counts, layout)
    every = tables.all()
    return Section("Ekonomiskt bistånd", (tables.measures(),), every, _lead(every[0], asked.period))


def _lead(households: Table, period: Period) -> str:
    """The first sentence: households this year and the years before, as the table prints them."""
    row = households.rows[0]
    told = []
    for column, cell in zip(households.columns, row.cells, strict=True):
        count = cell_text(cell, column) if cell.absent in (None, SUPPRESSED) else "okänt antal"
        told.append(f"{count} i {month_name(period.last)} {column.name}")
    first, *earlier = told
    return f"Hushåll med ekonomiskt bistånd var {first}, jämfört med {' och '.join(earlier)}."
