"""A committee's known items after a month: open and how old, commitments, and what is booked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from uppsikt.figures import Period, alike_in_kronor, month_name
from uppsikt.followup.cells.text_readings import record_known
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.planning.known_item_export import known_csv, known_xlsx, state_text
from uppsikt.planning.known_item_rules import Age
from uppsikt.planning.known_item_selectors import FollowedItem, Places, Reversal, known, places
from uppsikt.platform.stores import current_store
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.voucher_selectors import VoucherQuery
from uppsikt.web import clock
from uppsikt.web.kept import kept
from uppsikt.web.links import Crumb, crumbs, rows_link
from uppsikt.web.reader import actor_of, reader_of

_KINDS = {
    "csv": (known_csv, "text/csv; charset=utf-8"),
    "xlsx": (known_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item on the page, in words; amounts in kronor. The state of an open one tells its age."""

    key: str
    name: str
    where: str
    month: str
    amount: str
    reversed: str
    remaining: str
    state: str
    vouchers: tuple[Crumb, ...]
    rivals: str


@dataclass(frozen=True, slots=True)
class ShownList:
    """Items under a heading, with their sums, and what remains of those of each age."""

    heading: str
    about: str
    rows: tuple[ShownItem, ...]
    ages: tuple[tuple[str, str], ...]
    sums: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Page:
    """Whose items are shown, after which month, and what places are called."""

    committee: str
    period: Period
    names: Places


@require_safe
@kept
def known_items(request: HttpRequest, slug: str, period: Period) -> HttpResponse:
    """The items that are known up to and including the month, as they stand at its end."""
    found = committee_of(reader=reader_of(request), slug=slug)
    items = known(reader=reader_of(request), store=current_store(), committee=slug, month=period)
    page = _Page(slug, period, places(reader=reader_of(request), committee=slug))
    context = {
        "section": "committee",
        "committee": found,
        "period": period,
        "crumbs": crumbs(found, period),
        "lists": tuple(_lists(items, page)),
        "open": [one for one in items if one.is_open and one.item.kind.counts],
        "files": tuple(
            (text, reverse("known_file", args=(slug, period, kind)))
            for text, kind in (("Excel", "xlsx"), ("CSV", "csv"))
        ),
    }
    return render(request, "web/known.html", context)


@require_safe
def known_file(request: HttpRequest, slug: str, period: Period, kind: str) -> HttpResponse:
    """The same items as a file."""
    if kind not in _KINDS:
        raise Http404
    write, content_type = _KINDS[kind]
    committee_of(reader=reader_of(request), slug=slug)
    items = known(reader=reader_of(request), store=current_store(), committee=slug, month=period)
    record_known(reader=actor_of(request), now=clock.now(), committee=slug, items=items)
    answer = HttpResponse(
        write(items, places(reader=reader_of(request), committee=slug)), content_type
    )
    name = f"kanda-poster-{slug}-{period}.{kind}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _lists(items: Sequence[FollowedItem], page: _Page) -> Iterator[ShownList]:
    """What is open, commitments, and what has been booked or withdrawn of the year's items."""
    for heading, about, rows in (
        (
            "Kända men inte bokförda",
            "Det som är kvar av årets poster står bredvid utfallet tills verifikationen bokförs.",
            [one for one in items if one.is_open and one.item.kind.counts],
        ),
        (
            "Åtaganden",
            "Beställt eller avtalat, men inte levererat. Åtaganden räknas aldrig i utfallet.",
            [one for one in items if one.is_open and not one.item.kind.counts],
        ),
        (
            "Återförda och återtagna",
            "En återförd post är bokförd. En återtagen gäller inte längre.",
            [one for one in items if not one.is_open and one.item.month // 100 == page.period.year],
        ),
    ):
        if rows:
            yield _shown_list(heading, about, rows, page)


def _shown_list(heading: str, about: str, rows: Sequence[FollowedItem], page: _Page) -> ShownList:
    """The list in kronor; with öre where any amount has some."""
    stands = [one.standing for one in rows]
    amounts = [each for one in stands for each in (one.amount, one.reversed)]
    write = alike_in_kronor(amounts)
    return ShownList(
        heading,
        about,
        tuple(_shown(one, page, write) for one in rows),
        tuple((f"varav {age.value}", write(left)) for age, left in _ages(rows)),
        (
            write(sum(one.amount for one in stands)),
            write(sum(one.reversed for one in stands)),
            write(sum(one.remaining for one in stands)),
        ),
    )


def _ages(rows: Sequence[FollowedItem]) -> Iterator[tuple[Age, int]]:
    """What remains of the items of each age, where they are of several."""
    ages = [age for age in Age if any(one.is_open and one.age is age for one in rows)]
    for age in ages if len(ages) > 1 else ():
        yield age, sum(one.standing.remaining for one in rows if one.age is age)


def _shown(one: FollowedItem, page: _Page, write: Callable[[int], str]) -> ShownItem:
    item, stands = one.item, one.standing
    names, group = page.names, page.names.group(item.group)
    return ShownItem(
        key=item.key,
        name=item.name[:1].upper() + item.name[1:],
        where=(names.line(item.activity) or "Hela nämnden") + (f", {group}" if group else ""),
        month=_month_text(item.month),
        amount=write(stands.amount),
        reversed=write(stands.reversed),
        remaining=write(stands.remaining),
        state=state_text(one).capitalize() + (f", {one.age.value}" if one.is_open else ""),
        vouchers=tuple(_voucher(one, each, page.committee) for each in one.reversals),
        rivals=", ".join(one.rivals),
    )


def _voucher(one: FollowedItem, each: Reversal, committee: str) -> Crumb:
    """A voucher and the page of its rows where the item says."""
    voucher, month = each.voucher, Period.month(*divmod(each.month, 100))
    chosen = RowFilter(
        one.item.activity or None,
        group=one.item.group or None,
        voucher=(voucher.series, voucher.number),
    )
    query = VoucherQuery(committee, month.to_date_of(), chosen)
    text = f"{voucher.series} {voucher.number}".strip()
    return Crumb(f"{text}, {month.text}", rows_link(query, month))


def _month_text(number: int) -> str:
    return f"{month_name(number % 100)} {number // 100}"
