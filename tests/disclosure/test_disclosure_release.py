"""What is hidden stays hidden: attacked by linear programming, with all that was published."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.attacker import attacked
from uppsikt.disclosure import THRESHOLD, Release, Sum, intervals


def year(months: Sequence[Sequence[int]]) -> tuple[Release[str], dict[str, int], list[Sum[str]]]:
    """A year's reports one after the other: causes, households and households to date."""
    release: Release[str] = Release()
    values: dict[str, int] = {}
    sums: list[Sum[str]] = []
    for number, causes in enumerate(months):
        counts = {f"c{number}-{place}": count for place, count in enumerate(causes)}
        household, total = f"h{number}", f"t{number}"
        new = [Sum(household, tuple(counts))]
        before = values.get(f"t{number - 1}", 0)
        new.append(Sum(total, (f"t{number - 1}", household) if number else (household,)))
        counts[household] = sum(causes)
        totals = {total: before + sum(causes)}
        release.publish(counts, new, totals=totals)
        values |= counts | totals
        sums += new
    return release, values, sums


COUNTS = st.integers(0, 12) | st.integers(0, 400)
MONTHS = st.lists(st.lists(COUNTS, min_size=1, max_size=5), min_size=1, max_size=5)


@settings(max_examples=60)
@given(MONTHS)
def test_no_hidden_count_is_computed_closer_than_the_threshold(months: list[list[int]]) -> None:
    release, values, sums = year(months)
    hidden = {str(key) for key in release.hidden}
    found = attacked(values, hidden, sums, [key for key in hidden if key[0] != "t"])

    assert all(values[key] for key in hidden if key[0] != "t"), "zero is always shown"
    assert {key for key, count in values.items() if key[0] != "t" and 0 < count < THRESHOLD} <= (
        release.hidden
    )
    for key, (least, most) in found.items():
        assert most - least >= THRESHOLD - 1e-6, key


@settings(max_examples=60)
@given(MONTHS, st.randoms(use_true_random=False))
def test_what_is_known_of_a_count_is_what_a_solver_finds(
    months: list[list[int]], random: object
) -> None:
    _, values, sums = year(months)
    assert hasattr(random, "random")
    somebody = {key for key, value in values.items() if value and key[0] != "t"}
    hidden = {key for key in values if random.random() < 0.4}
    found = attacked(values, hidden, sums, somebody)

    for key, one in intervals(values, hidden, sums, somebody).items():
        least, most = found[str(key)]
        assert one.least == pytest.approx(least)
        assert (np.inf if one.most is None else one.most) == pytest.approx(most)


def test_a_small_count_takes_the_next_smallest_with_it() -> None:
    release: Release[str] = Release()
    release.publish({"a": 4, "b": 13, "c": 60, "all": 77}, [Sum("all", ("a", "b", "c"))])

    assert release.hidden == {"a", "b"}


def test_what_hides_too_little_takes_another() -> None:
    release: Release[str] = Release()
    release.publish({"a": 2, "b": 2, "c": 7, "d": 0, "all": 11}, [Sum("all", tuple("abcd"))])

    assert release.hidden == {"a", "b", "c"}, "two and two are known to be four"


def test_many_of_one_are_not_counted_by_the_sum_that_they_leave() -> None:
    counts = {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 100, "all": 105}
    release: Release[str] = Release()
    release.publish(counts, [Sum("all", tuple("abcdef"))])

    assert release.hidden == set("abcdef"), "five that are somebody and come to five are one each"


def test_zero_is_nobody_and_five_is_shown() -> None:
    release: Release[str] = Release()
    release.publish({"a": 0, "b": 5, "all": 5}, [Sum("all", ("a", "b"))])

    assert release.hidden == set()


def test_an_earlier_report_gives_no_later_month_away() -> None:
    release, values, sums = year([[300], [3], [300]])

    assert "h1" in release.hidden
    assert "t1" in release.hidden, "with January it would tell February"
    assert not {"h0", "t0"} & release.hidden, "what has been published is not taken back"
    assert {"h2", "t2"} & release.hidden, "the mean of three months, less two of them"
    assert attacked(values, {str(key) for key in release.hidden}, sums)["h1"][1] > THRESHOLD


def test_a_threshold_of_its_own() -> None:
    release: Release[str] = Release(10)
    release.publish({"a": 9, "b": 13, "all": 22}, [Sum("all", ("a", "b"))])

    assert release.hidden == {"a", "b"}
