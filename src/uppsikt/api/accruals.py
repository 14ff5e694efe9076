"""A committee's accruals and their reversals up to a month."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api.papers import TableShape, table_of
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Month, Ore, Page, Paging, Slug, cut, month_text, stamped
from uppsikt.followup.cells.accrual_words import lead_text, other_text
from uppsikt.followup.tables.accruals import accruals_table
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.stores import current_store
from uppsikt.sources.accrual_rules import Accrual, AccrualVoucher, Fate, by_month
from uppsikt.sources.accruals import accruals as all_accruals

router = Router(tags=["Periodiseringar"])


class VoucherShape(Schema):
    """A voucher, without its text."""

    date: str | None
    month: str
    series: str
    number: str
    amount: Ore


class AccrualShape(VoucherShape):
    """An accrual or a reversal, and the vouchers that are or may be its other half."""

    is_reversal: bool
    fate: Fate = Field(description="paired: paret är känt, alone: det saknas, unsure: osäkert")
    belongs_to: str = Field(description="Den andra verifikationen i ord, eller varför den saknas")
    others: list[VoucherShape]


class AccrualsPage(Page[AccrualShape]):
    """The vouchers, and the year's sums by month."""

    lead: str
    table: TableShape | None = Field(description="Årets belopp månad för månad; null utan några")


@reads(
    router,
    "/committees/{slug}/{period}/accruals",
    AccrualsPage,
    name="accruals",
    summary="Periodiseringar och återföringar, och vilka som saknar den andra",
    kept=True,
)
def accruals(
    request: HttpRequest, slug: Slug, period: Month, paging: Query[Paging]
) -> dict[str, Any]:
    """What is accrued from the year before up to the month, by day."""
    reader = reader_of(request)
    found = committee_of(reader=reader, slug=slug)
    every = all_accruals(reader=reader, store=current_store(), committee=slug, period=period)
    page, months = cut(request, paging, every), by_month(every, period.year)
    return {
        **page,
        "items": [_told(one) for one in page["items"]],
        "lead": lead_text(every, found.name),
        "table": table_of(accruals_table(months, period)) if months else None,
    }


def _told(one: Accrual) -> dict[str, Any]:
    return {
        **_voucher(one.voucher),
        "is_reversal": one.is_reversal,
        "fate": one.fate,
        "belongs_to": other_text(one),
        "others": [_voucher(other) for other in one.others],
    }


def _voucher(one: AccrualVoucher) -> dict[str, Any]:
    return {
        "date": stamped(one.key.date),
        "month": month_text(one.month),
        "series": one.key.series,
        "number": one.key.number,
        "amount": one.amount,
    }
