"""What the public could see of given counts, remembered before they or their formulas change.

Reports are made of the counts as they are. When one is corrected, whoever has an earlier report
knows what it said; what is decided from then on is decided knowing that too (decision 62).
"""

from __future__ import annotations

from datetime import datetime

from uppsikt.measures.models import PublishedMeasures
from uppsikt.measures.release import released_year
from uppsikt.measures.selectors import all_definitions, latest_counts
from uppsikt.measures.series import with_formulas
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.models import Committee
from uppsikt.platform.access.rules import OPERATOR


def remembered(committee: str, year: int) -> str:
    """What the public could see of a year before its counts were as they are; empty is nothing.

    It has small numbers in it. It is read to decide what is hidden, whoever asks, and never shown.
    """
    row = PublishedMeasures.everything.filter(committee__slug=committee, year=year).first()
    return row.told if row else ""


def remember(*, now: datetime, committee: str) -> None:
    """Remembers what the public can see of each year that has counts, before something changes."""
    given = latest_counts(committee)
    years = sorted({month // 100 for _, month in given})
    if not years:
        return
    definitions = all_definitions(committee)
    values = with_formulas(definitions, {place: one.value for place, one in given.items()})
    smallest = organisation.committee(reader=OPERATOR, slug=committee).smallest_count
    row = Committee.everything.get(slug=committee)
    for year in years:
        release = released_year(
            definitions, values, year, smallest=smallest, memory=remembered(committee, year)
        )
        PublishedMeasures.everything.update_or_create(
            committee=row, year=year, defaults={"told": release.remember(), "told_at": now}
        )
