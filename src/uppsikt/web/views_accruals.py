"""The page of a committee's accruals up to a month: what waits for a reversal, month by month."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from uppsikt.documents import table_html
from uppsikt.figures import Period, alike_in_kronor
from uppsikt.followup.cells.accrual_words import day_of, lead_text, mark_text
from uppsikt.followup.tables.accruals import accruals_table
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.stores import current_store
from uppsikt.sources.accrual_rules import Accrual, Fate, by_month
from uppsikt.sources.accruals import accruals
from uppsikt.web.kept import kept
from uppsikt.web.links import crumbs
from uppsikt.web.reader import reader_of
from uppsikt.web.voucher_list import ShownOther, other_voucher


@dataclass(frozen=True, slots=True)
class ShownAccrual:
    """A row of the list; `others` are the vouchers that it may belong to."""

    day: str
    voucher: ShownOther
    what: str
    amount: str
    others: tuple[ShownOther, ...]


@require_safe
@kept
def accruals_page(request: HttpRequest, slug: str, period: Period) -> HttpResponse:
    """What is accrued up to the month: sums by month, and the vouchers by what they wait for."""
    found = committee_of(reader=reader_of(request), slug=slug)
    every = accruals(
        reader=reader_of(request), store=current_store(), committee=slug, period=period
    )
    months = by_month(every, period.year)
    context = {
        "section": "committee",
        "committee": found,
        "period": period,
        "crumbs": crumbs(found, period),
        "lead": lead_text(every, found.name),
        "table": mark_safe(table_html(accruals_table(months, period))) if months else "",
        "lists": [(title, rows) for title, rows in _lists(slug, every) if rows],
        "found": bool(every),
    }
    return render(request, "web/accruals.html", context)


def _lists(slug: str, every: Sequence[Accrual]) -> Iterator[tuple[str, list[ShownAccrual]]]:
    """The lists with their titles: what waits first, the pairs last; öre where any has some."""
    write = alike_in_kronor(one.voucher.amount for one in every)
    for title, fate, which in (
        ("Periodiseringar som inte är återförda", Fate.ALONE, (False,)),
        ("Återföringar utan periodisering", Fate.ALONE, (True,)),
        ("Osäkra: flera verifikationer passar, eller texterna skiljer sig", Fate.UNSURE,
         (False, True)),
        ("Periodiseringar med sin återföring", Fate.PAIRED, (False,)),
    ):  # fmt: skip
        rows = [one for one in every if one.fate is fate and one.is_reversal in which]
        yield title, [_shown(slug, one, write) for one in rows]


def _shown(slug: str, one: Accrual, write: Callable[[int], str]) -> ShownAccrual:
    voucher = one.voucher
    return ShownAccrual(
        day_of(voucher),
        other_voucher(slug, voucher),
        mark_text(one),
        write(voucher.amount),
        tuple(other_voucher(slug, other) for other in one.others),
    )
