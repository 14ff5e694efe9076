"""How a coming year's budget is reached from this year's: indexation, efficiency, requests.

All amounts are whole öre, income positive and cost negative. Each step is rounded once, to whole
öre with a half away from zero, for one activity (and account group); sums are sums of those.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, Period, Value, round_half_away
from uppsikt.planning.rules import BudgetBook

RATE = 100_000
"""How many thousandths of a per cent make the whole: 3,3 % is 3300 of them."""


@dataclass(frozen=True, slots=True)
class Indexation:
    """An account group's raise; `rate` in thousandths of a per cent."""

    group: str
    rate: int
    decision: str


@dataclass(frozen=True, slots=True)
class Efficiency:
    """A demand on lower net cost; `rate` in thousandths of a per cent."""

    rate: int
    after_indexation: bool
    decision: str


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: `amount` is positive, more means for the activity."""

    key: str
    name: str
    activity: str
    amount: int
    reason: str
    consequence: str
    included: bool


@dataclass(frozen=True)
class Steps:
    """What leads from the budget of one year to a frame for the next, as decided up to a day."""

    indexations: tuple[Indexation, ...] = ()
    efficiency: Efficiency | None = None
    requests: tuple[Request, ...] = ()

    def indexation(self, book: BudgetBook, activity: str, group: str) -> Value:
        """What an account group of an activity is raised by: its budget times the rate.

        Nothing for a contingency. NOT_COMPUTABLE where the budget is not split that fine, MISSING
        where the activity has none.
        """
        rates: Mapping[str, int] = {one.group: one.rate for one in self.indexations}
        year = Period.whole_year(book.year)
        if activity in book.contingencies:
            whole = book.value(year, activity=activity)
            return whole if isinstance(whole, Absent) else 0
        return _part(book.value(year, activity=activity, group=group), rates[group])

    def saving(self, book: BudgetBook, activity: str) -> Value:
        """What an activity's net cost must be lowered by, as a positive amount for a net cost.

        The rate is taken of this year's net budget, or of that budget after indexation.
        """
        assert self.efficiency is not None
        base = book.value(Period.whole_year(book.year), activity=activity)
        parts = [base]
        if self.efficiency.after_indexation:
            parts += [self.indexation(book, activity, one.group) for one in self.indexations]
        total = 0
        for part in parts:
            if isinstance(part, Absent):
                return MISSING if base is MISSING else NOT_COMPUTABLE
            total += round_half_away(part)
        return _part(-total, self.efficiency.rate)


def _part(amount: Value, rate: int) -> Value:
    """The rate's part of an amount, in whole öre with a half away from zero."""
    if isinstance(amount, Absent):
        return amount
    return round_half_away(Fraction(amount) * rate / RATE)
