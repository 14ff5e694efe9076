"""From a cell to an amount, a day or a month: what is taken, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppsikt.figures import Unit, UppsiktError
from uppsikt.sheets import Broken, Value, day, month, ore
from uppsikt.sheets.cells import from_excel


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        (Decimal("1.234"), Unit.TKR, 123_400),
        (Decimal("-0.5"), Unit.KR, -50),
        ("1 234,50", Unit.KR, 123_450),
        ("−1 200", Unit.TKR, -120_000_000),
        ("1 234,50-", Unit.KR, -123_450),
        ("(500)", Unit.KR, -50_000),
        ("5 tkr", Unit.TKR, 500_000),
    ],
)
def test_amounts(cell: Value, unit: Unit, expected: int) -> None:
    assert ore(cell, unit) == expected


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (Decimal("0.001"), "delar av ett öre"),
        ("1.234", "tusental"),
        ("", "tomt"),
        ("-", "streck"),
        (Broken("#REF!"), "#REF!"),
        (Decimal(10) ** 13, "orimligt stort"),
        ("5 tkr", "Enheten"),
    ],
)
def test_what_is_no_amount_in_kronor(cell: Value, says: str) -> None:
    with pytest.raises(UppsiktError, match=says):
        ore(cell, Unit.KR)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,234.50", 123_450), ("-1,234", -123_400), ("1.5", 150), ("1,234,567.00", 123_456_700)],
)
def test_points_before_decimals_when_the_mapping_says_so(text: str, expected: int) -> None:
    assert ore(text, Unit.KR, marks="point") == expected


def test_three_decimals_after_a_point_are_decimals_there() -> None:
    assert ore("1.234", Unit.TKR, marks="point") == 123_400


@pytest.mark.parametrize("text", ["2022-10-31", "20221031", "2022-10-31 00:00:00"])
def test_days(text: str) -> None:
    assert day(text) == date(2022, 10, 31)


@pytest.mark.parametrize("text", ["31.10.2022", "31/10/2022", "31-10-2022"])
def test_days_first_only_if_said(text: str) -> None:
    assert day(text, dates="dmy") == date(2022, 10, 31)
    with pytest.raises(UppsiktError, match="Skriv dagen som 2022-01-31"):
        day(text)


@pytest.mark.parametrize("cell", ["2022-02-30", "44865", "10/31/2022", "", Broken("#N/A")])
def test_what_is_no_day(cell: Value) -> None:
    with pytest.raises(UppsiktError):
        day(cell, dates="dmy")


@pytest.mark.parametrize(
    "cell",
    ["2022-10", "202210", "okt 2022", "Oktober 2022", "2022 okt.", date(2022, 10, 1),
     Decimal(202210), "okt-2022"],
)  # fmt: skip
def test_months(cell: Value) -> None:
    assert month(cell) == 202210


@pytest.mark.parametrize("cell", ["2022-13", "2022", "10/2022", "okt 22", "", Decimal(44865)])
def test_what_is_no_month(cell: Value) -> None:
    with pytest.raises(UppsiktError, match="månad"):
        month(cell)


@given(st.integers(-(10**13), 10**13))
def test_every_whole_amount_survives_a_double(ore_: int) -> None:
    """Excel keeps a double; 15 digits of it are the amount that was typed."""
    typed = float(Decimal(ore_).scaleb(-2))
    assert ore(from_excel(typed), Unit.KR) == ore_


@given(st.integers(-(10**13), 10**13))
def test_a_sum_of_doubles_is_the_amount(ore_: int) -> None:
    typed = float(Decimal(ore_).scaleb(-2)) + 0.1 - 0.1
    if abs(ore_) < 10**10:
        assert ore(from_excel(typed), Unit.KR) == ore_
