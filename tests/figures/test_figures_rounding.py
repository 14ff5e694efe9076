"""Rounding as a flow: everything printed adds up, as near as it can."""

import random
import time
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uppsikt.figures import SettleError, Unit, settle
from uppsikt.figures.absent import Exact

Sums = list[tuple[str, list[str]]]


def grid(costs: Sequence[Sequence[int]], splits: Sequence[int] = ()) -> tuple[dict[str, int], Sums]:
    """A report column: rows × (income, cost), net per row, totals, and a split of the income."""
    exact: dict[str, int] = {}
    sums: Sums = []
    for row, (income, cost) in enumerate(costs):
        exact |= {f"i{row}": income, f"c{row}": cost, f"n{row}": income + cost}
        sums.append((f"n{row}", [f"i{row}", f"c{row}"]))
    for side in "icn":
        parts = [f"{side}{row}" for row in range(len(costs))]
        exact[side] = sum(exact[part] for part in parts)
        sums.append((side, parts))
    sums.append(("n", ["i", "c"]))
    if splits:
        groups = [*splits, exact["i"] - sum(splits)]
        exact |= {f"g{index}": group for index, group in enumerate(groups)}
        sums.append(("i", [f"g{index}" for index in range(len(groups))]))
    return exact, sums


def holds(printed: Mapping[str, int], sums: Sums) -> bool:
    return all(printed[total] == sum(printed[part] for part in parts) for total, parts in sums)


def distance(exact: Mapping[str, Exact], printed: Mapping[str, int]) -> Fraction:
    return sum((abs(Fraction(exact[c], 100_000) - printed[c]) for c in exact), Fraction(0))


