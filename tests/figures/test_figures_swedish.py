"""Swedish text, absent values and error texts."""

from decimal import Decimal
from fractions import Fraction

import pytest

from uppsikt.figures import (
    MISSING,
    NOT_COMPUTABLE,
    Unit,
    UppsiktError,
    alike_in_kronor,
    higher_lower,
    join_words,
    month_name,
    month_short,
    number,
    percent,
    plus_minus,
    round_half_away,
    round_share,
    swedish_sort_key,
    thousands,
    value_text,
    with_unit,
)


def test_thousands_have_hard_spaces_and_a_true_minus() -> None:
    assert thousands(-11149) == "\u221211\u00a0149"
    assert thousands(999) == "999"
    assert thousands(1_234_567) == "1\u00a0234\u00a0567"
    assert thousands(0) == "0"


def test_decimals_follow_a_comma_and_a_half_goes_away_from_zero() -> None:
    assert number(Decimal("1234.5"), 1) == "1\u00a0234,5"
    assert number(Fraction(-5, 100), 1) == "\u22120,1"
    assert number(Fraction(5, 2)) == "3"
    assert number(Fraction(-5, 2)) == "\u22123"
    assert number(Fraction(-4, 100), 1) == "0,0"
    assert number(7, 2) == "7,00"
    assert round_half_away(Fraction(-3, 2)) == -2
    assert [round_share(n, d) for n, d in ((5, 2), (-5, 2), (5, -2), (-5, -2), (0, -3))] == [
        3, -3, -3, 3, 0
    ]  # fmt: skip


def test_percent_and_units() -> None:
    assert percent(Fraction(16, 1000)) == "1,6\u00a0%"
    assert percent(Fraction(1, 4), 0) == "25\u00a0%"
    assert with_unit(1000, Unit.TKR) == "1\u00a0000\u00a0tkr"
    assert with_unit(-5, Unit.COUNT) == "\u22125\u00a0st"


def test_variances_in_words() -> None:
    assert plus_minus(1000, Unit.TKR) == "plus 1\u00a0000\u00a0tkr"
    assert plus_minus(-2500, Unit.TKR) == "minus 2\u00a0500\u00a0tkr"
    assert plus_minus(0, Unit.TKR) == "plus minus noll"
    assert higher_lower(1562, Unit.TKR) == "1\u00a0562\u00a0tkr högre än budget"
    assert higher_lower(-3, Unit.COUNT, "förra året") == "3\u00a0st lägre än förra året"
    assert higher_lower(0, Unit.TKR) == "i nivå med budget"


def test_values_in_full() -> None:
    assert value_text(25_295_000_000, Unit.TKR) == "252\u00a0950\u00a0tkr"
    assert value_text(1, Unit.TKR) == "0,00001\u00a0tkr"
    assert value_text(-150, Unit.KR) == "\u22121,5\u00a0kr"
    assert value_text(MISSING, Unit.TKR) == "saknas"
    assert value_text(NOT_COMPUTABLE, Unit.TKR) == "går inte att beräkna"


def test_months_are_in_lower_case_and_short_where_swedish_shortens_them() -> None:
    assert [month_name(m) for m in (1, 5, 10)] == ["januari", "maj", "oktober"]
    short = " ".join(month_short(m) for m in range(1, 13))
    assert short == "jan feb mars april maj juni juli aug sep okt nov dec"


def test_lists_in_running_text() -> None:
    assert join_words([]) == ""
    assert join_words(["a"]) == "a"
    assert join_words(["a", "b"]) == "a och b"
    assert join_words(["a", "b", "c"]) == "a, b och c"


def test_swedish_order() -> None:
    words = ["Övrigt", "Zon", "äpple", "Ångström", "andra", "Åre", "Arbete", "idé", "ide", "ice"]
    assert sorted(words, key=swedish_sort_key) == [
        "andra", "Arbete", "ice", "ide", "idé", "Zon", "Ångström", "Åre", "äpple", "Övrigt",
    ]  # fmt: skip
    decomposed = "O\u0308vrigt"
    assert swedish_sort_key(decomposed)[0] == swedish_sort_key("Övrigt")[0]


@pytest.mark.parametrize("absent", [MISSING, NOT_COMPUTABLE])
def test_an_absent_value_is_never_taken_for_zero(absent: object) -> None:
    with pytest.raises(TypeError):
        bool(absent)
    assert absent != 0


def test_an_error_tells_its_parts_in_order() -> None:
    error = UppsiktError(
        "Raden går inte att läsa", where="fil.csv, rad 3", values=["a", "b"], why="X", todo="Y!"
    )
    assert str(error) == (
        "Raden går inte att läsa. Var: fil.csv, rad 3. Värden: a; b. Varför: X. Gör så här: Y!"
    )
    assert str(UppsiktError("Klart.")) == "Klart."


def test_amounts_below_one_another_all_have_oere_or_none_has() -> None:
    assert [alike_in_kronor([-150_00, 200_000_00])(one) for one in (-150_00, 200_000_00)] == [
        "−150", "200\N{NO-BREAK SPACE}000",
    ]  # fmt: skip
    assert alike_in_kronor([150_00, 2_01])(150_00) == "150,00"
    assert alike_in_kronor([])(0) == "0"
