"""The executive board's page: every committee's result, forecast, round and contradictions."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from uppsikt.figures import Period, month_name
from uppsikt.followup.forms.form import form_of
from uppsikt.platform.access.rules import Reader, Thing, Verb, may
from uppsikt.platform.stores import current_store
from uppsikt.rounds.oversight import Overseen, lead, oversight
from uppsikt.rounds.rules import ActivityState, Dates, RoundState
from uppsikt.web import clock
from uppsikt.web.kept import kept
from uppsikt.web.links import Crumb, crumbs
from uppsikt.web.pages import ShownCell
from uppsikt.web.reader import reader_of
from uppsikt.web.round.amounts import money, moved, printed
from uppsikt.web.round.links import board_link


@dataclass(frozen=True, slots=True)
class ShownCommittee:
    """A committee in the table; amounts in tkr."""

    name: str
    page: str
    result: ShownCell
    forecast: ShownCell
    variance: ShownCell
    state: str
    when: str
    reported: str
    links: tuple[Crumb, ...]
    open: ShownCell


@require_safe
@kept
def oversight_page(request: HttpRequest, period: Period) -> HttpResponse:
    """Every committee after the month, the one with the worst forecast first."""
    reader = reader_of(request)
    found = oversight(reader=reader, now=clock.now(), store=current_store(), month=period)
    context = {
        "section": "overview",
        "period": period,
        "crumbs": (*crumbs(), Crumb(period.text.capitalize(), reverse("overview", args=(period,)))),
        "lead": lead(found),
        "rows": [_shown(reader, period, row) for row in found.rows],
        "result": moved(printed(found.result)),
        "variance": moved(printed(found.variance)),
        "hides": any(row.is_hidden for row in found.rows),
    }
    return render(request, "web/round/oversight.html", context)


def _shown(reader: Reader, month: Period, row: Overseen) -> ShownCommittee:
    round_ = row.round
    return ShownCommittee(
        name=row.name,
        page=reverse("committee", args=(row.slug, month)),
        result=moved(printed(row.result)),
        forecast=money(printed(row.forecast)),
        variance=moved(printed(row.variance)),
        state="ingen runda" if round_ is None else round_.state.text,
        when="" if round_ is None else _next_day(round_.dates, round_.state),
        reported=""
        if round_ is None or round_.state is not RoundState.OPEN
        else f"{round_.counts[ActivityState.REPORTED]} av {sum(round_.counts.values())} har lämnat",
        links=tuple(_links(reader, month, row)),
        open=_open(row),
    )


def _next_day(dates: Dates, state: RoundState) -> str:
    """The date that the round goes towards."""
    if state is RoundState.PLANNED:
        return f"öppnar {_day(dates.opens_on)}"
    if state is RoundState.OPEN:
        return f"sista dag {_day(dates.due_on)}"
    if dates.sent_on is not None and state is not RoundState.PUBLIC:
        return f"kallelsen {_day(dates.sent_on)}"
    return "" if dates.meeting_on is None else f"sammanträde {_day(dates.meeting_on)}"


def _day(day: object) -> str:
    return f"{day.day} {month_name(day.month)}"  # type: ignore[attr-defined]


def _links(reader: Reader, month: Period, row: Overseen) -> list[Crumb]:
    found = []
    if row.round is not None:
        form = form_of(row.round.dates.form)
        found.append(Crumb(form.name, reverse("report", args=(row.slug, month, form.slug))))
        if may(reader, Verb.READ, Thing.DRAFTS.of(row.slug)):
            found.append(Crumb("Tavlan", board_link(row.slug, month)))
    return found


def _open(row: Overseen) -> ShownCell:
    """The open contradictions; a dash with its words where there is no number."""
    if row.open is not None:
        return ShownCell(str(row.open), "worse" if row.open else "")
    return ShownCell("–", "absent", "visas inte ännu" if row.is_hidden else "inte granskad")
