"""What is counted of social assistance paid: exact, so never shown without the right to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from uppsikt.extracts.selectors import rows_held
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Period, Value
from uppsikt.registers import ASSISTANCE
from uppsikt.store import Store

WINDOW = 12
"""The months that are looked back on."""
LONG = 10
"""So many months of the window are a long time (the committees' own reports)."""

_MONTHS = (
    "select month, count(*), sum(children), sum(amount) from rows group by month order by month"
)
_OFTEN = (
    "select count(*) from (select household from rows where month between ? and ? "
    "group by household having count(*) >= ?) as those"
)
_CAUSES = "select month, cause, count(*) from rows group by month, cause"


@dataclass(frozen=True)
class MonthCounts:
    """A month: households that were paid, the children in them, and what was paid (öre)."""

    households: Value = MISSING
    children: Value = MISSING
    paid: Value = MISSING


@dataclass(frozen=True)
class AssistanceCounts:
    """What is counted up to a month of each year, by year, the last year last.

    `long` is how many households had assistance in at least ten of the last twelve months, `over`
    in more than ten of the calendar year's. `causes` are households by cause in each month, without
    those that nobody has.
    """

    month: Period
    months: Mapping[Period, MonthCounts]
    long: Mapping[int, Value]
    over: Mapping[int, Value]
    causes: Mapping[Period, Mapping[str, int]] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are told of, the last one last."""
        return tuple(self.long)

    def at(self, month: Period) -> MonthCounts:
        """The counts of a month; missing where no extract tells of it."""
        return self.months.get(month, MonthCounts())


def assistance_counts(store: Store, committee: str, month: Period, years: int) -> AssistanceCounts:
    """Counts up to a month of each of the last years. Whoever shows them has asked for the right.

    A month that no extract tells of is missing, never zero: what would follow from it is not
    computable. Raises StoreError for rows that are lost.
    """
    held = rows_held(committee, ASSISTANCE.key)
    told = [month.year - back for back in reversed(range(years))]
    ends = {year: Period.month(year, month.last) for year in told}
    wanted = [files for at, files in held.items() if _before(ends[told[0]], WINDOW) <= at]
    if not wanted:
        nothing: dict[int, Value] = dict.fromkeys(told, NOT_COMPUTABLE)
        return AssistanceCounts(month, {}, nothing, dict(nothing))

    def ask(sql: str, *params: object) -> list[tuple[object, ...]]:
        return store.query(sql, {"rows": wanted}, params)

    def often(end: Period, months: int, least: int) -> Value:
        """Households with at least so many of the last months; not computable if one is missing."""
        first, last = _before(end, months), end.first_month
        there = sum(1 for at in held if first <= at <= last)
        if there < months:
            return NOT_COMPUTABLE
        return _whole(ask(_OFTEN, first, last, least)[0][0])

    months = {
        Period.month(*divmod(_whole(at), 100)): MonthCounts(*map(_whole, counts))
        for at, *counts in ask(_MONTHS)
    }
    causes: dict[Period, dict[str, int]] = {}
    for at, cause, count in ask(_CAUSES):
        month_of = Period.month(*divmod(_whole(at), 100))
        causes.setdefault(month_of, {})[str(cause)] = _whole(count)
    return AssistanceCounts(
        month,
        months,
        {year: often(end, WINDOW, LONG) for year, end in ends.items()},
        # Before November no eleventh month of the year has been.
        {
            year: often(end, end.last, LONG + 1) if end.last > LONG else NOT_COMPUTABLE
            for year, end in ends.items()
        },
        causes,
    )


def _before(end: Period, months: int) -> int:
    """The first (yyyymm) of so many months that end with a month."""
    year, month = divmod(end.year * 12 + end.last - months, 12)
    return year * 100 + month + 1


def _whole(value: object) -> int:
    """A whole number of the database's, whose sums are wider than ours."""
    assert isinstance(value, int)
    return value
