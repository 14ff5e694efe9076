"""What is counted of placements: exact, so never shown without the right to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from uppsikt.extracts.selectors import rows_held
from uppsikt.figures import MISSING, Period, Value
from uppsikt.registers import PLACEMENTS
from uppsikt.registers.spells import ends_of
from uppsikt.store import Store

ALL_DAY, FAMILY_CARE, BOUGHT_CARE, OPEN_CARE = "all_day", "family_care", "bought_care", "open_care"
_WHICH: Mapping[str, str] = {
    ALL_DAY: "care <> 'open'",
    FAMILY_CARE: "care in ('family', 'emergency')",
    BOUGHT_CARE: "care <> 'open' and supplier = 'bought'",
    OPEN_CARE: "care = 'open'",
}
_PEOPLE = (
    "select month, client_group, count(distinct person) from rows where {which} "
    "group by month, client_group"
)
_SPELLS = (
    "select month, client_group, care, begins, ends, price, count(*) from rows "
    "group by month, client_group, care, begins, ends, price"
)

At = tuple[int, str, str]
"""A month (yyyymm), a group of people, and a sort of care."""


@dataclass(frozen=True)
class PlacementCounts:
    """What is counted up to a month of each year, the last year last.

    `people` had care some time in the month, each counted once; those with bought care may have had
    own care too. `days` are paid days of the month and `cost` what they cost (öre), both of care
    around the clock and of open care alone. What is not there is nobody, in a month that is `held`.
    """

    month: Period
    years: tuple[int, ...]
    held: frozenset[int]
    people: Mapping[At, int]
    days: Mapping[At, int]
    cost: Mapping[At, int]

    def told(self, counts: Mapping[At, int], month: Period, group: str, care: str) -> Value:
        """One of the counts in a month; missing where no extract tells of the month."""
        at = month.first_month
        return counts.get((at, group, care), 0) if at in self.held else MISSING


def placement_counts(store: Store, committee: str, month: Period, years: int) -> PlacementCounts:
    """Counts up to a month of each of the last years. Whoever shows them has asked for the right.

    Raises StoreError for rows that are lost.
    """
    told = tuple(month.year - back for back in reversed(range(years)))
    held = {
        at: rows
        for at, rows in rows_held(committee, PLACEMENTS.key).items()
        if at // 100 in told and at % 100 <= month.last
    }
    if not held:
        return PlacementCounts(month, told, frozenset(), {}, {}, {})
    wanted = list(held.values())
    people = {
        (_whole(at), str(group), care): _whole(count)
        for care, which in _WHICH.items()
        for at, group, count in store.query(_PEOPLE.format(which=which), {"rows": wanted}, ())
    }
    days, cost = _paid(store.query(_SPELLS, {"rows": wanted}, ()))
    return PlacementCounts(month, told, frozenset(held), people, days, cost)


def _paid(rows: Sequence[tuple[object, ...]]) -> tuple[Counter[At], Counter[At]]:
    """The paid days of each month, and what they cost in öre."""
    days, cost = Counter[At](), Counter[At]()
    for at, group, care, begins, ends, price, count in rows:
        key = (_whole(at), str(group), OPEN_CARE if care == "open" else ALL_DAY)
        found = days_within(key[0], begins, ends) * _whole(count)
        days[key] += found
        cost[key] += found * _whole(price)
    return days, cost


def days_within(month: int, begins: object, ends: object) -> int:
    """The days of a month (yyyymm) that a spell which touches it has; no end is that it goes on."""
    first, last = ends_of(month)
    assert isinstance(begins, date)
    until = min(last, ends) if isinstance(ends, date) else last
    return (until - max(first, begins)).days + 1


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
