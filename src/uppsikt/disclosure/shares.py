"""What a printed share or mean tells of the counts that it was made of.

A share of 33 % of twelve is four: no other whole number gives it. A mean of 12 400 kr of 37 200 kr
is of three. Who is shown one of the two and the ratio, rounded, is shown a few whole numbers.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from uppsikt.disclosure.sums import Interval, Key, Row
from uppsikt.figures.swedish import round_half_away

_HALF = Fraction(1, 2)


def parts_told(part: int, whole: int, step: Fraction) -> Interval:
    """The parts of a known whole that are printed as the same share as the part is.

    Printed means the nearest whole number of steps, a half away from zero, as all figures are.
    `step` is what the last printed digit counts: a hundredth for whole per cent.
    """
    printed = round_half_away(Fraction(part, whole) / step)
    least = ceil((printed - _HALF) * step * whole)
    most = ceil((printed + _HALF) * step * whole) - 1
    return Interval(max(least, 0), min(most, whole))


def counts_told(total: int, count: int, step: Fraction) -> Interval:
    """The counts among which a known total gives the same printed mean as among the count.

    `total` and `step` are in the same unit: öre, and a hundred of them for whole kronor.
    """
    printed = round_half_away(Fraction(total, count) / step)
    least = floor(total / ((printed + _HALF) * step)) + 1
    return Interval(least, floor(total / ((printed - _HALF) * step)) if printed else None)


def share_tells(part: int, whole: int, step: Fraction, threshold: int) -> bool:
    """Whether a printed share of a known whole tells of a small part, or of the few outside it."""
    few = any(0 < one < threshold for one in (part, whole - part))
    return few and not parts_told(part, whole, step).is_as_wide_as(threshold)


def mean_tells(total: int, count: int, step: Fraction, threshold: int) -> bool:
    """Whether a printed mean of a known total tells of how few it is a mean."""
    return 0 < count < threshold and not counts_told(total, count, step).is_as_wide_as(threshold)


def rows_of_ratio(
    part: Key, whole: Key, ratio: Fraction, step: Fraction
) -> tuple[Row[Key], Row[Key]]:
    """The same as rows, for counts of which none or one or both are hidden."""
    printed = round_half_away(ratio / step)
    up, down = step.numerator, step.denominator
    return (
        Row(((2 * down, part), (-(2 * printed - 1) * up, whole)), 0, None),
        Row(((2 * down, part), (-(2 * printed + 1) * up, whole)), None, -1),
    )
