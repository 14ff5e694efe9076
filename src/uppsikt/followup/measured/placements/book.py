"""Counts of placements as figures, and what follows from them by the same identities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from uppsikt.extracts.placements import (
    ALL_DAY,
    BOUGHT_CARE,
    FAMILY_CARE,
    OPEN_CARE,
    PlacementCounts,
)
from uppsikt.figures import (
    MISSING,
    Absent,
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
from uppsikt.registers import PLACEMENTS
from uppsikt.registers.placements import ADULT, ALONE, CHILD

DAYS, COST, PER_DAY = "days", "cost", "per-day"
BOUGHT, OWN = "bought", "own-only"
"""Who has any bought care around the clock in a month, and who has own care alone."""
_SOURCE = source_of(PLACEMENTS)


@dataclass(frozen=True)
class Measure:
    """Who is counted, with the key and the name of the committees' own table.

    `about` is whom and what it is of in short, `measure` its name among the measures, or empty.
    """

    key: str
    name: str
    about: str
    group: str
    care: str
    measure: str = ""


MEASURES = (
    Measure(
        "bu_heldygn", "Antal barn med heldygnsinsatser", "Barn och unga 0-20 år, heldygn", CHILD,
        ALL_DAY, "Antal barn och unga med heldygnsinsatser",
    ),
    Measure(
        "bu_familjehem", "Antal i Familjehemsvård 0-20 år", "Barn och unga 0-20 år, familjehem",
        CHILD, FAMILY_CARE,
    ),
    Measure(
        "bu_oppen", "Antal barn med öppenvårdsinsatser", "Barn och unga 0-20 år, öppenvård", CHILD,
        OPEN_CARE, "Antal barn och unga med öppenvårdsinsatser",
    ),
    Measure(
        "vux_heldygn", "Antal vuxna personer över 20 år med heldygnsinsatser",
        "Vuxna över 20 år, heldygn", ADULT, ALL_DAY,
        "Antal vuxna personer över 20 år med heldygnsinsatser",
    ),
    Measure(
        "vux_oppen", "Antal vuxna personer över 20 år med öppenvårdsinsatser",
        "Vuxna över 20 år, öppenvård", ADULT, OPEN_CARE,
        "Antal vuxna personer över 20 år med öppenvårdsinsatser",
    ),
    Measure(
        "ensam", "Antal ensamkommande barn med heldygnsinsatser", "Ensamkommande barn, heldygn",
        ALONE, ALL_DAY, "Antal ensamkommande barn med heldygnsinsatser",
    ),
)  # fmt: skip
"""In the order of the committee's report."""
PAID = tuple(one for one in MEASURES if one.care != FAMILY_CARE)
"""Those whose days and cost are told: each paid day is in one of them."""
AROUND_THE_CLOCK = tuple(one for one in MEASURES if one.care == ALL_DAY)


placed = partial(measure_name, PLACEMENTS)
"""The name of a measure of the register: which, of which committee, when."""


def amount_name(committee: str, measure: str, which: str, when: Period) -> Name:
    """The name of a measure's days, cost or cost of a day in a month."""
    what = What.SHARE if which == PER_DAY else What.MEASURE
    return placed(committee, f"{measure}-{which}", when, what)


def placements_book(committee: str, counts: PlacementCounts) -> FigureBook:
    """The figures, filled by the identities. Raises Contradiction where counts do not agree."""
    ends = [Period.month(year, counts.month.last) for year in counts.years]
    each = [(one, end) for end in ends for one in MEASURES]
    return filled(
        (figure for one, end in each for figure in _figures(committee, counts, one, end)),
        (relation for one, end in each for relation in _relations(committee, one, end)),
    )


def _figures(
    committee: str, counts: PlacementCounts, one: Measure, end: Period
) -> Iterator[Figure]:
    for month in end.to_date_of().months:
        value = counts.told(counts.people, month, one.group, one.care)
        yield Figure(placed(committee, one.key, month), value, Unit.COUNT, _SOURCE)
    if one in AROUND_THE_CLOCK:
        yield from _supplied(committee, counts, one, end)
    if one in PAID:
        days = counts.told(counts.days, end, one.group, one.care)
        cost = counts.told(counts.cost, end, one.group, one.care)
        yield Figure(amount_name(committee, one.key, DAYS, end), days, Unit.COUNT, _SOURCE)
        yield Figure(amount_name(committee, one.key, COST, end), cost, Unit.KR, _SOURCE)


def _supplied(
    committee: str, counts: PlacementCounts, one: Measure, end: Period
) -> Iterator[Figure]:
    """Who has bought care in the month, and who own care alone; together all of them."""
    whole = counts.told(counts.people, end, one.group, one.care)
    bought = counts.told(counts.people, end, one.group, BOUGHT_CARE)
    own: Value = MISSING
    if not isinstance(whole, Absent) and not isinstance(bought, Absent):
        own = whole - bought
    for which, value in ((BOUGHT, bought), (OWN, own)):
        yield Figure(placed(committee, f"{one.key}-{which}", end), value, Unit.COUNT, _SOURCE)


def _relations(committee: str, one: Measure, end: Period) -> Iterator[AnyRelation]:
    span = end.to_date_of()
    months = [placed(committee, one.key, month) for month in span.months]
    if len(months) > 1:
        yield to_date(placed(committee, one.key, span), months)
    whole = placed(committee, one.key, span)
    yield mean(placed(committee, one.key, span, What.MEAN), whole, len(months))
    if one in AROUND_THE_CLOCK:
        parts = [placed(committee, f"{one.key}-{which}", end) for which in (BOUGHT, OWN)]
        yield total(placed(committee, one.key, end), parts)
    if one in PAID:
        days, cost, per = (amount_name(committee, one.key, which, end)
                           for which in (DAYS, COST, PER_DAY))  # fmt: skip
        yield share(per, cost, days)
