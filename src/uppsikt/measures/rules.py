"""How the months of a year become one value: pure decisions."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, Value


class Sort(StrEnum):
    """What the months of a year make together, by the word for it in the set-up file."""

    SUM = "summa"
    MEAN = "medel"
    LAST = "senaste"


def to_date(months: Sequence[Value], sort: Sort) -> Value:
    """The value of the months together: their sum, their mean or the last one.

    A month without a count is never zero and never left out of a mean: then the whole is not
    computable, and missing when there is no count at all.
    """
    known = [value for value in months if not isinstance(value, Absent)]
    if not known:
        return MISSING
    if sort is Sort.LAST:
        return months[-1]
    if len(known) < len(months):
        return NOT_COMPUTABLE
    total = sum(known)
    return total if sort is Sort.SUM else Fraction(total) / len(known)
