"""The controller's board of a round, and an activity in it: ask, adjust, go on without."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from uppsikt.figures import Period, UppsiktError
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import NotAllowed, Reader, Thing, Verb, may
from uppsikt.platform.stores import current_store
from uppsikt.rounds import services
from uppsikt.rounds.asked import standings
from uppsikt.rounds.board import Board, BoardRow, board
from uppsikt.rounds.board_words import activity_lead, lead
from uppsikt.rounds.letters import reachable
from uppsikt.rounds.reminding import RemindedToday, answer, remind, send_back_and_tell
from uppsikt.rounds.rules import RoundFault, RoundState
from uppsikt.rounds.selectors import NoRound
from uppsikt.rounds.typed import typed_net
from uppsikt.web import clock
from uppsikt.web.links import Crumb, crumbs
from uppsikt.web.reader import actor_of, reader_of
from uppsikt.web.round.board_rows import (
    activity_link,
    key_figures,
    shown_rows,
    shown_steps,
    suggestions,
    sum_row,
)
from uppsikt.web.round.dates_rows import timeline
from uppsikt.web.round.links import board_link, dates_link, gate_link

_FIXED = (RoundState.FIXED, RoundState.PUBLIC)


@require_http_methods(["GET", "HEAD", "POST"])
def board_page(request: HttpRequest, slug: str, period: Period) -> HttpResponse:
    """Who has reported, what has changed since last month, and what stands out.

    A form reminds those who have not reported.
    """
    reader = reader_of(request)
    found = committee_of(reader=reader, slug=slug)
    fault = None
    if request.method == "POST":
        fault = _reminded(request, slug, period)
        if fault is None:
            return redirect(board_link(slug, period))
    shown = _board(reader, slug, period)
    context = {
        "section": "committee",
        "committee": found,
        "period": period,
        "crumbs": crumbs(found, period),
        "lead": lead(shown, clock.today()),
        "round": shown.round,
        "timeline": timeline(shown.round.dates),
        "rows": shown_rows(shown),
        "sums": sum_row(shown),
        "dates": dates_link(slug, period.year),
        "way": gate_link(slug, period),
        "waiting": _waiting(reader, shown),
        "fault": fault,
        "again": fault.people if isinstance(fault, RemindedToday) else (),
    }
    return render(request, "web/round/board.html", context, status=409 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_page(request: HttpRequest, slug: str, period: Period, key: str) -> HttpResponse:
    """An activity in the round, and the forms by which the controller goes on with it."""
    reader = reader_of(request)
    found, shown = committee_of(reader=reader, slug=slug), _board(reader, slug, period)
    row = shown.row(key)
    if row is None:
        raise Http404
    stands, _ = standings(reader=reader, store=current_store(), found=shown.round, keys=(key,))
    fault, asked = None, request.POST.get("gor", "")
    if request.method == "POST":
        fault = _done(request, slug, period, key)
        if fault is None:
            return redirect(activity_link(slug, period, key))
    context = {
        "section": "committee",
        "committee": found,
        "period": period,
        "crumbs": (*crumbs(found, period), Crumb("Månadsrundan", board_link(slug, period))),
        "lead": activity_lead(row, period),
        "row": row,
        "round": shown.round,
        "figures": key_figures(row, stands[key]),
        "suggestions": suggestions(row),
        "steps": shown_steps(row.steps),
        "forms": _forms(reader, shown, row),
        "asked": asked,
        "typed": request.POST,
        "fault": fault,
        "next": _next(shown, row),
    }
    return render(request, "web/round/activity.html", context, status=400 if fault else 200)


def _board(reader: Reader, slug: str, period: Period) -> Board:
    return board(
        reader=reader, now=clock.now(), store=current_store(), committee=slug, month=period
    )


def _reminded(request: HttpRequest, slug: str, period: Period) -> UppsiktError | None:
    """Reminds those who have not reported; why not, if it cannot be done."""
    try:
        remind(
            actor=actor_of(request),
            now=clock.now(),
            committee=slug,
            month=period,
            again=bool(request.POST.get("igen")),
        )
    except (RoundFault, RemindedToday) as fault:
        return fault
    return None


def _waiting(reader: Reader, shown: Board) -> int:
    """How many people the reader may remind now."""
    round_ = shown.round
    may_remind = may(reader, Verb.CHANGE, Thing.ROUNDS.of(round_.committee))
    if round_.state is not RoundState.OPEN or not may_remind:
        return 0
    late = [row for row in shown.reporting if row.state is not None and not row.state.is_done]
    return len({person for row in late for person in reachable(row.people)})


def _done(request: HttpRequest, slug: str, period: Period, key: str) -> UppsiktError | None:
    """Does what the form asks for; why not, if it cannot be done."""
    do = _ACTS.get(request.POST.get("gor", ""))
    if do is None:
        return UppsiktError("Det framgår inte vad som ska göras.", todo="Välj en av knapparna.")
    told = request.POST.get("text", "")
    there = partial(
        do, actor=actor_of(request), now=clock.now(), committee=slug, month=period, activity=key
    )
    try:
        if do is services.adjust:
            there(net=typed_net(request.POST.get("belopp", "")), reason=told)
        else:
            there(**{_WORDS[do]: told})
    except (NoRound, NotAllowed):
        raise
    except UppsiktError as fault:
        return fault
    return None


_ACTS: Mapping[str, Callable[..., None]] = {
    "svara": answer,
    "tillbaka": send_back_and_tell,
    "justera": services.adjust,
    "utan": services.excuse,
}
_WORDS: Mapping[Callable[..., None], str] = {
    answer: "text",
    send_back_and_tell: "question",
    services.excuse: "reason",
}


def _forms(reader: Reader, shown: Board, row: BoardRow) -> tuple[str, ...]:
    """The forms that the reader may send now."""
    slug = shown.round.committee
    if shown.round.state in _FIXED or not may(reader, Verb.CHANGE, Thing.ROUNDS.of(slug)):
        return ()
    adjusts = may(reader, Verb.CHANGE, Thing.FORECASTS.of(slug, row.line.key))
    given = row.now is not None and row.now.month == shown.round.month
    offered = {
        "svara": row.question is not None,
        "tillbaka": given,
        "justera": adjusts,
        "utan": not given,
    }
    return tuple(name for name, is_offered in offered.items() if is_offered)


def _next(shown: Board, row: BoardRow) -> Crumb | None:
    """The next activity on the board that something stands out of, after this one."""
    after = shown.reporting[shown.reporting.index(row) + 1 :]
    for one in after:
        if one.outliers:
            link = activity_link(shown.round.committee, shown.round.month, one.line.key)
            return Crumb(one.line.name, link)
    return None
