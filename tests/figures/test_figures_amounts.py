"""The number reader: what it takes, what it refuses, and why."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uppsikt.figures import (
    AmbiguousAmountError,
    AmountError,
    EmptyAmountError,
    NotWholeOreError,
    Unit,
    UnitMismatchError,
    UnitUnknownError,
    UnreadableAmountError,
    UppsiktError,
    amount,
    number,
    percent,
    thousands,
    with_unit,
)

HARD, THIN, NARROW, FIGURE = "\u00a0", "\u2009", "\u202f", "\u2007"


@pytest.mark.parametrize(
    ("text", "expected", "step"),
    [
        ("-11 149", "-11149", "1"),
        ("−11 149,50", "-11149.50", "0.01"),
        ("–11 149", "-11149", "1"),
        ("- 500", "-500", "1"),
        ("− 500", "-500", "1"),
        (f"11{HARD}149", "11149", "1"),
        (f"11{THIN}149", "11149", "1"),
        (f"11{NARROW}149", "11149", "1"),
        (f"11{FIGURE}149", "11149", "1"),
        ("1 234 567", "1234567", "1"),
        ("11149", "11149", "1"),
        ("(1 234)", "-1234", "1"),
        ("( 1 234 )", "-1234", "1"),
        ("+5", "5", "1"),
        ("0", "0", "1"),
        ("-0", "0", "1"),
        ("(0)", "0", "1"),
        ("  7\n", "7", "1"),
        ("1,5", "1.5", "0.1"),
        ("1234.5", "1234.5", "0.1"),
        ("12.50", "12.50", "0.01"),
        ("0,125", "0.125", "0.001"),
        ("1 234,500", "1234.500", "0.001"),
        ("1234,567", "1234.567", "0.001"),
        ("1,2345", "1.2345", "0.0001"),
    ],
)
def test_what_has_one_reading_is_read(text: str, expected: str, step: str) -> None:
    read = amount(text)
    assert (read.number, read.unit, read.step) == (Decimal(expected), None, Decimal(step))
    assert not read.number.is_signed() or read.number != 0


@pytest.mark.parametrize(
    ("text", "unit", "exact"),
    [
        ("1,6 %", Unit.PERCENT, Fraction(16, 1000)),
        ("1,6%", Unit.PERCENT, Fraction(16, 1000)),
        ("26 procent", Unit.PERCENT, Fraction(26, 100)),
        ("2 500 tkr", Unit.TKR, 250_000_000),
        ("2 500 Tkr", Unit.TKR, 250_000_000),
        (f"−2{HARD}500{HARD}tkr", Unit.TKR, -250_000_000),
        ("1,2 mnkr", Unit.MNKR, 120_000_000),
        ("1,2 miljoner kronor", Unit.MNKR, 120_000_000),
        ("11 149,50 kr", Unit.KR, 1_114_950),
        ("500 kronor", Unit.KR, 50_000),
        ("(1 234 tkr)", Unit.TKR, -123_400_000),
        ("(1 234) tkr", Unit.TKR, -123_400_000),
        ("636 st", Unit.COUNT, 636),
        ("1,5 st", Unit.COUNT, Fraction(3, 2)),
    ],
)
def test_the_unit_after_the_number_decides_the_value(
    text: str, unit: Unit, exact: int | Fraction
) -> None:
    read = amount(text)
    assert read.unit is unit
    assert read.exact() == exact
    assert isinstance(read.exact(), type(exact))


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("", EmptyAmountError, "tomt"),
        ("   ", EmptyAmountError, "tomt"),
        ("–", EmptyAmountError, "streck"),
        ("-", EmptyAmountError, "streck"),
        ("..", EmptyAmountError, "streck"),
        ("1.234", AmbiguousAmountError, "både tusental och decimaler"),
        ("1,234", AmbiguousAmountError, "både tusental och decimaler"),
        ("-123,456 tkr", AmbiguousAmountError, "både tusental och decimaler"),
        ("1.234,50", AmbiguousAmountError, "flera punkter eller kommatecken"),
        ("1,234.50", AmbiguousAmountError, "flera punkter eller kommatecken"),
        ("1.234.567", AmbiguousAmountError, "flera punkter eller kommatecken"),
        ("1 23 4", AmbiguousAmountError, "grupper om tre"),
        ("1234 567", AmbiguousAmountError, "grupper om tre"),
        ("5 6", AmbiguousAmountError, "grupper om tre"),
        ("1  234", AmbiguousAmountError, "grupper om tre"),
        (f"1{HARD}234 567", AmbiguousAmountError, "olika slags mellanslag"),
        ("0 500", AmbiguousAmountError, "börjar med en nolla"),
        ("007", AmbiguousAmountError, "börjar med en nolla"),
        ("+-5", AmbiguousAmountError, "två tecken"),
        ("−–5", AmbiguousAmountError, "två tecken"),
        ("±5", AmbiguousAmountError, "två tecken"),
        ("(-5)", AmbiguousAmountError, "både tecken och parentes"),
        ("– 500", AmbiguousAmountError, "tankstreck"),
        ("500-", AmbiguousAmountError, "streck efter sig"),
        ("500:-", AmbiguousAmountError, "streck efter sig"),
        ("(5", UnreadableAmountError, "parentes"),
        ("5)", UnreadableAmountError, "parentes"),
        ("10-20", UnreadableAmountError, "två tal"),
        ("10–20 %", UnreadableAmountError, "två tal"),
        ("12 ,5", UnreadableAmountError, "Decimalerna"),
        ("12, 5", UnreadableAmountError, "Decimalerna"),
        (",5", UnreadableAmountError, "går inte att läsa"),
        ("12,", UnreadableAmountError, "Enheten"),
        ("5 hg", UnreadableAmountError, "Enheten"),
        ("5 % kr", UnreadableAmountError, "Enheten"),
        ("kr 5", UnreadableAmountError, "går inte att läsa"),
        ("1 000 kr 5", UnreadableAmountError, "går inte att läsa"),
        ("1\n234", UnreadableAmountError, "går inte att läsa"),
        ("1e3", UnreadableAmountError, "går inte att läsa"),
        ("NaN", UnreadableAmountError, "inget tal"),
        ("٣", UnreadableAmountError, "inget tal"),
        ("9" * 61, UnreadableAmountError, "för lång"),
    ],
)
def test_what_has_two_readings_or_none_is_refused_with_a_reason(
    text: str, error: type[AmountError], says: str
) -> None:
    with pytest.raises(error, match=says) as caught:
        amount(text)
    assert isinstance(caught.value, UppsiktError)
    assert len(str(caught.value)) < 400


def test_a_unit_that_contradicts_the_given_one_is_refused() -> None:
    assert amount("5 tkr", Unit.TKR).unit is Unit.TKR
    assert amount("5", Unit.TKR).exact() == 500_000
    with pytest.raises(UnitMismatchError, match="kr där tkr väntas"):
        amount("5 kr", Unit.TKR)
    with pytest.raises(UnitMismatchError):
        amount("5 kr").exact(Unit.MNKR)


def test_a_number_without_unit_has_no_value_until_somebody_says_the_unit() -> None:
    assert amount("5").exact(Unit.MNKR) == 500_000_000
    with pytest.raises(UnitUnknownError, match="gissas aldrig"):
        amount("5").exact()


def test_parts_of_an_ore_are_refused() -> None:
    assert amount("0,00001 tkr").exact() == 1
    with pytest.raises(NotWholeOreError, match="delar av ett öre"):
        amount("1,2345 kr").exact()


def test_many_digits_are_kept_to_the_last_ore() -> None:
    digits = "123456789012345678901234567890123456789"
    assert amount(f"-{digits},99 kr").exact() == -int(digits + "99")


@given(st.integers(-(10**15), 10**15))
def test_what_thousands_writes_is_read_back(n: int) -> None:
    assert amount(thousands(n)).number == n
    assert amount(with_unit(n, Unit.TKR)).exact() == n * 100_000


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from([1, 2, 4]))
def test_what_number_writes_is_read_back(value: Decimal, decimals: int) -> None:
    read = amount(number(value, decimals))
    assert abs(read.number - value) <= read.step / 2
    assert read.step == Decimal(1).scaleb(-decimals)


@given(st.integers(-(10**6), 10**6))
def test_what_percent_writes_is_read_back(tenths: int) -> None:
    assert amount(percent(Fraction(tenths, 1000))).exact() == Fraction(tenths, 1000)


@settings(max_examples=300)
@given(st.text("0123456789 .,-−–+()%krtmn\u00a0\u2009±", max_size=14))
def test_any_text_is_read_or_refused_in_swedish(text: str) -> None:
    try:
        read = amount(text)
    except AmountError as error:
        refusal = error.what
    else:
        refusal = "."
        digits = "".join(c for c in text if c.isdigit())
        assert int(abs(read.number) / read.step) == int(digits)
        assert read.number <= 0 or not any(c in text for c in "-−–(")
    assert refusal.endswith(".")
