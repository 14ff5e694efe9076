"""Counts of holiday work as figures, and what follows from them by the same identities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from uppsikt.extracts.holiday import ACCEPTED, GROUPS_OF, STAGES, HolidayCounts
from uppsikt.figures import (
    AnyRelation,
    Figure,
    FigureBook,
    Period,
    Unit,
    Value,
    What,
    share,
    total,
)
from uppsikt.followup.measured.books import filled, measure_name, source_of
from uppsikt.registers import HOLIDAY

COST, PER_PLACE = "cost", "cost-per-place"
_SOURCE = source_of(HOLIDAY)
_LEDGER = "huvudbok"

measured = partial(measure_name, HOLIDAY)
"""The name of a measure of the register: how many, of which committee, when."""


def of_group(stage: str, group: str) -> str:
    """The measure of those in a group who have come to a stage."""
    return f"{stage}-{group}"


def holiday_book(
    committee: str, counts: HolidayCounts, costs: Mapping[Period, Value]
) -> FigureBook:
    """The figures, filled by the identities. Raises Contradiction where counts do not agree.

    `costs` are net costs of the year to date, in öre and as a positive amount.
    """
    figures: list[Figure] = []
    relations: list[AnyRelation] = []
    for end in ends(counts.month):
        figures += _figures(committee, counts, end)
        span = end.to_date_of()
        figures.append(Figure(measured(committee, COST, span), costs[end], Unit.KR, _LEDGER))
        relations += _relations(committee, span)
    return filled(figures, relations)


def ends(month: Period) -> tuple[Period, Period]:
    """The same month last year, and this."""
    return month.previous_year(), month


def _figures(committee: str, counts: HolidayCounts, end: Period) -> Iterator[Figure]:
    for stage in STAGES:
        for group in GROUPS_OF:
            name = measured(committee, of_group(stage, group), end.to_date_of())
            yield Figure(name, counts.so_far(stage, group, end), Unit.COUNT, _SOURCE)


def _relations(committee: str, span: Period) -> Iterator[AnyRelation]:
    for stage in STAGES:
        parts = [measured(committee, of_group(stage, group), span) for group in GROUPS_OF]
        yield total(measured(committee, stage, span), parts)
    per = measured(committee, PER_PLACE, span, What.SHARE)
    yield share(per, measured(committee, COST, span), measured(committee, ACCEPTED, span))
