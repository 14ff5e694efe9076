"""Counts of social assistance as figures, and what follows from them by the same identities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from uppsikt.extracts.assistance import AssistanceCounts, MonthCounts
from uppsikt.figures import (
    MISSING,
    AnyRelation,
    Figure,
    FigureBook,
    Name,
    Period,
    Unit,
    Value,
    What,
    mean,
    share,
    to_date,
    total,
)
from uppsikt.followup.measured.books import filled, measure_name, source_of
from uppsikt.registers import ASSISTANCE
from uppsikt.registers.assistance import CAUSES

HOUSEHOLDS, CHILDREN, PAID = "households", "children", "paid"
LONG, OVER, PER_HOUSEHOLD = "long", "over", "paid-per-household"
UNTOLD = "ej uppgiven"
"""The words for households whose cause is not told."""
_MONTHLY = (HOUSEHOLDS, CHILDREN, PAID)
_SOURCE = source_of(ASSISTANCE)


measured = partial(measure_name, ASSISTANCE)
"""The name of a measure of the register: how many, of which committee, when."""


def cause_name(committee: str, cause: str, when: Period) -> Name:
    """The name of the households with a cause, empty for those where none is told."""
    return measured(committee, f"cause-{cause or 'untold'}", when)


CAUSES_TOLD: Mapping[str, str] = {**{key: words for words, key in CAUSES.items()}, "": UNTOLD}
"""Every cause with its words. All are told, also those that nobody has: what is left out says
something too."""


def assistance_book(committee: str, counts: AssistanceCounts) -> FigureBook:
    """The figures, filled by the identities. Raises Contradiction where counts do not agree."""
    return filled(_figures(committee, counts), _relations(committee, counts))


def _figures(committee: str, counts: AssistanceCounts) -> Iterator[Figure]:
    for year in counts.years:
        end = Period.month(year, counts.month.last)
        for month in end.to_date_of().months:
            for measure, value in zip(_MONTHLY, _values(counts.at(month)), strict=True):
                unit = Unit.KR if measure == PAID else Unit.COUNT
                yield Figure(measured(committee, measure, month), value, unit, _SOURCE)
        for measure, values in ((LONG, counts.long), (OVER, counts.over)):
            yield Figure(measured(committee, measure, end), values[year], Unit.COUNT, _SOURCE)
        there = counts.causes.get(end, {})
        for cause in CAUSES_TOLD:
            count: Value = there.get(cause, 0) if there else MISSING
            yield Figure(cause_name(committee, cause, end), count, Unit.COUNT, _SOURCE)


def _values(counts: MonthCounts) -> tuple[Value, Value, Value]:
    return counts.households, counts.children, counts.paid


def _relations(committee: str, counts: AssistanceCounts) -> Iterator[AnyRelation]:
    for year in counts.years:
        end = Period.month(year, counts.month.last)
        yield from year_relations(committee, end)
        parts = [cause_name(committee, cause, end) for cause in CAUSES_TOLD]
        yield total(measured(committee, HOUSEHOLDS, end), parts)


def year_relations(committee: str, end: Period) -> Sequence[AnyRelation]:
    """What follows for a year up to a month: sums to date, their means, and paid per household."""
    span = end.to_date_of()
    found: list[AnyRelation] = []
    for measure in (HOUSEHOLDS, PAID):
        months = [measured(committee, measure, month) for month in span.months]
        if len(months) > 1:
            found.append(to_date(measured(committee, measure, span), months))
    found.append(
        mean(
            measured(committee, HOUSEHOLDS, span, What.MEAN),
            measured(committee, HOUSEHOLDS, span),
            len(span.months),
        )
    )
    per = measured(committee, PER_HOUSEHOLD, end, What.SHARE)
    found.append(share(per, measured(committee, PAID, end), measured(committee, HOUSEHOLDS, end)))
    return found
