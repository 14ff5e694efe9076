"""A lasting address for every table and figure of a report that was given out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from uppsikt.documents import table_html
from uppsikt.documents.printed import cell_text, head_text
from uppsikt.figures import Period, UppsiktError
from uppsikt.followup.basis.address import FoundCell, address_of
from uppsikt.followup.given.places import (
    Standing,
    cell_value,
    figure_words,
    given_cell,
    given_table,
    given_tables,
    later,
    same_figure,
)
from uppsikt.followup.given.reports import Given, given_report, given_reports
from uppsikt.followup.given.table_files import KINDS
from uppsikt.followup.given.table_files import table_file as file_of
from uppsikt.organisation.selectors import Committee
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.stores import current_store
from uppsikt.web.given import day_text
from uppsikt.web.kept import kept
from uppsikt.web.last_year import last_year_query
from uppsikt.web.links import (
    Crumb,
    cell_link,
    crumbs,
    form_of_slug,
    given_cell_links,
    given_links,
    given_table_link,
    history_link,
)
from uppsikt.web.reader import reader_of
from uppsikt.web.views_cell import exact_text
from uppsikt.web.views_followup import month_report
from uppsikt.web.views_report import FILE_POLICY

_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}
TABLE_FILES = (("CSV", "csv"), ("JSON", "json"))
"""What the formats of a table are called on the pages, and their names in addresses."""


@dataclass(frozen=True, slots=True)
class ShownStanding:
    """The figure in a version or as it is now: what is printed and exact, and if it is the same."""

    text: str
    address: str
    printed: str
    exact: str
    about: str
    is_this: bool = False


@require_safe
@kept
def table(
    request: HttpRequest, slug: str, period: Period, form: str, *, version: int, table: str
) -> HttpResponse:
    """A table as it was printed in the report that was given out."""
    reader = reader_of(request)
    found, one = _version(reader, slug, period, form, version)
    shown = given_table(reader=reader, store=current_store(), given=one, key=table)
    kept_tables = given_tables(reader=reader, store=current_store(), given=one)
    links = given_links(one)
    context = {
        **_shell(found, one),
        "heading": shown.caption,
        "table": mark_safe(table_html(shown, cell_address=given_cell_links(one), bars=True)),
        "in_report": f"{links.page}#tabell-{table}" if table in kept_tables.shown else "",
        "files": [Crumb(text, given_table_link(one, table, kind)) for text, kind in TABLE_FILES],
        "newest": _newest(reader, one, table),
    }
    return render(request, "web/given_table.html", context)


@require_safe
def table_file(
    request: HttpRequest, slug: str, period: Period, form: str, *, version: int, table: str,
    kind: str,
) -> HttpResponse:  # fmt: skip
    """The table as a file. A browser that has it already gets an empty answer."""
    reader = reader_of(request)
    _, one = _version(reader, slug, period, form, version)
    if kind not in KINDS:
        raise Http404
    shown = given_table(reader=reader, store=current_store(), given=one, key=table)
    mark = f'"{one.figures}-{table}-{kind}"'
    answer = get_conditional_response(request, etag=mark) or HttpResponse(
        file_of(one, shown, kind), content_type=_TYPES[kind]
    )
    name = f"{slug}-{period}-{form}-version-{version}-{table}.{kind}"
    answer.headers["ETag"] = mark
    answer.headers["Content-Disposition"] = content_disposition_header(kind == "csv", name) or ""
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer


@require_safe
@kept
def cell(
    request: HttpRequest, slug: str, period: Period, form: str, *, version: int, **place: str
) -> HttpResponse:
    """A figure as it was printed, and whether a later version or today says something else.

    `place` is its table, row and column.
    """
    reader, store = reader_of(request), current_store()
    found, one = _version(reader, slug, period, form, version)
    keys = (place["table"], place["row"], place["column"])
    figure = given_cell(reader=reader, store=store, given=one, place=keys)
    rest = later(reader=reader, store=store, given=one, found=figure)
    now, fault = _now(reader, one, figure)
    standings = [*rest, now] if now else [*rest]
    context = {
        **_shell(found, one),
        "heading": figure_words(reader=reader, store=store, given=one, found=figure),
        "crumbs": (
            *_crumbs(found, one),
            Crumb(figure.table.caption, given_table_link(one, keys[0])),
        ),
        "told": figure,
        "column": head_text(figure.column),
        "printed": _printed(figure),
        "exact": _exact(figure),
        "table_page": given_table_link(one, keys[0]),
        "standings": [
            _shown(Standing(one, figure), figure),
            *(_shown(at, figure) for at in standings),
        ],
        "is_changed": any(not at.as_in(figure) for at in standings),
        "fault": fault,
        "living": tuple(_living(one, now)),
    }
    return render(request, "web/given_figure.html", context)


def _version(
    reader: Reader, slug: str, period: Period, form: str, version: int
) -> tuple[Committee, Given]:
    """The committee and the version. Raises Http404, UnknownCommittee and NotGivenOut."""
    chosen, found = form_of_slug(form), committee_of(reader=reader, slug=slug)
    if chosen is None:
        raise Http404
    one = given_report(
        reader=reader, committee=slug, month=period, form=chosen.key, version=version
    )
    return found, one


def _crumbs(found: Committee, one: Given) -> tuple[Crumb, ...]:
    report = given_links(one)
    return (*crumbs(found, one.month), Crumb(f"{report.name}, version {one.version}", report.page))


def _shell(found: Committee, one: Given) -> dict[str, object]:
    """What the pages of a table and of a figure share."""
    return {
        "section": "committee",
        "committee": found,
        "period": one.month,
        "crumbs": _crumbs(found, one),
        "given": one,
        "when": day_text(one.given_at),
        "report": given_links(one),
    }


def _newest(reader: Reader, one: Given, key: str) -> ShownStanding | None:
    """The same table in the last version of the report; None if this is the last."""
    last = given_reports(reader=reader, committee=one.committee, month=one.month, form=one.form)[-1]
    if last.version == one.version:
        return None
    tables = given_tables(reader=reader, store=current_store(), given=last).tables
    has_it = any(table.key == key for table in tables)
    address = given_table_link(last, key) if has_it else ""
    return ShownStanding(f"version {last.version}", address, "", "", day_text(last.given_at))


def _now(
    reader: Reader, one: Given, figure: FoundCell
) -> tuple[Standing | None, UppsiktError | None]:
    """The figure as it is now, or why the report cannot be made."""
    try:
        report = month_report(reader, one.committee, one.month, one.form, one.last_year)
    except UppsiktError as fault:
        return None, fault
    return Standing(None, same_figure(report.tables, figure)), None


def _living(one: Given, now: Standing | None) -> Iterator[Crumb]:
    """The pages of the figure as it is now: what it is made of, and its history."""
    if now is None or now.cell is None or now.cell.name is None:
        return
    address = address_of(now.cell, one.committee, one.month, one.form)
    query = last_year_query(one.last_year)
    yield Crumb("Så är beloppet räknat", cell_link(address) + query)
    yield Crumb("Historik", history_link(address) + query)


def _shown(at: Standing, figure: FoundCell) -> ShownStanding:
    if at.given is None:
        text, address = "Nu", ""
    else:
        text = f"Version {at.given.version}, {day_text(at.given.given_at)}"
        address = given_links(at.given).page
    is_this = at.cell is figure
    if at.cell is None:
        return ShownStanding(text, address, "", "", "Finns inte i rapporten")
    about = "Den här versionen" if is_this else "" if at.as_in(figure) else "Ändrad"
    return ShownStanding(text, address, _printed(at.cell), _exact(at.cell), about, is_this)


def _printed(found: FoundCell) -> str:
    text = cell_text(found.cell, found.column)
    return text if found.cell.absent is not None else f"{text} {found.table.unit.symbol}"


def _exact(found: FoundCell) -> str:
    value = cell_value(found)
    return "" if value is None else exact_text(value, found.table.unit)
