"""Earmarked projects: their table of the set-up file, and what is read of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from uppsikt.organisation.extensions import SetupContext, register_table
from uppsikt.organisation.setup_file import Entry
from uppsikt.organisation.setup_rows import refuse_twice, replace_rows
from uppsikt.planning.earmarked_models import EarmarkedProject
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand


@dataclass(frozen=True, slots=True)
class Project:
    """Means set aside for a project: öre, positive. `used` is what was used through `used_until`.

    Without it, all that the ledger has from the year `first_year` on counts.
    """

    key: str
    name: str
    code: str
    approved: int
    first_year: int
    used: int
    used_until: int


def register() -> None:
    """Registers the table."""
    register_table("oronmarkt", load_projects)


def projects(*, reader: Reader, committee: str, as_of: date) -> tuple[Project, ...]:
    """The projects that means were set aside for up to and including the day `as_of`."""
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    rows = EarmarkedProject.objects.seen_by(reader).filter(
        committee__slug=committee, decided__lte=as_of
    )
    return tuple(
        Project(
            key=row.key,
            name=row.name,
            code=row.code,
            approved=row.approved,
            first_year=row.decided.year if row.used_until is None else row.used_until + 1,
            used=row.used or 0,
            used_until=row.used_until or 0,
        )
        for row in rows
    )


def load_projects(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[oronmarkt]]`: earmarked projects, those of the file and no others."""
    rows = [_project(entry) for entry in entries]
    refuse_twice(entries, rows, ("key",), "nyckel")
    refuse_twice(entries, rows, ("code",), "projekt")  # its rows would count twice
    return replace_rows(EarmarkedProject, context, rows)


def _project(entry: Entry) -> dict[str, Any]:
    entry.only(
        *("nyckel", "namn", "projekt", "datum", "beslut", "godkant", "anvant", "anvant_till")
    )
    if ("anvant" in entry.values) != ("anvant_till" in entry.values):
        entry.fault(
            "anvant" if "anvant" in entry.values else "anvant_till",
            "”anvant” och ”anvant_till” hör ihop.",
            todo='Skriv båda, till exempel anvant = "500 tkr" och anvant_till = 2022.',
        )
    has_used = "anvant" in entry.values
    return {
        "key": entry.key("nyckel"),
        "name": entry.text("namn"),
        "code": entry.text("projekt"),
        "decided": entry.day("datum"),
        "decision": entry.text("beslut"),
        "approved": _positive(entry, "godkant"),
        "used": _positive(entry, "anvant", least=0) if has_used else None,
        "used_until": entry.year("anvant_till") if has_used else None,
    }


def _positive(entry: Entry, key: str, least: int = 1) -> int:
    amount = entry.money(key)
    if amount < least:
        entry.fault(
            key,
            f"”{key}” ska vara ett belopp utan minustecken.",
            todo=f'Skriv till exempel {key} = "2 000 tkr".',
        )
    return amount
