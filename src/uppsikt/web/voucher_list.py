"""Booked rows as a page shows them: dates, amounts in kronor, sums by code, and other pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from uppsikt.figures import Period, bare_kronor, thousands
from uppsikt.followup.cells.accrual_words import mark_text, other_text
from uppsikt.followup.cells.row_words import NO_CODE, group_name, line_name
from uppsikt.organisation.remembering import remembered
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.accrual_rules import Accrual, AccrualVoucher, VoucherKey
from uppsikt.sources.drill import Breakdown, Drill
from uppsikt.sources.period_rules import span_text
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.selectors import account_names
from uppsikt.sources.voucher_selectors import CodeSum, Dimension, VoucherQuery, VoucherRow
from uppsikt.web.links import rows_link

ROWS_PER_PAGE = 100
MOST_PARTS = 25
"""Codes that a breakdown lists; the rest stand together."""
_HEADS: dict[Dimension, tuple[str, str]] = {
    "report_line": ("Verksamheter", "verksamheter"),
    "group": ("Kontogrupper", "kontogrupper"),
    "account": ("Konton", "konton"),
    "unit": ("Ansvar", "ansvar"),
    "counterpart": ("Motparter", "motparter"),
}
_FIELDS = {"report_line": "activity"}


@dataclass(frozen=True, slots=True)
class ShownOther:
    """Another voucher: its number, and the page of the committee's rows on it."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class ShownVoucher:
    """One row; the amount is in kronor with öre, income positive.

    `mark` says that it is an accrual or a reversal; `others` are the vouchers that may be its
    other half, and `told` is what is said where there is none or where it is not sure.
    """

    date: str
    voucher: str
    account: str
    unit: str
    counterpart: str
    project: str
    text: str
    amount: str
    mark: str
    others: tuple[ShownOther, ...]
    told: str


@dataclass(frozen=True, slots=True)
class VoucherList:
    """A page of rows; `before` and `after` are addresses, "" where there is no such page."""

    rows: tuple[ShownVoucher, ...]
    count: str
    amount: str
    number: int
    pages: int
    before: str
    after: str
    has_text: bool
    has_counterpart: bool
    has_project: bool
    has_mark: bool


@dataclass(frozen=True, slots=True)
class ShownSum:
    """A part of a breakdown, with the page of its rows ("" for what stands together)."""

    text: str
    amount: str
    rows: str
    address: str


@dataclass(frozen=True, slots=True)
class ShownBreakdown:
    """A sum by the codes of a dimension."""

    key: str
    heading: str
    parts: tuple[ShownSum, ...]
    amount: str
    rows: str


def voucher_list(
    drill: Drill,
    marks: Mapping[VoucherKey, Accrual],
    current: int,
    address: Callable[[int], str],
) -> VoucherList:
    """Make the page with number `current`; `address` gives those of other numbers."""
    page, slug = drill.rows, drill.query.committee
    rows = tuple(_shown(row, slug, marks) for row in page.rows)
    pages = max(1, -(-page.total // ROWS_PER_PAGE))
    return VoucherList(
        rows=rows,
        count=thousands(page.total),
        amount=bare_kronor(page.amount),
        number=current,
        pages=pages,
        before=address(current - 1) if current > 1 else "",
        after=address(current + 1) if current < pages else "",
        has_text=any(row.text is not None for row in page.rows),
        has_counterpart=any(row.counterpart for row in page.rows),
        has_project=any(row.project for row in page.rows),
        has_mark=any(row.mark for row in rows),
    )


def only_balances(drill: Drill) -> list[tuple[str, str]]:
    """The sums without rows: their months in words, and their amount."""
    return [
        (span_text((one.first, one.last)).capitalize(), bare_kronor(one.amount))
        for one in drill.balances
    ]


def breakdowns(reader: Reader, drill: Drill, month: Period) -> tuple[ShownBreakdown, ...]:
    """The sum by each dimension that has more than one code, the largest parts first."""
    names = account_names(reader=reader, committee=drill.query.committee)
    with remembered():  # the names of lines and groups are asked for part by part
        return tuple(
            _breakdown(reader, drill, one, month, names)
            for one in drill.breakdowns
            if any(part.code for part in one.parts)
            and (len(one.parts) > 1 or one.dimension == "account")
        )


def _breakdown(
    reader: Reader, drill: Drill, one: Breakdown, month: Period, names: dict[str, str]
) -> ShownBreakdown:
    ordered = sorted(one.parts, key=lambda part: (-abs(part.amount), part.code))
    shown = [
        _sum(_name(reader, drill, one.dimension, part.code, names), part, _inside(drill, one, part,
        month))
        for part in ordered[:MOST_PARTS]
    ]  # fmt: skip
    heading, plural = _HEADS[one.dimension]
    if rest := ordered[MOST_PARTS:]:
        together = CodeSum("", sum(p.amount for p in rest), sum(p.rows for p in rest))
        shown.append(_sum(f"{thousands(len(rest))} {plural} till", together, ""))
    whole = CodeSum("", sum(p.amount for p in one.parts), sum(p.rows for p in one.parts))
    last = _sum("", whole, "")
    return ShownBreakdown(one.dimension, heading, tuple(shown), last.amount, last.rows)


def _sum(text: str, part: CodeSum, address: str) -> ShownSum:
    return ShownSum(text, bare_kronor(part.amount), thousands(part.rows), address)


def _inside(drill: Drill, one: Breakdown, part: CodeSum, month: Period) -> str:
    """The page of the rows of a part."""
    field = _FIELDS.get(one.dimension, one.dimension)
    # All of these fields are texts.
    chosen: RowFilter = replace(drill.query.chosen, **{field: part.code})  # type: ignore[arg-type]
    return rows_link(replace(drill.query, chosen=chosen), month)


def _name(
    reader: Reader, drill: Drill, dimension: Dimension, code: str, names: dict[str, str]
) -> str:
    if dimension == "report_line":
        return line_name(reader, drill.query.committee, code)
    if dimension == "group":
        return group_name(reader, drill.query.committee, code)
    if not code:
        return NO_CODE
    return f"{code} {names.get(code, '')}".strip() if dimension == "account" else code


def other_voucher(slug: str, voucher: AccrualVoucher) -> ShownOther:
    """A voucher as its number, leading to the committee's rows of it."""
    month = Period.month(*divmod(voucher.month, 100))
    query = VoucherQuery(
        slug, month.to_date_of(), RowFilter(voucher=(voucher.key.series, voucher.key.number))
    )
    return ShownOther(voucher.key.text, rows_link(query, month))


def _shown(row: VoucherRow, slug: str, marks: Mapping[VoucherKey, Accrual]) -> ShownVoucher:
    day = f"{row.date:08d}"
    mark = marks.get(VoucherKey(row.date, row.series, row.number))
    return ShownVoucher(
        date=f"{day[:4]}-{day[4:6]}-{day[6:]}",
        voucher=f"{row.series} {row.number}".strip(),
        account=row.account,
        unit=row.unit,
        counterpart=row.counterpart,
        project=row.project,
        text=row.text or "",
        amount=bare_kronor(row.amount),
        mark=mark_text(mark) if mark else "",
        others=tuple(other_voucher(slug, one) for one in mark.others) if mark else (),
        told=other_text(mark) if mark and not mark.others else "",
    )
