"""How the months of a year become one value: pure decisions."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, Exact, Value, tidy


class Sort(StrEnum):
    """What the months of a year make together, by the word for it in the set-up file."""

    SUM = "summa"
    MEAN = "medel"
    LAST = "senaste"


def to_date(months: Sequence[Value], sort: Sort) -> Value:
    """The value of the months together: their sum, their mean or the last one.

    A month without a count is never zero. A mean is of the months that have one, and whoever
    prints it says of how many (open care of 2023: five months of seven make 230, not 164); a sum
    with a month missing is not computable. Missing where there is no count at all.
    """
    known = known_of(months)
    if not known:
        return MISSING
    if sort is Sort.LAST:
        return months[-1]
    if sort is Sort.MEAN:
        return tidy(Fraction(sum(known)) / len(known))
    return NOT_COMPUTABLE if len(known) < len(months) else sum(known)


def known_of(months: Sequence[Value]) -> list[Exact]:
    """The values that there are."""
    return [value for value in months if not isinstance(value, Absent)]
