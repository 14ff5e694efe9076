"""Taking in extracts and deleting them: all of a file or nothing, and what goes is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from uppsikt.extracts.models import Extract, ExtractMonth
from uppsikt.extracts.published import remember
from uppsikt.extracts.rules import last_day_kept
from uppsikt.figures import UppsiktError, thousands
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.models import Committee
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import kept
from uppsikt.registers import REGISTERS, ReadExtract, Register, Sealer, Span, hidden, read_extract
from uppsikt.store import Store, StoreError


class OtherKey(UppsiktError):
    """Rows that hold were sealed with another key: the same household would be two."""


class NothingToDelete(UppsiktError):
    """There is no such month to delete."""


@dataclass(frozen=True)
class ExtractOutcome:
    """What became of a file: its rows, the months that are new, changed, and as they were.

    `gone` is how many rows of the changed months are no longer told of as they were: an extract
    that was cut short is seen by it. None where the former rows are lost, and nobody can tell.
    """

    file: str
    register: Register
    rows: int
    new: int
    changed: int
    same: int
    gone: int | None
    delete_on: date

    @property
    def status(self) -> str:
        """new, replaced or unchanged."""
        if self.changed:
            return "replaced"
        return "new" if self.new else "unchanged"

    def __str__(self) -> str:
        if self.status == "unchanged":
            return f"{self.file}: samma rader är redan inlästa, ingenting är ändrat."
        parts = [f"{self.new} nya månader", f"{self.changed} ersatta", f"{self.same} som förut"]
        told = (
            f"{self.file}: {thousands(self.rows)} rader i {self.register.label.lower()}, "
            f"{', '.join(parts)}."
        )
        if self.changed:
            told += f" {self._told_of_gone()}"
        return f"{told} Raderas senast {self.delete_on}."

    def _told_of_gone(self) -> str:
        if self.gone is None:
            return "Hur många rader som är borta går inte att säga: de förra har gått förlorade."
        return f"Av de ersatta månadernas rader är {thousands(self.gone)} borta eller ändrade."


def add_extract(
    *,
    actor: Actor,
    now: datetime,
    store: Store,
    path: Path,
    committee: str,
    register: Register,
    span: Span | None = None,
) -> ExtractOutcome:
    """Reads an extract for a committee. What it tells of a month takes the place of what was told.

    `span` is the months that it tells of, for a register whose rows have days.
    Identities are sealed as they are read; the file itself is not kept. The same rows twice change
    nothing. Raises NotAllowed, UnknownCommittee, RegisterFault, OtherKey, StoreError, FolderBusy
    and FolderUnusable; then nothing has changed. StillThere says that all is read in, and what is
    left on the disk.
    """
    demand(actor, Verb.CHANGE, Thing.REGISTERS.of(committee))
    organisation.committee(reader=OPERATOR, slug=committee)
    name = hidden(path.name)
    today = now.astimezone(STOCKHOLM).date()
    sealer = Sealer(settings.DATA_FOLDER.register_key())
    read = read_extract(path, register, today=today, sealer=sealer, span=span)
    with settings.DATA_FOLDER.lock(f"inläsning av {name}", now=now):
        _refuse_other_key(committee, sealer)
        before = _held(committee, register)
        written = {month: store.write(rows) for month, rows in read.months.items()}
        fresh = {month for month, name in written.items() if before.get(month) != name}
        outcome = ExtractOutcome(
            name,
            register,
            read.rows,
            len(fresh - set(before)),
            len(fresh & set(before)),
            len(written) - len(fresh),
            _gone(store, [(before[month], written[month]) for month in fresh & set(before)]),
            last_day_kept(today, register.kept_months),
        )
        if fresh:
            remember(store=store, now=now, committee=committee, register=register.key)
            extract = _extract(committee, read, outcome, actor=actor, now=now, key_mark=sealer.mark)
            _keep(
                extract,
                read,
                {month: written[month] for month in fresh},
                outcome=outcome,
                actor=actor,
                now=now,
            )
        _remove(store, before.values(), done="Utdraget är inläst")
    return outcome


def _gone(store: Store, replaced: Iterable[tuple[str, str]]) -> int | None:
    """How many rows are not among those that take their place, month by month.

    They are compared by the columns that both have: an earlier version may have kept others.
    None where former rows cannot be read: reading in anew is what mends that.
    """
    try:
        return sum(_missing(store, before, after) for before, after in replaced)
    except StoreError:
        return None


def _missing(store: Store, before: str, after: str) -> int:
    former, later = (store.frame("select * from told", {"told": [one]}) for one in (before, after))
    both = [name for name in former.columns if name in later.columns]
    return former.join(later.unique(both), on=both, how="anti", nulls_equal=True).height


def _extract(
    committee: str,
    read: ReadExtract,
    outcome: ExtractOutcome,
    *,
    actor: Actor,
    now: datetime,
    key_mark: str,
) -> Extract:
    """The row on what was read; not yet saved."""
    return Extract(
        committee=Committee.everything.get(slug=committee),
        register=outcome.register.key,
        file_name=outcome.file[:300],
        rows=read.rows,
        first_month=min(read.months),
        last_month=max(read.months),
        key_mark=key_mark,
        read_at=now,
        actor=actor.name,
        delete_on=outcome.delete_on,
    )


@transaction.atomic
def _keep(
    extract: Extract,
    read: ReadExtract,
    fresh: Mapping[int, str],
    *,
    outcome: ExtractOutcome,
    actor: Actor,
    now: datetime,
) -> None:
    extract.save()
    _months(extract.committee.slug, extract.register).filter(month__in=fresh).delete()
    ExtractMonth.everything.bulk_create(
        ExtractMonth(
            extract=extract,
            committee=extract.committee,
            register=extract.register,
            month=month,
            rows=read.months[month].height,
            fingerprint=fingerprint,
        )
        for month, fingerprint in sorted(fresh.items())
    )
    record(
        actor=actor,
        now=now,
        verb="läste in registerutdrag",
        thing=f"{outcome.register.label}, {extract.file_name}",
        committee=extract.committee.slug,
        detail={"rows": outcome.rows, "new": outcome.new, "corrected": outcome.changed},
    )


def delete_months(
    *,
    actor: Actor,
    now: datetime,
    store: Store,
    committee: str,
    register: Register,
    months: Collection[int] | None = None,
) -> int:
    """Deletes the rows of some months (yyyymm) of a register, or of all; returns how many months.

    What was read, when and by whom stays in the list of extracts. Raises NotAllowed,
    UnknownCommittee, NothingToDelete for a month without rows, StoreError and FolderBusy.
    """
    demand(actor, Verb.CHANGE, Thing.REGISTERS.of(committee))
    organisation.committee(reader=OPERATOR, slug=committee)
    found = _months(committee, register.key)
    if months is not None:
        found = found.filter(month__in=months)
        if not found.exists():
            raise NothingToDelete(
                f"Registret {register.label.lower()} har inga rader för månaden.",
                where=committee,
                todo="Se vilka månader som finns med «uppsikt register list».",
            )
    return _delete(
        found, actor=actor, now=now, store=store, label=register.label, committee=committee
    )


def delete_expired(
    *, actor: Actor, now: datetime, store: Store, committee: str, register: Register
) -> int:
    """Deletes the rows of a register whose time is over; returns how many months it was."""
    demand(actor, Verb.CHANGE, Thing.REGISTERS.of(committee))
    organisation.committee(reader=OPERATOR, slug=committee)
    today = now.astimezone(STOCKHOLM).date()
    found = _months(committee, register.key).filter(extract__delete_on__lte=today)
    return _delete(
        found, actor=actor, now=now, store=store, label=register.label, committee=committee
    )


def delete_due(*, actor: Actor, now: datetime, store: Store) -> int:
    """Deletes all rows whose time is over, in every committee; returns how many months it was.

    What cannot be deleted just now keeps nothing else waiting: it is tried the next time, and the
    first fault is raised when all is tried. Raises what `delete_expired` does.
    """
    today = now.astimezone(STOCKHOLM).date()
    due = ExtractMonth.everything.filter(extract__delete_on__lte=today).order_by()
    gone, faults = 0, []
    for committee, key in sorted(due.values_list("committee__slug", "register").distinct()):
        try:
            gone += delete_expired(
                actor=actor, now=now, store=store, committee=committee, register=REGISTERS[key]
            )
        except UppsiktError as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    store.sweep(kept())  # what a backup was reading the last time
    return gone


def _delete(
    found: QuerySet[ExtractMonth],
    *,
    actor: Actor,
    now: datetime,
    store: Store,
    label: str,
    committee: str,
) -> int:
    """Rows in the database first: a process that is killed leaves files that nobody can read."""
    with settings.DATA_FOLDER.lock(f"radering i registret {label.lower()}", now=now):
        gone = list(found.order_by("month").values_list("month", "fingerprint"))
        if gone:
            for register in sorted(set(found.values_list("register", flat=True))):
                remember(store=store, now=now, committee=committee, register=register)
            with transaction.atomic():
                found.delete()
                record(
                    actor=actor,
                    now=now,
                    verb="raderade registerutdrag",
                    thing=label,
                    committee=committee,
                    detail={"months": [month for month, _ in gone]},
                )
        _remove(
            store,
            [fingerprint for _, fingerprint in gone],
            done="Raderna räknas inte längre",
        )
    return len(gone)


def _remove(store: Store, fingerprints: Collection[str], *, done: str) -> None:
    """Removes the rows that nobody names any more; and, an hour later, what a kill has left.

    Raises StillThere where a backup is being taken: the command is then to be run again.
    """
    names = kept()
    left = store.remove([one for one in fingerprints if one not in names])
    store.sweep(names)
    if left:
        raise StillThere(
            f"{done}, men rader som inte längre gäller ligger kvar på disken.",
            values=[f"{len(left)} filer"],
            why="En säkerhetskopia tas just nu, och den läser dem.",
            todo="Kör «uppsikt register delete» om en timme: då tas de bort.",
        )


class StillThere(UppsiktError):
    """Files could not be removed at once."""


def _held(committee: str, register: Register) -> dict[int, str]:
    return dict(_months(committee, register.key).values_list("month", "fingerprint"))


def _months(committee: str, register: str) -> QuerySet[ExtractMonth]:
    return ExtractMonth.everything.filter(committee__slug=committee, register=register)


def _refuse_other_key(committee: str, sealer: Sealer) -> None:
    """All of a committee's registers have one key, so that somebody is the same in all."""
    held = Extract.everything.filter(committee__slug=committee, months__isnull=False)
    if held.exclude(key_mark=sealer.mark).exists():
        raise OtherKey(
            "Nyckeln är en annan än den som de inlästa raderna har.",
            where=committee,
            why="Samma hushåll skulle räknas som två, ett för varje nyckel.",
            todo="Lägg tillbaka register.key, eller den nyckel som stod i UPPSIKT_REGISTER_KEY. "
            "Är den borta: radera med «uppsikt register delete --all» och läs in allt på nytt.",
        )
