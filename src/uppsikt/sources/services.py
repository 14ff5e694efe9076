"""What changes the sources: reading a ledger file, placing all anew, sweeping orphans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

import polars as pl
from django.conf import settings
from django.db import DatabaseError
from django.db.models import QuerySet

from uppsikt.figures import kronor
from uppsikt.ledger import Problem
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.extensions import SetupContext
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
from uppsikt.platform.stores import current_store, kept
from uppsikt.sources import findings, models
from uppsikt.sources.attribution import CUBE_COLUMNS, attribute
from uppsikt.sources.findable import refresh_import, refresh_imports
from uppsikt.sources.former import keep_former, placings
from uppsikt.sources.ledger_changes import LedgerLook
from uppsikt.sources.period_rules import Moved
from uppsikt.sources.periods import ClosedWatch, closed_texts, let_in
from uppsikt.sources.placement import place
from uppsikt.sources.progress import UNHEARD, Progress
from uppsikt.sources.reading import Chosen, Reading, not_chosen, read, take
from uppsikt.sources.rehearsal import Rehearsal, changing, leaving_no_files
from uppsikt.sources.staging import begins, dropped_if_refused, kept_of, refuse_changed, sweep_kept
from uppsikt.store import Store

Status = Literal["new", "replaced", "unchanged"]
_ONE_ALONE = "Läs in bara den egna nämndens rader (--committee KORTNAMN), eller be den som får."


@dataclass(frozen=True)
class CommitteeSum:
    """One committee's share of an import: rows and their sum in öre (income positive)."""

    committee: str
    rows: int
    amount: int


@dataclass(frozen=True)
class ImportOutcome:
    """What reading a ledger file did.

    `nobody` counts the rows on result accounts that are no committee's. `accepted` are the
    problems that would have stopped the import, `problems` all others. `late` is what has changed
    in closed months.
    """

    file: str
    status: Status
    rows: int
    first_month: int
    last_month: int
    committees: tuple[CommitteeSum, ...]
    nobody: CommitteeSum
    problems: tuple[Problem, ...] = ()
    accepted: tuple[Problem, ...] = ()
    late: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.status == "unchanged":
            return f"{self.file}: redan inläst, ingenting är ändrat."
        months = _months(self.first_month, self.last_month)
        lines = [f"{self.file}: {findings.rows_text(self.rows)}, {months}."]
        lines += [f"  {_share(share)}" for share in self.committees]
        if self.nobody.rows:
            lines.append(f"  {_share(self.nobody)}")
        if self.status == "replaced":
            lines.append("  Tidigare uppgifter för samma månader är ersatta.")
        lines += [f"  Ändrat i stängd period: {text}" for text in self.late]
        for head, listed in (("Godtaget", self.accepted), ("Att känna till", self.problems)):
            lines += [f"  {head}: {text}" for text in findings.listed(listed)]
        return "\n".join(lines)


