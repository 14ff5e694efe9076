"""Three ways of not being a number, kept apart from zero all the way to print."""

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import Final, Literal, NoReturn, TypeAlias


class Absent(Enum):
    """Why there is no number.

    ``MISSING``: nobody has entered it. ``NOT_COMPUTABLE``: it would follow from figures of which
    at least one is absent, or from a division by zero. ``UNDECIDED``: it waits for a decision that
    nobody has taken yet. ``SUPPRESSED``: there is one, but it is not shown, because it could point
    out a person. None of them is zero, so none has a truth value: ``if value:`` would
    silently treat zero and absent alike.
    """

    MISSING = "saknas"
    NOT_COMPUTABLE = "går inte att beräkna"
    UNDECIDED = "ej beslutat"
    SUPPRESSED = ".."

    def __bool__(self) -> NoReturn:
        raise TypeError("An absent value has no truth value; compare with 'is MISSING' instead.")

    @property
    def text(self) -> str:
        """The state in Swedish, for notes and error texts."""
        return str(self.value)


MISSING: Final[Literal[Absent.MISSING]] = Absent.MISSING
NOT_COMPUTABLE: Final[Literal[Absent.NOT_COMPUTABLE]] = Absent.NOT_COMPUTABLE

UNDECIDED: Final[Literal[Absent.UNDECIDED]] = Absent.UNDECIDED
SUPPRESSED: Final[Literal[Absent.SUPPRESSED]] = Absent.SUPPRESSED

Exact: TypeAlias = int | Fraction
"""An exact value in base units: money in whole öre, counts as they are, ratios as fractions."""

Value: TypeAlias = Exact | Absent
"""What a figure holds: an exact value, or the reason why there is none."""


def spread(absent: Iterable[Absent]) -> Absent:
    """What follows from figures of which these are absent: what waits for a decision does so."""
    return UNDECIDED if UNDECIDED in absent else NOT_COMPUTABLE


def tidy(value: Exact) -> Exact:
    """The same value, as an ``int`` where it is a whole number (so that money stays ``int``)."""
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value
