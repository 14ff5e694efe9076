"""A year's end by its months: last year's remaining ones with half the trend, and how sure that is.

Pure, and in whole öre and fractions: nothing of it is a float, so that it says the same on every
machine. It rests on *year steps*: what a month was beside the same month a year before. What is
left of a year is last year's months and the steps that are to come, and those are expected to be
as the latest ones were, halfway: a trend that is carried on in full is wrong by more than one that
is damped. Sources: Hyndman and Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., 5.2
and 5.5 (the seasonal naive and the drift method, and how sure they are); Hyndman and Billah,
*Unmasking the Theta method*, 2003 (half the trend). What else was tried: decision 0055.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from uppsikt.figures.swedish import round_share

Months = Mapping[int, int]
"""What is booked in each month that is known by itself, in öre, by the month's number."""

TRIED = 24
"""Earlier months after which the way is tried over as many months as are left."""
_LATEST = 12
"""Steps that the trend is seen in, and as many that it is damped by."""
_FEWEST = 3
"""Steps, or earlier tries, that an interval is made from at least."""
_NORMAL = 1_282
_STUDENT = (0, 0, 0, 1_638, 1_533, 1_476, 1_440, 1_415, 1_397, 1_383, 1_372, 1_363, 1_356)
"""What 80 of 100 fall within, in thousandths of a standard deviation: of the normal distribution,
and of Student's t by its degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the remaining months add to last year's, in öre, and what it can be off either way.

    `margin` is what eight of ten years are to be within; None where too little is known to say.
    """

    more: int
    margin: int | None


def number(year: int, month: int) -> int:
    """A month's number: one more for each month that passes."""
    return year * 12 + month - 1


def outlook(months: Months, now: int, left: int) -> Outlook | None:
    """What the `left` months after the month `now` come to beside last year's, by what is known.

    Nothing after `now` is looked at. None where no month can be held against the year before.
    """
    if left == 0:
        return Outlook(0, 0)
    steps = {at: step for at in months if at <= now and (step := _step(months, at)) is not None}
    latest = _latest(steps, now)
    if not latest:
        return None
    return Outlook(_expected(latest, left), _margin(latest, _misses(steps, now, left), left))


def _step(months: Months, at: int) -> int | None:
    before = months.get(at - 12)
    return None if before is None else months[at] - before


def _latest(steps: Months, now: int) -> list[int]:
    return [steps[at] for at in range(now - _LATEST + 1, now + 1) if at in steps]


def _expected(latest: Sequence[int], left: int) -> int:
    """The steps to come: the mean of the latest, drawn halfway (fewer: further) to nothing."""
    return round_share(left * sum(latest), len(latest) + _LATEST)


def _misses(steps: Months, now: int, left: int) -> list[int]:
    """How wrong the way was after each of the earlier months, over as many months as are left."""
    found = []
    for at in range(now - left - TRIED + 1, now - left + 1):
        became = [steps[later] for later in range(at + 1, at + left + 1) if later in steps]
        latest = _latest(steps, at)
        if latest and len(became) == left:
            found.append(_expected(latest, left) - sum(became))
    return found


def _margin(latest: Sequence[int], misses: Sequence[int], left: int) -> int | None:
    """The wider of two: by how much the steps have been, and by how wrong the way has been.

    The first is that of the drift method, with steps about nothing. It takes them for independent
    of each other; where they are not, the second is wider.
    """
    many = len(latest)
    if many < _FEWEST:
        return None
    spread = Fraction(sum(step * step for step in latest), many)
    squares = [_STUDENT[many] ** 2 * spread * left * (1 + Fraction(left, many))]
    if len(misses) >= _FEWEST:
        squares.append(_NORMAL**2 * Fraction(sum(one * one for one in misses), len(misses)))
    return isqrt(int(max(squares) / 1_000_000))
