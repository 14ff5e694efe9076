"""Amounts booked per activity, account group and span of months, and how to spread them."""

from dataclasses import dataclass

from .dice import Dice, portions
from .groups import STATE_GRANTS, Matrix

Span = tuple[int, int]  # first and last month, yyyymm

_SEASON = (100, 96, 104, 99, 101, 97, 88, 92, 102, 105, 103, 113)
_HOLIDAY = (5, 5, 8, 12, 30, 420, 450, 190, 8, 4, 3, 2)
_STATE = (60, 90, 150, 70, 95, 140, 60, 110, 145, 80, 100, 120)


@dataclass(frozen=True)
class Booked:
    """An amount in öre for one activity and account group over one span of months."""

    committee: str
    activity: str
    group: str
    span: Span
    amount: int


def by_month(committee: str, matrix: Matrix, first: int, last: int) -> list[Booked]:
    """Spread amounts over months: holiday work in the summer, state grants unevenly."""
    dice = Dice(f"{committee} {first} {last}")
    months = range(first, last + 1)
    found = []
    for (activity, group), amount in matrix.items():
        weights = [weight(dice, activity, group, month % 100) for month in months]
        for month, part in zip(months, portions(amount, weights), strict=True):
            found.append(Booked(committee, activity, group, (month, month), part))
    return [booked for booked in found if booked.amount]


def weight(dice: Dice, activity: str, group: str, month: int) -> int:
    """How heavy a calendar month (1-12) is."""
    shape = _STATE if group == STATE_GRANTS else _SEASON
    if activity == "feriearbeten":
        shape = _HOLIDAY
    return shape[month - 1] * dice.between(93, 107)


def over(committee: str, matrix: Matrix, first: int, last: int) -> list[Booked]:
    """Amounts known only for a span of months; an explicit zero stays where all of it is zero."""
    found = [
        Booked(committee, activity, group, (first, last), amount)
        for (activity, group), amount in matrix.items()
        if amount
    ]
    seen = {booked.activity for booked in found}
    quiet = dict.fromkeys(activity for activity, _ in matrix if activity not in seen)
    return found + [Booked(committee, a, "material", (first, last), 0) for a in quiet]


def less(later: Matrix, earlier: Matrix) -> Matrix:
    """What came between two sums to date."""
    return {key: amount - earlier[key] for key, amount in later.items()}


def without(matrix: Matrix, activity: str) -> Matrix:
    """The matrix without one activity, whose months are known by themselves."""
    return {key: amount for key, amount in matrix.items() if key[0] != activity}
