"""How right forecasts were: what was said of a year after each month, against what it became.

A miss is the outcome less the forecast, in öre, so minus is a year that cost more than was said.
The mean of the misses with their signs is the bias: it tells whether forecasts lean one way. The
mean without signs is the error: it tells how far off they were. What nobody said, and a year whose
outcome is not known, is in neither; nothing that is missing counts as zero.

Source: Hyndman and Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., 5.8 (forecast
errors, the mean absolute error).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, Exact, Period, Value
from uppsikt.planning.rules import ForecastRow, forecasts_in_force

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tried:
    """What was said of a year after a month, and what the year became: öre, costs negative.

    `row` is the forecast as an activity's manager gave it; None for the whole committee, whose
    forecast is the sum of those that counted after the month.
    """

    month: Period
    said: Value
    became: Value
    row: ForecastRow | None = None

    @property
    def miss(self) -> Value:
        """The outcome less the forecast, or why there is none; minus is worse than was said."""
        if isinstance(self.said, Absent):
            return self.said
        return self.became if isinstance(self.became, Absent) else self.became - self.said


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How right some forecasts were. `misses` (öre) are at least one, and `years` theirs."""

    misses: tuple[Exact, ...]
    years: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many forecasts it is the mean of."""
        return len(self.misses)

    @property
    def bias(self) -> Fraction:
        """The mean of the misses with their signs, in öre: minus is that years cost more."""
        return Fraction(sum(self.misses)) / self.count

    @property
    def error(self) -> Fraction:
        """The mean of the misses without their signs, in öre."""
        return sum((abs(Fraction(miss)) for miss in self.misses), Fraction()) / self.count

    @property
    def leans(self) -> bool:
        """Whether every miss is to the same side, so that bias and error are one amount."""
        return self.error > 0 and abs(self.bias) == self.error


def each_month(history: Iterable[ForecastRow]) -> tuple[ForecastRow, ...]:
    """The forecast of each activity and month that counted: the last one given for the month.

    `history` is in the order in which forecasts were given; so is what comes back, by month.
    """
    found: dict[tuple[Period, str], ForecastRow] = {}
    for row in history:
        found.pop((row.month, row.activity), None)
        found[row.month, row.activity] = row
    return tuple(sorted(found.values(), key=lambda row: row.month))


def said_of_all(history: Sequence[ForecastRow], month: Period, keys: Collection[str]) -> Value:
    """The committee's forecast after a month: the sum of what counts then of each activity.

    MISSING where no activity has any; NOT_COMPUTABLE where some have none: part of a sum is no sum.
    """
    found = {row.activity: row.net for row in forecasts_in_force(history, month)}
    known = [found[key] for key in keys if key in found]
    if not known:
        return MISSING
    return sum(known) if len(known) == len(keys) else NOT_COMPUTABLE


def accuracy(tried: Iterable[Tried]) -> Accuracy | None:
    """How right the forecasts were whose outcome is known; None where there is none of them."""
    found = [(one.miss, one.month.year) for one in tried]
    known = [(miss, year) for miss, year in found if not isinstance(miss, Absent)]
    if not known:
        return None
    years = tuple(sorted({year for _, year in known}))
    return Accuracy(tuple(miss for miss, _ in known), years)


def accuracy_by(tried: Iterable[Tried], part: Callable[[Tried], K]) -> dict[K, Accuracy]:
    """How right each part of the forecasts was, in the order that the parts first came.

    A part that nothing is known of is left out.
    """
    parts: dict[K, list[Tried]] = {}
    for one in tried:
        parts.setdefault(part(one), []).append(one)
    told = {key: accuracy(its) for key, its in parts.items()}
    return {key: found for key, found in told.items() if found is not None}
