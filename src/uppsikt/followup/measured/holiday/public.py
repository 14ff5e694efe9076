"""What of holiday work the public is shown: decided in the order that reports came out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from uppsikt.disclosure import Release
from uppsikt.extracts.holiday import ACCEPTED, GROUPS_OF, STAGES, HolidayCounts, holiday_counts
from uppsikt.figures import Name, Period, What
from uppsikt.followup.measured.holiday.book import PER_PLACE, ends, measured, of_group
from uppsikt.followup.measured.remembered import release_after, remembered_after, years_held
from uppsikt.followup.measured.to_date import DIVIDED, Parts, ToDate
from uppsikt.registers import HOLIDAY
from uppsikt.store import Store


def hidden_names(
    committee: str, counts: HolidayCounts, smallest: int, memory: str = ""
) -> frozenset[Name]:
    """The figures that the report does not show the public: counts below the smallest, and more.

    Also those who got no place and those who did not accept theirs are few or many, though they
    stand nowhere. What a place costs tells how many there are, to whoever knows the whole cost.
    """
    release = release_after(memory, committee, smallest)
    for end in ends(counts.month):
        _publish_year(committee, counts, end, release)
    names = set(release.hidden)
    for end in ends(counts.month):
        span = end.to_date_of()
        if end.last not in DIVIDED:
            names |= {
                measured(committee, of_group(stage, group), span)
                for stage in STAGES
                for group in GROUPS_OF
            }
        if measured(committee, ACCEPTED, span) in names:
            names.add(measured(committee, PER_PLACE, span, What.SHARE))
    return frozenset(names)


def published(store: Store, committee: str, memory: str) -> str:
    """All that the public can see of the register's rows as they are, to be remembered."""
    first, last = years_held(committee, HOLIDAY)
    counts = holiday_counts(store, committee, Period.month(last, 12))

    def publish(release: Release[Name]) -> None:
        for year in range(first, last + 1):
            _publish_year(committee, counts, Period.month(year, 12), release)

    return remembered_after(memory, committee, publish)


def _publish_year(
    committee: str, counts: HolidayCounts, end: Period, release: Release[Name]
) -> None:
    step = ToDate(partial(measured, committee), release)
    for month in end.to_date_of().months:
        there = _there(counts, month)
        if not there:
            return
        whole = {stage: sum(there[stage].values()) for stage in STAGES}
        step.publish(whole, _steps_of(""), month, unseen=_between(whole, ""))
        if month.last in DIVIDED:
            _publish_groups(step, there, month)


def _publish_groups(step: ToDate, there: Mapping[str, Mapping[str, int]], month: Period) -> None:
    parts: list[Parts] = [
        (stage, tuple(of_group(stage, group) for group in GROUPS_OF)) for stage in STAGES
    ]
    unseen: dict[str, int] = {}
    for group in GROUPS_OF:
        parts += _steps_of(f"-{group}")
        unseen |= _between({stage: there[stage][group] for stage in STAGES}, f"-{group}")
    told = {of_group(stage, group): there[stage][group] for stage in STAGES for group in GROUPS_OF}
    step.publish(told, parts, month, unseen=unseen)


def _there(counts: HolidayCounts, month: Period) -> dict[str, dict[str, int]]:
    """Who has come to each stage by group; nothing where it cannot be computed."""
    found: dict[str, dict[str, int]] = {}
    for stage in STAGES:
        for group in GROUPS_OF:
            value = counts.so_far(stage, group, month)
            if not isinstance(value, int):
                return {}
            found.setdefault(stage, {})[group] = value
    return found


def _steps_of(ending: str) -> list[Parts]:
    """Those at a stage are those at the next and those who did not come to it."""
    return [
        (f"{one}{ending}", (f"{after}{ending}", f"not-{after}{ending}"))
        for one, after in pairwise(STAGES)
    ]


def _between(there: Mapping[str, int], ending: str) -> dict[str, int]:
    return {f"not-{after}{ending}": there[one] - there[after] for one, after in pairwise(STAGES)}
