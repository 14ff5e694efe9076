"""Shares and means: the whole numbers that give what is printed."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppsikt.disclosure import (
    Release,
    Sum,
    counts_told,
    mean_tells,
    parts_told,
    share_tells,
)
from uppsikt.figures.swedish import round_half_away

PERCENT, TENTH, KRONA = Fraction(1, 100), Fraction(1, 1000), Fraction(100)


@given(st.integers(1, 300), st.data(), st.sampled_from([PERCENT, TENTH, Fraction(1, 20)]))
def test_the_parts_told_are_all_that_are_printed_the_same(
    whole: int, data: st.DataObject, step: Fraction
) -> None:
    part = data.draw(st.integers(0, whole))
    printed = round_half_away(Fraction(part, whole) / step)
    same = [n for n in range(whole + 1) if round_half_away(Fraction(n, whole) / step) == printed]
    told = parts_told(part, whole, step)

    assert (told.least, told.most) == (same[0], same[-1])


@given(st.integers(0, 5_000_000), st.integers(1, 60))
def test_the_counts_told_are_all_that_give_the_same_mean(total: int, count: int) -> None:
    told = counts_told(total, count, KRONA)
    printed = round_half_away(Fraction(total, count) / KRONA)
    most = told.most if told.most is not None else count + 60

    assert told.least is not None
    assert told.least <= count <= most
    for one in {told.least, most}:
        assert round_half_away(Fraction(total, one) / KRONA) == printed
    for one in {told.least - 1, floor(most) + 1} - {0}:
        if told.most is not None or one < count:
            assert round_half_away(Fraction(total, one) / KRONA) != printed


def test_a_share_of_few_tells_who_they_are_and_one_of_many_does_not() -> None:
    assert share_tells(4, 12, PERCENT, 5), "33 % of twelve is four"
    assert share_tells(97, 100, PERCENT, 5), "three are outside"
    assert share_tells(3, 400, PERCENT, 5), "1 % of 400 is two to five"
    assert share_tells(3, 700, PERCENT, 5), "0 % of 700 is up to three"
    assert not share_tells(3, 2000, PERCENT, 5), "0 % of 2 000 is up to nine"
    assert not share_tells(0, 12, PERCENT, 5), "nobody is nobody"
    assert not share_tells(6, 12, PERCENT, 5)


def test_a_mean_tells_of_how_few_it_is() -> None:
    assert mean_tells(3_720_000, 3, KRONA, 5)
    assert not mean_tells(3_720_000, 30, KRONA, 5)
    assert not mean_tells(120, 3, KRONA, 5), "no krona is that among any number"


def test_a_share_that_would_tell_is_not_printed() -> None:
    """Women among all; men are the rest."""
    release: Release[str] = Release()
    sums = [Sum("all", ("women", "men"))]
    release.publish({"women": 4, "men": 36, "all": 40}, sums)
    assert release.hidden == {"women", "men"}

    assert not release.tell_ratio("women", "all", PERCENT), "10 % of forty is four"
    assert release.tell_ratio("women", "all", Fraction(1, 2)), "to the nearest half: under ten"


def test_what_was_told_by_a_share_is_remembered() -> None:
    """That women are under 12,5 % is known when the next table is decided."""
    release: Release[str] = Release()
    release.publish({"women": 4, "men": 60, "all": 64}, [Sum("all", ("women", "men"))])
    assert release.tell_ratio("women", "all", Fraction(1, 5)), "0 % to the nearest fifth: under 6,4"
    again = Release.from_memory(release.remember(), str)

    assert again.tell_ratio("women", "all", Fraction(1, 5)), "what was told can be told again"
    assert not again.tell_ratio("women", "all", PERCENT)


def test_a_mean_beside_its_total_is_not_printed_where_its_count_is_hidden() -> None:
    release: Release[str] = Release()
    release.publish({"households": 3}, totals={"paid": 3_720_000})
    assert not release.tell_ratio("paid", "households", KRONA)

    large: Release[str] = Release()
    large.publish({"households": 30}, totals={"paid": 37_200_000})
    assert large.tell_ratio("paid", "households", KRONA)


def test_a_ratio_of_nobody_is_not_told_at_all() -> None:
    release: Release[str] = Release()
    release.publish({"part": 0, "whole": 0})
    with pytest.raises(ZeroDivisionError):
        release.tell_ratio("part", "whole", PERCENT)