def import_ledger(
    *,
    actor: Actor,
    now: datetime,
    store: Store,
    path: Path,
    committee: str | None = None,
    accept: bool = False,
    chosen: Chosen = not_chosen,
    mapping: int | None = None,
    rehearsal: Rehearsal | None = None,
    reason: str = "",
    progress: Progress = UNHEARD,
) -> ImportOutcome:
    """Reads a ledger file (SIE, or a table): all of it or nothing.

    Column files are written first; one transaction then makes them current, so that a process
    killed at any point has changed nothing. The same file twice changes nothing. With
    `committee`, only that committee's rows are taken; without, the actor must have the right in
    each committee that the file has rows for or leaves without. `chosen` tells where a table's
    fields stand, and `mapping` is the number of the saved mapping that says so; without, a table
    has our own heads. What is read of a large table is kept until the import is done: one that is
    broken off is taken up where it was, and after a preview nothing is read again. With a
    `rehearsal` all is done and undone, and what would have stopped is told. What is booked in a
    closed month changes only with a `reason`, which is shown with it.

    Raises LedgerError for an unreadable file, ImportRefused for problems that stop unless
    `accept`, FileChanged, ClosedPeriod, CountedTwice, NotAllowed, UnknownCommittee, StoreError and
    FolderBusy.
    """
    if committee is None:
        demand_somewhere(actor, Verb.CHANGE, Thing.IMPORTS)
    else:
        demand(actor, Verb.CHANGE, Thing.IMPORTS.of(committee))
        organisation.committee(reader=OPERATOR, slug=committee)
    with settings.DATA_FOLDER.lock(f"inläsning av {path.name}", now=now):
        kept = kept_of(path, mapping)
        sweep_kept(now=now, current=kept)
        known = _already_read(kept.about["file"], committee, mapping)
        if known is not None:
            kept.drop()
            whose = _committees_of(known)
            demand_in(actor, Verb.CHANGE, Thing.IMPORTS, whose, todo=_ONE_ALONE)
            return _outcome(known, path.name, "unchanged")
        progress.step(begins(path, kept))
        with dropped_if_refused(kept):
            reading = read(
                path, committee=committee, chosen=chosen, kept=kept, told=progress.far, now=now
            )
            demand_in(actor, Verb.CHANGE, Thing.IMPORTS, reading.touched, todo=_ONE_ALONE)
        accepted = tuple(problem for problem in reading.problems if problem.stops)
        if rehearsal is not None:
            rehearsal.stops += findings.listed(accepted)
        elif accepted and not accept:
            raise findings.ImportRefused(path.name, accepted)
        with leaving_no_files(rehearsal, store.root), _leaving_no_orphans(store):
            verb = "Sparar" if rehearsal is None else "Räknar"
            progress.step(f"{verb} {findings.rows_text(len(reading.file.blocks))} …")
            draft = _draft(reading, store, actor, now)
            refuse_changed(draft.fingerprint, path, kept)
            draft.mapping_id = mapping
            outcome = _put_in_force(actor, draft, reading, store, rehearsal, reason=reason)
        if rehearsal is None:
            sweep(store=store)
            kept.drop()
    return outcome


@contextmanager
def _leaving_no_orphans(store: Store) -> Iterator[None]:
    """Removes, after a fault or a break, the column files that no import came to name.

    The data folder is locked, so that they are nobody else's. What the database cannot tell now
    is swept by a later import.
    """
    try:
        yield
    except BaseException:
        with suppress(DatabaseError):
            sweep(store=store, force=True)
        raise


def _put_in_force(
    actor: Actor,
    draft: models.Import,
    reading: Reading,
    store: Store,
    rehearsal: Rehearsal | None,
    *,
    reason: str,
) -> ImportOutcome:
    """Makes the column files current, in one transaction."""
    notes = [problem for problem in reading.problems if not problem.stops]
    accepted = [problem for problem in reading.problems if problem.stops]
    look = LedgerLook(draft, reading.file, reading.slugs, store) if rehearsal else None
    with changing(rehearsal, look):
        watch = ClosedWatch(store)
        draft.save()
        replaced = place(draft, reading.rows, store)
        refresh_import(draft.pk)
        late = watch.moved()
        if rehearsal is not None and late and not reason:
            rehearsal.closed += closed_texts(late)
        else:
            _let_in(actor, draft, late, reason)
        outcome = _outcome(
            draft, draft.file_name, "replaced" if replaced else "new", notes, accepted
        )
        outcome = replace(outcome, late=tuple(closed_texts(late)))
        _record(outcome, actor, draft.imported_at)
    return outcome


def _let_in(
    actor: Actor, draft: models.Import, late: Mapping[str, Sequence[Moved]], reason: str
) -> None:
    """Keeps what the file changed in closed months. Raises ClosedPeriod without a reason."""
    let_in(
        late,
        actor=actor,
        now=draft.imported_at,
        cause=draft.file_name,
        reason=reason,
        source=draft,
    )


def place_all_anew(context: SetupContext) -> None:
    """Redoes whose all rows are, when a set-up has changed what belongs to whom.

    Every import is placed again in the order in which it was read, from its stored month cube,
    and keeps its own time and number, so that what each took the place of is still told. What
    answered before is kept beside it. Raises NotAllowed where that changes what another committee
    has, and the actor may not set that one up, and ClosedPeriod where it changes a closed month
    and the set-up was given no reason.
    """
    if not context.mapping_changed or not models.Import.everything.exists():
        return
    store = current_store()
    watch, before = ClosedWatch(store), placings()
    mapping = organisation.mapping(reader=OPERATOR)
    models.Part.everything.all().delete()
    for one in models.Import.everything.all():
        cube = store.frame(f"select {', '.join(CUBE_COLUMNS)} from cube", {"cube": [one.cube]})
        rows = take(attribute(cube, mapping), one.only_for or None)
        one.nobody_rows, one.nobody_amount = _nobody(rows)
        one.save(update_fields=["nobody_rows", "nobody_amount"])
        place(one, rows, store)
    refresh_imports()
    moved = keep_former(before, actor=context.actor, now=context.now, cause=context.committee)
    demand_in(context.actor, Verb.CHANGE, Thing.ORGANISATION, moved)
    let_in(
        watch.moved(),
        actor=context.actor,
        now=context.now,
        cause=f"installationsfilen för {context.committee}",
        reason=context.reason,
    )


