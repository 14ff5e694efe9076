"""What of the measures the public is shown: decided month by month, as the reports came out."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from uppsikt.disclosure import Release, Sum
from uppsikt.extracts.assistance import AssistanceCounts, assistance_counts
from uppsikt.figures import MISSING, Absent, Name, Period, Value, What
from uppsikt.followup.measured.assistance.book import (
    CAUSES_TOLD,
    CHILDREN,
    HOUSEHOLDS,
    LONG,
    OVER,
    PAID,
    PER_HOUSEHOLD,
    cause_name,
    measured,
)
from uppsikt.followup.measured.remembered import release_after, remembered_after, years_held
from uppsikt.registers import ASSISTANCE
from uppsikt.store import Store


def hidden_names(
    committee: str, counts: AssistanceCounts, smallest: int, memory: str = ""
) -> frozenset[Name]:
    """The figures that the report does not show the public: counts below the smallest, and more.

    Each year's months are published in order, as reports that came out one after the other, each
    with the causes of its month and the mean to date. So what an earlier report showed is known
    when it is decided what a later one may show; and so is what was shown before the rows were
    corrected, which the memory tells.
    """
    release = release_after(memory, committee, smallest)
    _publish_all(committee, counts, release)
    ends = [Period.month(year, counts.month.last) for year in counts.years]
    # Only now: what is remembered of a later year may since have been told as another number.
    return frozenset().union(
        *(_of_year(committee, counts, end, smallest, release.hidden) for end in ends)
    )


def hidden_in_months(
    committee: str, counts: AssistanceCounts, smallest: int, memory: str = ""
) -> frozenset[Name]:
    """As `hidden_names`, for whoever tells of the children of every month and not of the last."""
    release = release_after(memory, committee, smallest)
    _publish_all(committee, counts, release)
    names = set(release.hidden)
    return frozenset(names).union(
        *(_with_households(committee, counts, month, names, smallest) for month in counts.months)
    )


def published(store: Store, committee: str, memory: str) -> str:
    """All that the public can see of the register's rows as they are, to be remembered."""
    first, last = years_held(committee, ASSISTANCE)
    counts = assistance_counts(store, committee, Period.month(last, 12), last - first + 1)
    return remembered_after(memory, committee, partial(_publish_all, committee, counts))


def _publish_all(committee: str, counts: AssistanceCounts, release: Release[Name]) -> None:
    """Every month's report in the order that they came out."""
    for year in counts.years:
        for month in Period.month(year, counts.month.last).to_date_of().months:
            _publish(release, committee, counts, month)


def _of_year(
    committee: str, counts: AssistanceCounts, end: Period, smallest: int, hidden: Collection[Name]
) -> set[Name]:
    names = set(hidden)
    if measured(committee, HOUSEHOLDS, end.to_date_of()) in names:
        names.add(measured(committee, HOUSEHOLDS, end.to_date_of(), What.MEAN))
    long, over = counts.long[end.year], counts.over[end.year]
    alone = (
        (LONG, _is_small(long, smallest)),
        (OVER, _is_small(over, smallest) or _is_small(_between(long, over), smallest)),
    )
    names |= {measured(committee, measure, end) for measure, is_hidden in alone if is_hidden}
    return names | _with_households(committee, counts, end, names, smallest)


def _publish(
    release: Release[Name], committee: str, counts: AssistanceCounts, month: Period
) -> None:
    """A month's report: its households, their causes, and all households to date.

    A month that is missing publishes nothing, and then there is no sum to date either.
    """
    there = counts.at(month)
    if isinstance(there.households, Absent) or not isinstance(there.households, int):
        return
    causes = {
        cause_name(committee, cause, month): counts.causes[month].get(cause, 0)
        for cause in CAUSES_TOLD
    }
    household = measured(committee, HOUSEHOLDS, month)
    sums, totals = [Sum(household, tuple(causes))], dict[Name, int]()
    so_far = [counts.at(one).households for one in month.to_date_of().months]
    known = [value for value in so_far if isinstance(value, int)]
    if len(known) == len(so_far):
        # The mean tells the sum to date, so that is what is shown or not.
        total = measured(committee, HOUSEHOLDS, month.to_date_of())
        if month.last == 1:
            total = household
        else:
            before = Period.to_date(month.year, month.last - 1)
            sums.append(Sum(total, (measured(committee, HOUSEHOLDS, before), household)))
            totals = {total: sum(known)}
    release.publish({**causes, household: there.households}, sums, totals=totals)


def _between(long: Value, over: Value) -> Value:
    """Those with ten of the last twelve months who have not more than ten of the year's.

    Whoever has more than ten of the year's months has ten of the last twelve too.
    """
    return MISSING if isinstance(long, Absent) or isinstance(over, Absent) else long - over


def _is_small(value: Value, smallest: int) -> bool:
    return not isinstance(value, Absent) and 0 < value < smallest


def _with_households(
    committee: str, counts: AssistanceCounts, end: Period, hidden: set[Name], smallest: int
) -> set[Name]:
    """What goes with households that are not shown: their children, and what they were paid.

    What was paid to date less what was paid the month before is what was paid in the month.
    """
    names: set[Name] = set()
    span = end.to_date_of()
    if _is_small(counts.at(end).children, smallest):
        names.add(measured(committee, CHILDREN, end))
    if measured(committee, HOUSEHOLDS, end) in hidden:
        names |= {measured(committee, measure, end) for measure in (CHILDREN, PAID)}
        names.add(measured(committee, PER_HOUSEHOLD, end, What.SHARE))
    if any(measured(committee, HOUSEHOLDS, month) in hidden for month in span.months):
        names.add(measured(committee, PAID, span))
    return names
