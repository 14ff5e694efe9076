"""What of the received refugees the public is shown: decided in the order that reports came out."""

from __future__ import annotations

from functools import partial

from uppsikt.disclosure import Release
from uppsikt.extracts.refugees import AGES, RefugeeCounts, refugee_counts
from uppsikt.figures import Name, Period, What
from uppsikt.followup.measured.refugees.book import (
    ABOVE,
    ALL,
    BELOW,
    DUE,
    STAY,
    Groups,
    groups,
    measured,
    so_far,
)
from uppsikt.followup.measured.remembered import release_after, remembered_after, years_held
from uppsikt.followup.measured.to_date import DIVIDED, ToDate
from uppsikt.registers import REFUGEES
from uppsikt.store import Store


def hidden_names(
    committee: str, counts: RefugeeCounts, smallest: int, memory: str = ""
) -> frozenset[Name]:
    """The figures that the report does not show the public: counts below the smallest, and more.

    What was shown before, by these rows or by others that the memory tells of, is known. A share of
    a known whole tells its count and is hidden with it. What is due tells how many are above the
    age limit, and person-months from month to month who has come and who has been here two years:
    none of them are shown.
    """
    end = counts.month
    names = {
        measured(committee, one, when)
        for one in (STAY, *(f"{STAY}-{age}" for age in AGES))
        for when in (end, end.to_date_of())
    }
    release = release_after(memory, committee, smallest)
    ends = (end.previous_year(), end)
    for year in ends:
        _publish_year(release, committee, counts, year)
    for year in ends:
        names |= _of_year(release, committee, counts, year)
    return frozenset(names)


def published(store: Store, committee: str, memory: str) -> str:
    """All that the public can see of the register's rows as they are, to be remembered."""
    first, last = years_held(committee, REFUGEES)
    counts = refugee_counts(store, committee, Period.month(last, 12), first * 100 + 1)

    def publish(release: Release[Name]) -> None:
        for year in range(first, last + 1):
            _publish_year(release, committee, counts, Period.month(year, 12))

    return remembered_after(memory, committee, publish)


def _publish_year(
    release: Release[Name], committee: str, counts: RefugeeCounts, end: Period
) -> None:
    step = ToDate(partial(measured, committee), release)
    for month in end.to_date_of().months:
        if month.first_month not in counts.told:
            return
        there = groups(counts, month)
        # How many there were comes first, so that no division of them can take it away.
        step.publish(_values(counts, Groups({ALL: there.kinds[ALL]}, ()), month), (), month)
        if month.last in DIVIDED:
            step.publish(_values(counts, _divisions(there), month), there.parts, month)


def _values(counts: RefugeeCounts, there: Groups, month: Period) -> dict[str, int]:
    found = {measure: so_far(counts, kind, month) for measure, kind in there.kinds.items()}
    return {measure: value for measure, value in found.items() if isinstance(value, int)}


def _of_year(
    release: Release[Name], committee: str, counts: RefugeeCounts, end: Period
) -> set[Name]:
    span, there = end.to_date_of(), groups(counts, end)
    hidden = {one for one in there.kinds if measured(committee, one, span) in release.hidden}
    if end.last not in DIVIDED:
        hidden |= set(_divisions(there).kinds)
    names = {measured(committee, one, span) for one in (*hidden, *_DUES)}
    # A share of a whole that is hidden would tell the whole, where the part is known.
    hidden |= {part for whole, parts in there.parts if whole in hidden for part in parts}
    return names | {measured(committee, one, span, What.SHARE) for one in hidden}


_DUES = (DUE, f"{DUE}-{BELOW}", f"{DUE}-{ABOVE}")


def _divisions(there: Groups) -> Groups:
    return Groups({key: one for key, one in there.kinds.items() if key != ALL}, there.parts)
