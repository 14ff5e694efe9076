"""Booked rows: page by page, with their sum, what is only known as balances, and its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api import clock, links
from uppsikt.api.reader import actor_of, reader_of
from uppsikt.api.reading import reads
from uppsikt.api.row_words import Chosen, asked
from uppsikt.api.shapes import (
    Amount,
    Link,
    Month,
    Ore,
    Page,
    Paging,
    Slug,
    amount,
    month_text,
    page_of,
    stamped,
)
from uppsikt.figures import Period
from uppsikt.followup.cells.accrual_words import mark_text, other_text
from uppsikt.followup.cells.row_words import filter_words, group_name, line_name
from uppsikt.followup.cells.text_readings import record_texts
from uppsikt.organisation.remembering import remembered
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Reader, Thing, Verb, may
from uppsikt.platform.stores import current_store
from uppsikt.sources.accrual_rules import Accrual, VoucherKey
from uppsikt.sources.accruals import accrual_marks
from uppsikt.sources.drill import Breakdown, Drill, drill
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.selectors import account_names
from uppsikt.sources.voucher_selectors import Dimension, Order, VoucherRow

router = Router(tags=["Verifikationer"])
_FIELDS = {"report_line": "activity"}
"""The dimensions that a filter calls something else."""


class BalanceShape(Schema):
    """A sum of some months that is not known row by row."""

    first: str
    last: str
    amount: Ore


class CodeShape(Schema):
    """A part of a sum: what is booked with a code."""

    code: str
    name: str
    amount: Ore
    rows: int
    address: Link


class BreakdownShape(Schema):
    """A sum by the codes of a dimension."""

    dimension: str
    parts: list[CodeShape]


class BehindShape(Schema):
    """What is behind a booked sum: its rows, its balances, and its parts."""

    booked: Amount | None = Field(
        description="Summan så som rapporter visar den; null om bara rader kan svara"
    )
    total: int = Field(description="Hur många rader det är")
    amount: Ore
    balances: list[BalanceShape] = Field(description="Det som bara är känt som summor")
    breakdowns: list[BreakdownShape]
    rows: Link


class RowShape(Schema):
    """A booked row."""

    date: str | None
    series: str
    number: str
    account: str
    account_name: str
    unit: str
    activity: str = Field(description="Verksamhetskoden i huvudboken")
    project: str
    counterpart: str
    amount: Ore
    report_line: str = Field(description="Nyckeln för verksamheten som raden visas på")
    report_line_name: str
    accrual: str = Field(description="Periodisering eller Återföring; tomt om ingetdera")
    belongs_to: str = Field(description="Den andra verifikationen, eller varför den saknas")
    text: str | None = Field(description="null för den som inte får läsa texten")
    file: str | None = Field(description="null för den som inte får se vilka filer som är inlästa")
    line: int | None


class WordShape(Schema):
    """A part of what was asked for, in words."""

    head: str
    text: str


class RowsShape(Page[RowShape]):
    """A page of rows. What is behind all of them stands on the first page alone."""

    amount: Ore
    selection: list[WordShape]
    behind: BehindShape | None


@reads(
    router,
    "/committees/{slug}/{period}/rows",
    RowsShape,
    name="rows",
    summary="Bokförda rader hos en nämnd, från januari till månaden",
    about="Att texter visas noteras i loggen, som på sidorna.",
    kept=True,
)
def rows(
    request: HttpRequest,
    *,
    slug: Slug,
    period: Month,
    chosen: Query[Chosen],
    paging: Query[Paging],
    order: Literal["date", "amount"] = "date",
) -> dict[str, Any]:
    """The rows that are left when they are narrowed down."""
    reader = reader_of(request)
    committee_of(reader=reader, slug=slug)
    query = asked(reader, slug, period, chosen)
    found = drill(
        reader=reader,
        store=current_store(),
        query=query,
        order=_order(order),
        limit=paging.per_page,
        offset=paging.offset,
    )
    if any(row.text is not None for row in found.rows.rows):
        record_texts(reader=actor_of(request), now=clock.now(), query=query)
    words = list(filter_words(reader=reader, query=query))[1:]
    return {
        **page_of(request, paging, list(_rows(reader, found)), found.rows.total),
        "amount": found.rows.amount,
        "selection": [{"head": head, "text": text} for head, text in words],
        "behind": behind_of(reader, found, period) if paging.page == 1 else None,
    }


def behind_of(reader: Reader, found: Drill, month: Period) -> dict[str, Any]:
    """What is behind a sum, each part with where its rows are."""
    names = account_names(reader=reader, committee=found.query.committee)
    with remembered():  # the names of lines and groups are asked for part by part
        breakdowns = [_breakdown(reader, found, one, month, names) for one in found.breakdowns]
    return {
        "booked": None if found.booked is None else amount(found.booked),
        "total": found.rows.total,
        "amount": found.rows.amount,
        "balances": [
            {"first": month_text(one.first), "last": month_text(one.last), "amount": one.amount}
            for one in found.balances
        ],
        "breakdowns": breakdowns,
        "rows": links.rows(found.query, month),
    }


def _breakdown(
    reader: Reader, found: Drill, one: Breakdown, month: Period, names: Mapping[str, str]
) -> dict[str, Any]:
    query, field = found.query, _FIELDS.get(one.dimension, one.dimension)
    parts = []
    for part in one.parts:
        # All of these fields are texts.
        inside: RowFilter = replace(query.chosen, **{field: part.code})  # type: ignore[arg-type]
        parts.append(
            {
                "code": part.code,
                "name": _name(reader, query.committee, one.dimension, part.code, names),
                "amount": part.amount,
                "rows": part.rows,
                "address": links.rows(replace(query, chosen=inside), month),
            }
        )
    return {"dimension": one.dimension, "parts": parts}


def _name(
    reader: Reader, committee: str, dimension: Dimension, code: str, names: Mapping[str, str]
) -> str:
    if dimension == "report_line":
        return line_name(reader, committee, code)
    if dimension == "group":
        return group_name(reader, committee, code)
    return names.get(code, "") if dimension == "account" else ""


def _rows(reader: Reader, found: Drill) -> Iterator[dict[str, Any]]:
    slug = found.query.committee
    names = account_names(reader=reader, committee=slug)
    marks = accrual_marks(
        reader=reader, store=current_store(), committee=slug, year=found.query.period.year
    )
    with_files = may(reader, Verb.READ, Thing.IMPORTS.of(slug))
    with remembered():
        for row in found.rows.rows:
            mark = marks.get(VoucherKey(row.date, row.series, row.number))
            yield {
                **_row(row, mark, names),
                "report_line_name": line_name(reader, slug, row.report_line),
                "file": row.file if with_files else None,
                "line": row.line if with_files else None,
            }


def _row(row: VoucherRow, mark: Accrual | None, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "date": stamped(row.date),
        "series": row.series,
        "number": row.number,
        "account": row.account,
        "account_name": names.get(row.account, ""),
        "unit": row.unit,
        "activity": row.activity,
        "project": row.project,
        "counterpart": row.counterpart,
        "amount": row.amount,
        "report_line": row.report_line,
        "accrual": mark_text(mark) if mark else "",
        "belongs_to": other_text(mark) if mark else "",
        "text": row.text,
    }


def _order(order: str) -> Order:
    return "amount" if order == "amount" else "date"
