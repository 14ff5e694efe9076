"""What changes plans: budget files, forecast files, and the plan tables of a set-up file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from django.conf import settings

from uppsikt.figures import UppsiktError
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.models import Committee
from uppsikt.planning import budget_file, forecast_file, models
from uppsikt.planning.budget_file import BudgetBatch
from uppsikt.planning.changes import budget_look, forecast_look
from uppsikt.planning.files import Names
from uppsikt.planning.reading import fingerprint, read_rows
from uppsikt.planning.rules import ForecastRow
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.sheets import Columns
from uppsikt.sources.rehearsal import Rehearsal, changing

Kind = Literal["budget", "forecast", "proposal", "transfer", "known", "carryover"]
_THINGS: dict[Kind, tuple[str, str]] = {
    "budget": ("budgetrad", "budgetrader"),
    "forecast": ("prognos", "prognoser"),
    "proposal": ("förslagsrad", "förslagsrader"),
    "transfer": ("omföringsrad", "omföringsrader"),
    "known": ("känd post", "kända poster"),
    "carryover": ("resultatreglering", "resultatregleringar"),
}
_SAME_DECISION = "Tidigare rader för samma beslut är ersatta. "
_REPLACED = {"known": "Tidigare uppgifter om samma poster är ersatta och finns kvar. "}


class OtherDecisions(UppsiktError):
    """A budget file would take the place of another decision of the same day."""


@dataclass(frozen=True)
class PlanOutcome:
    """What reading a budget or forecast file did. `rows` is what was added."""

    file: str
    kind: Kind
    status: Literal["new", "replaced", "unchanged"]
    rows: int
    accepted: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        notes = "".join(f"\n  Att känna till: {note}" for note in self.notes)
        if self.status == "unchanged":
            return f"{self.file}: inget nytt, ingenting är ändrat.{notes}"
        one, several = _THINGS[self.kind]
        things = f"{one} inläst" if self.rows == 1 else f"{several} inlästa"
        verb = _REPLACED.get(self.kind, _SAME_DECISION) if self.status == "replaced" else ""
        accepted = f" Godtaget: {'; '.join(self.accepted)}." if self.accepted else ""
        return f"{self.file}: {self.rows} {things}. {verb}".strip() + accepted + notes


def import_budget(
    *,
    actor: Actor,
    now: datetime,
    path: Path,
    committee: str,
    accept: bool = False,
    again: bool = True,
    columns: Columns | None = None,
    rehearsal: Rehearsal | None = None,
) -> PlanOutcome:
    """Reads a budget file for a committee: all of it or nothing.

    A batch (year and day of decision) that is already in force takes the former's place, which
    stays readable; one that is equal changes nothing. Without `again`, a file whose content has
    been read before changes nothing, whatever has been read since. `columns` tells where the fields
    stand in a file without our heads. With a `rehearsal` all is done and undone. Raises
    PlanFault(s), and OtherDecisions unless `accept`.
    """
    demand(actor, Verb.CHANGE, Thing.PLANS.of(committee))
    names = names_of(committee)
    mark = fingerprint(path)
    if not again and is_read(committee, "budget", mark):
        return PlanOutcome(path.name, "budget", "unchanged", 0)
    read = read_rows(path, budget_file.COLUMNS, budget_file.OPTIONAL, budget_file.AMOUNTS, columns)
    batches = budget_file.budget_batches(path.name, read.rows, names)
    row = Committee.objects.get(slug=committee)
    look = budget_look(row, batches) if rehearsal else None
    with (
        settings.DATA_FOLDER.lock(f"inläsning av {path.name}", now=now),
        changing(rehearsal, look),
    ):
        remember(row, "budget", mark, path=path, actor=actor, now=now)
        accepts = accept or rehearsal is not None
        done = [_store_batch(row, batch, path, actor, now, accept=accepts) for batch in batches]
        if rehearsal is not None:
            rehearsal.stops += [text for one in done for text in one.accepted]
        changed = [one for one in done if one.status != "unchanged"]
        outcome = PlanOutcome(
            file=path.name,
            kind="budget",
            status=together([one.status for one in done]),
            rows=sum(one.rows for one in changed),
            accepted=tuple(text for one in changed for text in one.accepted),
            notes=read.notes,
        )
        if changed:
            record_reading(actor, now, "läste in budget", outcome, committee)
    return outcome


def import_forecasts(
    *,
    actor: Actor,
    now: datetime,
    path: Path,
    committee: str,
    again: bool = True,
    columns: Columns | None = None,
    rehearsal: Rehearsal | None = None,
) -> PlanOutcome:
    """Reads a forecast file for a committee: all of it or nothing. Nothing is overwritten.

    A forecast equal to the last one given for its activity and month is not added again. Without
    `again`, a file whose content has been read before adds nothing, whatever has been read since.
    `columns` and `rehearsal` as for a budget. Raises PlanFault(s).
    """
    demand(actor, Verb.CHANGE, Thing.PLANS.of(committee))
    names = names_of(committee)
    mark = fingerprint(path)
    if not again and is_read(committee, "forecast", mark):
        return PlanOutcome(path.name, "forecast", "unchanged", 0)
    read = read_rows(
        path, forecast_file.COLUMNS, forecast_file.OPTIONAL, forecast_file.AMOUNTS, columns
    )
    today = now.astimezone(STOCKHOLM).date()
    given = forecast_file.forecasts_of(path.name, read.rows, names, today)
    row = Committee.objects.get(slug=committee)
    look = forecast_look(row, given) if rehearsal else None
    with (
        settings.DATA_FOLDER.lock(f"inläsning av {path.name}", now=now),
        changing(rehearsal, look),
    ):
        remember(row, "forecast", mark, path=path, actor=actor, now=now)
        new = [one for one in given if not _is_known(row, one)]
        models.Forecast.objects.bulk_create(
            _forecast_row(row, one, path, actor, now) for one in new
        )
        outcome = PlanOutcome(
            path.name, "forecast", "new" if new else "unchanged", len(new), notes=read.notes
        )
        if new:
            record_reading(actor, now, "läste in prognoser", outcome, committee)
    return outcome


def names_of(committee: str) -> Names:
    """The committee's lines and groups. Raises UnknownCommittee."""
    return Names(
        organisation.all_lines(reader=OPERATOR, committee=committee),
        organisation.groups(reader=OPERATOR, committee=committee),
    )


