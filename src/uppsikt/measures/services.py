"""Taking in counts: all of a file or nothing, and nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from uppsikt.figures import Period, number, thousands
from uppsikt.measures.count_file import CountFault, CountFaults, GivenCount, fault_in, read_counts
from uppsikt.measures.definitions import Status, scaled
from uppsikt.measures.models import Count
from uppsikt.measures.published import remember
from uppsikt.measures.selectors import Held, all_definitions, latest_counts
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.faults import refuse
from uppsikt.organisation.models import Committee
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.sheets import Columns
from uppsikt.sources.rehearsal import Rehearsal, changing


@dataclass(frozen=True)
class CountOutcome:
    """What became of a file: new counts, corrected ones, those that were known, and blank rows."""

    file: str
    new: int
    corrected: int
    same: int
    blank: int
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """new, replaced or unchanged."""
        if self.corrected:
            return "replaced"
        return "new" if self.new else "unchanged"

    def __str__(self) -> str:
        parts = [
            f"{thousands(self.new)} nya antal",
            f"{thousands(self.corrected)} rättade",
            f"{thousands(self.same)} som redan fanns",
        ]
        lines = [f"{self.file}: {', '.join(parts)}."]
        if self.blank:
            lines.append(f"{thousands(self.blank)} rader utan antal är inte med: de saknas.")
        return "\n".join([*lines, *self.notes])


def import_counts(
    *,
    actor: Actor,
    now: datetime,
    path: Path,
    committee: str,
    columns: Columns | None = None,
    rehearsal: Rehearsal | None = None,
) -> CountOutcome:
    """Reads a file of counts for a committee: all of it or nothing. The same file changes nothing.

    A count that differs from the final one that holds is a correction and needs a reason; what it
    takes the place of stays readable, and what the public saw is remembered. `columns` tells where
    the fields stand in a file without our heads. With a `rehearsal` all is done and undone.
    Raises UnknownCommittee, FileFault, CountFault(s) and FolderBusy.
    """
    demand(actor, Verb.CHANGE, Thing.MEASURES.of(committee))
    organisation.committee(reader=OPERATOR, slug=committee)
    local = now.astimezone(STOCKHOLM)
    read = read_counts(
        path, all_definitions(committee), Period.month(local.year, local.month), columns
    )
    with (
        settings.DATA_FOLDER.lock(f"inläsning av {path.name}", now=now),
        changing(rehearsal, None),
    ):
        row = Committee.everything.get(slug=committee)
        known = latest_counts(committee)
        fresh = [one for one in read.counts if not _is_same(one, known)]
        corrected = [one for one in fresh if _corrects(one, known)]
        _refuse_unexplained(path, corrected, known)
        if fresh:
            remember(now=now, committee=committee)
        Count.everything.bulk_create(_row(row, one, path, actor, now) for one in fresh)
        outcome = CountOutcome(
            path.name,
            len(fresh) - len(corrected),
            len(corrected),
            len(read.counts) - len(fresh),
            read.blank,
            read.notes,
        )
        if fresh:
            record(
                actor=actor,
                now=now,
                verb="läste in antal",
                thing=path.name,
                committee=committee,
                detail={"new": outcome.new, "corrected": outcome.corrected},
            )
    return outcome


def _is_same(one: GivenCount, known: dict[tuple[str, int], Held]) -> bool:
    held = known.get(_place(one))
    return held is not None and (held.value, held.status) == (one.value, one.status)


def _corrects(one: GivenCount, known: dict[tuple[str, int], Held]) -> bool:
    """Whether what holds is final: what is preliminary is expected to change."""
    held = known.get(_place(one))
    return held is not None and held.status is Status.FINAL


def _place(one: GivenCount) -> tuple[str, int]:
    return one.measure, one.month.first_month


def _row(committee: Committee, one: GivenCount, path: Path, actor: Actor, now: datetime) -> Count:
    measure, month = _place(one)
    return Count(
        committee=committee,
        measure=measure,
        month=month,
        value=scaled(one.value, one.decimals),
        decimals=one.decimals,
        status=one.status.value,
        reason=one.reason[:300],
        file_name=path.name[:300],
        given_at=now,
        actor=actor.name,
    )


def _refuse_unexplained(
    path: Path, corrected: list[GivenCount], known: dict[tuple[str, int], Held]
) -> None:
    """A correction without a reason is refused: somebody may have published the former value."""
    faults: list[CountFault] = []
    for one in corrected:
        if one.reason:
            continue
        try:
            fault_in(
                path, one.row, "Antal",
                f"{one.name} för {one.month.text} är redan lämnat som {_told(one, known)}, "
                f"men här {number(one.value, one.decimals)}"
                f"{', preliminärt' if one.status is Status.PRELIMINARY else ''}.",
                "Skriv varför det ändras i kolumnen Skäl, eller ta bort raden.",
            )  # fmt: skip
        except CountFault as fault:
            faults.append(fault)
    refuse(path.name, faults, CountFaults)


def _told(one: GivenCount, known: dict[tuple[str, int], Held]) -> str:
    return number(known[_place(one)].value, one.decimals)
