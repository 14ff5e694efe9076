"""Periods as value objects."""

import doctest
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppsikt.figures import Period, PeriodError, period

months = st.integers(1, 12)
periods = st.builds(
    lambda year, pair: Period(year, min(pair), max(pair)),
    st.integers(1990, 2060),
    st.tuples(months, months),
)


@given(periods)
def test_the_text_form_is_read_back(one: Period) -> None:
    assert Period.parse(str(one)) == one
    assert Period.parse(f" {one} ") == one


@pytest.mark.parametrize(
    ("one", "form", "kind", "text", "short"),
    [
        (Period.month(2022, 10), "2022-10", "month", "oktober 2022", "okt 2022"),
        (Period.month(2022, 1), "2022-01", "month", "januari 2022", "jan 2022"),
        (
            Period.to_date(2022, 10),
            "2022-01--2022-10",
            "to_date",
            "januari–oktober 2022",
            "jan–okt 2022",
        ),
        (
            Period.tertial(2022, 1),
            "2022-01--2022-04",
            "to_date",
            "januari–april 2022",
            "jan–april 2022",
        ),
        (
            Period.tertial(2025, 2),
            "2025-05--2025-08",
            "tertial",
            "maj–augusti 2025",
            "maj–aug 2025",
        ),
        (Period.whole_year(2022), "2022", "year", "2022", "2022"),
        (Period(2022, 6, 7), "2022-06--2022-07", "span", "juni–juli 2022", "juni–juli 2022"),
    ],
)
def test_each_kind_has_its_texts(one: Period, form: str, kind: str, text: str, short: str) -> None:
    assert (str(one), one.kind, one.text, one.short_text) == (form, kind, text, short)


@pytest.mark.parametrize(
    "text",
    [
        "", "2022-13", "2022-00", "22-10", "2022-1", "2022-10-01", "okt 2022", "0001",
        "2022-05--2022-03", "2022-11--2023-02", "202210", "٢٠٢٢",
    ],
)  # fmt: skip
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        Period.parse(text)


def test_a_period_over_new_year_is_told_to_be_split() -> None:
    with pytest.raises(PeriodError, match="årsskifte"):
        Period.parse("2022-11--2023-02")


@given(periods, periods)
def test_contains_and_overlaps_are_what_the_months_say(a: Period, b: Period) -> None:
    mine, others = set(a.months), set(b.months)
    assert a.contains(b) == (others <= mine)
    assert a.overlaps(b) == bool(mine & others)
    assert b.overlaps(a) == a.overlaps(b)


@given(periods)
def test_neighbours(one: Period) -> None:
    assert one.previous_year().year == one.year - 1
    assert len(one.previous_year().months) == len(one.months) == one.last - one.first + 1
    assert one.to_date_of() == Period.to_date(one.year, one.last)
    assert one.first_day <= one.last_day


def test_order_is_by_year_then_month() -> None:
    december, january, february = Period.month(2021, 12), Period(2022, 1, 1), Period(2022, 2, 2)
    assert sorted([february, december, january]) == [december, january, february]


def test_days() -> None:
    assert Period.month(2024, 2).last_day == date(2024, 2, 29)
    assert Period.to_date(2022, 10).first_day == date(2022, 1, 1)


def test_a_period_is_within_one_year() -> None:
    with pytest.raises(PeriodError, match="månad 5 till 3"):
        Period(2022, 5, 3)
    with pytest.raises(PeriodError):
        Period.tertial(2022, 4)


def test_the_examples_in_the_docstrings_run() -> None:
    assert doctest.testmod(period).failed == 0
