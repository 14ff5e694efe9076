"""The page of all committees' last year, as published and restated."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from uppsikt.documents import table_html
from uppsikt.figures import Period
from uppsikt.followup.together.facts import SCALES
from uppsikt.followup.together.last_year import (
    last_year_together,
    together_lead,
    together_moves,
    together_table,
)
from uppsikt.platform.stores import current_store
from uppsikt.web.kept import kept
from uppsikt.web.links import Crumb, crumbs
from uppsikt.web.reader import reader_of
from uppsikt.web.views_overview import unit_asked, unit_query, unit_steps


@require_safe
@kept
def last_year(request: HttpRequest, period: Period) -> HttpResponse:
    """Each committee's last year in both ways, and what has moved. Not found if nothing has."""
    unit = unit_asked(request)
    found = last_year_together(
        reader=reader_of(request), store=current_store(), period=period, scale=SCALES[unit]
    )
    if found is None:
        raise Http404
    above = reverse("overview", args=(period,)) + unit_query(unit)
    context = {
        "section": "overview",
        "period": period,
        "crumbs": (*crumbs(), Crumb(period.text.capitalize(), above)),
        "units": unit_steps(reverse("last_year", args=(period,)), unit),
        "lead": together_lead(found),
        "table": mark_safe(table_html(together_table(found))),
        "moves": together_moves(found),
    }
    return render(request, "web/last_year.html", context)
