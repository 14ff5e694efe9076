"""All committees after a month, in tkr or mnkr."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api.papers import DocumentShape, PartShape, document_of, table_of, text_of
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Month, Page, Paging, cut
from uppsikt.documents import Text
from uppsikt.figures import NothingThere, Period
from uppsikt.followup import selectors
from uppsikt.followup.together.document import internal_lead, overview_document
from uppsikt.followup.together.facts import SCALES
from uppsikt.followup.together.last_year import (
    last_year_together,
    together_lead,
    together_moves,
    together_table,
)
from uppsikt.followup.together.late import late_notes
from uppsikt.followup.together.overview import Overview
from uppsikt.followup.together.tables import codeless_note, pairs_table, sides_table
from uppsikt.organisation.selectors import committees
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.stores import current_store

router = Router(tags=["Alla nämnder"])
Unit = Literal["tkr", "mnkr"]


class MonthShape(Schema):
    """A month that some committee has figures for."""

    month: Month
    committees: list[str] = Field(description="Kortnamnen på nämnderna som har siffror")


class OverviewShape(DocumentShape):
    """All committees, and what has changed in their closed months."""

    late: list[str] = Field(description="Vilka nämnders stängda perioder som har ändrats")


class NothingMoved(NothingThere):
    """Nothing has moved since last year, so it is told in one way alone."""


@reads(
    router, "/months", Page[MonthShape], name="months", summary="Månader som har siffror", kept=True
)
def months(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The months of all committees, the latest first."""
    reader, store = reader_of(request), current_store()
    found: dict[Period, list[str]] = {}
    for one in committees(reader=reader):
        for month in selectors.months(reader=reader, store=store, committee=one.slug):
            found.setdefault(month, []).append(one.slug)
    every = [{"month": month, "committees": found[month]} for month in sorted(found, reverse=True)]
    return cut(request, paging, every)


@reads(
    router,
    "/months/{period}",
    OverviewShape,
    name="overview",
    summary="Alla nämnder efter en månad, med interna poster och förra året",
    kept=True,
)
def overview(request: HttpRequest, period: Month, unit: Unit = "tkr") -> dict[str, Any]:
    """The document that `uppsikt overview` writes."""
    found = last_year_together(
        reader=reader_of(request), store=current_store(), period=period, scale=SCALES[unit]
    )
    document = overview_document(_page(reader_of(request), period, unit), found)
    return {**document_of(document), "late": list(late_notes(reader_of(request), period))}


@reads(
    router,
    "/months/{period}/internal",
    PartShape,
    name="internal",
    summary="Interna poster mellan nämnderna",
    kept=True,
)
def internal(request: HttpRequest, period: Month, unit: Unit = "tkr") -> dict[str, Any]:
    """What is taken out of the committees' sum, by seller and buyer."""
    page = _page(reader_of(request), period, unit)
    pairs = pairs_table(page)
    tables = [sides_table(page)] if page.together.facts.booked else []
    return {
        "texts": [
            text_of("lead", internal_lead(page)),
            *(text_of("note", (Text(note),)) for note in codeless_note(page.together)),
        ],
        "tables": [table_of(one) for one in (*tables, *([pairs] if pairs else []))],
    }


@reads(
    router,
    "/months/{period}/last-year",
    PartShape,
    name="last_year",
    summary="Förra året som publicerat och omräknat, nämnd för nämnd",
    kept=True,
)
def last_year(request: HttpRequest, period: Month, unit: Unit = "tkr") -> dict[str, Any]:
    """Each committee's last year in both ways, and what has moved. Raises NothingMoved."""
    found = last_year_together(
        reader=reader_of(request), store=current_store(), period=period, scale=SCALES[unit]
    )
    if found is None:
        raise NothingMoved(
            f"Ingenting har flyttats sedan {period.year - 1}, så förra året visas på ett sätt.",
            where=str(period),
        )
    moves = together_moves(found)
    return {
        "texts": [
            text_of("lead", together_lead(found)),
            *(text_of("bullet", item) for item in (moves.items if moves else ())),
        ],
        "tables": [table_of(together_table(found))],
    }


def _page(reader: Reader, period: Period, unit: str) -> Overview:
    return selectors.overview(
        reader=reader, store=current_store(), period=period, scale=SCALES[unit]
    )
