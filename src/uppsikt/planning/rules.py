"""Pure decisions about plans: how a budget falls over the months, what a grant is to date.

All amounts are whole öre; income positive, cost negative.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, pairwise

from uppsikt.figures import (
    MISSING,
    NOT_COMPUTABLE,
    Absent,
    Period,
    Side,
    Value,
    round_half_away,
    round_share,
)


class Profile(StrEnum):
    """How a year's amount falls over its months."""

    TWELFTHS = "twelfths"
    OWN_MONTHS = "own_months"
    LAST_YEAR = "last_year"
    REST_OF_YEAR = "rest_of_year"


PROFILE_TEXTS = {
    "tolftedelar": Profile.TWELFTHS,
    "egna månader": Profile.OWN_MONTHS,
    "förra årets form": Profile.LAST_YEAR,
    "resten av året": Profile.REST_OF_YEAR,
}


def spread(amount: int, weights: Sequence[int]) -> tuple[int, ...] | None:
    """The amount over as many months as there are weights, in öre that sum to it exactly.

    Each month's running total is rounded (half away from zero), so that no month to date is more
    than half an öre from the exact share. None when the weights sum to zero.
    """
    whole = sum(weights)
    if whole == 0:
        return None
    totals = [round_share(amount * part, whole) for part in accumulate(weights)]
    return tuple(later - earlier for earlier, later in pairwise([0, *totals]))


def twelfths(amount: int) -> tuple[int, ...]:
    """The amount in twelve months as equal as whole öre allow, with exactly the amount as sum."""
    months = spread(amount, [1] * 12)
    assert months is not None
    return months


def rest_of_year(amount: int, first: int) -> tuple[int, ...]:
    """The amount in equal months from the month `first` to December; nothing before it."""
    months = spread(amount, [int(month >= first) for month in range(1, 13)])
    assert months is not None
    return months


@dataclass(frozen=True)
class BudgetLine:
    """A row of the budget. `side` is NET when income and cost are not known apart.

    `months` are the twelve amounts of a profile that gives them, own months or the rest of the
    year; otherwise empty.
    """

    activity: str
    side: Side
    group: str
    amount: int
    profile: Profile
    months: tuple[int, ...] = ()


@dataclass(frozen=True)
class BudgetDecision:
    """A decision on the budget: the rows that it adds to what was decided before it.

    `others` are the other committees that a transfer has rows of, by name.
    """

    decided: date
    decision: str
    lines: tuple[BudgetLine, ...]
    is_transfer: bool = False
    others: tuple[str, ...] = ()


Shape = Callable[[BudgetLine], Sequence[int] | None]
"""Last year's twelve months for a budget row, or None when they are not known month by month."""


@dataclass(frozen=True)
class BudgetBook:
    """A committee's budget of a year as decided up to a day.

    `sides` tells the side of each account group; `contingencies` are the lines that have a
    budget but never an actual, and no account groups.
    """

    year: int
    lines: tuple[BudgetLine, ...]
    sides: Mapping[str, Side]
    contingencies: Collection[str]
    shape: Shape

    @cached_property
    def _rows(self) -> Mapping[str, tuple[_Row, ...]]:
        """The rows of each activity: a report asks for many hundred sums of them."""
        found: dict[str, list[_Row]] = {}
        for line in self.lines:
            found.setdefault(line.activity, []).append(_Row(line, self.shape))
        return {activity: tuple(rows) for activity, rows in found.items()}

    @property
    def follows_last_year(self) -> bool:
        """Whether any row falls over the months as last year was booked."""
        return any(row.profile is Profile.LAST_YEAR for row in self.lines)

    def value(
        self,
        period: Period,
        *,
        activity: str | None = None,
        side: Side | None = None,
        group: str | None = None,
    ) -> Value:
        """The budget in öre for a period of the year; `activity` None is the whole committee.

        MISSING when nothing is budgeted there at all. Zero for a side or a group without rows in
        an activity that has others. NOT_COMPUTABLE when a row is not split as finely as asked
        for, or when the months that its profile needs are not known.
        """
        chosen = self._rows if activity is None else {activity: self._rows.get(activity, ())}
        rows = [
            row
            for key, its in chosen.items()
            if not (group and key in self.contingencies)
            for row in its
        ]
        if period.year != self.year or not rows:
            return MISSING
        wanted = self.sides.get(group, Side.NET) if group else (side or Side.NET)
        if wanted is not Side.NET:
            if any(row.line.side is Side.NET for row in rows):
                return NOT_COMPUTABLE
            rows = [row for row in rows if row.line.side is wanted]
        if group:
            if any(not row.line.group for row in rows):
                return NOT_COMPUTABLE
            rows = [row for row in rows if row.line.group == group]
        if period == Period.whole_year(self.year):
            return sum(row.line.amount for row in rows)
        return _total(row.in_months(period.first, period.last) for row in rows)


