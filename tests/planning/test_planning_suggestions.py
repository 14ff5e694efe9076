"""Suggestions of forecasts: what each way says, how wrong it has been, and what it cannot say."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from statistics import mean

import pytest
from django.conf import settings
from hypothesis import assume, given
from hypothesis import strategies as st
from uppsikt_program import Program

from sources.city import SCHOOL, WORK, load, set_up, sie
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, Period, Value, thousands
from uppsikt.figures.swedish import round_half_away
from uppsikt.planning.suggestion_rules import (
    Grounds,
    Held,
    Miss,
    Suggestion,
    Way,
    grounds,
    interval,
    miss,
    suggested,
    suggestions,
)
from uppsikt.planning.suggestions import suggested_forecasts
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.stores import current_store

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
    if period.last > len(months):
        return MISSING
    return -sum(months[period.first - 1 : period.last]) * TKR


def by(actual: Callable[[Period], Value], said: dict[Period, int], years: int = 5) -> Grounds:
    """What the ways go by after October 2022, or a month before."""
    return grounds(Period.month(2022, 12), actual, said, years)


OCTOBER = Period.month(2022, 10)
PAGE = Path(__file__).parents[2] / "docs" / "prognosforslag.md"
BOOKED = (Way.SHAPE, Way.REST, Way.SEASONAL, Way.TWELFTHS)


def test_october_2022_is_told_as_the_design_has_it() -> None:
    said = {Period.month(2022, 5): -60_000 * TKR}
    found = {one.way: one for one in suggestions(OCTOBER, by(actual, said))}
    assert {way: tkr(one.value) for way, one in found.items()} == {
        Way.CARRIED: -60_000,
        Way.SHAPE: -59_953,
        Way.REST: -60_095,
        Way.SEASONAL: -60_034,
        Way.TWELFTHS: -59_375,
    }
    shape, twelfths = found[Way.SHAPE].miss, found[Way.TWELFTHS].miss
    assert shape is not None
    assert twelfths is not None
    assert (tkr(shape.mean), shape.years) == (125, (2021,)), "60 766 became, 60 641 was said"
    assert (tkr(twelfths.mean), twelfths.years) == (506, (2020, 2021))
    assert found[Way.CARRIED].miss is None, "nobody said anything of 2020 and 2021"
    seasonal = found[Way.SEASONAL]
    assert (tkr_or_none(seasonal.low), tkr_or_none(seasonal.high)) == (-61_432, -58_636)
    assert seasonal.held == Held(1, (2021,))
    assert all(
        (one.low, one.high, one.held) == (None, None, None)
        for way, one in found.items()
        if way is not Way.SEASONAL
    )


def test_the_forecast_carried_on_is_the_latest_of_the_year_before_the_month() -> None:
    said = {Period.month(2021, 12): -1, Period.month(2022, 3): -2, Period.month(2022, 5): -3}
    assert suggested(Way.CARRIED, Period.month(2022, 5), by(actual, said)) == -2
    assert suggested(Way.CARRIED, Period.month(2022, 3), by(actual, said)) is MISSING
    said = {Period.month(2021, 5): -60_000 * TKR, Period.month(2021, 10): 0}
    missed = miss(Way.CARRIED, OCTOBER, by(actual, said))
    assert missed == Miss(766 * TKR, (2021,)), "what was said in October itself came after"


def tkr(value: Value) -> Value:
    return value if isinstance(value, Absent) else round_half_away(Fraction(value, TKR))


def tkr_or_none(value: int | None) -> Value | None:
    return None if value is None else tkr(value)


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
    told = by(lambda period: known.get(period, MISSING), {})
    assert [suggested(way, OCTOBER, told) for way in (Way.SHAPE, Way.REST)] == [shape, rest]
    seasonal = suggested(Way.SEASONAL, OCTOBER, told)
    assert seasonal is (MISSING if isinstance(rest, int) else rest), "no month is known by itself"
    assert interval(Way.SEASONAL, OCTOBER, told) is None


AMOUNTS = st.lists(st.integers(-(10**12), 10**12), min_size=24, max_size=24)


@given(amounts=AMOUNTS, last=st.integers(1, 12))
def test_in_december_every_way_says_what_is_booked_and_a_year_alike_is_said_alike(
    amounts: list[int], last: int
) -> None:
    def booked(period: Period) -> Value:
        first = (period.year - 2021) * 12
        return sum(amounts[first + period.first - 1 : first + period.last])

    whole, december = booked(Period.whole_year(2022)), Period.month(2022, 12)
    assume(booked(Period.whole_year(2021)) != 0)
    told = by(booked, {}, 0)
    assert [suggested(way, december, told) for way in BOOKED] == [whole] * len(BOOKED)
    assert interval(Way.SEASONAL, december, told) == (whole, whole)

    def again(period: Period) -> Value:
        return booked(Period(2021, period.first, period.last))

    told = by(again, {}, 0)
    for way in (Way.SHAPE, Way.REST, Way.SEASONAL):
        found = suggested(way, Period.month(2022, last), told)
        assert isinstance(found, Absent) or found == booked(Period.whole_year(2021))


def test_the_backtest_on_the_page_is_what_the_published_months_give() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for last in range(1, 11):
        cells = [Period.month(2022, last).text.removesuffix(" 2022")]
        for way in BOOKED:
            found = miss(way, Period.month(2022, last), by(actual, {}))
            assert found is not None
            assert way is Way.TWELFTHS or found.years == (2021,)
            cells.append(printed(missed_2021(way, last)))
        between = interval(Way.SEASONAL, Period.month(2021, last), by(actual, {}))
        told = "–" if between is None else "–".join(printed(abs(one)) for one in between[::-1])
        assert f"| {' | '.join(cells)} | {told} |" in page
    means = [mean(missed_2021(way, last) for last in range(1, 11)) for way in BOOKED]
    assert f"| i snitt | {' | '.join(printed(round(one)) for one in means)} | |" in page
    for month, said in SAID.items():
        values = [suggested(way, month, by(actual, {})) for way in BOOKED]
        cells = [month.text, *(printed(one) for one in values if isinstance(one, int))]
        between = interval(Way.SEASONAL, month, by(actual, {}))
        assert between is not None
        cells.append(" till ".join(printed(one) for one in between))
        assert f"| {' | '.join(cells)} | {thousands(-said)} |" in page


def printed(value: int) -> str:
    return thousands(round_half_away(Fraction(value, TKR)))


def missed_2021(way: Way, last: int) -> int:
    """How far from the year-end of 2021 the way was after the month, in öre."""
    said = suggested(way, Period.month(2021, last), by(actual, {}))
    assert isinstance(said, int)
    return abs(said + YEARS[2021] * TKR)


MOVE = """
[[flytt]]
datum = 2023-01-01
beslut = "Fullmäktige"
fran = "arbete"
till_namnd = "skola"
till = "bistand"
"""


def row(account: str, unit: str, activity: str, kronor: int) -> list[tuple[str, str, str, str]]:
    return [(account, unit, activity, f"{kronor}.00"), ("1930", "", "", f"{-kronor}.00")]


@pytest.mark.django_db
@pytest.mark.database
def test_what_has_moved_since_is_held_against_last_year_where_it_stands_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    gone = WORK.replace('verksamhet = ["61"]', 'verksamhet = ["61"]\ntill = 2022-12-31')
    set_up(tmp_path, gone + MOVE)
    set_up(tmp_path, SCHOOL)
    before = [("20220110", row("5010", "1402", "6110", 300))]
    before += [("20221110", row("5010", "1402", "6110", 70))]
    before += [("20220410", row("5010", "2001", "4400", 500))]
    now = datetime(2023, 4, 8, 9, 0, tzinfo=STOCKHOLM)
    load(tmp_path, sie(*before, extent="20221231"), now=now)
    after = [("20230110", row("5010", "2001", "4400", 360))]
    load(tmp_path, sie(*after, year=2023, extent="20230331"), "ny.se", now=now)
    found = told_of_aid()
    assert found[Way.REST].value == -(360 + 570) * 100, "500 of its own and 70 that came to it"
    assert found[Way.SHAPE].value == -round(360 * 870 / 300) * 100
    seasonal = found[Way.SEASONAL]
    assert seasonal.value == -(360 + 570) * 100 - 9 * 60 * 100 // 15, "three steps, 60 kr in all"
    assert seasonal.low is not None
    assert seasonal.high is not None
    assert seasonal.low < seasonal.value < seasonal.high
    more = [*after, ("20230210", row("5010", "2001", "4400", 15))]
    load(tmp_path, sie(*more, year=2023, extent="20230331"), "ny.se", now=now)
    assert told_of_aid()[Way.REST].value == -(375 + 570) * 100, "what is kept is not told as it was"


def told_of_aid() -> dict[Way, Suggestion]:
    """What is said of the school's aid after March 2023."""
    found = suggested_forecasts(
        reader=OPERATOR, store=current_store(), committee="skola", month=Period.month(2023, 3)
    )
    told = next(one for one in found if one.key == "bistand")
    return {said.way: said for said in told.suggestions}


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
    assert (
        "    troligen mellan −61 432 och −58 636, åtta gånger av tio (stämde 1 av 1 år)\n" in told
    )
    assert "Buffert" not in text, "nothing is booked on a contingency"

    found = json.loads(own_demo("suggest", *where, "--format", "json").stdout)
    assistance = next(one for one in found if one["activity"] == "ekonomiskt-bistand")
    shape = next(one for one in assistance["suggestions"] if one["way"] == "shape")
    assert tkr(assistance["booked"]) == -49_479
    assert tkr(shape["value"]) == -59_953
    assert shape["years"] == [2021]
    seasonal = next(one for one in assistance["suggestions"] if one["way"] == "seasonal")
    assert seasonal["low"] < seasonal["value"] < seasonal["high"]
    assert (seasonal["held"], seasonal["tried"]) == (1, [2021])
    assert (shape["low"], shape["held"], shape["tried"]) == (None, None, [])
    first = found[0]["suggestions"]
    assert {one["way"]: one["value"] for one in first}["rest"] is None

    empty = own_demo("suggest", "--committee", "arbetslivsnamnden", "--period", "2031-01").stdout
    assert empty.startswith("Det finns inga förslag efter januari 2031:")
    assert "uppsikt import" in empty
