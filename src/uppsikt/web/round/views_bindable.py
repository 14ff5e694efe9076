"""The figures that a text can bind, with their values: a page to look in, and for its script."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from uppsikt.figures import Period
from uppsikt.followup.editing.bindable import Bindable, bindable
from uppsikt.followup.editing.rules import Where
from uppsikt.followup.forms.form import form_of
from uppsikt.platform.stores import current_store
from uppsikt.web.links import Crumb
from uppsikt.web.reader import reader_of
from uppsikt.web.round.report_asked import report_asked, texts_page, way_up

MOST_SHOWN = 60
MOST_OFFERED = 12
LONGEST_QUERY = 200


@require_safe
def figures(request: HttpRequest, slug: str, period: Period, form: str) -> HttpResponse:
    """What can be bound that has the words asked for; all of it, a page long, without any."""
    where = report_asked(request, slug, period, form)
    found, total = _found(request, where, MOST_SHOWN)
    context = {
        "section": "committee",
        "crumbs": (*way_up(request, where), Crumb("Texter", texts_page(where))),
        "heading": "Tal att binda",
        "period": where.month,
        "form": form_of(where.form),
        "asked": _asked(request),
        "found": found,
        "total": total,
        "shown": len(found),
        "page": reverse("bindable", args=(slug, period, form)),
    }
    return render(request, "web/round/bindable.html", context)


@require_safe
def figures_json(request: HttpRequest, slug: str, period: Period, form: str) -> HttpResponse:
    """The few that a list under the text offers."""
    where = report_asked(request, slug, period, form)
    found, total = _found(request, where, MOST_OFFERED)
    offered = [{"text": one.text, "printed": one.printed} for one in found]
    return JsonResponse({"total": total, "figures": offered})


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", " ")[:LONGEST_QUERY]


def _found(request: HttpRequest, where: Where, most: int) -> tuple[tuple[Bindable, ...], int]:
    return bindable(
        reader=reader_of(request),
        store=current_store(),
        where=where,
        query=_asked(request),
        most=most,
    )
