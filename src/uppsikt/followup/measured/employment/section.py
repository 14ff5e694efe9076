"""The part of the report on subsidised employment, and its first sentence."""

from __future__ import annotations

from functools import partial

from uppsikt.documents import Table
from uppsikt.documents.printed import cell_text
from uppsikt.extracts.employment import employment_counts
from uppsikt.extracts.rates import saved_rates
from uppsikt.figures import SUPPRESSED, Period, month_name
from uppsikt.followup.measured.employment.book import EMPLOYED, SWITCHED, employment_book
from uppsikt.followup.measured.employment.public import hidden_names
from uppsikt.followup.measured.employment.savings import Savings
from uppsikt.followup.measured.employment.tables import Tables
from uppsikt.followup.measured.remembered import hidden_from
from uppsikt.followup.measured.sections import Asked, Layout, Section
from uppsikt.registers import EMPLOYMENT


def section(asked: Asked) -> Section | None:
    """Subsidised employment after a month; None where no extract tells of the month.

    Raises StoreError for rows that are lost.
    """
    counts = employment_counts(asked.store, asked.committee, asked.period)
    if asked.period not in counts:
        return None
    hidden = hidden_from(asked, EMPLOYMENT, partial(hidden_names, asked.committee, counts))
    book = employment_book(asked.committee, counts)
    savings = Savings(asked.committee, counts, asked.period, saved_rates(asked.committee))
    savings.add_to(book)
    layout = Layout(book, hidden if asked.is_whole else hidden | savings.hidden(hidden))
    tables = Tables(asked.committee, counts, asked.period, layout)
    every = (*tables.all(), savings.table(layout))
    return Section(
        "Arbetsmarknadsanställningar", tables.measures(), every, _lead(every[1], asked.period)
    )


def _lead(state: Table, period: Period) -> str:
    """The first sentence: the employed this year and last, and how many of them switched."""
    rows = {row.key: row for row in state.rows}

    def told(measure: str, place: int) -> str:
        cell = rows[measure].cells[place]
        is_told = cell.absent in (None, SUPPRESSED)
        return cell_text(cell, state.columns[place]) if is_told else "okänt antal"

    month = month_name(period.last)
    return (
        f"Arbetsmarknadsanställda var {told(EMPLOYED, 0)} i {month} {state.columns[0].name}, "
        f"jämfört med {told(EMPLOYED, 1)} i {month} {state.columns[1].name}; "
        f"{told(SWITCHED, 0)} av dem har växlat bidrag mot lön."
    )
