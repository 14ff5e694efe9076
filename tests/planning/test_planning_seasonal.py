"""The statistical suggestion: what it expects, how wide its interval is, and how often it holds."""

from __future__ import annotations

import math
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.test_planning_suggestions import MONTHS
from uppsikt.planning.seasonal_rules import Outlook, number, outlook

PAGE = Path(__file__).parents[2] / "docs" / "prognosforslag.md"
NOW = number(2022, 6)


def alike(years: int, step: int = 0) -> dict[int, int]:
    """Whole years before July 2022, each month `step` öre more than a year before."""
    return {NOW - back: 1_000 - step * (back // 12) for back in range(years * 12)}


def test_years_alike_add_nothing_and_are_sure_of_it() -> None:
    assert outlook(alike(3), NOW, 6) == Outlook(0, 0)


def test_half_a_trend_is_expected_and_the_whole_of_it_is_within() -> None:
    found = outlook(alike(3, 100), NOW, 6)
    assert found is not None
    assert found.more == 6 * 50
    assert found.margin is not None
    assert found.margin >= 6 * 50


@pytest.mark.parametrize(("months", "more"), [(12, None), (13, 6 * 100 // 13), (15, 6 * 300 // 15)])
def test_few_steps_are_carried_on_by_less_and_fewer_than_three_are_sure_of_nothing(
    months: int, more: int | None
) -> None:
    known = {at: amount for at, amount in alike(3, 100).items() if at > NOW - months}
    found = outlook(known, NOW, 6)
    assert (found and found.more) == more
    assert (found and found.margin is not None) == (None if more is None else months == 15)


def test_a_margin_is_that_of_the_drift_method() -> None:
    """1.638 is 80 of 100 by Student's t with three degrees of freedom."""
    known = alike(1) | {number(2021, 4): 700, number(2021, 5): 1_000, number(2021, 6): 1_300}
    known = {at: amount for at, amount in known.items() if at >= number(2021, 4)}
    found = outlook(known, NOW, 6)
    assert found == Outlook(0, int(1.638 * math.sqrt(6 * (2 * 300**2 / 3) * (1 + 6 / 3))))


def test_a_way_that_has_been_wrong_by_more_says_so() -> None:
    """Years that are each far off from the one before, all months in the same direction."""
    steady = alike(5)
    shifts = {at: amount + 500 * ((NOW - at) // 6 % 4 < 2) for at, amount in steady.items()}
    found, few = outlook(shifts, NOW, 6), outlook(alike(2) | dict.fromkeys((), 0), NOW, 6)
    assert found is not None
    assert few == Outlook(0, 0)
    latest = [shifts[at] - shifts[at - 12] for at in range(NOW - 11, NOW + 1)]
    independent = 1.356 * math.sqrt(6 * sum(one**2 for one in latest) / 12 * 1.5)
    assert found.margin is not None
    assert found.margin > independent


@given(
    amounts=st.lists(st.integers(-(10**12), 10**12), min_size=72, max_size=72),
    gone=st.sets(st.integers(0, 71)),
    left=st.integers(1, 11),
)
def test_what_comes_later_changes_nothing_and_a_scale_only_scales(
    amounts: list[int], gone: set[int], left: int
) -> None:
    known = {NOW - 59 + at: one for at, one in enumerate(amounts) if at not in gone}
    found = outlook(known, NOW, left)
    assert found == outlook({at: one for at, one in known.items() if at <= NOW}, NOW, left)
    more = outlook({at: 1_000 * one for at, one in known.items()}, NOW, left)
    if found is None:
        assert more is None
        return
    assert more is not None
    assert abs(more.more - 1_000 * found.more) <= 500
    assert (found.margin is None) == (more.margin is None)
    mirrored = outlook({at: -one for at, one in known.items()}, NOW, left)
    assert mirrored == Outlook(-found.more, found.margin)


def months(kind: str, many: int, chance: Random) -> list[float]:
    """A series of a kind: months with a pattern of the year, and what the kind adds."""
    pattern = [1 + 0.15 * math.sin(at) + 0.1 * chance.gauss(0, 1) for at in range(12)]
    level, carried, found = 5e8, 0.0, []
    for at in range(many):
        extra = chance.gauss(0, 0.04)
        if kind == "stegar":
            level *= 1 + 0.1 * chance.gauss(0, 1) * (chance.random() < 0.04)
        if kind == "växer":
            level *= 1.03 ** (1 / 12)
        if kind == "glider":
            level *= 1 + 0.012 * chance.gauss(0, 1)
        if kind == "trög":
            carried = extra = 0.6 * carried + extra
        if kind == "klumpig":
            extra = chance.choice((-0.3, 0.3)) if chance.random() < 0.08 else extra / 4
        found.append(level * (pattern[at % 12] + extra))
    return found


KINDS = {
    "slumpar": "varje månad avviker lite, oberoende av de andra",
    "växer": "som den, och tre procent mer om året",
    "klumpig": "en månad av tolv avviker mycket",
    "stegar": "nivån tar ett språng ungefär vartannat år",
    "glider": "nivån ändras lite varje månad",
    "trög": "en avvikelse följer med till månaderna efter",
}


@pytest.mark.parametrize("kind", KINDS)
def test_how_often_the_interval_holds_is_what_the_page_says(kind: str) -> None:
    cells = []
    for left in (10, 7, 4, 2):
        chance, held = Random(left), 0
        for _ in range(200):
            series = [round(one) for one in months(kind, 72, chance)]
            known = dict(enumerate(series[: 72 - left]))
            found = outlook(known, 71 - left, left)
            assert found is not None
            assert found.margin is not None
            became = sum(series[72 - left :]) - sum(series[60 - left : 60])
            held += abs(became - found.more) <= found.margin
        cells.append(f"{round(held / 2)} %")
    row = f"| {kind}: {KINDS[kind]} | {' | '.join(cells)} |"
    assert row in PAGE.read_text(encoding="utf-8"), row


def test_how_often_it_held_on_stretches_of_the_published_months_is_what_the_page_says() -> None:
    known = {
        number(year, at): amount
        for year, amounts in MONTHS.items()
        for at, amount in enumerate(amounts, start=1)
    }
    held, tried = 0, 0
    for now in known:
        for left in range(1, 12):
            stretch = range(now + 1, now + left + 1)
            found = outlook(known, now, left)
            if found is None or found.margin is None:
                continue
            if all(at in known and at - 12 in known for at in stretch):
                became = sum(known[at] - known[at - 12] for at in stretch)
                held += abs(became - found.more) <= found.margin
                tried += 1
    assert f"{held} av {tried} sträckor" in PAGE.read_text(encoding="utf-8"), (held, tried)
