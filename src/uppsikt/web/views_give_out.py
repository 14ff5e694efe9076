"""Giving a report out from its page: asked for in so many words, and done as a job."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from uppsikt.figures import Period
from uppsikt.followup.forms.form import Form
from uppsikt.followup.given.giving import LONGEST_REASON, NoReason, tidy_reason
from uppsikt.followup.given.jobs import ask_give_out
from uppsikt.followup.given.reports import given_reports
from uppsikt.organisation.selectors import Committee
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Thing, Verb, demand
from uppsikt.rounds.gate_selectors import is_of_round
from uppsikt.web import clock
from uppsikt.web.last_year import last_year_asked, last_year_query
from uppsikt.web.links import Crumb, crumbs, form_of_slug
from uppsikt.web.reader import actor_of, reader_of
from uppsikt.web.site.jobs import followed
from uppsikt.web.views_followup import month_report


@require_http_methods(["GET", "HEAD", "POST"])
def give_out(request: HttpRequest, slug: str, period: Period, form: str) -> HttpResponse:
    """What giving the report out means; the form asks for it.

    The form holds what its page was made of: whoever would give out something else than was shown,
    since others have changed it meanwhile, is told and asked again.
    """
    reader, chosen = reader_of(request), form_of_slug(form)
    if chosen is None:
        raise Http404
    found = committee_of(reader=reader, slug=slug)
    demand(reader, Verb.CHANGE, Thing.REPORTS.of(slug))
    shown = last_year_asked(request)
    if is_of_round(reader=reader, committee=slug, month=period, form=chosen.key):
        return _in_round(request, found, period, chosen)
    built = month_report(reader, slug, period, chosen.key, shown)
    is_changed = request.POST.get("seen", built.content) != built.content
    every = given_reports(reader=reader, committee=slug, month=period, form=chosen.key)
    is_unchanged = bool(every) and every[-1].content == built.content
    reason = " ".join(request.POST.get("reason", "").split())
    fault = _fault(reason) if every and not is_unchanged else ""
    if request.method == "POST" and not is_changed and not fault:
        placed = ask_give_out(
            actor=actor_of(request),
            now=clock.now(),
            committee=slug,
            period=period,
            form=chosen.key,
            last_year=shown,
            reason=reason,
        )
        return followed(placed.number)
    query = last_year_query(shown)
    page = reverse("report", args=(slug, period, form)) + query
    context = {
        "section": "committee",
        "crumbs": [*crumbs(found, period, query), Crumb(chosen.name, page)],
        "heading": f"Lämna {chosen.name.lower()}",
        "document": built.document,
        "committee": found,
        "month": period.text,
        "page": page,
        "next_version": len(every) + 1,
        "seen": built.content,
        "is_changed": is_changed,
        "is_unchanged": is_unchanged,
        "reason": reason,
        "most": LONGEST_REASON,
        "reason_fault": fault if request.method == "POST" and not is_changed else "",
    }
    status = 409 if is_changed else 400 if request.method == "POST" else 200
    return render(request, "web/give_out.html", context, status=status)


def _in_round(
    request: HttpRequest, committee: Committee, period: Period, form: Form
) -> HttpResponse:
    """A report that its month's round leads to is fixed there, and given out nowhere else."""
    context = {
        "section": "committee",
        "crumbs": crumbs(committee, period),
        "heading": f"Lämna {form.name.lower()}",
        "committee": committee,
        "month": period.text,
        "gate": reverse("gate", args=(committee.slug, period)),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "web/give_out.html", context, status=status)


def _fault(reason: str) -> str:
    """What is wrong with the reason for a new version, in Swedish; empty if nothing is."""
    try:
        return "" if tidy_reason(reason) else "Skriv varför rapporten lämnas på nytt."
    except NoReason as fault:
        return f"{fault.what} {fault.todo}"
