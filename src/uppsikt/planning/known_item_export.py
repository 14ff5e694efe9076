"""Known items as a table: with the heads of their file first, so that it can be read in again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from uppsikt.planning.known_item_selectors import FollowedItem, Places
from uppsikt.sheets import Value, csv_bytes, harmless, xlsx_bytes

HEADS = (
    "Post", "Slag", "Benämning", "Månad", "Verksamhet", "Kontogrupp", "Enhet", "Belopp", "Motpart",
    "Referens", "Orsak", "Väntas", "Återtagen", "Återfört", "Kvar", "Läge", "Dagar",
    "Verifikationer",
)  # fmt: skip


def known_csv(rows: Sequence[FollowedItem], names: Places) -> bytes:
    """The items as CSV.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    return csv_bytes(HEADS, [[harmless(cell) for cell in _row(one, names)] for one in rows])


def known_xlsx(rows: Sequence[FollowedItem], names: Places) -> bytes:
    """The items as an Excel workbook, where texts are texts."""
    return xlsx_bytes("Kända poster", HEADS, [_row(one, names) for one in rows])


def _row(one: FollowedItem, names: Places) -> list[Value]:
    item, stands = one.item, one.standing
    return [
        item.key,
        item.kind.text,
        item.name,
        f"{item.month // 100}-{item.month % 100:02d}",
        names.line(item.activity),
        names.group(item.group),
        "kr",
        _kronor(item.amount),
        item.counterpart,
        item.reference,
        item.reason,
        date.fromisoformat(item.expected) if item.expected else "",
        "ja" if item.withdrawn else "",
        _kronor(stands.reversed),
        _kronor(stands.remaining),
        state_text(one),
        Decimal(one.days) if one.is_open else "",
        ", ".join(reversal.voucher.text for reversal in one.reversals),
    ]


def state_text(one: FollowedItem) -> str:
    """How an item stands, in a word or two of Swedish."""
    if one.item.withdrawn:
        return "återtagen"
    if not one.is_open:
        return "återförd"
    if one.rivals:
        return "oklar"
    return "delvis återförd" if one.standing.reversed else "öppen"


def _kronor(amount: int) -> Decimal:
    return Decimal(amount).scaleb(-2)
