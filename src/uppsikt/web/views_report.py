"""A committee's report as a web page and as files."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from uppsikt.documents import (
    Document,
    render_docx,
    render_html,
    render_json,
    render_pdf,
    render_xlsx,
)
from uppsikt.figures import Period
from uppsikt.followup import selectors
from uppsikt.followup.errors import Lacking
from uppsikt.followup.forms.form import Form
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Reader, Thing, Verb, may
from uppsikt.platform.stores import current_store
from uppsikt.rounds.gate_selectors import is_of_round
from uppsikt.web.given import given_notice
from uppsikt.web.kept import kept
from uppsikt.web.last_year import last_year_asked, last_year_choice, last_year_query
from uppsikt.web.links import Crumb, cell_links, crumbs, form_of_slug, links_of, report_links
from uppsikt.web.reader import reader_of
from uppsikt.web.switcher import switcher
from uppsikt.web.views_followup import MAIN_FORM, month_report, no_figures


@dataclass(frozen=True)
class FileKind:
    """A format that a report can be fetched in."""

    content_type: str
    render: Callable[[Document], bytes | str]
    shown_in_browser: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "pdf": FileKind("application/pdf", render_pdf, shown_in_browser=True),
    "docx": FileKind(f"{_OFFICE}.wordprocessingml.document", render_docx),
    "xlsx": FileKind(f"{_OFFICE}.spreadsheetml.sheet", render_xlsx),
    "json": FileKind("application/json; charset=utf-8", render_json, shown_in_browser=True),
}

FILE_POLICY = "frame-ancestors 'none'"
"""A file is no page of ours; the pages' stricter policy would hinder the browser's own viewer."""


@require_safe
@kept
def report(request: HttpRequest, slug: str, period: Period, form: str) -> HttpResponse:
    """The whole report as a page."""
    chosen = _form(form)
    found = committee_of(reader=reader_of(request), slug=slug)
    months = selectors.months(reader=reader_of(request), store=current_store(), committee=slug)
    shown = last_year_asked(request)
    query = last_year_query(shown)
    try:
        built = month_report(reader_of(request), slug, period, chosen.key, shown)
    except Lacking as lack:
        return no_figures(request, found, period, months, lack)
    links = report_links(reader_of(request), slug, period, query)
    context = {
        "section": "committee",
        "committee": found,
        "period": period,
        "crumbs": crumbs(found, period, query),
        "switcher": switcher(
            [month for month in months if month.last in chosen.months],
            period,
            lambda month: reverse("report", args=(slug, month, form)) + query,
            over_gaps=True,
        ),
        "last_year": last_year_choice(
            reverse("report", args=(slug, period, form)), built.figures.facts
        ),
        "document": built.document,
        "article": mark_safe(
            render_html(
                built.document,
                standalone=False,
                cell_address=cell_links(slug, period, chosen.key, query),
            )
        ),
        "report": links_of(chosen, slug, period, query),
        "leads_to": _leads_to(reader_of(request), slug, period, chosen, query),
        "texts": reverse("texts", args=(slug, period, form)),
        "may_write": may(reader_of(request), Verb.READ, Thing.TEXTS.of(slug)),
        "others": [one for one in links if one.name != chosen.name],
        **given_notice(reader_of(request), slug, period, chosen, shown=shown, report=built),
    }
    return render(request, "web/report.html", context)


def _leads_to(reader: Reader, slug: str, period: Period, form: Form, query: str) -> Crumb | None:
    """Where the reader gives the report out, or takes it on to public in its round."""
    if not may(reader, Verb.CHANGE, Thing.REPORTS.of(slug)):
        return None
    if is_of_round(reader=reader, committee=slug, month=period, form=form.key):
        return Crumb("Rapportens väg till offentlig", reverse("gate", args=(slug, period)))
    page = reverse("give_out", args=(slug, period, form.slug)) + query
    return Crumb("Lämna ut rapporten", page)


@require_safe
def report_file(
    request: HttpRequest, slug: str, period: Period, form: str, kind: str
) -> HttpResponse:
    """The report as a file. A browser that has it already gets an empty answer."""
    chosen = _form(form)
    if kind not in KINDS:
        raise Http404
    built = month_report(reader_of(request), slug, period, chosen.key, last_year_asked(request))
    fingerprint = f'"{built.mark}-{kind}-{version("uppsikt")}"'
    known = get_conditional_response(request, etag=fingerprint)
    answer = known or HttpResponse(
        content_of(built.document, kind), content_type=KINDS[kind].content_type
    )
    name = file_name(slug, period, chosen, kind, restated=bool(built.figures.facts.restated_to))
    place = content_disposition_header(not KINDS[kind].shown_in_browser, name)
    answer.headers["ETag"] = fingerprint
    answer.headers["Content-Disposition"] = place or ""
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer


def file_name(slug: str, period: Period, form: Form, kind: str, *, restated: bool = False) -> str:
    """arbetslivsnamnden-2022-10.pdf; other forms than the monthly one say which they are, and so
    does a report that tells last year restated."""
    suffix = "" if form.key == MAIN_FORM else f"-{form.slug}"
    suffix += "-omraknat" if restated else ""
    return f"{slug}-{period}{suffix}.{kind}"


def _form(slug: str) -> Form:
    form = form_of_slug(slug)
    if form is None:
        raise Http404
    return form


@lru_cache(maxsize=32)
def content_of(document: Document, kind: str) -> bytes:
    """The document in a format, kept because a PDF takes a while to set."""
    content = KINDS[kind].render(document)
    return content.encode() if isinstance(content, str) else content
