"""The part of the report on placements, and its first sentence."""

from __future__ import annotations

from functools import partial

from uppsikt.extracts.placements import placement_counts
from uppsikt.followup.measured.placements.book import placements_book
from uppsikt.followup.measured.placements.public import hidden_names
from uppsikt.followup.measured.placements.tables import Tables
from uppsikt.followup.measured.remembered import hidden_from
from uppsikt.followup.measured.sections import Asked, Layout, Section
from uppsikt.registers import PLACEMENTS

YEARS = 3
"""The report tells of three years, this one included."""


def section(asked: Asked) -> Section | None:
    """Placements after a month; None where no extract tells of the month.

    Raises StoreError for rows that are lost.
    """
    committee = asked.committee
    counts = placement_counts(asked.store, committee, asked.period, YEARS)
    if asked.period.first_month not in counts.held:
        return None
    hidden = hidden_from(asked, PLACEMENTS, partial(hidden_names, committee, counts))
    tables = Tables(committee, counts, Layout(placements_book(committee, counts), hidden))
    return Section("Placeringar och öppenvård", tables.measures(), tables.all())
