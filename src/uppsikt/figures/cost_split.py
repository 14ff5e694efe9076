"""Why a cost changed: how much of the change is volume, how much is price, and what is both."""

from dataclasses import dataclass
from fractions import Fraction

from uppsikt.figures.absent import NOT_COMPUTABLE, Absent, Exact, Value, tidy
from uppsikt.figures.rounding import settle
from uppsikt.figures.unit import Unit

_VOLUME, _PRICE, _BOTH, _TOTAL = "volume", "price", "both", "total"


@dataclass(frozen=True)
class Volume:
    """How many of what a cost is paid for, and the cost in öre, positive: what was paid."""

    count: Value
    cost: Value

    @property
    def price(self) -> Value:
        """The cost of one; not computable where there are none, or where either is absent."""
        if isinstance(self.count, Absent) or isinstance(self.cost, Absent) or not self.count:
            return NOT_COMPUTABLE
        return tidy(Fraction(self.cost) / Fraction(self.count))


@dataclass(frozen=True)
class CostSplit:
    """The change of a cost in öre and its three parts, which add up to it exactly.

    `volume` is the change of the count at the price before, `price` the change of the price for
    the count before, `both` what follows from both having changed. The parts are all there or all
    absent; the total is absent only where one of the costs is.
    """

    volume: Value
    price: Value
    both: Value
    total: Value

    def printed(self, unit: Unit, total: int | None = None) -> tuple[int, int, int, int] | None:
        """Volume, price, both and total in whole units, which add up; None without the parts.

        `total` is how the change is printed already, as the difference of two printed costs: it
        stands wherever it is the floor or the ceiling of the exact change.
        """
        parts = (self.volume, self.price, self.both, self.total)
        numbers = [value for value in parts if not isinstance(value, Absent)]
        if len(numbers) < len(parts):
            return None
        exact = dict(zip((_VOLUME, _PRICE, _BOTH, _TOTAL), numbers, strict=True))
        earlier = {} if total is None else {_TOTAL: (exact[_TOTAL], total)}
        found = settle(
            exact, [(_TOTAL, (_VOLUME, _PRICE, _BOTH))], unit=unit, earlier=earlier
        ).printed
        return found[_VOLUME], found[_PRICE], found[_BOTH], found[_TOTAL]


def cost_split(before: Volume, now: Volume) -> CostSplit:
    """The change from before to now: (n1 − n0)·p0, n0·(p1 − p0) and (n1 − n0)·(p1 − p0).

    Without a count or a cost at either time there is no price to compare, so the parts are not
    computable, which is another thing than that nothing changed. Source: the usual analysis of
    variances in management accounting, with the joint part kept by itself.
    """
    total = _less(now.cost, before.cost)
    moved, dearer = _less(now.count, before.count), _less(now.price, before.price)
    if isinstance(moved, Absent) or isinstance(dearer, Absent):
        return CostSplit(NOT_COMPUTABLE, NOT_COMPUTABLE, NOT_COMPUTABLE, total)
    return CostSplit(
        _times(moved, before.price), _times(dearer, before.count), _times(moved, dearer), total
    )


def _less(one: Value, other: Value) -> Value:
    if isinstance(one, Absent) or isinstance(other, Absent):
        return NOT_COMPUTABLE
    return tidy(Fraction(one) - Fraction(other))


def _times(one: Exact, other: Value) -> Value:
    return NOT_COMPUTABLE if isinstance(other, Absent) else tidy(Fraction(one) * Fraction(other))