def sweep(*, store: Store, force: bool = False) -> list[str]:
    """Removes files that neither an import nor another room names: left by a killed process.

    Files younger than an hour stay unless `force`.
    """
    return store.sweep(kept(), force=force)


def _already_read(
    fingerprint: str, committee: str | None, mapping: int | None
) -> models.Import | None:
    """The import of the very same file, read in the same way, if all that it brought counts."""
    known = models.Import.everything.filter(
        fingerprint=fingerprint, only_for=committee or "", mapping=mapping
    ).last()
    if known is None:
        return None
    outdone = models.Coverage.everything.filter(part__source=known).exclude(replaced_at=None)
    return None if outdone.exists() else known


def _parts_of(row: models.Import) -> QuerySet[models.Part]:
    return models.Part.everything.filter(source=row)


def _committees_of(known: models.Import) -> set[str]:
    """Those that an import has a part of, and empty for rows that are nobody's."""
    slugs = set(_parts_of(known).values_list("committee", flat=True))
    return slugs | {""} if known.nobody_rows else slugs


def _draft(reading: Reading, store: Store, actor: Actor, now: datetime) -> models.Import:
    """The import as it is to be saved; its column files are written here."""
    file = reading.file
    with reading.path.open("rb") as original:
        fingerprint = store.write_bytes(original)
    nobody_rows, nobody_amount = _nobody(reading.rows)
    texts = [(problem.stops, findings.problem_text(problem)) for problem in reading.problems]
    return models.Import(
        kind=file.kind,
        file_name=reading.path.name,
        fingerprint=fingerprint,
        only_for=reading.committee or "",
        company=file.company[:300],
        program=file.program[:300],
        encoding=file.encoding,
        first_month=file.first_month,
        last_month=file.last_month,
        row_count=len(file.blocks),
        rows=store.write(file.blocks),
        cube=store.write(reading.cube),
        nobody_rows=nobody_rows,
        nobody_amount=nobody_amount,
        account_names=dict(file.account_names),
        imported_at=now,
        actor=actor.name,
        accepted=[text for stops, text in texts if stops],
        notes=[text for stops, text in texts if not stops],
    )


def _nobody(rows: pl.DataFrame) -> tuple[int, int]:
    lost = rows.filter(pl.col("committee") == "")
    return int(lost["rows"].sum()), int(lost["amount"].sum())


def _outcome(
    row: models.Import,
    file: str,
    status: Status,
    notes: Sequence[Problem] = (),
    accepted: Sequence[Problem] = (),
) -> ImportOutcome:
    return ImportOutcome(
        file=file,
        status=status,
        rows=row.row_count,
        first_month=row.first_month,
        last_month=row.last_month,
        committees=tuple(
            CommitteeSum(part.committee, part.row_count, part.amount) for part in _parts_of(row)
        ),
        nobody=CommitteeSum("", row.nobody_rows, row.nobody_amount),
        problems=tuple(notes),
        accepted=tuple(accepted),
    )


def _record(outcome: ImportOutcome, actor: Actor, now: datetime) -> None:
    record(
        actor=actor,
        now=now,
        verb="läste in huvudbok",
        thing=outcome.file,
        committee=[share.committee for share in outcome.committees],
        detail={
            "rows": outcome.rows,
            "months": [outcome.first_month, outcome.last_month],
            "status": outcome.status,
            "late": list(outcome.late),
            "accepted": findings.logged(outcome.accepted),
        },
    )


def _months(first: int, last: int) -> str:
    texts = [f"{month // 100}-{month % 100:02}" for month in (first, last)]
    return texts[0] if first == last else "–".join(texts)


def _share(share: CommitteeSum) -> str:
    whose = share.committee or "ingens rader"
    return f"{whose}: {findings.rows_text(share.rows)}, {kronor(share.amount)}"
