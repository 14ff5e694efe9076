"""Why a cost changed: the parts are the change, to the öre and as they are printed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppsikt.figures import (
    MISSING,
    NOT_COMPUTABLE,
    CostSplit,
    Unit,
    Value,
    Volume,
    cost_split,
    round_half_away,
)
from uppsikt.figures.absent import Exact

COUNTS = st.integers(1, 10**6) | st.fractions(min_value=Fraction(1, 1000), max_value=10**6)
COSTS = st.integers(-(10**13), 10**13)


def numbers(split: CostSplit) -> list[Exact]:
    values = (split.volume, split.price, split.both, split.total)
    return [value for value in values if isinstance(value, int | Fraction)]


def test_volume_price_and_both_by_hand() -> None:
    """Ten at 100 öre became twelve at 150: two more at 100, ten at 50 more, and two times 50."""
    split = cost_split(Volume(10, 1000), Volume(12, 1800))
    assert split == CostSplit(volume=200, price=500, both=100, total=800)
    assert cost_split(Volume(12, 1800), Volume(10, 1000)) == CostSplit(-300, -600, 100, -800)


@given(COUNTS, COSTS, COUNTS, COSTS)
def test_the_parts_are_the_change_exactly(n0: Exact, c0: int, n1: Exact, c1: int) -> None:
    volume, price, both, total = numbers(cost_split(Volume(n0, c0), Volume(n1, c1)))
    assert volume + price + both == total == c1 - c0
    if n0 == n1:
        assert (volume, both) == (0, 0)
    if Fraction(c0) / n0 == Fraction(c1) / n1:
        assert (price, both) == (0, 0)


@given(COUNTS, COSTS, COUNTS, COSTS)
def test_what_is_printed_adds_up_to_the_difference_of_what_is_printed(
    n0: Exact, c0: int, n1: Exact, c1: int
) -> None:
    split = cost_split(Volume(n0, c0), Volume(n1, c1))
    between = round_half_away(Fraction(c1, 100)) - round_half_away(Fraction(c0, 100))
    for wished in (None, between):
        printed = split.printed(Unit.KR, wished)
        assert printed is not None
        assert sum(printed[:3]) == printed[3]
        assert all(
            abs(Fraction(one * 100) - Fraction(exact)) < 100
            for one, exact in zip(printed, numbers(split), strict=True)
        )
        if wished is not None and abs(Fraction(c1 - c0, 100) - wished) < 1:
            assert printed[3] == wished


@pytest.mark.parametrize(
    ("before", "now", "total"),
    [
        (Volume(0, 0), Volume(3, 300), 300),
        (Volume(3, 300), Volume(0, 0), -300),
        (Volume(MISSING, 300), Volume(3, 300), 0),
        (Volume(3, MISSING), Volume(3, 300), NOT_COMPUTABLE),
        (Volume(3, 300), Volume(3, NOT_COMPUTABLE), NOT_COMPUTABLE),
    ],
)
def test_without_a_price_to_compare_nothing_is_split(
    before: Volume, now: Volume, total: Value
) -> None:
    split = cost_split(before, now)
    assert (split.volume, split.price, split.both) == (NOT_COMPUTABLE,) * 3
    assert split.total == total
    assert split.printed(Unit.KR) is None
