"""A month without a value that a mean has counted as zero."""

from collections.abc import Sequence
from fractions import Fraction

from uppsikt.review.tables.months import Entry, valued
from uppsikt.review.tables.over_months import Over, mean_of

_OTHERS = 5
"""So many other months have to be alike before one at zero is out of line."""
_LARGE = 20
"""A count below it may well fall to zero in a month."""
_SUMMER = frozenset(range(6, 9))
"""Much is closed in summer, and then there truly were none."""


def skipped(over: Over) -> Entry | None:
    """The one month, empty or zero, that a mean of an even series of counts has taken as zero.

    The mean must hold with the month as zero and by no reading that leaves it out. The first
    month, summer months, and months that an uneven or small series may be at zero in are left.
    """
    gone = [one for one in over.base if one.printed is None or not one.printed.value]
    if len(gone) != 1 or gone[0] is over.base[0] or not over.series.is_count:
        return None
    (month,) = gone
    first, last = month.months
    others = [one for one in over.base if one is not month]
    if first != last or first in _SUMMER or not _even(others):
        return None
    if mean_of(over, others, len(over.base)) is not None:
        return None
    return None if any(_without(over, reading) for reading in over.readings()) else month


def _even(entries: Sequence[Entry]) -> bool:
    """Whether months are many, large and within half of each other."""
    sizes = [Fraction(one.value) for one in valued(entries)]
    return len(sizes) >= _OTHERS and min(sizes) >= _LARGE and max(sizes) * 2 <= min(sizes) * 3


def _without(over: Over, reading: Sequence[Entry]) -> bool:
    """Whether the mean holds over the months of a reading that have values other than zero."""
    kept = [one for one in reading if one.printed and one.printed.value]
    return bool(kept) and mean_of(over, kept) is None
