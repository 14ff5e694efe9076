"""Where answers lead: other addresses of the API, and the pages and files of the site."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from uppsikt.api.row_words import written
from uppsikt.figures import Period
from uppsikt.followup.basis.address import CellAddress
from uppsikt.followup.forms.form import Form, form_of
from uppsikt.followup.given.reports import Given
from uppsikt.followup.last_year.view import LastYear
from uppsikt.sources.voucher_selectors import VoucherQuery

FILES = ("pdf", "docx", "xlsx", "json")
"""The formats that a report is written in."""


def address(name: str, *parts: object, **query: str) -> str:
    """An address of the API, by its name."""
    asked = f"?{urlencode(query)}" if query else ""
    return reverse(f"api:{name}", args=parts) + asked


def page(name: str, *parts: object, shown: LastYear = LastYear.PUBLISHED) -> str:
    """A page of the site, by its name among the addresses."""
    return reverse(name, args=parts) + _page_query(shown)


def report_page(form: Form, slug: str, month: Period, shown: LastYear) -> str:
    """The page of a report."""
    return page("report", slug, month, form.slug, shown=shown)


def report_files(form: Form, slug: str, month: Period, shown: LastYear) -> dict[str, str]:
    """The files of a report, by format."""
    place = slug, month, form.slug
    return {kind: page("report_file", *place, kind, shown=shown) for kind in FILES}


def given_page(one: Given) -> str:
    """The page of a report that was given out."""
    return page("given_report", *_given_place(one))


def given_file(one: Given, kind: str) -> str:
    """A file of a report that was given out."""
    return page("given_file", *_given_place(one), kind)


def given_table(one: Given, table: str, kind: str = "") -> str:
    """The page of a table in a report that was given out, or its file of a kind."""
    place = (*_given_place(one), table)
    return page("given_table_file", *place, kind) if kind else page("given_table", *place)


def given_cell(one: Given, *place: str) -> str:
    """The page of a figure in a report that was given out, by table, row and column."""
    return page("given_cell", *_given_place(one), *place)


def given_table_address(one: Given, table: str) -> str:
    """The address of a table in a report that was given out."""
    return address("given_table", one.committee, one.month, one.form, one.version, table)


def cell(at: CellAddress, shown: LastYear, name: str = "cell") -> str:
    """The address of a cell, or of its history."""
    parts = (at.committee, at.month, at.form, at.table, at.row, at.column)
    query = {} if shown is LastYear.PUBLISHED else {"last_year": shown.value}
    return address(name, *parts, **query)


def rows(query: VoucherQuery, month: Period) -> str:
    """The booked rows of a query, after the month."""
    return address("rows", query.committee, month, **written(query, month.to_date_of()))


def _given_place(one: Given) -> tuple[object, ...]:
    return one.committee, one.month, form_of(one.form).slug, one.version


def _page_query(shown: LastYear) -> str:
    return "?fjolar=omraknat" if shown is LastYear.RESTATED else ""
