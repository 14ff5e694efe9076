"""What changes plans: budget files, forecast files, and the plan tables of a set-up file."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from uppsikt.figures import UppsiktError
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.models import Committee
from uppsikt.planning import budget_file, forecast_file, models
from uppsikt.planning.budget_file import BudgetBatch
from uppsikt.planning.changes import budget_look, forecast_look
from uppsikt.planning.files import Names
from uppsikt.planning.intake import PlanFile, PlanOutcome, take_in, together
from uppsikt.planning.reading import read_rows
from uppsikt.planning.rules import ForecastRow
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.sheets import Columns
from uppsikt.sources.rehearsal import Rehearsal


class OtherDecisions(UppsiktError):
    """A budget file would take the place of another decision of the same day."""


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
    file = PlanFile("budget", path, actor, now, committee, accept, rehearsal)
    if not again and file.was_read:
        return file.outcome("unchanged", 0)
    read = read_rows(path, budget_file.COLUMNS, budget_file.OPTIONAL, budget_file.AMOUNTS, columns)
    batches = budget_file.budget_batches(path.name, read.rows, names)
    row = Committee.everything.get(slug=committee)

    def store() -> PlanOutcome:
        done = [_store_batch(row, batch, file) for batch in batches]
        return file.outcome(
            together([one.status for one in done]),
            sum(one.rows for one in done),
            accepted=tuple(text for one in done for text in one.accepted),
            notes=read.notes,
        )

    return take_in(file, budget_look(row, batches) if rehearsal else None, store)


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
    file = PlanFile("forecast", path, actor, now, committee, rehearsal=rehearsal)
    if not again and file.was_read:
        return file.outcome("unchanged", 0)
    read = read_rows(
        path, forecast_file.COLUMNS, forecast_file.OPTIONAL, forecast_file.AMOUNTS, columns
    )
    today = now.astimezone(STOCKHOLM).date()
    given = forecast_file.forecasts_of(path.name, read.rows, names, today)
    row = Committee.everything.get(slug=committee)

    def store() -> PlanOutcome:
        new = [one for one in given if not _is_known(row, one)]
        models.Forecast.everything.bulk_create(_forecast_row(row, one, file) for one in new)
        return file.outcome("new" if new else "unchanged", len(new), notes=read.notes)

    return take_in(file, forecast_look(row, given) if rehearsal else None, store)


def names_of(committee: str) -> Names:
    """The committee's lines and groups. Raises UnknownCommittee."""
    return Names(
        organisation.all_lines(reader=OPERATOR, committee=committee),
        organisation.groups(reader=OPERATOR, committee=committee),
    )


def _store_batch(committee: Committee, batch: BudgetBatch, file: PlanFile) -> PlanOutcome:
    """Puts one day's decisions in force, unless they already are."""
    mark = hashlib.sha256(repr(batch).encode()).hexdigest()
    former = models.BudgetRevision.everything.filter(
        committee=committee, year=batch.year, decided=batch.decided, replaced_at=None
    ).first()
    if former is not None and former.fingerprint == mark:
        return file.outcome("unchanged", 0)
    accepted = _other_decisions(former, batch, file)
    if former is not None:
        former.replaced_at = file.now
        former.save(update_fields=["replaced_at"])
    revision = models.BudgetRevision.everything.create(
        committee=committee,
        year=batch.year,
        decided=batch.decided,
        decisions=batch.decisions,
        file_name=file.path.name,
        fingerprint=mark,
        given_at=file.now,
        actor=file.actor.name,
        accepted=accepted,
    )
    models.BudgetRow.everything.bulk_create(
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
    return file.outcome("replaced" if former else "new", len(batch.lines), accepted=accepted)


def _other_decisions(
    former: models.BudgetRevision | None, batch: BudgetBatch, file: PlanFile
) -> tuple[str, ...]:
    """What would be lost: decisions of the same day that the new file does not hold."""
    lost = [text for text in former.decisions if text not in batch.decisions] if former else []
    if not lost:
        return ()
    what = f"Beslutet ”{'”, ”'.join(lost)}” den {batch.decided} finns inte i den nya filen"
    if not file.accepts:
        raise OtherDecisions(
            f"{what} och skulle försvinna.",
            where=f"{file.path.name}, {batch.year}",
            why="En fil för en beslutsdag ersätter hela beslutsdagen.",
            todo="Lägg dagens alla beslut i samma fil, eller godta med --accept.",
        )
    return (what,)


def _is_known(committee: Committee, given: ForecastRow) -> bool:
    """Whether adding the forecast would say nothing new.

    It says the same as the last one given, or it is an older one that is already in the history
    (its file is read once more) and would not come into force.
    """
    history = models.Forecast.everything.filter(
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


def _forecast_row(committee: Committee, given: ForecastRow, file: PlanFile) -> models.Forecast:
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
        recorded_at=file.now,
        actor=file.actor.name,
        file_name=file.path.name,
        released_at=file.now,
    )
