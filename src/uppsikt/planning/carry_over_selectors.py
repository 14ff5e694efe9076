"""What is read of decisions on the year's result, and of the accumulated result."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from uppsikt.organisation.remembering import once
from uppsikt.planning.carry_over_models import CarryOver as StoredCarryOver
from uppsikt.planning.carry_over_rules import CarriedOver, CarryOver, CarryOverVersion
from uppsikt.planning.known import Known
from uppsikt.planning.models import ResultItem
from uppsikt.planning.rules import ResultKind
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand


def carried_over(
    *, reader: Reader, committee: str, as_of: date, known: Known | None = None
) -> CarriedOver:
    """What is given and decided of a committee's accumulated result, to the day `as_of`.

    With `known`, of the decisions that had been read by then; None is now.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    given: dict[int, int] = {}
    for item in stored_items(committee):
        if item.kind == ResultKind.ACCUMULATED.value and item.decided <= as_of:
            given[item.year] = given.get(item.year, 0) + item.amount
    rows = StoredCarryOver.objects.seen_by(reader).filter(committee__slug=committee)
    every = once("carry-overs", committee, lambda: tuple(rows))
    counting = _counting(every, known)
    return CarriedOver(given, {row.year: _told(row) for row in counting if row.decided <= as_of})


def _counting(rows: Iterable[StoredCarryOver], known: Known | None) -> tuple[StoredCarryOver, ...]:
    """The decision on each year that counts: now, or when only `known` had been read."""
    if known is None:
        return tuple(row for row in rows if row.replaced_at is None)
    last = {row.year: row for row in rows if row.pk in known.carry_overs}
    return tuple(row for row in last.values() if row.pk not in known.withdrawn_carry_overs)


def stored_items(committee: str) -> tuple[ResultItem, ...]:
    """What is kept beside the committee's results, of every year and kind."""
    rows = ResultItem.everything.filter(committee__slug=committee)
    return once("result items", committee, lambda: tuple(rows))


def carry_over_versions(*, reader: Reader, committee: str) -> tuple[CarryOverVersion, ...]:
    """Every decision that was read, in force or not, by year and in the order they came."""
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    return tuple(
        CarryOverVersion(
            _told(row), row.given_at, row.actor, row.replaced_at, row.replaced_by, row.reason
        )
        for row in StoredCarryOver.objects.seen_by(reader).filter(committee__slug=committee)
    )


def _told(row: StoredCarryOver) -> CarryOver:
    return CarryOver(row.year, row.decided, row.decision, row.result, row.carried, row.written_off)
