"""Budgets over the months, the grant to date, forecasts in force: the rules by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Period, Side, Value
from uppsikt.planning.rules import (
    BudgetBook,
    BudgetLine,
    ForecastRow,
    Grant,
    Profile,
    ResultItem,
    ResultItems,
    ResultKind,
    forecasts_in_force,
    spread,
    twelfths,
)

YEAR = Period.whole_year(2022)
OCTOBER = Period.to_date(2022, 10)


def line(
    activity: str = "bistand",
    side: Side = Side.COST,
    group: str = "personal",
    amount: int = -1200,
    profile: Profile = Profile.TWELFTHS,
    months: tuple[int, ...] = (),
) -> BudgetLine:
    return BudgetLine(activity, side, group, amount, profile, months)


def book(*lines: BudgetLine, shape: Sequence[int] | None = None) -> BudgetBook:
    return BudgetBook(
        year=2022,
        lines=lines,
        sides={"personal": Side.COST, "stat": Side.INCOME},
        contingencies={"buffert"},
        shape=lambda _: shape,
    )


@given(st.integers(-(10**12), 10**12))
def test_twelfths_sum_exactly_and_are_as_equal_as_can_be(amount: int) -> None:
    months = twelfths(amount)
    assert sum(months) == amount
    assert len(months) == 12
    assert max(months) - min(months) <= 1
    for number in range(1, 13):
        assert abs(24 * sum(months[:number]) - 2 * amount * number) <= 12


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(-1000, 1000), min_size=1, max_size=12))
def test_a_spread_sums_exactly(amount: int, weights: list[int]) -> None:
    months = spread(amount, weights)
    assert (months is None) is (sum(weights) == 0)
    if months is not None:
        assert sum(months) == amount


def test_twelfths_to_date() -> None:
    assert book(line(amount=-57_500_000_00)).value(OCTOBER) == -47_916_666_67


def test_own_months() -> None:
    months = (0, 0, 0, 0, 0, -600, -500, -100, 0, 0, 0, 0)
    own = line(profile=Profile.OWN_MONTHS, months=months)
    assert book(own).value(Period.to_date(2022, 5)) == 0
    assert book(own).value(OCTOBER) == -1200
    assert book(own).value(Period.month(2022, 7)) == -500


def test_last_years_shape_needs_last_years_months() -> None:
    shaped = line(profile=Profile.LAST_YEAR)
    weights = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 13]
    assert book(shaped, shape=weights).value(OCTOBER) == -500
    assert book(shaped, shape=None).value(OCTOBER) is NOT_COMPUTABLE
    assert book(shaped, shape=None).value(YEAR) == -1200


def test_nothing_budgeted_is_missing_and_another_side_is_zero() -> None:
    found = book(line())
    assert found.value(YEAR, activity="annat") is MISSING
    assert found.value(Period.whole_year(2021)) is MISSING
    assert found.value(YEAR, activity="bistand", side=Side.INCOME) == 0
    assert found.value(YEAR, activity="bistand", group="stat") == 0


def test_a_net_budget_has_no_sides_and_no_groups() -> None:
    found = book(line(side=Side.NET, group=""), line("annat"))
    assert found.value(YEAR) == -2400
    assert found.value(YEAR, side=Side.COST) is NOT_COMPUTABLE
    assert found.value(YEAR, group="personal") is NOT_COMPUTABLE
    assert found.value(YEAR, activity="annat", group="personal") == -1200


def test_a_contingency_has_no_groups_and_disturbs_none() -> None:
    found = book(line(), line("buffert", group="", amount=-100))
    assert found.value(YEAR, group="personal") == -1200
    assert found.value(YEAR, side=Side.COST) == -1300
    assert found.value(YEAR, activity="buffert", group="personal") is MISSING


def grant(year: Value, budget: BudgetBook, stated: dict[Period, int] | None = None) -> Grant:
    return Grant(2022, year, (), stated or {}, lambda: budget)


def test_the_grant_follows_the_period_budget() -> None:
    found = grant(1200, book(line()))
    assert found.to_date(OCTOBER) == 1000
    assert found.to_date(YEAR) == 1200


def test_a_grant_that_differs_from_the_budget_keeps_its_proportion() -> None:
    assert grant(2400, book(line())).to_date(OCTOBER) == 2000


def test_a_stated_grant_goes_first() -> None:
    found = grant(MISSING, book(), {OCTOBER: 777})
    assert found.to_date(OCTOBER) == 777
    assert found.to_date(Period.to_date(2022, 9)) is MISSING


def test_a_grant_without_budget_cannot_be_told_to_date() -> None:
    assert grant(1200, book()).to_date(OCTOBER) is NOT_COMPUTABLE


def forecast(activity: str, month: int, net: int) -> ForecastRow:
    return ForecastRow(
        *(activity, Period.month(2022, month), net, None, None, {}, "Chef", ""),
        date(2022, month, 28),
    )


def test_the_last_forecast_given_for_the_month_counts() -> None:
    history = [forecast("a", 5, 1), forecast("b", 5, 2), forecast("a", 10, 3), forecast("a", 10, 4)]
    found = {row.activity: row for row in forecasts_in_force(history, Period.month(2022, 10))}
    assert (found["a"].net, found["b"].net) == (4, 2)
    assert found["b"].month == Period.month(2022, 5)
    assert not forecasts_in_force(history, Period.month(2022, 4))
    assert not forecasts_in_force(history, Period.month(2023, 10))


def test_result_items_keep_missing_apart_from_zero() -> None:
    item = ResultItem(ResultKind.APPROVED_USE, date(2022, 1, 1), 0, "", "")
    items = ResultItems((item,))
    assert items.approved_use == 0
    assert items.earmarked is MISSING
