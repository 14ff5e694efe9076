"""Voucher rows as a page shows them: dates, amounts in kronor, and the pages before and after."""

from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from uppsikt.figures import number, thousands
from uppsikt.sources.selectors import VoucherPage, VoucherRow

ROWS_PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class ShownVoucher:
    """One row; the amount is in kronor with öre, income positive."""

    date: str
    voucher: str
    account: str
    unit: str
    counterpart: str
    text: str
    amount: str


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


def voucher_list(page: VoucherPage, current: int, account: str | None) -> VoucherList:
    """Make the page with number `current`; `account` is kept in the addresses of the others."""
    pages = max(1, -(-page.total // ROWS_PER_PAGE))

    def address(other: int) -> str:
        wanted = {"konto": account} if account else {}
        return "?" + urlencode({**wanted, "sida": other})

    return VoucherList(
        rows=tuple(_shown(row) for row in page.rows),
        count=thousands(page.total),
        amount=_kronor(page.amount),
        number=current,
        pages=pages,
        before=address(current - 1) if current > 1 else "",
        after=address(current + 1) if current < pages else "",
        has_text=any(row.text is not None for row in page.rows),
        has_counterpart=any(row.counterpart for row in page.rows),
    )


def _shown(row: VoucherRow) -> ShownVoucher:
    day = f"{row.date:08d}"
    return ShownVoucher(
        date=f"{day[:4]}-{day[4:6]}-{day[6:]}",
        voucher=f"{row.series} {row.number}".strip(),
        account=row.account,
        unit=row.unit,
        counterpart=row.counterpart,
        text=row.text or "",
        amount=_kronor(row.amount),
    )


def _kronor(amount: int) -> str:
    return number(Fraction(amount, 100), 2)
