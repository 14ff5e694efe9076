"""A committee's known items after a month: how each stands, and which vouchers reverse it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api import clock
from uppsikt.api.reader import actor_of, reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Month, Ore, Page, Paging, Slug, cut, month_text
from uppsikt.followup.cells.text_readings import record_known
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.planning.known_item_export import state_text
from uppsikt.planning.known_item_rules import Age, KnownKind
from uppsikt.planning.known_item_selectors import FollowedItem, Places, known, places
from uppsikt.platform.stores import current_store

router = Router(tags=["Kända poster"])


class ReversalShape(Schema):
    """A voucher that reverses an item, or a part of it."""

    voucher: str
    month: str
    amount: Ore


class KnownShape(Schema):
    """A known item as it stands at the end of the month; amount = reversed + remaining."""

    key: str
    kind: KnownKind
    counts: bool = Field(description="Om det som är kvar räknas bredvid utfallet")
    name: str
    activity: str
    activity_name: str
    group: str
    group_name: str
    month: str
    amount: Ore
    reversed: Ore
    remaining: Ore
    is_open: bool
    state: str = Field(description="Läget i ord")
    age: Age | None = Field(description="Hur länge posten har väntat; null om den inte är öppen")
    days: int
    withdrawn: bool
    expected: str = Field(description="Dagen som verifikationen väntas; tomt om ingen är angiven")
    reason: str
    version: int
    counterpart: str = Field(description="Tomt för den som inte får läsa verifikationstexter")
    reference: str = Field(description="Tomt för den som inte får läsa verifikationstexter")
    vouchers: list[ReversalShape]
    rivals: list[str] = Field(description="Andra poster som samma verifikation kan höra till")


class SumsShape(Schema):
    """The sums of open items."""

    amount: Ore
    reversed: Ore
    remaining: Ore


class KnownPage(Page[KnownShape]):
    """The items, and the sums of those that are open."""

    known: SumsShape = Field(description="Öppna poster som räknas bredvid utfallet")
    commitments: SumsShape = Field(description="Öppna åtaganden, som aldrig räknas i utfallet")


@reads(
    router,
    "/committees/{slug}/{period}/known-items",
    KnownPage,
    name="known_items",
    summary="Kända poster: kostnader, intäkter och åtaganden som inte är bokförda",
    about="Att motpart och referens visas noteras i loggen, som när filen hämtas på sidorna.",
    kept=True,
)
def known_items(
    request: HttpRequest, slug: Slug, period: Month, paging: Query[Paging]
) -> dict[str, Any]:
    """The items up to and including the month, by month and key."""
    reader = reader_of(request)
    committee_of(reader=reader, slug=slug)
    items = known(reader=reader, store=current_store(), committee=slug, month=period)
    page, names = cut(request, paging, items), places(reader=reader, committee=slug)
    record_known(reader=actor_of(request), now=clock.now(), committee=slug, items=page["items"])
    waiting = [one for one in items if one.is_open]
    return {
        **page,
        "items": [_told(one, names) for one in page["items"]],
        "known": _sums([one for one in waiting if one.item.kind.counts]),
        "commitments": _sums([one for one in waiting if not one.item.kind.counts]),
    }


def _told(one: FollowedItem, names: Places) -> dict[str, Any]:
    item, stands = one.item, one.standing
    return {
        "key": item.key,
        "kind": item.kind,
        "counts": item.kind.counts,
        "name": item.name,
        "activity": item.activity,
        "activity_name": names.line(item.activity),
        "group": item.group,
        "group_name": names.group(item.group),
        "month": month_text(item.month),
        "amount": stands.amount,
        "reversed": stands.reversed,
        "remaining": stands.remaining,
        "is_open": one.is_open,
        "state": state_text(one),
        "age": one.age if one.is_open else None,
        "days": one.days,
        "withdrawn": item.withdrawn,
        "expected": item.expected,
        "reason": item.reason,
        "version": item.version,
        "counterpart": item.counterpart,
        "reference": item.reference,
        "vouchers": [
            {"voucher": each.voucher.text, "month": month_text(each.month), "amount": each.amount}
            for each in one.reversals
        ],
        "rivals": list(one.rivals),
    }


def _sums(items: Sequence[FollowedItem]) -> dict[str, int]:
    stands = [one.standing for one in items]
    return {
        "amount": sum(one.amount for one in stands),
        "reversed": sum(one.reversed for one in stands),
        "remaining": sum(one.remaining for one in stands),
    }
