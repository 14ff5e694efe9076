"""What changes budget proposals: proposal files."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from uppsikt.organisation.models import Committee
from uppsikt.planning import proposal_file
from uppsikt.planning.changes import proposal_look
from uppsikt.planning.intake import PlanFile, PlanOutcome, Status, take_in, together
from uppsikt.planning.proposal_file import ProposalBatch
from uppsikt.planning.proposal_models import Proposal, ProposalRow
from uppsikt.planning.reading import read_rows
from uppsikt.planning.services import names_of
from uppsikt.platform.access.rules import Actor, Thing, Verb, demand
from uppsikt.sheets import Columns
from uppsikt.sources.rehearsal import Rehearsal


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
    names = names_of(committee)
    file = PlanFile("proposal", path, actor, now, committee, rehearsal=rehearsal)
    if not again and file.was_read:
        return file.outcome("unchanged", 0)
    read = read_rows(
        path, proposal_file.COLUMNS, proposal_file.OPTIONAL, proposal_file.AMOUNTS, columns
    )
    batches = proposal_file.proposal_batches(path.name, read.rows, names)
    row = Committee.everything.get(slug=committee)

    def store() -> PlanOutcome:
        done = [(batch, _store(row, batch, file)) for batch in batches]
        rows = sum(len(batch.lines) for batch, status in done if status != "unchanged")
        return file.outcome(together([status for _, status in done]), rows, notes=read.notes)

    return take_in(file, proposal_look(row, batches) if rehearsal else None, store)


def _store(committee: Committee, batch: ProposalBatch, file: PlanFile) -> Status:
    """Puts one version in force, unless it already is."""
    mark = hashlib.sha256(repr(batch).encode()).hexdigest()
    former = Proposal.everything.filter(
        committee=committee, year=batch.year, version=batch.version, replaced_at=None
    ).first()
    if former is not None and former.fingerprint == mark:
        return "unchanged"
    if former is not None:
        former.replaced_at = file.now
        former.save(update_fields=["replaced_at"])
    proposal = Proposal.everything.create(
        committee=committee,
        year=batch.year,
        version=batch.version,
        after=batch.after.first_month,
        file_name=file.path.name,
        fingerprint=mark,
        given_at=file.now,
        actor=file.actor.name,
    )
    ProposalRow.everything.bulk_create(
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
