"""What changes decisions on the year's result: files of them, and withdrawing one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from uppsikt.figures import UppsiktError
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.models import Committee
from uppsikt.planning import carry_over_file
from uppsikt.planning.carry_over_models import CarryOver as StoredCarryOver
from uppsikt.planning.carry_over_rules import CarryOver
from uppsikt.planning.changes import carry_over_look
from uppsikt.planning.intake import PlanFile, PlanOutcome, Status, take_in, together
from uppsikt.planning.reading import read_rows
from uppsikt.platform.access.rules import (
    OPERATOR,
    Actor,
    Thing,
    Verb,
    demand,
    demand_in,
    demand_somewhere,
)
from uppsikt.platform.audit.services import record
from uppsikt.sheets import Columns
from uppsikt.sources.rehearsal import Rehearsal


class NothingDecided(UppsiktError):
    """There is no decision on the year's result to withdraw."""


def import_carry_overs(
    *,
    actor: Actor,
    now: datetime,
    path: Path,
    columns: Columns | None = None,
    rehearsal: Rehearsal | None = None,
) -> PlanOutcome:
    """Reads a file of decisions on committees' results: all of it or nothing.

    A decision on the same committee and year gives way to the file's, and stays readable; an
    equal one changes nothing. Raises PlanFault(s), and NotAllowed unless the actor has the right in
    each of the committees.
    """
    demand_somewhere(actor, Verb.CHANGE, Thing.PLANS)
    read = read_rows(path, carry_over_file.COLUMNS, (), carry_over_file.AMOUNTS, columns)
    known = organisation.committees(reader=OPERATOR)
    given = carry_over_file.carry_overs_of(path.name, read.rows, known)
    demand_in(actor, Verb.CHANGE, Thing.PLANS, given)
    file = PlanFile("carryover", path, actor, now, rehearsal=rehearsal)

    def store() -> PlanOutcome:
        done = [_store(slug, one, file) for slug, years in given.items() for one in years.values()]
        rows = sum(one != "unchanged" for one in done)
        return file.outcome(together(done), rows, notes=read.notes)

    return take_in(file, carry_over_look(given) if rehearsal else None, store, committees=given)


def withdraw_carry_over(
    *, actor: Actor, now: datetime, committee: str, year: int, reason: str
) -> CarryOver:
    """Takes back the decision on a committee's result of a year; it stays readable, with why.

    Raises UnknownCommittee, and NothingDecided where there is none in force or no reason.
    """
    demand(actor, Verb.CHANGE, Thing.PLANS.of(committee))
    found = organisation.committee(reader=OPERATOR, slug=committee)
    if not reason.strip():
        raise NothingDecided(
            "Det framgår inte varför beslutet tas tillbaka.", todo='Ange skälet med --reason "…".'
        )
    with (
        settings.DATA_FOLDER.lock(f"resultatreglering {year} {committee}", now=now),
        transaction.atomic(),
    ):
        row = _in_force(committee, year)
        if row is None:
            raise NothingDecided(
                f"Det finns inget beslut om {found.name}s resultat för {year} att ta tillbaka.",
                todo="Se vilka beslut som finns med uppsikt carryover --committee " + committee,
            )
        _replace(row, actor, now, reason.strip())
        record(
            actor=actor,
            now=now,
            verb="tog tillbaka resultatreglering",
            thing=f"{committee} {year}",
            committee=committee,
            detail={"decision": row.decision, "reason": reason.strip()},
        )
    return CarryOver(row.year, row.decided, row.decision, row.result, row.carried, row.written_off)


def _in_force(committee: str, year: int) -> StoredCarryOver | None:
    return StoredCarryOver.everything.filter(
        committee__slug=committee, year=year, replaced_at=None
    ).first()


def _store(slug: str, one: CarryOver, file: PlanFile) -> Status:
    """Puts a decision in force, unless it already is."""
    former = _in_force(slug, one.year)
    content = {
        "decided": one.decided,
        "decision": one.decision,
        "result": one.result,
        "carried": one.carried,
        "written_off": one.written_off,
    }
    if former is not None:
        if all(getattr(former, field) == value for field, value in content.items()):
            return "unchanged"
        _replace(former, file.actor, file.now)
    StoredCarryOver.everything.create(
        committee=Committee.everything.get(slug=slug),
        year=one.year,
        file_name=file.path.name,
        given_at=file.now,
        actor=file.actor.name,
        **content,
    )
    return "replaced" if former else "new"


def _replace(row: StoredCarryOver, actor: Actor, now: datetime, reason: str = "") -> None:
    row.replaced_at, row.replaced_by, row.reason = now, actor.name, reason
    row.save(update_fields=["replaced_at", "replaced_by", "reason"])
