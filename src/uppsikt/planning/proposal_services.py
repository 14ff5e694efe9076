"""What changes budget proposals: proposal files."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Literal

from django.conf import settings

from uppsikt.organisation.models import Committee
from uppsikt.planning import proposal_file
from uppsikt.planning.changes import proposal_look
from uppsikt.planning.proposal_file import ProposalBatch
from uppsikt.planning.proposal_models import Proposal, ProposalRow
from uppsikt.planning.reading import fingerprint, read_rows
from uppsikt.planning.services import (
    PlanOutcome,
    is_read,
    names_of,
    record_reading,
    remember,
    together,
)
from uppsikt.platform.access.rules import Actor, Thing, Verb, demand
from uppsikt.sheets import Columns
from uppsikt.sources.rehearsal import Rehearsal, changing


def import_proposals(
    *,
    actor: Actor,
    now: datetime,
    path: Path,
    committee: str,
    again: bool = True,
    columns: Columns | None = None,
    rehearsal: Rehearsal | None = None,
) -> PlanOutcome:
    """Reads a proposal file for a committee: all of it or nothing.

    A version that is already there takes the former's place, which stays readable; one that is
    equal changes nothing. Without `again`, a file whose content has been read before changes
    nothing. `columns` and `rehearsal` as for a budget. Raises PlanFault(s) and FileFault.
    """
    demand(actor, Verb.CHANGE, Thing.PLANS.of(committee))
    names, mark = names_of(committee), fingerprint(path)
    if not again and is_read(committee, "proposal", mark):
        return PlanOutcome(path.name, "proposal", "unchanged", 0)
    read = read_rows(
        path, proposal_file.COLUMNS, proposal_file.OPTIONAL, proposal_file.AMOUNTS, columns
    )
    batches = proposal_file.proposal_batches(path.name, read.rows, names)
    row = Committee.objects.get(slug=committee)
    look = proposal_look(row, batches) if rehearsal else None
    with (
        settings.DATA_FOLDER.lock(f"inläsning av {path.name}", now=now),
        changing(rehearsal, look),
    ):
        remember(row, "proposal", mark, path=path, actor=actor, now=now)
        done = [(batch, _store(row, batch, path, actor, now)) for batch in batches]
        changed = [batch for batch, status in done if status != "unchanged"]
        outcome = PlanOutcome(
            file=path.name,
            kind="proposal",
            status=together([status for _, status in done]),
            rows=sum(len(batch.lines) for batch in changed),
            notes=read.notes,
        )
        if changed:
            record_reading(actor, now, "läste in budgetförslag", outcome, committee)
    return outcome


def _store(
    committee: Committee, batch: ProposalBatch, path: Path, actor: Actor, now: datetime
) -> Literal["new", "replaced", "unchanged"]:
    """Puts one version in force, unless it already is."""
    mark = hashlib.sha256(repr(batch).encode()).hexdigest()
    former = Proposal.objects.filter(
        committee=committee, year=batch.year, version=batch.version, replaced_at=None
    ).first()
    if former is not None and former.fingerprint == mark:
        return "unchanged"
    if former is not None:
        former.replaced_at = now
        former.save(update_fields=["replaced_at"])
    proposal = Proposal.objects.create(
        committee=committee,
        year=batch.year,
        version=batch.version,
        after=batch.after.first_month,
        file_name=path.name,
        fingerprint=mark,
        given_at=now,
        actor=actor.name,
    )
    ProposalRow.objects.bulk_create(
        ProposalRow(
            proposal=proposal,
            activity=line.activity,
            side=line.side.value,
            group=line.group,
            amount=line.amount,
        )
        for line in batch.lines
    )
    return "replaced" if former else "new"
