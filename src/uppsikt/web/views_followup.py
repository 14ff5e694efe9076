"""The pages of committees and activities. Everything comes from selectors; views hold no rules."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from uppsikt.figures import Period, UppsiktError
from uppsikt.followup import selectors
from uppsikt.followup.errors import Lacking
from uppsikt.followup.last_year.view import LastYear
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.followup.tables.trees import has_new_tree
from uppsikt.organisation.selectors import Committee
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.stores import current_store
from uppsikt.web import pages
from uppsikt.web.given import given_of
from uppsikt.web.kept import kept
from uppsikt.web.last_year import last_year_asked, last_year_choice, last_year_query
from uppsikt.web.late import late_parts
from uppsikt.web.links import crumbs, report_links
from uppsikt.web.reader import reader_of
from uppsikt.web.round.waiting import waiting_notes
from uppsikt.web.switcher import switcher

MAIN_FORM = "monthly"
"""The form whose figures the committee's own pages show."""


@require_safe
def committee_latest(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the committee's latest month; without one, say what is lacking."""
    found = committee_of(reader=reader_of(request), slug=slug)
    months = selectors.months(reader=reader_of(request), store=current_store(), committee=slug)
    if months:
        return redirect("committee", slug, months[-1])
    context = {"section": "committee", "committee": found, "crumbs": crumbs()}
    return render(request, "web/no_figures.html", context)


@require_safe
@kept
def committee(request: HttpRequest, slug: str, period: Period) -> HttpResponse:
    """One committee after a month: the sentence, the key figures, the net costs, the pictures."""
    found = committee_of(reader=reader_of(request), slug=slug)
    months = selectors.months(reader=reader_of(request), store=current_store(), committee=slug)
    shown = last_year_asked(request)
    query = last_year_query(shown)
    try:
        report = month_report(reader_of(request), slug, period, last_year=shown)
    except Lacking as lack:
        return no_figures(request, found, period, months, lack)
    context = {
        "section": "committee",
        "committee": found,
        "period": period,
        "crumbs": crumbs(),
        "switcher": switcher(
            months, period, lambda month: reverse("committee", args=(slug, month)) + query
        ),
        "last_year": last_year_choice(
            reverse("committee", args=(slug, period)), report.figures.facts
        ),
        "reports": report_links(reader_of(request), slug, period, query),
        **pages.committee(
            report, lambda key: reverse("activity", args=(slug, period, key)) + query, query
        ),
        "waiting": waiting_notes(reader_of(request)),
        "given": given_of(reader_of(request), slug, period),
        "late": late_parts(report.figures.facts),
        "new_tree": has_new_tree(reader=reader_of(request), committee=slug, month=period),
    }
    return render(request, "web/committee.html", context)


def month_report(
    reader: Reader,
    slug: str,
    period: Period,
    form: str = MAIN_FORM,
    last_year: LastYear = LastYear.PUBLISHED,
) -> Report:
    """The committee's report after the month. Raises what `build_report` raises."""
    return build_report(
        reader=reader,
        store=current_store(),
        committee=slug,
        period=period,
        form=form,
        last_year=last_year,
    )


def no_figures(
    request: HttpRequest,
    found: Committee,
    period: Period,
    months: tuple[Period, ...],
    lack: UppsiktError,
) -> HttpResponse:
    """The page of a month that no report can be made for: why, and where there are figures."""
    earlier = [month for month in months if month < period][-1:]
    later = [month for month in months if month > period][:1]
    context = {
        "section": "committee",
        "committee": found,
        "period": period,
        "crumbs": crumbs(),
        "switcher": switcher(
            months, period, lambda month: reverse("committee", args=(found.slug, month))
        ),
        "lack": lack,
        "nearest": (*earlier, *later),
        **pages.step_that_fills(lack, found, period),
    }
    return render(request, "web/no_figures.html", context)


@require_safe
@kept
def activity(request: HttpRequest, slug: str, period: Period, key: str) -> HttpResponse:
    """One activity after a month: months, account groups and accounts."""
    store, found = current_store(), committee_of(reader=reader_of(request), slug=slug)
    months = selectors.months(reader=reader_of(request), store=store, committee=slug)
    shown = last_year_asked(request)
    query = last_year_query(shown)
    try:
        page = selectors.activity_page(
            reader=reader_of(request),
            store=store,
            committee=slug,
            activity=key,
            period=period,
            last_year=shown,
        )
        report = month_report(reader_of(request), slug, period, last_year=shown)
    except Lacking as lack:
        return no_figures(request, found, period, months, lack)
    vouchers = reverse("vouchers", args=(slug, period, key))
    context = {
        "section": "committee",
        "committee": found,
        "period": period,
        "crumbs": crumbs(found, period, query),
        "switcher": switcher(
            months, period, lambda month: reverse("activity", args=(slug, month, key)) + query
        ),
        "last_year": last_year_choice(
            reverse("activity", args=(slug, period, key)), report.figures.facts
        ),
        "vouchers": vouchers,
        "late": late_parts(report.figures.facts, key),
        **pages.activity(page, report, vouchers),
    }
    return render(request, "web/activity.html", context)