@dataclass(frozen=True)
class _Row:
    """A row of a budget and how it falls over the months."""

    line: BudgetLine
    shape: Shape

    def in_months(self, first: int, last: int) -> Value:
        """What of it is in the months; NOT_COMPUTABLE when the months are not known."""
        return NOT_COMPUTABLE if self._months is None else sum(self._months[first - 1 : last])

    @cached_property
    def _months(self) -> tuple[int, ...] | None:
        if self.line.profile in (Profile.OWN_MONTHS, Profile.REST_OF_YEAR):
            return self.line.months
        if self.line.profile is Profile.TWELFTHS:
            return twelfths(self.line.amount)
        weights = self.shape(self.line)
        return None if weights is None else spread(self.line.amount, weights)


def _total(values: Iterable[Value]) -> Value:
    """The sum, or NOT_COMPUTABLE if any part is absent."""
    total = 0
    for value in values:
        if not isinstance(value, int):
            return NOT_COMPUTABLE
        total += value
    return total


@dataclass(frozen=True)
class GrantRevision:
    """A decision on the grant; `amount` (öre) is the first amount of the year or a change."""

    decided: date
    amount: int
    decision: str


@dataclass(frozen=True)
class Grant:
    """The grant of a year as decided up to a day. `stated` holds amounts known to date.

    `budget` gives the year's budget: only a grant that must be parted by it asks.
    """

    of_year: int
    year: Value
    revisions: tuple[GrantRevision, ...]
    stated: Mapping[Period, int]
    budget: Callable[[], BudgetBook]

    def to_date(self, period: Period) -> Value:
        """The grant for January up to and including a month, in öre.

        A stated amount goes first. Otherwise the grant follows the period budget: it has the
        share of the year's grant that the net period budget has of the year's net budget, which
        is the period budget itself (with the other sign) when grant and budget are equal.
        Source: the committees' own interim reports (grant to August 2025 is 172 900 of 258 150).
        """
        if period in self.stated:
            return self.stated[period]
        if period == Period.whole_year(self.of_year) or isinstance(self.year, Absent):
            return self.year
        budget = self.budget()
        whole, part = budget.value(Period.whole_year(self.of_year)), budget.value(period)
        if isinstance(whole, Absent) or isinstance(part, Absent) or whole == 0:
            return NOT_COMPUTABLE
        return round_half_away(Fraction(self.year) * Fraction(part) / Fraction(whole))


@dataclass(frozen=True)
class ForecastRow:
    """A forecast of an activity's whole year, given after `month`. Amounts in öre.

    `income` and `cost` are None when only the net was given; `groups` is empty unless the
    forecast was split by account group (by key). Every split gives `net`.
    """

    activity: str
    month: Period
    net: int
    income: int | None
    cost: int | None
    groups: Mapping[str, int]
    author: str
    comment: str
    given_at: date


def forecasts_in_force(history: Sequence[ForecastRow], month: Period) -> tuple[ForecastRow, ...]:
    """The forecast of each activity that counts after a month.

    `history` is in the order in which forecasts were given. The last one given for the month
    counts; without one, the last one given for the latest earlier month of the year.
    """
    found: dict[str, ForecastRow] = {}
    for row in history:
        if row.month.year != month.year or row.month > month:
            continue
        known = found.get(row.activity)
        if known is None or row.month >= known.month:
            found[row.activity] = row
    return tuple(found.values())


class ResultKind(StrEnum):
    """What an amount beside the result is."""

    APPROVED_USE = "approved_use"
    EARMARKED = "earmarked"
    ACCUMULATED = "accumulated"


RESULT_KIND_TEXTS = {
    "godkänt ianspråktagande": ResultKind.APPROVED_USE,
    "öronmärkt projekt": ResultKind.EARMARKED,
    "ackumulerat resultat": ResultKind.ACCUMULATED,
}


@dataclass(frozen=True)
class ResultItem:
    """One amount (öre) beside the result, with its decision."""

    kind: ResultKind
    decided: date
    amount: int
    name: str
    decision: str


@dataclass(frozen=True)
class ResultItems:
    """What stands beside the result of a year, as decided up to a day."""

    items: tuple[ResultItem, ...]

    @property
    def approved_use(self) -> Value:
        """Approved use of accumulated result, in öre; MISSING if nothing is registered."""
        return self._sum(ResultKind.APPROVED_USE)

    @property
    def earmarked(self) -> Value:
        """Earmarked projects, in öre; MISSING if nothing is registered."""
        return self._sum(ResultKind.EARMARKED)

    def _sum(self, kind: ResultKind) -> Value:
        amounts = [item.amount for item in self.items if item.kind is kind]
        return sum(amounts) if amounts else MISSING
