"""What can be found of the plans: known items, and decisions that move budget."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.figures import Period, kronor
from uppsikt.organisation.extensions import SetupContext, register_follower
from uppsikt.organisation.findable import committee_scopes
from uppsikt.planning import models
from uppsikt.planning.known_item_selectors import items_in_force
from uppsikt.platform.access.rules import Thing
from uppsikt.platform.search.registry import Findable, Kind, register_kind
from uppsikt.platform.search.services import refresh

KNOWN, DECISIONS = "known", "decisions"


def register() -> None:
    """Called when the app is ready."""
    register_kind(Kind(KNOWN, "Kända poster", committee_scopes, _known_items))
    register_kind(Kind(DECISIONS, "Beslut om omföring", lambda: ("",), _decisions))
    register_follower(_set_up)


def refresh_known(slug: str) -> None:
    """Writes anew what can be found of a committee's known items."""
    refresh(KNOWN, slug)


def refresh_decisions() -> None:
    """Writes anew what can be found of transfers."""
    refresh(DECISIONS, "")


def _set_up(context: SetupContext) -> None:
    """A set-up file has known items too, and names files with transfers."""
    refresh_known(context.committee)


def _known_items(slug: str) -> Iterator[Findable]:
    """What counterpart and reference say of an item is secret as voucher texts are."""
    for item in items_in_force(slug, None):
        month = Period.month(*divmod(item.month, 100))
        page = ("known", slug, str(month))
        told = f"{item.key}, {month.text}, {kronor(item.amount)}. {item.reason}".strip()
        yield Findable(item.name, told, page, Thing.PLANS.of(slug))
        if item.counterpart or item.reference:
            secret = ", ".join(text for text in (item.counterpart, item.reference) if text)
            right = Thing.VOUCHER_TEXTS.of(slug, item.activity)
            yield Findable(f"{item.key}: motpart och referens", secret, page, right)


def _decisions(_scope: str) -> Iterator[Findable]:
    """A decision is told to each committee that it touches, with its own rows alone."""
    rows = models.TransferRow.everything.filter(transfer__replaced_at=None)
    amounts: dict[tuple[models.Transfer, str], list[str]] = {}
    for row in rows.select_related("transfer", "committee").order_by("pk"):
        amounts.setdefault((row.transfer, row.committee.slug), []).append(kronor(row.amount))
    for (one, slug), its in amounts.items():
        month = Period.month(one.year, one.decided.month if one.decided.year == one.year else 1)
        yield Findable(
            one.decision,
            f"Omföring {one.year}, beslutad {one.decided}: {', '.join(its)}",
            ("committee", slug, str(month)),
            Thing.PLANS.of(slug),
        )
