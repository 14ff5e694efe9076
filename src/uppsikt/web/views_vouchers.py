"""The voucher rows behind a booked sum: narrowed down, page by page, and as files."""

import tempfile
from pathlib import Path
from typing import IO
from urllib.parse import urlencode

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from uppsikt.figures import Period, month_name
from uppsikt.followup.cells.row_request import (
    FIELDS,
    WrongRequest,
    read_page_request,
    write_request,
)
from uppsikt.followup.cells.row_words import filter_words
from uppsikt.followup.cells.text_readings import record_texts
from uppsikt.followup.cells.voucher_export import RowFile, csv_pieces, row_file, write_xlsx
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import Reader, Thing, Verb, may
from uppsikt.platform.stores import current_store
from uppsikt.sources.accruals import accrual_marks
from uppsikt.sources.drill import Drill, drill
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.voucher_selectors import Order, VoucherQuery
from uppsikt.web import clock
from uppsikt.web.kept import kept
from uppsikt.web.links import Crumb, crumbs, rows_link
from uppsikt.web.reader import actor_of, reader_of
from uppsikt.web.voucher_list import ROWS_PER_PAGE, breakdowns, only_balances, voucher_list

MOST_PAGES = 1_000_000
MOST_IN_EXCEL = 200_000
"""Rows that a page makes a workbook of; more take so long that CSV or the command is better."""
_ORDERS: dict[str, Order] = {"datum": "date", "belopp": "amount"}
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@kept
def vouchers(
    request: HttpRequest, slug: str, period: Period, key: str | None = None
) -> HttpResponse:
    """The rows booked on a committee, or on one activity, up to the month, as they are narrowed."""
    found = organisation.committee(reader=reader_of(request), slug=slug)
    given = _given(request, key, slug, period)
    try:
        query = _query(reader_of(request), slug, period, given)
    except WrongRequest as fault:
        return render(
            request,
            "web/vouchers.html",
            _form(reader_of(request), found, period, given, fault),
            status=400,
        )
    order, number = _order(request), _page_number(request)
    behind = drill(
        reader=reader_of(request),
        store=current_store(),
        query=query,
        order=order,
        limit=ROWS_PER_PAGE,
        offset=(number - 1) * ROWS_PER_PAGE,
    )
    if number > 1 and not behind.rows.rows:
        raise Http404
    if any(row.text is not None for row in behind.rows.rows):
        record_texts(reader=actor_of(request), now=clock.now(), query=query)
    context = {
        **_form(reader_of(request), found, period, given, None),
        **_shown(reader_of(request), behind, period, number, order),
        "crumbs": _crumbs(reader_of(request), found, period, query.chosen),
    }
    return render(request, "web/vouchers.html", context)


@require_safe
def vouchers_file(request: HttpRequest, slug: str, period: Period, kind: str) -> HttpResponseBase:
    """All the rows that the page's words ask for, as CSV or as an Excel workbook."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    try:
        query = _query(reader_of(request), slug, period, _given(request, None, slug, period))
    except WrongRequest as fault:
        raise Http404 from fault
    file = row_file(
        reader=reader_of(request), store=current_store(), query=query, order=_order(request)
    )
    name = f"verifikationer-{slug}-{query.period}.{kind}"
    if kind == "xlsx" and file.whole.total > MOST_IN_EXCEL:
        raise Http404
    if file.has_texts:
        record_texts(reader=actor_of(request), now=clock.now(), query=query)
    answer: HttpResponseBase
    if kind == "csv":
        answer = StreamingHttpResponse(csv_pieces(file), content_type="text/csv; charset=utf-8")
    else:
        answer = FileResponse(_workbook(file), content_type=_SHEET)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _workbook(file: RowFile) -> IO[bytes]:
    """The workbook as a file that is gone when it has been sent."""
    with tempfile.TemporaryDirectory(prefix="uppsikt-") as folder:
        path = Path(folder) / "rader.xlsx"
        write_xlsx(file, path)
        return path.open("rb")


def _given(request: HttpRequest, key: str | None, slug: str, period: Period) -> dict[str, str]:
    """What the address asks for. Raises Http404 for an activity that does not hold then."""
    given = {field: request.GET.get(field, "") for field in FIELDS}
    if key is not None:
        lines = organisation.lines(reader=reader_of(request), committee=slug, on=period.last_day)
        if key not in {line.key for line in lines}:
            raise Http404
        given["verksamhet"] = key
    return given


def _query(reader: Reader, slug: str, period: Period, given: dict[str, str]) -> VoucherQuery:
    return read_page_request(reader=reader, committee=slug, period=period.to_date_of(), given=given)


def _shown(
    reader: Reader, behind: Drill, period: Period, number: int, order: Order
) -> dict[str, object]:
    """The rows, the sums, and where the files and the other pages are."""
    query = behind.query
    words = write_request(query, period.to_date_of())
    if order != "date":
        words["ordning"] = "belopp"

    def page(other: int) -> str:
        return "?" + urlencode({**words, "sida": other})

    parts = breakdowns(reader, behind, period)
    marks = accrual_marks(
        reader=reader, store=current_store(), committee=query.committee, year=query.period.year
    )
    return {
        "list": voucher_list(behind, marks, number, page),
        "words": list(filter_words(reader=reader, query=query))[1:],
        "balances": only_balances(behind),
        "breakdowns": parts if number == 1 else (),
        "csv": rows_link(query, period, "csv"),
        "xlsx": rows_link(query, period, "xlsx") if behind.rows.total <= MOST_IN_EXCEL else "",
        "narrow": not query.chosen.is_of_balances,
    }


def _form(
    reader: Reader,
    found: organisation.Committee,
    period: Period,
    given: dict[str, str],
    fault: WrongRequest | None,
) -> dict[str, object]:
    """The form with what was asked for in it."""
    slug = found.slug
    lines = organisation.all_lines(reader=reader, committee=slug)
    groups = organisation.groups(reader=reader, committee=slug)
    year = period.year
    return {
        "section": "committee",
        "committee": found,
        "period": period,
        "crumbs": crumbs(found, period),
        "given": given,
        "fault": fault,
        "lines": {line.key: line.name for line in lines if not line.is_contingency},
        "groups": {group.key: group.name for group in groups},
        "months": [
            (f"{year}-{month:02d}", f"{month_name(month)} {year}") for month in range(1, 13)
        ],
        "page": reverse("rows", args=(slug, period)),
        "may_search": may(reader, Verb.READ, Thing.VOUCHER_TEXTS.of(slug, given["verksamhet"])),
    }


def _crumbs(
    reader: Reader, found: organisation.Committee, period: Period, chosen: RowFilter
) -> tuple[Crumb, ...]:
    """The way up, past the activity if there is one that has a page."""
    above = crumbs(found, period)
    on = organisation.lines(reader=reader, committee=found.slug, on=period.last_day)
    for line in on:
        if line.key == chosen.activity:
            address = reverse("activity", args=(found.slug, period, line.key))
            return (*above, Crumb(line.name, address))
    return above


def _order(request: HttpRequest) -> Order:
    return _ORDERS.get(request.GET.get("ordning", ""), "date")


def _page_number(request: HttpRequest) -> int:
    """The number in `?sida=`, 1 if left out. Raises Http404 for what is no page number."""
    text = request.GET.get("sida", "1")
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_PAGES):
        raise Http404
    return int(text)
