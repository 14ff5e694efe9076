"""What is counted of social assistance paid: exact, so never shown without the right to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from uppsikt.extracts.selectors import rows_held
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Period, Value
from uppsikt.registers import ASSISTANCE
from uppsikt.store import Query, Store

WINDOW = 12
"""The months that are looked back on."""
LONG = 10
"""So many months of the window are a long time (the committees' own reports)."""

_WANTED = "select month, household, children, amount, cause from rows"
_MONTHS = (
    "select month, cause, count(*), sum(children), sum(amount) from held group by month, cause "
    "order by month"
)
_OFTEN = (
    "select count(*) from (select household from held where month between ? and ? "
    "group by household having count(*) >= ?) as those"
)


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
    return counted(store, rows_held(committee, ASSISTANCE.key), month, years)


def counted(store: Store, rows: Mapping[int, str], month: Period, years: int) -> AssistanceCounts:
    """As `assistance_counts`, from the fingerprints of the rows by month (yyyymm)."""
    told = [month.year - back for back in reversed(range(years))]
    ends = {year: Period.month(year, month.last) for year in told}
    wanted = {at: file for at, file in rows.items() if _before(ends[told[0]], WINDOW) <= at}
    if not wanted:
        nothing: dict[int, Value] = dict.fromkeys(told, NOT_COMPUTABLE)
        return AssistanceCounts(month, {}, nothing, dict(nothing))
    # In memory once: each of the questions would else read all the files.
    with store.held(_WANTED, {"rows": list(wanted.values())}) as ask:
        months, causes = _by_month(ask)
        long = {year: _often(ask, wanted, end, WINDOW, LONG) for year, end in ends.items()}
        over = {year: _over(ask, wanted, end) for year, end in ends.items()}
    return AssistanceCounts(month, months, long, over, causes)


def _by_month(
    ask: Query,
) -> tuple[dict[Period, MonthCounts], dict[Period, dict[str, int]]]:
    """Each month's counts, and its households by cause."""
    parts: dict[Period, dict[str, tuple[int, int, int]]] = {}
    for at, cause, *counts in ask(_MONTHS):
        households, children, paid = map(_whole, counts)
        month = Period.month(*divmod(_whole(at), 100))
        parts.setdefault(month, {})[str(cause)] = households, children, paid
    months = {
        month: MonthCounts(*(sum(column) for column in zip(*there.values(), strict=True)))
        for month, there in parts.items()
    }
    causes = {
        month: {cause: counts[0] for cause, counts in there.items()}
        for month, there in parts.items()
    }
    return months, causes


def _over(ask: Query, rows: Mapping[int, str], end: Period) -> Value:
    """Households with more than ten of the year's months: before November no eleventh has been."""
    return _often(ask, rows, end, end.last, LONG + 1) if end.last > LONG else NOT_COMPUTABLE


def _often(ask: Query, rows: Mapping[int, str], end: Period, months: int, least: int) -> Value:
    """Households with at least so many of the last months; not computable if one is missing."""
    first, last = _before(end, months), end.first_month
    if sum(1 for at in rows if first <= at <= last) < months:
        return NOT_COMPUTABLE
    return _whole(ask(_OFTEN, (first, last, least))[0][0])


def _before(end: Period, months: int) -> int:
    """The first (yyyymm) of so many months that end with a month."""
    year, month = divmod(end.year * 12 + end.last - months, 12)
    return year * 100 + month + 1


def _whole(value: object) -> int:
    """A whole number of the database's, whose sums are wider than ours."""
    assert isinstance(value, int)
    return value
