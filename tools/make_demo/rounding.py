"""An independent check that exact amounts print as published, under the report's rounding rule.

The rule: every cell is the floor or ceiling of its exact value, every sum and every net holds, the
grand net total is the nearest, and otherwise nearer is preferred. Here it is solved the slow and
plain way, activity by activity over all partial sums, and the number of best solutions is counted:
a published table must be the only one, whether near is measured by distance or its square.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import floor

TKR = 100_000

Exact = int | Fraction
Distance = Callable[[Fraction, int], Fraction]
# Best so far for one pair of partial sums: its price, how many ways lead to it, the cells of one.
Best = dict[tuple[int, int], tuple[Fraction, int, tuple[tuple[int, int], ...]]]


@dataclass(frozen=True)
class Line:
    """One activity's income and cost in öre."""

    activity: str
    income: Exact
    cost: Exact


@dataclass(frozen=True)
class Solution:
    """Printed (income, cost) per activity in tkr, and how many solutions are as good."""

    cells: tuple[tuple[int, int], ...]
    ways: int


def nearest(exact: Exact) -> int:
    """Whole tkr nearest to an exact amount in öre; a tie goes away from zero."""
    twice = Fraction(exact) * 2 / TKR
    size = floor((abs(twice) + 1) / 2)
    return size if twice >= 0 else -size


def both(exact: Exact) -> tuple[int, ...]:
    """Floor and ceiling of an exact amount in öre, in tkr."""
    value = Fraction(exact) / TKR
    low = floor(value)
    return (low,) if value == low else (low, low + 1)


def plain(exact: Fraction, printed: int) -> Fraction:
    """Distance in tkr."""
    return abs(exact / TKR - printed)


def square(exact: Fraction, printed: int) -> Fraction:
    """Distance in tkr, squared."""
    return (exact / TKR - printed) ** 2


def solve(lines: Sequence[Line], distance: Distance, *, nets_only: bool = False) -> Solution:
    """Find the best rounding of all lines together by trying every partial sum."""
    best: Best = {(0, 0): (Fraction(0), 1, ())}
    for line in lines:
        grown: Best = {}
        for (income_sum, cost_sum), (cost, ways, cells) in best.items():
            for income, expense, price in _choices(line, distance, nets_only=nets_only):
                key = (income_sum + income, cost_sum + expense)
                offer = (cost + price, ways, (*cells, (income, expense)))
                held = grown.get(key)
                if held is None or offer[0] < held[0]:
                    grown[key] = offer
                elif offer[0] == held[0]:
                    grown[key] = (held[0], held[1] + ways, held[2])
        best = grown
    return _finish(lines, best, distance, nets_only=nets_only)


def _choices(line: Line, distance: Distance, *, nets_only: bool) -> list[tuple[int, int, Fraction]]:
    net = Fraction(line.income) + line.cost
    if nets_only:
        return [(0, n, distance(net, n)) for n in both(net)]
    found = []
    for income in both(line.income):
        for cost in both(line.cost):
            if income + cost in both(net):
                price = distance(Fraction(line.income), income)
                price += distance(Fraction(line.cost), cost) + distance(net, income + cost)
                found.append((income, cost, price))
    return found


def _finish(
    lines: Sequence[Line],
    best: Best,
    distance: Distance,
    *,
    nets_only: bool,
) -> Solution:
    income = sum((Fraction(line.income) for line in lines), Fraction(0))
    cost = sum((Fraction(line.cost) for line in lines), Fraction(0))
    ends = []
    for (income_sum, cost_sum), (price, ways, cells) in best.items():
        if income_sum + cost_sum != nearest(income + cost):
            continue
        if not nets_only and (income_sum not in both(income) or cost_sum not in both(cost)):
            continue
        sides = distance(income, income_sum) + distance(cost, cost_sum)
        ends.append((price if nets_only else price + sides, ways, cells))
    cheapest = min(price for price, _, _ in ends)
    winners = [end for end in ends if end[0] == cheapest]
    return Solution(winners[0][2], sum(ways for _, ways, _ in winners))


def split(total: int, parts: Sequence[Exact]) -> tuple[int, ...]:
    """Round parts to a printed total, nearest possible; raises if the best is not the only one."""
    lows = [floor(Fraction(part) / TKR) for part in parts]
    open_parts = [i for i, part in enumerate(parts) if len(both(part)) == 2]
    options = []
    for raised in combinations(open_parts, total - sum(lows)):
        printed = tuple(low + (i in raised) for i, low in enumerate(lows))
        price = sum(plain(Fraction(p), n) for p, n in zip(parts, printed, strict=True))
        options.append((price, printed))
    options.sort()
    if len(options) > 1 and options[0][0] == options[1][0]:
        raise ValueError(f"two roundings of {list(parts)} to {total} are equally near")
    return options[0][1]


def breaks_naive(lines: Sequence[Line]) -> bool:
    """Tell if rounding each net to the nearest leaves the sum off."""
    nets = [Fraction(line.income) + line.cost for line in lines]
    return sum(nearest(net) for net in nets) != nearest(sum(nets, Fraction(0)))
