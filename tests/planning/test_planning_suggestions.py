"""Suggestions of forecasts: what each way says, how wrong it has been, and what it cannot say."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from uppsikt_program import Program

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, Period, Value, thousands
from uppsikt.figures.swedish import round_half_away
from uppsikt.planning.suggestion_rules import Miss, Way, miss, suggested, suggestions

# Social assistance as Borås has published it, in tkr: month by month, and whole years. From the
# follow-up of Arbetslivsnämnden in October 2022, the table "Utveckling av ekonomiskt bistånd".
# November and December of 2020 and 2021 are known together, as what is left of the year.
TKR = 100_000
MONTHS = {
    2020: (4449, 4336, 5674, 4366, 4039, 5557, 5162, 3886, 3968, 4787),
    2021: (4357, 4595, 5901, 4991, 5548, 6615, 5101, 3018, 5084, 4940),
    2022: (4814, 5203, 5167, 5203, 4986, 6025, 5211, 3499, 4815, 4556),
}
YEARS = {2020: 55_894, 2021: 60_766}
SAID = {Period.month(2022, 5): 60_000, Period.month(2022, 10): 60_000}
"""What the committee itself expected of 2022."""


def actual(period: Period) -> Value:
    """What was published of a period, in öre; a cost, and so negative."""
    if period == Period.whole_year(period.year) and period.year in YEARS:
        return -YEARS[period.year] * TKR
    months = MONTHS.get(period.year, ())
    if period.first != 1 or period.last > len(months):
        return MISSING
    return -sum(months[: period.last]) * TKR


OCTOBER = Period.month(2022, 10)
PAGE = Path(__file__).parents[2] / "docs" / "prognosforslag.md"
BOOKED = (Way.SHAPE, Way.REST, Way.TWELFTHS)


def test_october_2022_is_told_as_the_design_has_it() -> None:
    said = {Period.month(2022, 5): -60_000 * TKR}
    found = {one.way: one for one in suggestions(OCTOBER, actual, said, 5)}
    assert {way: tkr(one.value) for way, one in found.items()} == {
        Way.CARRIED: -60_000,
        Way.SHAPE: -59_953,
        Way.REST: -60_095,
        Way.TWELFTHS: -59_375,
    }
    shape, twelfths = found[Way.SHAPE].miss, found[Way.TWELFTHS].miss
    assert shape is not None
    assert twelfths is not None
    assert (tkr(shape.mean), shape.years) == (125, (2021,)), "60 766 became, 60 641 was said"
    assert (tkr(twelfths.mean), twelfths.years) == (506, (2020, 2021))
    assert found[Way.CARRIED].miss is None, "nobody said anything of 2020 and 2021"


def test_the_forecast_carried_on_is_the_latest_of_the_year_before_the_month() -> None:
    said = {Period.month(2021, 12): -1, Period.month(2022, 3): -2, Period.month(2022, 5): -3}
    assert suggested(Way.CARRIED, Period.month(2022, 5), actual, said) == -2
    assert suggested(Way.CARRIED, Period.month(2022, 3), actual, said) is MISSING
    said = {Period.month(2021, 5): -60_000 * TKR, Period.month(2021, 10): 0}
    missed = miss(Way.CARRIED, OCTOBER, actual, said, 5)
    assert missed == Miss(766 * TKR, (2021,)), "what was said in October itself came after"


def tkr(value: Value) -> Value:
    return value if isinstance(value, Absent) else round_half_away(Fraction(value, TKR))


def series(last_year: Value, by_then: Value, booked: Value) -> dict[Period, Value]:
    return {
        Period.whole_year(2021): last_year,
        OCTOBER.to_date_of().previous_year(): by_then,
        OCTOBER.to_date_of(): booked,
    }


@pytest.mark.parametrize(
    ("last_year", "by_then", "booked", "shape", "rest"),
    [
        (-120, -100, -50, -60, -70),
        (-120, 0, -50, NOT_COMPUTABLE, -170),
        (-120, 30, -50, NOT_COMPUTABLE, -200),
        (0, -100, -50, 0, 50),
        (MISSING, -100, -50, MISSING, MISSING),
        (-120, NOT_COMPUTABLE, -50, NOT_COMPUTABLE, NOT_COMPUTABLE),
        (-120, -100, MISSING, MISSING, MISSING),
        (-100, -300, -100, -33, 100),
        (-200, -400, -101, -51, 99),
    ],
)
def test_a_way_that_has_nothing_to_go_by_says_why(
    last_year: Value, by_then: Value, booked: Value, shape: Value, rest: Value
) -> None:
    known = series(last_year, by_then, booked)
    found = [suggested(way, OCTOBER, known.__getitem__, {}) for way in (Way.SHAPE, Way.REST)]
    assert found == [shape, rest]


AMOUNTS = st.lists(st.integers(-(10**12), 10**12), min_size=24, max_size=24)


@given(amounts=AMOUNTS, last=st.integers(1, 12))
def test_in_december_every_way_says_what_is_booked_and_a_year_alike_is_said_alike(
    amounts: list[int], last: int
) -> None:
    def booked(period: Period) -> Value:
        first = (period.year - 2021) * 12
        return sum(amounts[first + period.first - 1 : first + period.last])

    whole = booked(Period.whole_year(2022))
    assume(booked(Period.whole_year(2021)) != 0)
    for way in BOOKED:
        assert suggested(way, Period.month(2022, 12), booked, {}) == whole

    def again(period: Period) -> Value:
        return booked(Period(2021, period.first, period.last))

    for way in (Way.SHAPE, Way.REST):
        found = suggested(way, Period.month(2022, last), again, {})
        assert isinstance(found, Absent) or found == booked(Period.whole_year(2021))


def test_the_backtest_on_the_page_is_what_the_published_months_give() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for last in range(1, 11):
        cells = [Period.month(2022, last).text.removesuffix(" 2022")]
        for way in BOOKED:
            found = miss(way, Period.month(2022, last), actual, {}, 1)
            assert found is not None
            cells.append(thousands(round_half_away(Fraction(found.mean, TKR))))
        assert f"| {' | '.join(cells)} |" in page
    for month, said in SAID.items():
        told = [tkr(suggested(way, month, actual, {})) for way in BOOKED]
        cells = [month.text, *(thousands(one) for one in told if isinstance(one, int))]
        assert f"| {' | '.join(cells)} | {thousands(-said)} |" in page


def test_the_command_tells_each_activity_in_thousands_and_to_programs_in_ore(
    own_demo: Program,
) -> None:
    where = ("--committee", "arbetslivsnamnden", "--period", "2022-10")
    text = own_demo("suggest", *where).stdout.replace("\u00a0", " ")
    told = text.partition("Ekonomiskt bistånd\n")[2].partition("\n\n")[0]
    assert "Utfall januari–oktober 2022" in told
    assert "−49 479" in told
    assert "Som fjolårets kurva" in told
    assert "−59 953  fel i snitt 125 (1 år)" in told
    assert "Buffert" not in text, "nothing is booked on a contingency"

    found = json.loads(own_demo("suggest", *where, "--format", "json").stdout)
    assistance = next(one for one in found if one["activity"] == "ekonomiskt-bistand")
    shape = next(one for one in assistance["suggestions"] if one["way"] == "shape")
    assert tkr(assistance["booked"]) == -49_479
    assert tkr(shape["value"]) == -59_953
    assert shape["years"] == [2021]
    first = found[0]["suggestions"]
    assert {one["way"]: one["value"] for one in first}["rest"] is None

    empty = own_demo("suggest", "--committee", "arbetslivsnamnden", "--period", "2031-01").stdout
    assert empty.startswith("Det finns inga förslag efter januari 2031:")
    assert "uppsikt import" in empty
