"""Reports that were given out: the page and the files as they were, and what has changed since."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from uppsikt.figures import Period, UppsiktError
from uppsikt.followup.forms.form import Form
from uppsikt.followup.given import places
from uppsikt.followup.given import reports as given_reports
from uppsikt.followup.given.reports import Given
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.stores import current_store
from uppsikt.web.dressing import look_if_readable
from uppsikt.web.given import changes, day_text, given_of, seal_of
from uppsikt.web.kept import kept
from uppsikt.web.last_year import last_year_query
from uppsikt.web.links import Crumb, crumbs, form_of_slug, given_links, given_table_link
from uppsikt.web.reader import reader_of
from uppsikt.web.views_followup import month_report
from uppsikt.web.views_given_tables import TABLE_FILES
from uppsikt.web.views_report import FILE_POLICY, KINDS, file_name


@dataclass(frozen=True, slots=True)
class GivenTable:
    """A table of the report: its page, and its files."""

    caption: str
    page: str
    files: tuple[Crumb, ...]


@require_safe
@kept
def given(request: HttpRequest, slug: str, period: Period, form: str, version: int) -> HttpResponse:
    """The report as it was given out, below what has changed since."""
    found, chosen = committee_of(reader=reader_of(request), slug=slug), _form(form)
    one = _given(reader_of(request), slug, period, chosen, version)
    versions = given_of(reader_of(request), slug, period, chosen)
    article = given_reports.given_article(
        reader=reader_of(request), store=current_store(), given=one
    )
    context = {
        "section": "committee",
        "committee": found,
        "period": period,
        "crumbs": crumbs(found, period),
        "given": one,
        "when": day_text(one.given_at),
        "versions": versions,
        "last": versions[-1],
        "now": reverse("report", args=(slug, period, form)) + last_year_query(one.last_year),
        "report": given_links(one),
        "look": look_if_readable(one.look),
        "seal": seal_of(one),
        "sealed_at": reverse("api:version", args=(slug, period, one.form, one.version)),
        "tables": _tables(reader_of(request), one),
        "article": mark_safe(article),
        **_changes(reader_of(request), one, chosen),
    }
    return render(request, "web/given.html", context)


@require_safe
def given_file(
    request: HttpRequest, slug: str, period: Period, form: str, *, version: int, kind: str
) -> HttpResponse:
    """A file of the report, byte for byte as it was given out."""
    chosen = _form(form)
    committee_of(reader=reader_of(request), slug=slug)
    one = _given(reader_of(request), slug, period, chosen, version)
    if kind not in KINDS or kind not in one.files:
        raise Http404
    mark = f'"{one.files[kind]}"'
    content = given_reports.given_file(
        reader=reader_of(request), store=current_store(), given=one, kind=kind
    )
    answer = get_conditional_response(request, etag=mark) or HttpResponse(
        content, content_type=KINDS[kind].content_type
    )
    name = file_name(slug, period, chosen, kind).replace(f".{kind}", f"-version-{version}.{kind}")
    place = content_disposition_header(not KINDS[kind].shown_in_browser, name)
    answer.headers["ETag"] = mark
    answer.headers["Content-Disposition"] = place or ""
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer


def _form(slug: str) -> Form:
    form = form_of_slug(slug)
    if form is None:
        raise Http404
    return form


def _given(reader: Reader, slug: str, period: Period, form: Form, version: int) -> Given:
    return given_reports.given_report(
        reader=reader, committee=slug, month=period, form=form.key, version=version
    )


def _tables(reader: Reader, one: Given) -> tuple[GivenTable, ...]:
    """The tables of the report, each with its own page and files."""
    every = places.given_tables(reader=reader, store=current_store(), given=one)
    return tuple(
        GivenTable(
            table.caption,
            given_table_link(one, table.key),
            tuple(
                Crumb(text, given_table_link(one, table.key, kind)) for text, kind in TABLE_FILES
            ),
        )
        for table in every.tables
    )


def _changes(reader: Reader, one: Given, form: Form) -> dict[str, object]:
    """What has changed since; a report that cannot be made now leaves what was given as it was."""
    try:
        return {
            "changes": changes(
                reader, one, month_report(reader, one.committee, one.month, form.key, one.last_year)
            )
        }
    except UppsiktError as fault:
        return {"fault": fault}
