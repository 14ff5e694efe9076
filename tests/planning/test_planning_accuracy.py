"""How right forecasts were: bias, mean error, and what is in neither."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, Period, Value
from uppsikt.planning.accuracy_rules import (
    Tried,
    accuracy,
    accuracy_by,
    each_month,
    said_of_all,
)
from uppsikt.planning.rules import ForecastRow

TKR = 100_000
OUTCOME = -427_331 * TKR
SAID = {4: -421_998 * TKR, 7: -425_200 * TKR, 10: -426_298 * TKR}
"""A committee's forecasts of a year, by the month they were given after."""


def row(activity: str, month: int, net: int, author: str = "Chef", year: int = 2023) -> ForecastRow:
    day = date(year, month, 28)
    return ForecastRow(activity, Period.month(year, month), net, None, None, {}, author, "", day)


def tried(month: int, said: Value, became: Value, author: str = "", year: int = 2023) -> Tried:
    given = row("a", month, said, author, year) if author and isinstance(said, int) else None
    return Tried(Period.month(year, month), said, became, given)


def test_bias_and_error_are_what_they_are_by_hand() -> None:
    found = accuracy(tried(month, said, OUTCOME) for month, said in SAID.items())
    assert found is not None
    assert found.misses == (-5333 * TKR, -2131 * TKR, -1033 * TKR)
    assert found.bias == Fraction(-8497 * TKR, 3)
    assert found.error == Fraction(8497 * TKR, 3)
    assert found.leans
    assert found.years == (2023,)


def test_misses_to_both_sides_take_each_other_out_of_the_bias_and_not_of_the_error() -> None:
    found = accuracy([tried(4, -100, -90), tried(7, -100, -110)])
    assert found is not None
    assert (found.bias, found.error) == (Fraction(0), Fraction(10))
    assert not found.leans


def test_what_is_missing_is_in_no_mean() -> None:
    known = tried(4, -100, -90)
    lacking = [tried(5, MISSING, -90), tried(6, NOT_COMPUTABLE, -90), tried(7, -100, MISSING)]
    assert [one.miss for one in lacking] == [MISSING, NOT_COMPUTABLE, MISSING]
    assert accuracy([known, *lacking]) == accuracy([known])
    assert accuracy(lacking) is None
    assert accuracy([tried(4, 0, 0)]) is not None, "zero is an amount"


AMOUNTS = st.lists(
    st.tuples(st.integers(-(10**13), 10**13), st.integers(-(10**13), 10**13)), min_size=1
)


@given(AMOUNTS)
def test_means_times_their_number_are_the_sums_again(amounts: list[tuple[int, int]]) -> None:
    found = accuracy(tried(4, said, became) for said, became in amounts)
    assert found is not None
    assert found.bias * found.count == sum(became for _, became in amounts) - sum(
        said for said, _ in amounts
    )
    assert found.error * found.count == sum(abs(became - said) for said, became in amounts)
    assert abs(found.bias) <= found.error
    assert found.leans is (
        found.error > 0 and len({miss > 0 for miss in found.misses if miss}) == 1
    )


@given(AMOUNTS)
def test_what_was_said_too_high_is_turned_when_signs_are(amounts: list[tuple[int, int]]) -> None:
    found = accuracy(tried(4, said, became) for said, became in amounts)
    turned = accuracy(tried(4, -said, -became) for said, became in amounts)
    assert found is not None
    assert turned is not None
    assert (turned.bias, turned.error) == (-found.bias, found.error)


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(-999, 999), st.integers(-999, 999))),
)
def test_the_parts_together_are_the_whole(given_: list[tuple[str, int, int]]) -> None:
    every = [tried(4, said, became, who) for who, said, became in given_]
    parts = accuracy_by(every, lambda one: one.row.author if one.row else "")
    whole = accuracy(every)
    assert sum(part.count for part in parts.values()) == (whole.count if whole else 0)
    assert sum(part.bias * part.count for part in parts.values()) == (
        whole.bias * whole.count if whole else 0
    )
    assert sum(part.error * part.count for part in parts.values()) == (
        whole.error * whole.count if whole else 0
    )


@given(st.lists(st.tuples(*[st.integers(-(10**9), 10**9)] * 4), min_size=1, max_size=12))
def test_the_committees_bias_is_its_activities_together(
    months: list[tuple[int, int, int, int]],
) -> None:
    """Where every activity gives a forecast after every month."""
    became = {"a": -5000, "b": 700, "c": 0, "d": -1}
    history = [
        row(key, month, net)
        for month, nets in enumerate(months, 1)
        for key, net in zip(became, nets, strict=True)
    ]
    at = [Period.month(2023, month) for month in range(1, len(months) + 1)]
    whole = accuracy(
        Tried(month, said_of_all(history, month, became), sum(became.values())) for month in at
    )
    parts = accuracy_by(
        (Tried(one.month, one.net, became[one.activity], one) for one in history),
        lambda one: one.row.activity if one.row else "",
    )
    assert whole is not None
    assert whole.bias == sum(part.bias for part in parts.values())
    assert whole.error <= sum(part.error for part in parts.values())


def test_the_committees_forecast_holds_what_counts_of_each_activity() -> None:
    history = [row("a", 3, -10), row("b", 3, -20), row("a", 5, -11), row("b", 8, -25)]

    def after(month: int, keys: str = "ab") -> Value:
        return said_of_all(history, Period.month(2023, month), keys)

    assert [after(3), after(5), after(8)] == [-30, -31, -36]
    assert after(2) is MISSING
    assert after(8, "abc") is NOT_COMPUTABLE
    assert isinstance(after(8, "c"), Absent)


def test_the_last_one_given_for_a_month_is_its_forecast() -> None:
    first, other, last = row("a", 5, -1), row("b", 5, -2), row("a", 5, -3, "Controller")
    earlier = row("a", 3, -4)
    assert each_month([first, other, earlier, last]) == (earlier, other, last)
