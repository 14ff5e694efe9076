"""The pages of all committees together, in tkr or mnkr: never both on one page."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from uppsikt.figures import Period
from uppsikt.followup import selectors
from uppsikt.followup.together.facts import SCALES
from uppsikt.followup.together.last_year import moved_together
from uppsikt.followup.together.late import late_notes
from uppsikt.organisation.selectors import committees
from uppsikt.platform.access.rules import Reader, Thing, Verb, may
from uppsikt.platform.stores import current_store
from uppsikt.web import pages
from uppsikt.web.kept import kept
from uppsikt.web.links import Crumb, crumbs
from uppsikt.web.reader import reader_of
from uppsikt.web.round.waiting import waiting_notes
from uppsikt.web.switcher import switcher

FIRST_UNIT = "tkr"
_UNIT_WORDS = {"tkr": "tusen kronor", "mnkr": "miljoner kronor"}


@dataclass(frozen=True, slots=True)
class UnitStep:
    """A unit to choose: its symbol, its words and the page in it."""

    text: str
    words: str
    address: str
    is_now: bool


@require_safe
@kept
def overview(request: HttpRequest, period: Period | None = None) -> HttpResponse:
    """All committees after a month: the one asked for, or the latest that has figures."""
    store, found, unit = current_store(), committees(reader=reader_of(request)), unit_asked(request)
    months = {
        one.slug: selectors.months(reader=reader_of(request), store=store, committee=one.slug)
        for one in found
    }
    known = sorted({month for its in months.values() for month in its})
    shown = period or (known[-1] if known else None)
    if shown is None:
        return render(request, "web/empty.html", {"section": "overview", "known": found})
    page = selectors.overview(
        reader=reader_of(request), store=store, period=shown, scale=SCALES[unit]
    )
    context = {
        "section": "overview",
        "period": shown,
        "switcher": switcher(
            known, shown, lambda month: reverse("overview", args=(month,)) + unit_query(unit)
        ),
        "units": unit_steps(reverse("overview", args=(shown,)), unit),
        "last_year": _last_year(reader_of(request), shown, unit),
        "late_notes": late_notes(reader_of(request), shown),
        "waiting": waiting_notes(reader_of(request)),
        "oversight": may(reader_of(request), Verb.READ, Thing.ROUNDS),
        **pages.overview(page, months, unit_query(unit)),
    }
    return render(request, "web/overview.html", context)


def _last_year(reader: Reader, period: Period, unit: str) -> str:
    """The page of last year in both ways; empty where nothing has moved since."""
    moved = moved_together(reader=reader, store=current_store(), period=period)
    return reverse("last_year", args=(period,)) + unit_query(unit) if moved else ""


@require_safe
@kept
def internal(request: HttpRequest, period: Period) -> HttpResponse:
    """The internal entries that are taken out of the committees' sum, by seller and buyer."""
    store, unit = current_store(), unit_asked(request)
    page = selectors.overview(
        reader=reader_of(request), store=store, period=period, scale=SCALES[unit]
    )
    above = reverse("overview", args=(period,)) + unit_query(unit)
    context = {
        "section": "overview",
        "period": period,
        "crumbs": (*crumbs(), Crumb(period.text.capitalize(), above)),
        "units": unit_steps(reverse("internal", args=(period,)), unit),
        **pages.internal(page),
    }
    return render(request, "web/internal.html", context)


def unit_asked(request: HttpRequest) -> str:
    """The unit in `?enhet=`, tkr if left out. Raises Http404 for another."""
    unit = request.GET.get("enhet", FIRST_UNIT)
    if unit not in SCALES:
        raise Http404
    return unit


def unit_query(unit: str) -> str:
    """What is added to an address so that it is in the unit."""
    return "" if unit == FIRST_UNIT else f"?enhet={unit}"


def unit_steps(page: str, now: str) -> tuple[UnitStep, ...]:
    """The page (its address without query) in each unit."""
    return tuple(
        UnitStep(unit, _UNIT_WORDS[unit], page + unit_query(unit), unit == now) for unit in SCALES
    )
