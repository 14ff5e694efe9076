"""The days that the office works, by law, and the dates that are suggested by them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppsikt.figures import Period
from uppsikt.rounds.rules import demand_in_order
from uppsikt.rounds.workdays import is_workday, workday_after, workday_from
from uppsikt.rounds.year_rules import suggested_dates


@pytest.mark.parametrize(
    "day",
    [
        "2022-01-06", "2022-04-15", "2022-04-18", "2022-05-26", "2022-06-06", "2022-06-24",
        "2023-05-01", "2023-06-23", "2024-12-24", "2024-12-25", "2024-12-26", "2024-12-31",
        "2022-11-05", "2022-11-06",
    ],
)  # fmt: skip
def test_the_office_is_closed_on_holidays_eves_and_weekends(day: str) -> None:
    assert not is_workday(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2022-01-07", "2022-04-14", "2022-04-19", "2022-06-23"])
def test_the_office_is_open_beside_them(day: str) -> None:
    assert is_workday(date.fromisoformat(day))


def test_workdays_are_counted_over_easter() -> None:
    assert workday_after(date(2022, 4, 13), 2) == date(2022, 4, 19)
    assert workday_from(date(2022, 4, 15)) == date(2022, 4, 19)
    assert workday_from(date(2022, 4, 14)) == date(2022, 4, 14)


def test_the_dates_that_are_suggested_after_october_2022() -> None:
    found = suggested_dates(Period.month(2022, 10))
    assert (found.form, found.opens_on, found.due_on) == (
        "monthly", date(2022, 11, 1), date(2022, 11, 8),
    )  # fmt: skip
    assert (found.sent_on, found.meeting_on) == (date(2022, 11, 15), date(2022, 11, 22))
    assert suggested_dates(Period.month(2022, 8)).form == "interim"
    assert suggested_dates(Period.month(2022, 12)).form == "annual"


@given(st.integers(1990, 2090), st.integers(1, 12))
def test_suggested_dates_are_workdays_in_order(year: int, month: int) -> None:
    found = suggested_dates(Period.month(year, month))
    demand_in_order(found)
    assert found.sent_on is not None
    assert found.meeting_on is not None
    assert all(map(is_workday, (found.opens_on, found.due_on, found.sent_on, found.meeting_on)))
