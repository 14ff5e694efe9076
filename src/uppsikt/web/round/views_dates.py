"""A committee's rounds of a year: how far each has come, and the form that sets their dates."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from uppsikt.figures import UppsiktError
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Thing, Verb, demand, may
from uppsikt.rounds.selectors import rounds_of, year_mark
from uppsikt.rounds.year_rules import YearChanged, YearRefused
from uppsikt.rounds.year_services import set_year
from uppsikt.web import clock
from uppsikt.web.links import Crumb, crumbs_to_latest
from uppsikt.web.reader import actor_of, reader_of
from uppsikt.web.round.dates_rows import (
    FIELDS,
    lead,
    read,
    rows_now,
    rows_typed,
    shown_round,
)
from uppsikt.web.round.links import dates_link

_YEARS = range(1970, 2100)


@require_http_methods(["GET", "HEAD", "POST"])
def round_dates(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The year's rounds, for everybody who is signed in; whoever may, sets their dates."""
    if year not in _YEARS:
        raise Http404
    reader = reader_of(request)
    found = committee_of(reader=reader, slug=slug)
    demand(reader, Verb.READ, Thing.ROUNDS.of(slug))
    fault: UppsiktError | None = None
    if request.method == "POST":
        fault = _set(request, slug, year)
        if fault is None:
            return redirect(dates_link(slug, year))
    rounds = rounds_of(reader=reader, now=clock.now(), committee=slug, year=year)
    keeps = fault is not None and not isinstance(fault, YearChanged)
    faults = fault.faults if isinstance(fault, YearRefused) else {}
    context = {
        "section": "committee",
        "committee": found,
        "crumbs": crumbs_to_latest(reader, found),
        "year": year,
        "years": [
            Crumb(str(one), dates_link(slug, one)) for one in (year - 1, year + 1) if one in _YEARS
        ],
        "lead": " ".join(lead(year, rounds, clock.today())),
        "rounds": [shown_round(one) for one in rounds],
        "heads": [label for _, label in FIELDS],
        "may_change": may(reader, Verb.CHANGE, Thing.ROUNDS.of(slug)),
        "may_open": may(reader, Verb.READ, Thing.DRAFTS.of(slug)),
        "months": rows_typed(year, request.POST, faults) if keeps else rows_now(year, rounds),
        "seen": request.POST.get("seen", "")
        if keeps
        else year_mark(reader=reader, committee=slug, year=year),
        "fault": fault,
        "tells": request.POST.get("brev", "") if keeps else "ja",
        "count": len(faults),
    }
    return render(request, "web/round/dates.html", context, status=_status(fault))


def _status(fault: UppsiktError | None) -> int:
    if fault is None:
        return 200
    return 409 if isinstance(fault, YearChanged) else 400


def _set(request: HttpRequest, slug: str, year: int) -> UppsiktError | None:
    """Sets the dates that were typed; why not, if any of them cannot be."""
    demand(reader_of(request), Verb.CHANGE, Thing.ROUNDS.of(slug))
    dates, faults = read(year, request.POST)
    if faults:
        return YearRefused(faults)
    try:
        set_year(
            actor=actor_of(request),
            now=clock.now(),
            committee=slug,
            year=year,
            rounds=dates,
            seen=request.POST.get("seen", ""),
            tells=bool(request.POST.get("brev")),
        )
    except (YearChanged, YearRefused) as fault:
        return fault
    return None