def every_choice(exact: Mapping[str, int], sums: Sums) -> list[dict[str, int]]:
    """All ways to print by floors and ceilings so that the sums hold: the slow oracle."""
    options = [sorted({v // 100_000, -(-v // 100_000)}) for v in exact.values()]
    tried = (dict(zip(exact, choice, strict=True)) for choice in product(*options))
    return [printed for printed in tried if holds(printed, sums)]


ore = st.integers(-400_000, 400_000)
small_ore = st.sampled_from(
    [-250_000, -150_000, -149_999, -30_000, 0, 20_000, 50_000, 99_999, 100_000]
)
rows = st.lists(st.tuples(ore | small_ore, ore | small_ore), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(rows)
def test_settle_finds_the_nearest_of_all_choices_with_the_grand_total_nearest(
    costs: list[tuple[int, int]],
) -> None:
    exact, sums = grid(costs)
    printed = settle(exact, sums, unit=Unit.TKR, nearest=["n"]).printed
    best = round_nearest(exact["n"])
    choices = [choice for choice in every_choice(exact, sums) if choice["n"] == best]
    assert printed in choices
    assert distance(exact, printed) == min(distance(exact, choice) for choice in choices)


def round_nearest(value: int) -> int:
    """The oracle's rounding, half away from zero, by another road than the product's."""
    size = (abs(value) + 50_000) // 100_000
    return size if value >= 0 else -size


@settings(max_examples=60, deadline=None)
@given(rows, st.data())
def test_an_earlier_value_stands_wherever_any_choice_lets_it(
    costs: list[tuple[int, int]], data: st.DataObject
) -> None:
    exact, sums = grid(costs)
    cells = data.draw(st.lists(st.sampled_from(sorted(exact)), unique=True, max_size=4))
    up = data.draw(st.lists(st.booleans(), min_size=4, max_size=4))
    earlier = {
        cell: (
            exact[cell],
            ceil(Fraction(exact[cell], 100_000)) if high else exact[cell] // 100_000,
        )
        for cell, high in zip(cells, up, strict=False)
    }
    done = settle(exact, sums, unit=Unit.TKR, earlier=earlier)
    kept = [
        sum(choice[c] == earlier[c][1] for c in earlier) for choice in every_choice(exact, sums)
    ]
    assert len(earlier) - len(done.moved) == max(kept)
    assert set(done.moved) == {c for c in earlier if done.printed[c] != earlier[c][1]}


@settings(max_examples=60, deadline=None)
@given(rows, st.lists(ore, min_size=1, max_size=4))
def test_a_split_below_a_total_holds_and_never_moves_what_is_above(
    costs: list[tuple[int, int]], splits: list[int]
) -> None:
    above, _ = grid(costs)
    exact, sums = grid(costs, splits)
    printed = settle(exact, sums, unit=Unit.TKR, nearest=["n"]).printed
    plain = settle(*grid(costs), unit=Unit.TKR, nearest=["n"]).printed
    assert {cell: printed[cell] for cell in above} == plain
    assert holds(printed, sums)


@settings(max_examples=60, deadline=None)
@given(st.lists(ore, min_size=1, max_size=40))
def test_every_cell_is_floor_or_ceiling_and_whole_values_stay(parts: list[int]) -> None:
    exact = {"sum": sum(parts), **{str(i): part for i, part in enumerate(parts)}}
    sums: Sums = [("sum", [str(i) for i in range(len(parts))])]
    printed = settle(exact, sums, unit=Unit.TKR, nearest=["sum"]).printed
    assert holds(printed, sums)
    for cell, value in exact.items():
        share = Fraction(value, 100_000)
        assert printed[cell] in (floor(share), ceil(share))
        if value % 100_000 == 0:
            assert printed[cell] == value // 100_000


def test_a_lone_cell_is_the_nearest_and_a_half_goes_away_from_zero() -> None:
    exact = {"a": 150_000, "b": -150_000, "c": 149_999, "d": -50_001, "e": 49_999, "f": -250_000}
    printed = settle(exact, [], unit=Unit.TKR).printed
    assert printed == {"a": 2, "b": -2, "c": 1, "d": -1, "e": 0, "f": -3}


def test_the_unit_decides_the_step() -> None:
    exact: dict[str, Exact] = {"share": Fraction(16, 1000), "rest": Fraction(984, 1000), "all": 1}
    printed = settle(exact, [("all", ["share", "rest"])], unit=Unit.PERCENT).printed
    assert printed == {"share": 2, "rest": 98, "all": 100}
    assert settle({"a": 149_999_999}, [], unit=Unit.MNKR).printed == {"a": 1}
    assert settle({"a": 150}, [], unit=Unit.KR).printed == {"a": 2}


def test_the_earlier_value_is_only_tried_for_the_same_exact_value() -> None:
    exact = {"a": 140_000, "b": 140_000}
    done = settle(exact, [], unit=Unit.TKR, earlier={"a": (140_000, 2), "b": (139_999, 2)})
    assert done.printed == {"a": 2, "b": 1}
    assert done.moved == ()


def test_an_earlier_value_that_cannot_stand_is_named() -> None:
    exact = {"sum": 200_000, "a": 120_000, "b": 80_000}
    earlier = {"a": (120_000, 2), "b": (80_000, 1), "sum": (200_000, 9)}
    done = settle(exact, [("sum", ["a", "b"])], unit=Unit.TKR, earlier=earlier)
    assert done.printed["sum"] == 2
    assert "sum" in done.moved
    assert len(done.moved) == 2


def test_a_wish_decides_between_equal_roundings_and_no_more() -> None:
    """Two cells at .5 whose sum is whole: the wish says which of them goes up."""
    exact = {"sum": 300_000, "a": 150_000, "b": 150_000}
    for up, down in (("a", "b"), ("b", "a")):
        wished = {up: 200_000, down: 100_000}
        printed = settle(exact, [("sum", ["a", "b"])], unit=Unit.TKR, wished=wished).printed
        assert (printed[up], printed[down]) == (2, 1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(ore, ore), min_size=2, max_size=8))
def test_differences_of_printed_columns_are_within_two_units(pairs: list[tuple[int, int]]) -> None:
    """Budget first, then the actual with the exact variance in mind."""
    budget = {"sum": sum(b for b, _ in pairs), **{str(i): b for i, (b, _) in enumerate(pairs)}}
    actual = {"sum": sum(a for _, a in pairs), **{str(i): a for i, (_, a) in enumerate(pairs)}}
    sums: Sums = [("sum", [str(i) for i in range(len(pairs))])]
    first = settle(budget, sums, unit=Unit.TKR, nearest=["sum"]).printed
    wished = {c: first[c] * 100_000 + actual[c] - budget[c] for c in actual}
    second = settle(actual, sums, unit=Unit.TKR, nearest=["sum"], wished=wished).printed
    for cell, value in actual.items():
        exact = Fraction(value - budget[cell], 100_000)
        assert abs(second[cell] - first[cell] - exact) < 2


def test_nested_and_repeated_sums_are_one_network() -> None:
    """The published interim table: costs with and without contingency, nets both ways."""
    exact, sums = grid([(10_049, -70_049), (20_049, -30_051), (0, -99_950)], [1_049])
    exact["costs"] = exact["c0"] + exact["c1"]
    sums += [("costs", ["c0", "c1"]), ("c", ["costs", "c2"]), ("n", ["i0", "i1", "i2", "c"])]
    sums.append(sums[0])
    assert holds(settle(exact, sums, unit=Unit.TKR, nearest=["n"]).printed, sums)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(ore, ore), min_size=2, max_size=5), ore, st.booleans())
def test_the_summary_and_the_activities_of_an_interim_report_agree(
    costs: list[tuple[int, int]], personal: int, own_cell: bool
) -> None:
    """The summary tells contingency apart from costs, the table of activities does not.

    Contingency may be one cell in both tables or two that are told to be equal.
    """
    exact, sums = grid([*costs, (0, -258_149)], [61_049])
    last = f"c{len(costs)}"
    spare = "buffert" if own_cell else last
    exact[spare] = exact[last]
    exact["costs"] = exact["c"] - exact[last]
    exact |= {"personal": personal, "lokaler": exact["costs"] - personal}
    sums += [("costs", ["personal", "lokaler"]), ("n", ["i", "costs", spare])]
    if own_cell:
        sums.append((spare, [last]))
    printed = settle(exact, sums, unit=Unit.TKR, nearest=["n"]).printed
    assert holds(printed, sums)
    assert printed["n"] == round_nearest(exact["n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(ore | small_ore, min_size=1, max_size=4), ore | small_ore, small_ore)
def test_the_nearest_cell_is_met_also_when_it_is_a_part_of_a_result(
    nets: list[int], grant: int, used: int
) -> None:
    """Result = grant + net cost, result against means = result + use; the net is the nearest."""
    exact = {"n": sum(nets), "grant": grant, "use": used}
    exact |= {str(index): net for index, net in enumerate(nets)}
    exact |= {"result": exact["n"] + grant, "means": exact["n"] + grant + used}
    sums: Sums = [("n", [str(index) for index in range(len(nets))])]
    sums += [("result", ["grant", "n"]), ("means", ["result", "use"])]
    printed = settle(exact, sums, unit=Unit.TKR, nearest=["n"]).printed
    assert holds(printed, sums)
    assert printed["n"] == round_nearest(exact["n"])


def test_two_totals_of_the_same_parts_both_hold() -> None:
    exact = {"a": 149_000, "b": 149_000, "x": 298_000, "y": 298_000}
    sums: Sums = [("x", ["a", "b"]), ("y", ["a", "b"])]
    assert holds(settle(exact, sums, unit=Unit.TKR).printed, sums)


def test_sums_that_are_no_network_are_refused_by_the_cell_they_meet_in() -> None:
    cells = ["a", "b", "c", "d", "ab", "ac", "ad"]
    exact = dict.fromkeys(cells, 100) | {"ab": 200, "ac": 200, "ad": 200}
    sums: Sums = [("ab", ["a", "b"]), ("ac", ["a", "c"]), ("ad", ["a", "d"])]
    sums += [("bb", ["b", "c"]), ("cc", ["c", "d"]), ("dd", ["d", "b"])]
    exact |= {"bb": 200, "cc": 200, "dd": 200}
    with pytest.raises(SettleError, match="så många summor"):
        settle(exact, sums, unit=Unit.KR)


def test_an_odd_ring_of_sums_is_refused() -> None:
    """Three cells, each pair with a total: at .5 each, no printing by floor and ceiling holds."""
    exact = dict.fromkeys(["a", "b", "c"], 50) | dict.fromkeys(["ab", "bc", "ca"], 100)
    sums: Sums = [("ab", ["a", "b"]), ("bc", ["b", "c"]), ("ca", ["c", "a"])]
    with pytest.raises(SettleError):
        settle(exact, sums, unit=Unit.KR)


def test_a_sum_that_does_not_hold_exactly_is_refused_with_both_values() -> None:
    with pytest.raises(SettleError, match="stämmer inte före avrundning") as caught:
        settle({"sum": 300, "a": 100, "b": 201}, [("sum", ["a", "b"])], unit=Unit.KR)
    assert "3\u00a0kr" in str(caught.value)
    assert "3,01\u00a0kr" in str(caught.value)


def test_unknown_and_repeated_cells_are_refused() -> None:
    with pytest.raises(SettleError, match="utan värde"):
        settle({"sum": 1}, [("sum", ["a"])], unit=Unit.KR)
    with pytest.raises(SettleError, match="två gånger"):
        settle({"sum": 2, "a": 1}, [("sum", ["a", "a"])], unit=Unit.KR)


def test_nearest_cells_that_exclude_each_other_are_refused() -> None:
    exact = {"sum": 80, "a": 40, "b": 40}
    with pytest.raises(SettleError, match="samtidigt") as caught:
        settle(exact, [("sum", ["a", "b"])], unit=Unit.KR, nearest=["sum", "a", "b"])
    assert caught.value.values == ("sum", "a", "b")


def test_the_same_input_gives_the_same_output_and_300_cells_take_under_50_ms() -> None:
    draw = random.Random(4711)
    costs = [(draw.randrange(9_999_999), -draw.randrange(99_999_999)) for _ in range(80)]
    exact, sums = grid(costs, [draw.randrange(999_999) for _ in range(60)])
    assert len(exact) > 300
    first = settle(exact, sums, unit=Unit.TKR, nearest=["n"])
    times = []
    for _ in range(5):
        start = time.perf_counter()
        assert settle(exact, sums, unit=Unit.TKR, nearest=["n"]) == first
        times.append(time.perf_counter() - start)
    assert min(times) < 0.05
    assert holds(first.printed, sums)
