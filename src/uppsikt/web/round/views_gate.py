"""The gate: where a month's report is on its way to public, what stands in it, and the next step.

The forms of the page are told apart by what they do (`gor`); each leads back to the page.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypedDict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from uppsikt.figures import Period, UppsiktError
from uppsikt.followup.errors import Lacking
from uppsikt.followup.forms.form import form_of
from uppsikt.organisation.selectors import Committee
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Actor, Reader, Thing, Verb, demand, may
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import current_store
from uppsikt.rounds import gate as services
from uppsikt.rounds.gate_rules import publishes_on
from uppsikt.rounds.gate_selectors import Gate, gate_of
from uppsikt.rounds.rules import RoundFault, RoundState
from uppsikt.rounds.services import excuse
from uppsikt.web import clock
from uppsikt.web.given import given_of
from uppsikt.web.links import Crumb, crumbs
from uppsikt.web.reader import actor_of, reader_of
from uppsikt.web.round import gate_parts
from uppsikt.web.round.links import board_link


class At(TypedDict):
    """Who does something, when, and in which round."""

    actor: Actor
    now: datetime
    committee: str
    month: Period


_LOOK_AGAIN = "3"
"""Seconds until the browser asks again how far a job has come."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: HttpRequest, slug: str, period: Period) -> HttpResponse:
    """The way of the month's report, for those at work; a form takes the next step."""
    reader = reader_of(request)
    found = committee_of(reader=reader, slug=slug)
    demand(reader, Verb.READ, Thing.DRAFTS.of(slug))
    fault: UppsiktError | None = None
    if request.method == "POST":
        try:
            _act(request, slug, period)
        except (RoundFault, Lacking) as refusal:
            fault = refusal
        else:
            return redirect("gate", slug, period)
    shown = gate_of(
        reader=reader, now=clock.now(), store=current_store(), committee=slug, month=period
    )
    context = _context(request, reader, found, shown)
    context["refused"] = fault
    context["typed"] = request.POST.get("skal", "") if fault else ""
    context["about"] = request.POST.get("vad", "") if fault else ""
    answer = render(request, "web/round/gate.html", context, status=409 if fault else 200)
    if context["is_waiting"] and not fault:
        answer.headers["Refresh"] = _LOOK_AGAIN
    return answer


def _act(request: HttpRequest, slug: str, period: Period) -> None:
    """Does what the form says; whatever else it says changes nothing."""
    at: At = {
        "actor": actor_of(request),
        "now": clock.now(),
        "committee": slug,
        "month": period,
    }
    store, sent = current_store(), request.POST
    about, why = sent.get("vad", ""), sent.get("skal", "")
    do: dict[str, Callable[[], object]] = {
        "sammanstall": partial(services.compile_report, **at, store=store),
        "godta": partial(services.accept, **at, key=about, reason=why),
        "angra": partial(services.take_back, **at, key=about),
        "utan-prognos": partial(excuse, **at, activity=about, reason=why),
        "faststall": partial(services.ask_fix, **at, store=store, seen=sent.get("sedd", "")),
        "offentlig": partial(services.publish, **at),
        "oppna": partial(services.reopen, **at, reason=why),
    }
    chosen = do.get(sent.get("gor", ""))
    if chosen is not None:
        chosen()


def _context(
    request: HttpRequest, reader: Reader, committee: Committee, gate: Gate
) -> dict[str, object]:
    slug, month, state = committee.slug, gate.round.month, gate.round.state
    form = form_of(gate.round.dates.form)
    changes = may(reader, Verb.CHANGE, Thing.ROUNDS.of(slug))
    gives = may(reader, Verb.CHANGE, Thing.REPORTS.of(slug))
    work = gate_parts.work(reader, gate, clock.now())
    is_waiting = work is not None and work.is_active
    is_passed = state in (RoundState.FIXED, RoundState.PUBLIC)
    sent_on, today = gate.round.dates.sent_on, clock.now().astimezone(STOCKHOLM).date()
    return {
        "section": "committee",
        "crumbs": (*crumbs(committee, month), Crumb("Månadsrundan", board_link(slug, month))),
        "heading": f"{form.name} för {month.text}: vägen till offentlig",
        "committee": committee,
        "gate": gate,
        "month": month,
        "lead": gate_parts.lead(gate),
        "way": gate_parts.way(gate),
        "missing": gate_parts.missing(gate),
        "others": gate_parts.others(gate),
        "groups": gate_parts.groups(gate),
        "done": tuple(gate_parts.done(gate)),
        "work": work,
        "is_waiting": is_waiting,
        "is_passed": is_passed,
        "sent_on": sent_on if state is RoundState.FIXED else None,
        "by_itself": publishes_on(gate.steps, sent_on) is not None,
        "is_time": sent_on is not None and sent_on <= today,
        "may_change": changes,
        "may_compile": changes
        and not is_waiting
        and not is_passed
        and state is not RoundState.PLANNED,
        "may_fix": gives and not is_waiting and not is_passed and not gate.obstacles,
        "may_publish": gives and state is RoundState.FIXED,
        "may_reopen": changes and is_passed,
        "page": reverse("report", args=(slug, month, form.slug)),
        "versions": given_of(reader, slug, month, form)[::-1],
    }
