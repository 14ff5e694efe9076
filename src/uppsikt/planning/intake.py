"""What every file of plans goes through on its way in, whatever it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from django.conf import settings

from uppsikt.organisation.models import Committee
from uppsikt.planning.models import ReadFile
from uppsikt.planning.reading import fingerprint
from uppsikt.platform.access.rules import Actor
from uppsikt.platform.audit.services import record
from uppsikt.sources.rehearsal import Look, Rehearsal, changing

Kind = Literal["budget", "forecast", "proposal", "transfer", "known", "carryover"]
Status = Literal["new", "replaced", "unchanged"]


@dataclass(frozen=True)
class _Words:
    """What one row of a kind of file is, what several are, and what reading the file was."""

    one: str
    several: str
    verb: str
    replaced: str = "Tidigare rader för samma beslut är ersatta. "


_WORDS: dict[Kind, _Words] = {
    "budget": _Words("budgetrad", "budgetrader", "läste in budget"),
    "forecast": _Words("prognos", "prognoser", "läste in prognoser"),
    "proposal": _Words("förslagsrad", "förslagsrader", "läste in budgetförslag"),
    "transfer": _Words("omföringsrad", "omföringsrader", "läste in omföringar"),
    "known": _Words(
        "känd post",
        "kända poster",
        "läste in kända poster",
        "Tidigare uppgifter om samma poster är ersatta och finns kvar. ",
    ),
    "carryover": _Words("resultatreglering", "resultatregleringar", "läste in resultatregleringar"),
}


@dataclass(frozen=True)
class PlanOutcome:
    """What reading a file of plans did. `rows` is what was added."""

    file: str
    kind: Kind
    status: Status
    rows: int
    accepted: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        notes = "".join(f"\n  Att känna till: {note}" for note in self.notes)
        if self.status == "unchanged":
            return f"{self.file}: inget nytt, ingenting är ändrat.{notes}"
        words = _WORDS[self.kind]
        things = f"{words.one} inläst" if self.rows == 1 else f"{words.several} inlästa"
        verb = words.replaced if self.status == "replaced" else ""
        accepted = f" Godtaget: {'; '.join(self.accepted)}." if self.accepted else ""
        return f"{self.file}: {self.rows} {things}. {verb}".strip() + accepted + notes


@dataclass
class PlanFile:
    """A file of plans that somebody has given: what it is, who reads it in, and how.

    `committee` is whose it is. A file that names the committees on its rows is somebody's only
    where their set-up file names it, and is remembered only then.
    """

    kind: Kind
    path: Path
    actor: Actor
    now: datetime
    committee: str | None = None
    accept: bool = False
    rehearsal: Rehearsal | None = None
    mark: str = field(init=False)
    """The fingerprint of what it holds: taken before it is read, as it may be written meanwhile."""

    def __post_init__(self) -> None:
        self.mark = fingerprint(self.path)

    @property
    def was_read(self) -> bool:
        """Whether a file that holds the same has been read for the committee before."""
        return ReadFile.everything.filter(
            committee__slug=self.committee, kind=self.kind, fingerprint=self.mark
        ).exists()

    @property
    def accepts(self) -> bool:
        """Whether what must be accepted is; in a rehearsal it is, and told as what would stop."""
        return self.accept or self.rehearsal is not None

    def outcome(
        self,
        status: Status,
        rows: int,
        *,
        accepted: tuple[str, ...] = (),
        notes: tuple[str, ...] = (),
    ) -> PlanOutcome:
        """What became of it."""
        return PlanOutcome(self.path.name, self.kind, status, rows, accepted, notes)


def take_in(
    file: PlanFile,
    look: Look | None,
    store: Callable[[], PlanOutcome],
    *,
    committees: Iterable[str] = (),
) -> PlanOutcome:
    """The one change that a file of plans is: `store` keeps what it holds, and tells what it did.

    Meanwhile nobody else changes the data folder. All of it is kept or nothing; in a rehearsal it
    is looked at and undone. The file is remembered, and what it changed has an audit entry, with
    the `committees` of a file that names them on its rows. Raises FolderBusy.
    """
    with (
        settings.DATA_FOLDER.lock(f"inläsning av {file.path.name}", now=file.now),
        changing(file.rehearsal, look),
    ):
        _remember(file)
        outcome = store()
        if file.rehearsal is not None:
            file.rehearsal.stops += outcome.accepted
        if outcome.status != "unchanged":
            _record(file, outcome, sorted(committees))
    return outcome


def together(statuses: Sequence[Status]) -> Status:
    """What became of a file, from what became of its parts."""
    if "replaced" in statuses:
        return "replaced"
    return "new" if "new" in statuses else "unchanged"


def _remember(file: PlanFile) -> None:
    """Notes that a file that holds this has been read for the committee, if it is anybody's."""
    if file.committee is None:
        return
    ReadFile.everything.get_or_create(
        committee=Committee.everything.get(slug=file.committee),
        kind=file.kind,
        fingerprint=file.mark,
        defaults={"file_name": file.path.name, "read_at": file.now, "actor": file.actor.name},
    )


def _record(file: PlanFile, outcome: PlanOutcome, committees: Sequence[str]) -> None:
    """Puts the reading into the audit trail."""
    record(
        actor=file.actor,
        now=file.now,
        verb=_WORDS[file.kind].verb,
        thing=outcome.file,
        committee=committees or (file.committee or ""),
        detail={
            "rows": outcome.rows,
            "status": outcome.status,
            "accepted": list(outcome.accepted),
        },
    )
