"""The tables of a set-up file that lead to a coming year's budget (docs/installationsfil.md)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.extensions import SetupContext, register_table
from uppsikt.organisation.rules import Named, find_named, nearest
from uppsikt.organisation.setup_file import Entry
from uppsikt.organisation.setup_rows import refuse_twice, replace_rows
from uppsikt.planning.next_year_models import BudgetRequest, Efficiency, Indexation
from uppsikt.platform.access.rules import OPERATOR

_BASES = {"uppräknad budget": True, "årets budget": False}
_MOST = 100
"""The largest rate in per cent; a larger one is a slip of the hand."""


def register() -> None:
    """Registers the tables."""
    register_table("upprakning", load_indexations)
    register_table("effektivisering", load_efficiencies)
    register_table("askande", load_requests)


def load_indexations(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[upprakning]]`: how much an account group is raised for a coming year, by decision."""
    groups = organisation.groups(reader=OPERATOR, committee=context.committee)
    rows = [_indexation(entry, groups) for entry in entries]
    refuse_twice(entries, rows, ("year", "decided", "group"), "kontogrupp")
    return replace_rows(Indexation, context, rows)


def _indexation(entry: Entry, groups: Sequence[Named]) -> dict[str, Any]:
    entry.only("ar", "datum", "beslut", "kontogrupp", "procent")
    return {
        "year": entry.year("ar"),
        "decided": entry.day("datum"),
        "group": _named(entry, "kontogrupp", groups),
        "rate": _rate(entry, least=-_MOST),
        "decision": entry.text("beslut"),
    }


def load_efficiencies(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[effektivisering]]`: how much the net cost of a coming year must be lowered."""
    rows = [_efficiency(entry) for entry in entries]
    refuse_twice(entries, rows, ("year", "decided"), "datum")
    return replace_rows(Efficiency, context, rows)


def _efficiency(entry: Entry) -> dict[str, Any]:
    entry.only("ar", "datum", "beslut", "procent", "bas")
    return {
        "year": entry.year("ar"),
        "decided": entry.day("datum"),
        "rate": _rate(entry, least=0),
        "after_indexation": entry.choice("bas", _BASES) if "bas" in entry.values else True,
        "decision": entry.text("beslut"),
    }


def load_requests(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[askande]]`: what the committee asks for, why, and what follows without it."""
    lines = organisation.all_lines(reader=OPERATOR, committee=context.committee)
    rows = [_request(entry, lines) for entry in entries]
    refuse_twice(entries, rows, ("year", "key"), "nyckel")
    return replace_rows(BudgetRequest, context, rows)


def _request(entry: Entry, lines: Sequence[Named]) -> dict[str, Any]:
    entry.only(
        *("ar", "efter", "nyckel", "namn", "verksamhet", "belopp", "orsak", "konsekvens", "ingar")
    )
    year, after = entry.year("ar"), entry.month("efter")
    if after.year >= year:
        entry.fault(
            "efter",
            f"Ett äskande för {year} kan inte vara gjort efter {after.text}.",
            todo=f'Skriv en månad före {year}, till exempel efter = "{year - 1}-07".',
        )
    amount = entry.money("belopp")
    if amount <= 0:
        entry.fault(
            "belopp",
            "Ett äskande är ett belopp större än noll.",
            todo='Skriv det som äskas utan minustecken, till exempel belopp = "5 000 tkr".',
        )
    return {
        "year": year,
        "after": after.first_month,
        "key": entry.key("nyckel"),
        "name": entry.text("namn"),
        "activity": _named(entry, "verksamhet", lines),
        "amount": amount,
        "reason": entry.text("orsak"),
        "consequence": entry.optional_text("konsekvens"),
        "included": entry.flag("ingar"),
    }


def _named(entry: Entry, key: str, things: Sequence[Named]) -> str:
    """The key of the line or group that the entry names."""
    text = entry.text(key)
    thing = find_named(things, text)
    if thing is None:
        names = nearest(text, [one.name for one in things])
        entry.fault(key, f"”{text}” finns inte.", todo=f"Menade du någon av dessa: {names}?")
    return thing.key


def _rate(entry: Entry, *, least: int) -> int:
    """A rate written as `"3,3"` (per cent), in thousandths of a per cent; not zero."""
    text = entry.text("procent").removesuffix("%").strip()
    try:
        rate = Decimal(text.replace("−", "-").replace(",", ".")) * 1000
    except InvalidOperation:
        rate = Decimal("NaN")
    if not rate.is_finite() or not least * 1000 <= rate <= _MOST * 1000 or rate == 0:
        entry.fault(
            "procent",
            f"”{text}” är ingen procentsats mellan {least} och {_MOST}.",
            todo='Skriv till exempel procent = "3,3".',
        )
    if rate != rate.to_integral_value():
        entry.fault("procent", f"”{text}” har fler än tre decimaler.", todo="Högst tre räknas.")
    return int(rate)
