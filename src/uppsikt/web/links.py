"""Where the pages lead: the way up, the months, and a committee's reports."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from uppsikt.documents import Cell, Column, Row, Table
from uppsikt.figures import Period
from uppsikt.followup.basis.address import CellAddress, column_key
from uppsikt.followup.cells.row_request import write_request
from uppsikt.followup.forms.form import Form, form_of, forms
from uppsikt.followup.given.reports import Given
from uppsikt.followup.selectors import months, offered_forms
from uppsikt.organisation.selectors import Committee
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.stores import current_store
from uppsikt.sources.voucher_selectors import VoucherQuery


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page above this one."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class ReportLinks:
    """A report of the month: its name, its page, and its files by name of format."""

    name: str
    page: str
    files: tuple[Crumb, ...]


FILES = (("PDF", "pdf"), ("Word", "docx"), ("Excel", "xlsx"), ("JSON", "json"))
"""What the formats are called on the pages, and their names in addresses."""


def form_of_slug(slug: str) -> Form | None:
    """The form that an address names, or None."""
    return next((form for form in forms() if form.slug == slug), None)


CellLinks = Callable[[Table, Row, Column, Cell], str | None]


def cell_links(slug: str, period: Period, form: str, query: str = "") -> CellLinks:
    """What gives the page of each cell of a report that holds a figure, by the key of its form.

    `query` is how the report tells last year.
    """

    def of(table: Table, row: Row, column: Column, cell: Cell) -> str | None:
        if cell.name is None:
            return None
        address = CellAddress(slug, period, form, table.key, row.key, column_key(column))
        return cell_link(address) + query

    return of


def cell_link(address: CellAddress) -> str:
    """The page of a cell."""
    place = (address.table, address.row, address.column)
    form = form_of(address.form).slug
    return reverse("cell", args=(address.committee, address.month, form, *place))


def history_link(address: CellAddress, kind: str = "") -> str:
    """The page of a cell's history, or its file of a kind."""
    page = cell_link(address)
    return f"{page}historik.{kind}" if kind else f"{page}historik/"


def rows_link(query: VoucherQuery, month: Period, kind: str = "") -> str:
    """The page of booked rows after the month, or their file of a kind."""
    words = write_request(query, month.to_date_of())
    asked = f"?{urlencode(words)}" if words else ""
    if kind:
        return reverse("rows_file", args=(query.committee, month, kind)) + asked
    return reverse("rows", args=(query.committee, month)) + asked


def crumbs(
    committee: Committee | None = None, period: Period | None = None, query: str = ""
) -> tuple[Crumb, ...]:
    """The way up: all committees, and the committee after the month (as `query` shows it)."""
    if committee is None or period is None:
        return (Crumb("Nämnder", reverse("start")),)
    page = reverse("committee", args=(committee.slug, period)) + query
    return (*crumbs(), Crumb(committee.name, page))


def crumbs_to_latest(reader: Reader, committee: Committee) -> tuple[Crumb, ...]:
    """The way up from a page that has no month: by the committee after its last booked one."""
    booked = months(reader=reader, store=current_store(), committee=committee.slug)
    return crumbs(committee, booked[-1]) if booked else crumbs()


def report_links(
    reader: Reader, slug: str, period: Period, query: str = ""
) -> tuple[ReportLinks, ...]:
    """The reports that can be made after the month, in the order of the forms.

    `query` is added to their addresses: how last year is told.
    """
    offered = offered_forms(reader=reader, committee=slug, period=period)
    return tuple(links_of(form, slug, period, query) for form in offered)


def given_links(given: Given) -> ReportLinks:
    """A report that was given out: its page and its files, which never change."""
    form = form_of(given.form)
    place = _given_place(given)
    files = (
        Crumb(text, reverse("given_file", args=(*place, kind)))
        for text, kind in FILES
        if kind in given.files
    )
    return ReportLinks(form.name, reverse("given_report", args=place), tuple(files))


def given_table_link(given: Given, table: str, kind: str = "") -> str:
    """The page of a table in a report that was given out, or its file of a kind."""
    place = (*_given_place(given), table)
    if kind:
        return reverse("given_table_file", args=(*place, kind))
    return reverse("given_table", args=place)


def given_cell_links(given: Given) -> CellLinks:
    """What gives the page of each cell, with something in it, of a report that was given out."""

    def of(table: Table, row: Row, column: Column, cell: Cell) -> str | None:
        if cell.printed is None and cell.absent is None:
            return None
        place = (table.key, row.key, column_key(column))
        return reverse("given_cell", args=(*_given_place(given), *place))

    return of


def _given_place(given: Given) -> tuple[object, ...]:
    return given.committee, given.month, form_of(given.form).slug, given.version


def links_of(form: Form, slug: str, period: Period, query: str = "") -> ReportLinks:
    """A form's report of the month."""
    place = (slug, period, form.slug)
    return ReportLinks(
        form.name,
        reverse("report", args=place) + query,
        tuple(
            Crumb(text, reverse("report_file", args=(*place, kind)) + query) for text, kind in FILES
        ),
    )
