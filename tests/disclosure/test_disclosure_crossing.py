"""Tables that cross: what is hidden stays hidden from somebody with a solver of their own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from disclosure.attacker import attacked
from disclosure.crossing import table, tables, whole
from uppsikt.disclosure import THRESHOLD, Release, Row, Sum, intervals


class Reports:
    """What was published of tables, one time after another, with all times to date."""

    def __init__(self, sizes: list[int], times: list[list[int]], ways: int) -> None:
        self.release: Release[str] = Release()
        self.values: dict[str, int] = {}
        self.sums: list[Sum[str]] = []
        self.somebody: list[str] = []
        for number, cells in enumerate(times):
            counts, sums = table(f"m{number}", sizes, cells, ways)
            every = whole(f"m{number}", sizes)
            before = f"t{number - 1}"
            total = {f"t{number}": counts[every] + self.values.get(before, 0)}
            sums.append(Sum(f"t{number}", (before, every) if number else (every,)))
            self.release.publish(counts, sums, totals=total)
            self.values |= counts | total
            self.sums += sums
            self.somebody += sorted(self.release.hidden & set(counts))

    def known(self, hidden: set[str]) -> dict[str, tuple[float, float]]:
        return attacked(self.values, hidden, self.sums, self.somebody)


@settings(max_examples=40, deadline=None)
@given(tables())
def test_no_cell_of_tables_that_cross_is_known_closer_than_the_threshold(
    drawn: tuple[list[int], list[list[int]], int],
) -> None:
    reports = Reports(*drawn)
    hidden = {str(key) for key in reports.release.hidden}

    small = {k for k, v in reports.values.items() if k[0] != "t" and 0 < v < THRESHOLD}
    assert small <= hidden
    assert not reports.release.given_away
    assert all(reports.values[key] for key in hidden if key[0] != "t"), "zero is shown"
    for key, (low, high) in reports.known(hidden).items():
        assert high - low >= THRESHOLD - 1e-6, key


@settings(max_examples=15, deadline=None)
@given(tables())
def test_what_is_hidden_besides_is_needed(drawn: tuple[list[int], list[list[int]], int]) -> None:
    """The attack can succeed: show one more of a single table, and something is known too well."""
    sizes, cells, ways = drawn
    reports = Reports(sizes, cells[:1], ways)
    hidden = {str(key) for key in reports.release.hidden}
    besides = {key for key in hidden if reports.values[key] >= THRESHOLD and key[0] != "t"}
    for key in sorted(besides):
        known = reports.known(hidden - {key})
        assert any(high - low < THRESHOLD - 1e-6 for low, high in known.values()), key


@settings(max_examples=40, deadline=None)
@given(tables())
def test_intervals_of_tables_that_cross_are_those_of_a_solver(
    drawn: tuple[list[int], list[list[int]], int],
) -> None:
    reports = Reports(*drawn)
    hidden = {key for at, key in enumerate(sorted(reports.values)) if at % 3}
    somebody = [key for key in hidden if reports.values[key]]
    found = attacked(reports.values, hidden, reports.sums, somebody)
    for key, one in intervals(reports.values, hidden, reports.sums, somebody).items():
        low, high = found[key]
        assert one.least is not None
        assert one.least <= reports.values[key]
        assert one.least >= low - 1e-6, "never wider than it is"
        if one.most is not None:
            assert reports.values[key] <= one.most <= high + 1e-6
        if len(drawn[0]) == 2:  # where whole numbers are all that corners have
            assert one.least == pytest.approx(low)
            assert (float("inf") if one.most is None else one.most) == pytest.approx(high)


def test_intervals_are_of_whole_numbers_and_not_of_what_a_solver_counts_in() -> None:
    """No two of three are more than one together: a half of each would be one and a half."""
    pairs = [Row(((1, one), (1, other)), None, 1) for one, other in ("ab", "bc", "ac")]
    found = intervals(
        {"a": 1, "b": 0, "c": 0, "t": 1}, set("abct"), [*pairs, Sum("t", tuple("abc"))]
    )

    assert {(one.least, one.most) for one in found.values()} == {(0, 1)}


def test_a_bound_that_everybody_knows_is_used() -> None:
    """Those in need for long are among all: the second part is at most the first."""
    sums = [Sum("all", ("a", "b"))]
    at_most = Row(((1, "b"), (-1, "a")), None, 0)

    assert intervals({"all": 10, "a": 7, "b": 3}, {"a", "b"}, sums)["b"].most == 10
    assert intervals({"all": 10, "a": 7, "b": 3}, {"a", "b"}, [*sums, at_most])["b"].most == 5


def test_a_small_cell_takes_three_others_with_it() -> None:
    counts, sums = table("x", [3, 3], [2, 40, 50, 30, 20, 60, 70, 80, 90])
    release: Release[str] = Release()
    release.publish(counts, sums)

    assert release.hidden == {"x:0,0", "x:0,1", "x:1,0", "x:1,1"}, "the cheapest four corners"


def test_a_total_shown_before_its_parts_hides_also_who_is_nobody() -> None:
    """Six that everybody knows, in two of three: somebody would be known to be one to five."""
    release: Release[str] = Release()
    release.publish({"all": 6})
    release.publish({"a": 3, "b": 3, "c": 0}, [Sum("all", ("a", "b", "c"))])

    assert release.hidden == {"a", "b", "c"}
    assert not release.given_away


def test_what_is_given_away_by_what_was_shown_before_is_told() -> None:
    """Both were shown before anybody said that one is a part of the other."""
    release: Release[str] = Release()
    release.publish({"all": 12, "women": 10})
    release.publish({"men": 2}, [Sum("all", ("women", "men"))])

    assert release.hidden == {"men"}
    assert release.given_away == {"men"}


def test_the_same_is_hidden_each_time() -> None:
    counts, sums = table("x", [2, 3, 4], [1, 7, 0, 12, 3, 3, 9, 40, 5, 0, 2, 8] * 2)
    found = []
    for _ in range(2):
        release: Release[str] = Release()
        release.publish(dict(reversed(counts.items())), sums[::-1])
        found.append(release.hidden)
        sums.reverse()

    assert found[0] == found[1]
