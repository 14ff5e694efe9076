"""The voucher rows behind an activity's actual, page by page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from uppsikt.figures import Period
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.organisation.selectors import lines
from uppsikt.platform.stores import current_store
from uppsikt.sources.selectors import voucher_rows
from uppsikt.web.links import Crumb, crumbs
from uppsikt.web.reader import READER
from uppsikt.web.voucher_list import ROWS_PER_PAGE, voucher_list

MOST_PAGES = 1_000_000


@require_safe
def vouchers(request: HttpRequest, slug: str, period: Period, key: str) -> HttpResponse:
    """The rows booked on an activity from January to the month, for one account or all."""
    found = committee_of(reader=READER, slug=slug)
    known = {line.key: line for line in lines(reader=READER, committee=slug, on=period.last_day)}
    if key not in known:
        raise Http404
    account, number = request.GET.get("konto") or None, _page_number(request)
    page = voucher_rows(
        reader=READER,
        store=current_store(),
        committee=slug,
        activity=key,
        period=period.to_date_of(),
        account=account,
        limit=ROWS_PER_PAGE,
        offset=(number - 1) * ROWS_PER_PAGE,
    )
    if number > 1 and not page.rows:
        raise Http404
    address = reverse("activity", args=(slug, period, key))
    context = {
        "section": "committee",
        "committee": found,
        "period": period,
        "line": known[key],
        "account": account,
        "crumbs": (*crumbs(found, period), Crumb(known[key].name, address)),
        "list": voucher_list(page, number, account),
    }
    return render(request, "web/vouchers.html", context)


def _page_number(request: HttpRequest) -> int:
    """The number in `?sida=`, 1 if left out. Raises Http404 for what is no page number."""
    text = request.GET.get("sida", "1")
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_PAGES):
        raise Http404
    return int(text)