def is_read(committee: str, kind: Kind, mark: str) -> bool:
    """Whether a file with this content has been read for the committee before."""
    return models.ReadFile.objects.filter(
        committee__slug=committee, kind=kind, fingerprint=mark
    ).exists()


def remember(
    row: Committee, kind: Kind, mark: str, *, path: Path, actor: Actor, now: datetime
) -> None:
    """Notes that a file with this content has been read for the committee."""
    models.ReadFile.objects.get_or_create(
        committee=row,
        kind=kind,
        fingerprint=mark,
        defaults={"file_name": path.name, "read_at": now, "actor": actor.name},
    )


def together(
    statuses: Sequence[Literal["new", "replaced", "unchanged"]],
) -> Literal["new", "replaced", "unchanged"]:
    """What became of a file, from what became of its parts."""
    if "replaced" in statuses:
        return "replaced"
    return "new" if "new" in statuses else "unchanged"


def _store_batch(
    committee: Committee,
    batch: BudgetBatch,
    path: Path,
    actor: Actor,
    now: datetime,
    *,
    accept: bool,
) -> PlanOutcome:
    """Puts one day's decisions in force, unless they already are."""
    mark = hashlib.sha256(repr(batch).encode()).hexdigest()
    former = models.BudgetRevision.objects.filter(
        committee=committee, year=batch.year, decided=batch.decided, replaced_at=None
    ).first()
    if former is not None and former.fingerprint == mark:
        return PlanOutcome(path.name, "budget", "unchanged", 0)
    accepted = _other_decisions(former, batch, path, accept=accept)
    if former is not None:
        former.replaced_at = now
        former.save(update_fields=["replaced_at"])
    revision = models.BudgetRevision.objects.create(
        committee=committee,
        year=batch.year,
        decided=batch.decided,
        decisions=batch.decisions,
        file_name=path.name,
        fingerprint=mark,
        given_at=now,
        actor=actor.name,
        accepted=accepted,
    )
    models.BudgetRow.objects.bulk_create(
        models.BudgetRow(
            revision=revision,
            activity=line.activity,
            side=line.side.value,
            group=line.group,
            amount=line.amount,
            profile=line.profile.value,
            months=line.months,
        )
        for line in batch.lines
    )
    status: Literal["new", "replaced"] = "replaced" if former else "new"
    return PlanOutcome(path.name, "budget", status, len(batch.lines), accepted)


def _other_decisions(
    former: models.BudgetRevision | None, batch: BudgetBatch, path: Path, *, accept: bool
) -> tuple[str, ...]:
    """What would be lost: decisions of the same day that the new file does not hold."""
    lost = [text for text in former.decisions if text not in batch.decisions] if former else []
    if not lost:
        return ()
    what = f"Beslutet ”{'”, ”'.join(lost)}” den {batch.decided} finns inte i den nya filen"
    if not accept:
        raise OtherDecisions(
            f"{what} och skulle försvinna.",
            where=f"{path.name}, {batch.year}",
            why="En fil för en beslutsdag ersätter hela beslutsdagen.",
            todo="Lägg dagens alla beslut i samma fil, eller godta med --accept.",
        )
    return (what,)


def _is_known(committee: Committee, given: ForecastRow) -> bool:
    """Whether adding the forecast would say nothing new.

    It says the same as the last one given, or it is an older one that is already in the history
    (its file is read once more) and would not come into force.
    """
    history = models.Forecast.objects.filter(
        committee=committee,
        year=given.month.year,
        month=given.month.first,
        activity=given.activity,
    )
    last = history.last()
    if last is None:
        return False
    same = [row for row in history if _says_the_same(row, given)]
    return last in same or any(row.given_on == given.given_at < last.given_on for row in same)


def _says_the_same(row: models.Forecast, given: ForecastRow) -> bool:
    stored = (row.net, row.income, row.cost, row.groups, row.author, row.comment)
    return stored == (
        *(given.net, given.income, given.cost),
        *(given.groups, given.author, given.comment),
    )


def _forecast_row(
    committee: Committee, given: ForecastRow, path: Path, actor: Actor, now: datetime
) -> models.Forecast:
    return models.Forecast(
        committee=committee,
        year=given.month.year,
        month=given.month.first,
        activity=given.activity,
        net=given.net,
        income=given.income,
        cost=given.cost,
        groups=given.groups,
        author=given.author,
        comment=given.comment,
        given_on=given.given_at,
        recorded_at=now,
        actor=actor.name,
        file_name=path.name,
    )


def record_reading(
    actor: Actor, now: datetime, verb: str, outcome: PlanOutcome, committee: str
) -> None:
    """Puts the reading of a file into the audit trail."""
    record(
        actor=actor,
        now=now,
        verb=verb,
        thing=outcome.file,
        committee=committee,
        detail={
            "rows": outcome.rows,
            "status": outcome.status,
            "accepted": list(outcome.accepted),
        },
    )
