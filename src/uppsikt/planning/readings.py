"""Which files and decisions have had a say in a committee's plans, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from uppsikt.figures import Period
from uppsikt.planning import models
from uppsikt.planning.carry_over_models import CarryOver
from uppsikt.planning.known import PLAN_KINDS, PlanKind
from uppsikt.planning.proposal_models import Proposal
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, may


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A batch of plans as it was read: the decisions of a day, or the forecasts after a month.

    `numbers` are the kept batches that it is. `text` names the decision or the version; `day` is
    that of the decision, or the one on which forecasts were given, and `after` the month of their
    follow-up. `author` gave the forecasts, `reason` is why a decision was taken back. For a reader
    who may not read which files were received, `file` and `actor` are empty.
    """

    kind: PlanKind
    numbers: frozenset[int]
    at: datetime
    text: str
    day: date | None
    after: Period | None
    author: str
    file: str
    actor: str
    reason: str = ""


def plan_readings(
    *, reader: Reader, committee: str, first_year: int, last_year: int, activity: str = ""
) -> tuple[PlanReading, ...]:
    """Everything that was read of the committee's plans for the years, in the order of reading.

    What was replaced is there too. Of one file, decisions and forecasts stand by their day. With
    an activity's key only those who gave its forecasts are named, not all whose are in the file.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    years = {"year__gte": first_year, "year__lte": last_year}
    found = (
        *_budgets(committee, years),
        *_transfers(committee, years),
        *_forecasts(reader, committee, years, activity),
        *_proposals(committee, years),
        # What a year begins with follows from the decisions on all years before it.
        *_carry_overs(committee, last_year),
    )
    if not may(reader, Verb.READ, Thing.IMPORTS.of(committee)):
        found = tuple(replace(one, file="", actor="") for one in found)
    return tuple(sorted(found, key=_order))


def _order(one: PlanReading) -> tuple[datetime, int, date, int]:
    """By time; what was read in one moment by kind, and then by day."""
    day = one.day or (one.after.last_day if one.after else date.min)
    return one.at, PLAN_KINDS.index(one.kind), day, min(one.numbers)


def _one(
    kind: PlanKind,
    batch: models.BudgetRevision | models.Transfer | Proposal | CarryOver,
    text: str,
    *,
    day: date | None = None,
    after: Period | None = None,
) -> PlanReading:
    """The reading of a batch that stands by itself."""
    return PlanReading(
        kind=kind,
        numbers=frozenset((batch.pk,)),
        at=batch.given_at,
        text=text,
        day=day,
        after=after,
        author="",
        file=batch.file_name,
        actor=batch.actor,
    )


def _budgets(committee: str, years: dict[str, int]) -> Iterator[PlanReading]:
    for one in models.BudgetRevision.everything.filter(committee__slug=committee, **years):
        yield _one("budgets", one, ", ".join(one.decisions) or "Budgetbeslut", day=one.decided)


def _transfers(committee: str, years: dict[str, int]) -> Iterator[PlanReading]:
    """Those that touch the committee, and those that took the place of such a one."""
    touching = models.Transfer.everything.filter(rows__committee__slug=committee, **years)
    decisions = set(touching.values_list("year", "decided", "decision"))
    for one in models.Transfer.everything.filter(**years):
        if (one.year, one.decided, one.decision) in decisions:
            yield _one("transfers", one, one.decision, day=one.decided)


def _forecasts(
    reader: Reader, committee: str, years: dict[str, int], activity: str
) -> Iterator[PlanReading]:
    """Of each file the forecasts after one month that were given on one day."""
    given = models.Forecast.objects.seen_by(reader).filter(committee__slug=committee, **years)
    together: dict[tuple[datetime, str, int, int, date], list[models.Forecast]] = {}
    for row in given:
        key = (row.recorded_at, row.file_name, row.year, row.month, row.given_on)
        together.setdefault(key, []).append(row)
    for (at, file, year, month, day), rows in together.items():
        authors = {row.author for row in rows if activity in ("", row.activity)}
        yield PlanReading(
            kind="forecasts",
            numbers=frozenset(row.pk for row in rows),
            at=at,
            text="",
            day=day,
            after=Period.month(year, month),
            author=", ".join(sorted(authors - {""})),
            file=file,
            actor=rows[0].actor,
        )


def _proposals(committee: str, years: dict[str, int]) -> Iterator[PlanReading]:
    for one in Proposal.everything.filter(committee__slug=committee, **years):
        yield _one("proposals", one, one.version, after=Period.month(*divmod(one.after, 100)))


def _carry_overs(committee: str, last_year: int) -> Iterator[PlanReading]:
    """Decisions on the years' results, and that one was taken back without another in its place."""
    for one in CarryOver.everything.filter(committee__slug=committee, year__lte=last_year):
        made = _one("carry_overs", one, one.decision, day=one.decided)
        yield made
        if one.replaced_at is not None and one.reason:
            yield replace(
                made,
                kind="withdrawn_carry_overs",
                at=one.replaced_at,
                file="",
                actor=one.replaced_by,
                reason=one.reason,
            )
