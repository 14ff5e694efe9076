"""What of the placements the public is shown: decided month by month, as reports came out."""

from __future__ import annotations

from functools import partial

from uppsikt.disclosure import Release, Sum
from uppsikt.extracts.placements import (
    ALL_DAY,
    BOUGHT_CARE,
    FAMILY_CARE,
    PlacementCounts,
    placement_counts,
)
from uppsikt.figures import Name, Period, What
from uppsikt.followup.measured.placements.book import (
    AROUND_THE_CLOCK,
    BOUGHT,
    COST,
    DAYS,
    MEASURES,
    OWN,
    PAID,
    PER_DAY,
    Measure,
    amount_name,
    placed,
)
from uppsikt.followup.measured.remembered import release_after, remembered_after, years_held
from uppsikt.registers import PLACEMENTS
from uppsikt.registers.placements import CHILD
from uppsikt.store import Store

_ELSEWHERE = "elsewhere"
"""Children with care around the clock who are in no family home: not told, but easy to compute."""


def hidden_names(
    committee: str, counts: PlacementCounts, smallest: int, memory: str = ""
) -> frozenset[Name]:
    """The figures that the report does not show the public: counts below the smallest, and more.

    Days and costs of people who are not shown are not shown either; nor is what a group costs where
    who has bought care or lives in a family home is not: whoever knows the prices could tell.
    """
    release = release_after(memory, committee, smallest)
    _publish_all(committee, counts, release)
    names = set(release.hidden)
    for year in counts.years:
        end = Period.month(year, counts.month.last)
        span = end.to_date_of()
        for one in MEASURES:
            if placed(committee, one.key, span) in names:
                names.add(placed(committee, one.key, span, What.MEAN))
        for one in PAID:
            if placed(committee, one.key, end) in names:
                names |= {
                    amount_name(committee, one.key, which, end) for which in (DAYS, COST, PER_DAY)
                }
            if names & _parts(committee, one, end):
                names |= {amount_name(committee, one.key, which, end) for which in (COST, PER_DAY)}
    return frozenset(names)


def _parts(committee: str, one: Measure, month: Period) -> set[Name]:
    """What people with care around the clock are divided into, each part with prices of its own."""
    if one not in AROUND_THE_CLOCK:
        return set()
    found = {placed(committee, f"{one.key}-{which}", month) for which in (BOUGHT, OWN)}
    if one.group == CHILD:
        found.add(placed(committee, f"{one.key}-{_ELSEWHERE}", month))
        found |= {
            placed(committee, other.key, month) for other in MEASURES if other.care == FAMILY_CARE
        }
    return found


def published(store: Store, committee: str, memory: str) -> str:
    """All that the public can see of the register's rows as they are, to be remembered."""
    first, last = years_held(committee, PLACEMENTS)
    counts = placement_counts(store, committee, Period.month(last, 12), last - first + 1)
    return remembered_after(memory, committee, partial(_publish_all, committee, counts))


def _publish_all(committee: str, counts: PlacementCounts, release: Release[Name]) -> None:
    """Every month's report in the order that they came out."""
    for year in counts.years:
        for month in Period.month(year, counts.month.last).to_date_of().months:
            _publish(release, committee, counts, month)


def _publish(
    release: Release[Name], committee: str, counts: PlacementCounts, month: Period
) -> None:
    """A month's report: its people, by supplier and home, and all to date, which the mean tells."""
    if month.first_month not in counts.held:
        return
    there: dict[Name, int] = {}
    sums: list[Sum[Name]] = []
    for one in MEASURES:
        value = counts.people.get((month.first_month, one.group, one.care), 0)
        there[placed(committee, one.key, month)] = value
    for one in AROUND_THE_CLOCK:
        whole = placed(committee, one.key, month)
        bought = counts.people.get((month.first_month, one.group, BOUGHT_CARE), 0)
        parts = [placed(committee, f"{one.key}-{which}", month) for which in (BOUGHT, OWN)]
        there |= dict(zip(parts, (bought, there[whole] - bought), strict=True))
        sums.append(Sum(whole, tuple(parts)))
    child, family = (
        next(one for one in MEASURES if (one.group, one.care) == (CHILD, care))
        for care in (ALL_DAY, FAMILY_CARE)
    )
    whole, part = (placed(committee, one.key, month) for one in (child, family))
    elsewhere = placed(committee, f"{child.key}-{_ELSEWHERE}", month)
    there[elsewhere] = there[whole] - there[part]
    sums.append(Sum(whole, (part, elsewhere)))
    totals = _to_date(committee, counts, month, sums)
    release.publish(there, sums, totals=totals)


def _to_date(
    committee: str, counts: PlacementCounts, month: Period, sums: list[Sum[Name]]
) -> dict[Name, int]:
    """The sums to date, where every month is told of; what each is the sum of goes to the sums."""
    months = month.to_date_of().months
    if len(months) == 1 or not all(one.first_month in counts.held for one in months):
        return {}
    totals: dict[Name, int] = {}
    before = Period.to_date(month.year, month.last - 1)
    for one in MEASURES:
        total = placed(committee, one.key, month.to_date_of())
        parts = (placed(committee, one.key, before), placed(committee, one.key, month))
        sums.append(Sum(total, parts))
        totals[total] = sum(
            counts.people.get((at.first_month, one.group, one.care), 0) for at in months
        )
    return totals
