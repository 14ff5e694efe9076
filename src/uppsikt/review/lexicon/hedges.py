"""How far a number told in a sentence may lie from the exact value, in declared steps.

``cirka``, ``drygt`` and ``knappt`` widen it, and trailing zeros may be rounding: people write
60 000 for 60 017 as readily as for 60 000. What is more exact than this is taken at its word.
"""

import re
from decimal import Decimal
from fractions import Fraction

from uppsikt.figures import Amount, Exact, Unit, tidy

_ABOUT = re.compile(
    r"\b(?:cirka|ca|c:a|omkring|ungefär|runt|kring|uppemot|åtminstone|i storleksordningen|"
    r"drygt|dryga|över|strax över|strax under|knappt|knappa|nästan|närmare|nära|nästintill|"
    r"i det närmaste|mer än|mindre än|ungefärligen|uppskattningsvis)\.?\s+"
    r"(?:på\s+|till\s+|om\s+|minus\s+|plus\s+|ett\s+)?$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:minst|högst|max|maximalt|som mest|som lägst|upp till|som minst|mer än|mindre än|"
    r"fler än|färre än|över|under|mellan|tak på|lägst)\s+$",
    re.IGNORECASE,
)
_TENTH = Fraction(1, 10)
_NEAR = 40
"""How many characters before a number can hold a word that is about it."""


def is_bound(before: str) -> bool:
    """Whether the words before a number make it a limit (``högst 700``) and no value."""
    return _BOUND.search(before[-_NEAR:]) is not None


def is_approximate(before: str) -> bool:
    """Whether the words before a number say that it is not exact: ``cirka``, ``drygt``."""
    return _ABOUT.search(before[-_NEAR:]) is not None


def half_of(amount: Amount, unit: Unit, before: str = "", beside: Amount | None = None) -> Exact:
    """Half the width, in base units, of what a number in a sentence may stand for.

    ``before`` is the text before it. An exact number lies within half its last printed step,
    where trailing zeros count as not printed: of numbers from 1 000 at least two digits are
    kept, of smaller ones at least one. After ``cirka`` and its likes only the first digit is
    kept, and at least a tenth of the number is allowed. ``beside`` is a number that the sentence
    sets against this one: who writes ``från 200 till 210`` has rounded both to tens at most.
    """
    step = Fraction(_step(amount, 1 if is_approximate(before) else 0))
    if beside is not None and beside.number and not is_approximate(before):
        step = min(step, max(Fraction(_last_digit(beside)), Fraction(amount.step)))
    half = step * Fraction(unit.factor) / 2
    if is_approximate(before):
        size = Fraction(abs(amount.number)) * Fraction(unit.factor)
        half = max(half, size * _TENTH)
    return tidy(half)


def _step(amount: Amount, kept: int) -> Decimal:
    """The value of the last digit that is taken as printed, in the number's unit."""
    digits = str(int(abs(amount.number)))
    if amount.step != 1 or digits == "0":
        return amount.step
    keep = kept or (2 if len(digits) >= 4 else 1)
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(10) ** min(zeros, max(len(digits) - keep, 0))


def _last_digit(amount: Amount) -> Decimal:
    """The value of a number's last digit that is not a trailing zero, in the number's unit."""
    digits = str(int(abs(amount.number)))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(10) ** zeros if amount.step == 1 else amount.step
