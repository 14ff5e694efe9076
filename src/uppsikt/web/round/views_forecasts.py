"""The page of a year's forecasts against what the year became, and its files."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from uppsikt.documents import Bullets, Document, Lead, Paragraph, table_html
from uppsikt.followup.forecast_export import KINDS
from uppsikt.followup.tables.forecasts import (
    ACCURACY,
    BY_ACTIVITY,
    SAID,
    activity_document,
    forecasts_document,
)
from uppsikt.planning.accuracy import ForecastsTried, forecasts_tried
from uppsikt.platform.stores import current_store
from uppsikt.web.kept import kept
from uppsikt.web.links import Crumb, crumbs_to_latest
from uppsikt.web.reader import reader_of

_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_FILES = (("CSV", "csv"), ("JSON", "json"))


@require_safe
@kept
def forecasts(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Each month's forecast against the outcome, and how right those of all years were.

    `?verksamhet=` is one activity's, by its key.
    """
    told = _told(request, slug, year)
    key = request.GET.get("verksamhet", "")
    document = activity_document(told, key) if key else forecasts_document(told)
    query = f"?{urlencode({'verksamhet': key})}" if key else ""
    context = {
        "section": "committee",
        "committee": told.committee,
        "crumbs": _crumbs(request, told, key),
        "document": document,
        "others": [Crumb(str(one), _page(told, one) + query) for one in told.years if one != year],
        "said": [block for block in document.blocks if isinstance(block, Bullets)],
        "said_head": SAID,
        "each": () if key else _each(told),
        "files": [
            Crumb(text, reverse("forecasts_file", args=(slug, year, kind)))
            for text, kind in _FILES
            if told.asked.tried
        ],
        "lead": next(block.runs for block in document.blocks if isinstance(block, Lead)),
        "untried": [block.runs for block in document.blocks if isinstance(block, Paragraph)],
        "picture": next(iter(document.charts()), None),
        "accuracy": ACCURACY,
        "by_activity": BY_ACTIVITY,
        **_tables(document),
    }
    return render(request, "web/round/forecasts.html", context)


def _page(told: ForecastsTried, year: int) -> str:
    return reverse("forecasts", args=(told.committee.slug, year))


def _crumbs(request: HttpRequest, told: ForecastsTried, key: str) -> tuple[Crumb, ...]:
    """The way up; from an activity by the year's forecasts of all."""
    above = crumbs_to_latest(reader_of(request), told.committee)
    year = told.asked.year
    return (*above, Crumb(f"Prognoserna {year}", _page(told, year))) if key else above


def _each(told: ForecastsTried) -> list[Crumb]:
    """Each activity's own forecasts of the year."""
    page = _page(told, told.asked.year)
    return [
        Crumb(line.name, f"{page}?{urlencode({'verksamhet': line.key})}")
        for line in told.asked.activities
        if line.tried
    ]


def _tables(document: Document) -> dict[str, object]:
    """The tables as HTML: the committee's, how wrong, and the activities'."""
    found = {table.key: mark_safe(table_html(table)) for table in document.tables()}
    return {
        "activities": found.pop("verksamheter", None),
        "means": [found.pop(key) for key in list(found) if key.startswith("fel-")],
        "own": next(iter(found.values()), None),
    }


@require_safe
def forecasts_file(request: HttpRequest, slug: str, year: int, kind: str) -> HttpResponse:
    """The forecasts of the page as a file."""
    if kind not in KINDS:
        raise Http404
    content = KINDS[kind](_told(request, slug, year))
    answer = HttpResponse(content, content_type=_TYPES[kind])
    name = f"prognoser-{slug}-{year}.{kind}"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _told(request: HttpRequest, slug: str, year: int) -> ForecastsTried:
    reader = reader_of(request)
    return forecasts_tried(reader=reader, store=current_store(), committee=slug, year=year)
