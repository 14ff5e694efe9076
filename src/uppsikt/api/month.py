"""A committee after a month: the whole of it, one activity, and its coming activities."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from uppsikt.api import links
from uppsikt.api.papers import (
    ChartShape,
    DocumentShape,
    LateShape,
    TableShape,
    TextShape,
    chart_of,
    document_of,
    late_of,
    table_of,
    text_of,
)
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Link, Month, Slug, last_year_asked
from uppsikt.figures import Period
from uppsikt.followup import selectors
from uppsikt.followup.activity_words import lead_of, picture_of
from uppsikt.followup.last_year.tables import bridge_parts
from uppsikt.followup.last_year.view import LastYear
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.followup.tables import charts
from uppsikt.followup.tables.late import late_of_facts
from uppsikt.followup.tables.trees import compare_trees, has_new_tree, trees_document
from uppsikt.followup.words import sentences
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.stores import current_store

router = Router(tags=["En nämnd efter en månad"])
MAIN_FORM = "monthly"
"""The form whose figures a committee's own page shows."""


class KeyFigure(Schema):
    """A figure that the report begins with, as it is printed."""

    name: str
    text: str
    unit: str


class CommitteeMonth(Schema):
    """A committee after a month."""

    committee: str
    month: Month
    last_year: LastYear
    has_moved: bool = Field(description="Om något har flyttat sedan förra året")
    key_figures: list[KeyFigure]
    texts: list[TextShape]
    tables: list[TableShape]
    charts: list[ChartShape]
    activities: list[str] = Field(description="Verksamheternas nycklar, i rapportens ordning")
    late: list[LateShape] = Field(description="Ändringar i stängda perioder")
    has_new_activities: bool = Field(description="Om verksamheterna är andra nästa år")
    reports: Link
    page: Link


@reads(
    router,
    "/committees/{slug}/{period}",
    CommitteeMonth,
    name="month",
    summary="En nämnd efter en månad: nyckeltal, nettokostnader och avvikelser",
    kept=True,
)
def month(
    request: HttpRequest, slug: Slug, period: Month, last_year: LastYear = last_year_asked()
) -> dict[str, Any]:
    """What the committee's own page shows."""
    reader = reader_of(request)
    found = committee_of(reader=reader, slug=slug)
    report = month_report(reader, slug, period, MAIN_FORM, last_year)
    figures, facts = report.figures, report.figures.facts
    bridge = bridge_parts(figures)
    tables = [report.table("netto"), *([bridge.table] if bridge else [])]
    pictures = [one for its in facts.histories for one in charts.history(figures, its)][:1]
    return {
        "committee": found.slug,
        "month": period,
        "last_year": last_year,
        "has_moved": facts.has_moved,
        "key_figures": [
            {"name": name, "text": text, "unit": unit}
            for name, text, unit in sentences.key_figures(figures).items
        ],
        "texts": [
            text_of("lead", sentences.lead(figures).runs),
            *(text_of("note", note.runs) for note in sentences.unbooked_notes(figures)),
            *(text_of("bullet", item) for item in sentences.forecast_bullets(figures).items),
            *([text_of("paragraph", bridge.lead)] if bridge else []),
        ],
        "tables": [table_of(table) for table in tables],
        "charts": [chart_of(one) for one in pictures],
        "activities": [line.key for line in facts.lines if line.exists(period)],
        "late": late_of(late_of_facts(facts)),
        "has_new_activities": has_new_tree(reader=reader, committee=slug, month=period),
        "reports": links.address("reports", slug, period),
        "page": links.page("committee", slug, period, shown=last_year),
    }


class ActivityShape(Schema):
    """An activity after a month: month by month, by account group and by account."""

    key: str
    name: str
    is_contingency: bool
    texts: list[TextShape]
    tables: list[TableShape]
    charts: list[ChartShape]
    late: list[LateShape]
    rows: Link = Field(description="De bokförda raderna")
    page: Link


@reads(
    router,
    "/committees/{slug}/{period}/activities/{key}",
    ActivityShape,
    name="activity",
    summary="En verksamhet: månad för månad, kontogrupper och konton",
    kept=True,
)
def activity(
    request: HttpRequest,
    slug: Slug,
    period: Month,
    key: Slug,
    last_year: LastYear = last_year_asked(),
) -> dict[str, Any]:
    """One activity. Raises UnknownActivity."""
    reader = reader_of(request)
    committee_of(reader=reader, slug=slug)
    page = selectors.activity_page(
        reader=reader,
        store=current_store(),
        committee=slug,
        activity=key,
        period=period,
        last_year=last_year,
    )
    report = month_report(reader, slug, period, MAIN_FORM, last_year)
    picture = picture_of(report, page.line.key)
    tables = (page.months, page.groups, page.accounts)
    return {
        "key": page.line.key,
        "name": page.line.name,
        "is_contingency": page.line.is_contingency,
        "texts": [text_of("lead", lead_of(page, report))],
        "tables": [table_of(table) for table in tables if table],
        "charts": [chart_of(picture)] if picture else [],
        "late": late_of(late_of_facts(report.figures.facts, key)),
        "rows": links.address("rows", slug, period, activity=key),
        "page": links.page("activity", slug, period, key, shown=last_year),
    }


@reads(
    router,
    "/committees/{slug}/{period}/new-activities",
    DocumentShape,
    name="new_activities",
    summary="Verksamheterna översatta till nästa års",
    kept=True,
)
def new_activities(request: HttpRequest, slug: Slug, period: Month) -> dict[str, Any]:
    """Old lines and where they go. Raises SameTree where the next year has the same ones."""
    trees = compare_trees(
        reader=reader_of(request), store=current_store(), committee=slug, month=period
    )
    return document_of(trees_document(trees))


def month_report(
    reader: Reader, slug: str, period: Period, form: str, last_year: LastYear
) -> Report:
    """The committee's report after the month. Raises what `build_report` raises."""
    return build_report(
        reader=reader,
        store=current_store(),
        committee=slug,
        period=period,
        form=form,
        last_year=last_year,
    )
