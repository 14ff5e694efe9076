"""Whether a difference looks like a slip of the pen: one digit, two swapped, or a small part."""

from fractions import Fraction

from uppsikt.review.tables.forms import Outcome, expected
from uppsikt.review.tables.grid import Grid

_SMALL = Fraction(1, 5)
"""A difference of at most this part of the addends' sizes is small."""


def is_small(grid: Grid, outcome: Outcome) -> bool:
    """Whether the difference is a small part of what was added.

    A difference as large as the addends themselves speaks for another meaning of the sum row, not
    for a wrong cell in it.
    """
    assert outcome.contradicted is not None, "only a failure has a difference"
    held = [grid.at(spot) for spot in outcome.spots[1:]]
    sizes = [max(one.value, -one.value) for one in held if one]
    difference = outcome.contradicted.difference
    return max(difference, -difference) <= sum(sizes) * _SMALL


def is_slip(grid: Grid, outcome: Outcome) -> bool:
    """Whether the printed result differs from the expected by one digit or two swapped ones."""
    held = grid.at(outcome.spots[0])
    if held is None:
        return False
    printed, meant = _digits(held.number.text), _digits(expected(grid, outcome))
    return differs_by_a_slip(printed, meant)


def differs_by_a_slip(first: str, second: str) -> bool:
    """Whether two rows of digits differ by one digit, one left out, or two that swapped places."""
    if len(first) == len(second):
        apart = [
            place
            for place, pair in enumerate(zip(first, second, strict=True))
            if len(set(pair)) > 1
        ]
        swapped = (
            len(apart) == 2
            and apart[1] == apart[0] + 1
            and first[apart[0]] == second[apart[1]]
            and first[apart[1]] == second[apart[0]]
        )
        return len(apart) == 1 or swapped
    short, long = sorted((first, second), key=len)
    return (
        len(long) == len(short) + 1
        and len(short) >= 2
        and any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
    )


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
