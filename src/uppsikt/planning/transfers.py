"""What changes transfers: files of decisions that move budget (docs/omforingar.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from uppsikt.figures import UppsiktError
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.models import Committee
from uppsikt.planning import models, transfer_file
from uppsikt.planning.changes import transfer_look
from uppsikt.planning.findable import refresh_decisions
from uppsikt.planning.intake import PlanFile, PlanOutcome, take_in, together
from uppsikt.planning.reading import read_rows
from uppsikt.planning.services import names_of
from uppsikt.planning.transfer_file import TransferBatch
from uppsikt.platform.access.rules import (
    OPERATOR,
    Actor,
    Thing,
    Verb,
    demand,
    demand_in,
    demand_somewhere,
)
from uppsikt.sheets import Columns
from uppsikt.sources.rehearsal import Rehearsal


class SameDecisionOtherDay(UppsiktError):
    """A decision of the same words is in force with another day: it might count twice."""


def import_transfers(
    *,
    actor: Actor,
    now: datetime,
    path: Path,
    committee: str | None = None,
    accept: bool = False,
    again: bool = True,
    columns: Columns | None = None,
    rehearsal: Rehearsal | None = None,
) -> PlanOutcome:
    """Reads a transfer file: all its decisions, for all committees that it names, or nothing.

    A decision (year, day and words) that is in force already gives way to the file's, and stays
    readable; an equal one changes nothing. `committee` is the one whose set-up file names the
    file; without `again` a file that was read for it before changes nothing. Raises PlanFault(s),
    NotAllowed unless the actor has the right in each of the committees, and SameDecisionOtherDay
    unless `accept`.
    """
    if committee is None:
        demand_somewhere(actor, Verb.CHANGE, Thing.PLANS)
    else:
        demand(actor, Verb.CHANGE, Thing.PLANS.of(committee))
    file = PlanFile("transfer", path, actor, now, committee, accept, rehearsal)
    if committee is not None and not again and file.was_read:
        return file.outcome("unchanged", 0)
    read = read_rows(
        path, transfer_file.COLUMNS, transfer_file.OPTIONAL, transfer_file.AMOUNTS, columns
    )
    known = organisation.committees(reader=OPERATOR)
    batches = transfer_file.transfer_batches(path.name, read.rows, known, cache(names_of))
    touched = _touched(batches)
    demand_in(actor, Verb.CHANGE, Thing.PLANS, touched)

    def store() -> PlanOutcome:
        done = [_store(batch, file) for batch in batches]
        refresh_decisions()
        return file.outcome(
            together([one.status for one in done]),
            sum(one.rows for one in done),
            accepted=tuple(text for one in done for text in one.accepted),
            notes=read.notes,
        )

    return take_in(file, transfer_look(batches) if rehearsal else None, store, committees=touched)


def _touched(batches: Sequence[TransferBatch]) -> set[str]:
    """The committees whose budget the decisions change: theirs now, and those that they leave."""
    found = {move.committee for batch in batches for move in batch.moves}
    for batch in batches:
        former = models.TransferRow.everything.filter(
            transfer__year=batch.year,
            transfer__decided=batch.decided,
            transfer__decision=batch.decision,
            transfer__replaced_at=None,
        )
        found |= set(former.values_list("committee__slug", flat=True))
    return found


def _store(batch: TransferBatch, file: PlanFile) -> PlanOutcome:
    """Puts a decision in force, unless it already is as the file says."""
    content = (
        batch.year,
        batch.decided,
        batch.decision,
        [(m.committee, m.line) for m in batch.moves],
    )
    mark = hashlib.sha256(repr(content).encode()).hexdigest()
    in_force = models.Transfer.everything.filter(
        year=batch.year, decision=batch.decision, replaced_at=None
    )
    former = in_force.filter(decided=batch.decided).first()
    if former is not None and former.fingerprint == mark:
        return file.outcome("unchanged", 0)
    accepted = () if former else _other_day(batch, in_force.first(), file)
    if former is not None:
        former.replaced_at = file.now
        former.save(update_fields=["replaced_at"])
    stored = models.Transfer.everything.create(
        year=batch.year,
        decided=batch.decided,
        decision=batch.decision,
        file_name=file.path.name,
        fingerprint=mark,
        given_at=file.now,
        actor=file.actor.name,
        accepted=accepted,
    )
    models.TransferRow.everything.bulk_create(_rows(stored, batch))
    return file.outcome("replaced" if former else "new", len(batch.moves), accepted=accepted)


def _rows(stored: models.Transfer, batch: TransferBatch) -> list[models.TransferRow]:
    committees = {row.slug: row for row in Committee.everything.all()}
    return [
        models.TransferRow(
            transfer=stored,
            committee=committees[move.committee],
            activity=move.line.activity,
            side=move.line.side.value,
            group=move.line.group,
            amount=move.line.amount,
            profile=move.line.profile.value,
            months=move.line.months,
        )
        for move in batch.moves
    ]


def _other_day(
    batch: TransferBatch, other: models.Transfer | None, file: PlanFile
) -> tuple[str, ...]:
    """What would count beside the file: a decision of the same words on another day."""
    if other is None:
        return ()
    what = f"Beslutet ”{batch.decision}” finns redan med dagen {other.decided}"
    if not file.accepts:
        raise SameDecisionOtherDay(
            f"{what}; båda skulle räknas.",
            where=file.path.name,
            values=[f"inläst: {other.decided} ({other.file_name})", f"filen: {batch.decided}"],
            why="Det går inte att veta om dagen är rättad eller om det är ett annat beslut.",
            todo="Är dagen rättad: läs först in det gamla beslutet med beloppet 0. Är det ett "
            "annat beslut: skriv vad som skiljer dem i Beslut, eller godta med --accept.",
        )
    return (what,)
