"""The page of a committee's accumulated result."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from uppsikt.documents import render_html
from uppsikt.followup.tables.result_years import result_document, result_years
from uppsikt.platform.stores import current_store
from uppsikt.web import clock
from uppsikt.web.kept import kept
from uppsikt.web.links import crumbs_to_latest
from uppsikt.web.reader import reader_of


@require_safe
@kept
def accumulated(request: HttpRequest, slug: str) -> HttpResponse:
    """Opening, result, decision and closing year by year, and every decision."""
    years = result_years(reader=reader_of(request), store=current_store(), committee=slug)
    document = result_document(years, clock.today())
    context = {
        "section": "committee",
        "committee": years.committee,
        "crumbs": crumbs_to_latest(reader_of(request), years.committee),
        "document": document,
        "decisions": years.versions,
        "article": mark_safe(render_html(document, standalone=False)),
    }
    return render(request, "web/accumulated.html", context)
