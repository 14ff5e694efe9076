"""Numbers in running text, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppsikt.figures import Unit
from uppsikt.reading import Piece, Text
from uppsikt.reading.numbers import find_numbers


def numbers(text: str) -> list[tuple[str, Unit | None]]:
    found = find_numbers(Text(text, (Piece(0, 0, 0, len(text)),)))
    assert [text[number.start : number.end] for number in found] == [n.text for n in found]
    return [(str(number.amount.number), number.amount.unit) for number in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kostnader på 8 530 tkr.", [("8530", Unit.TKR)]),
        ("minus 2 5 00 tkr på grund av", [("2500", Unit.TKR)]),
        ("ett minus på −11 149 tkr", [("-11149", Unit.TKR)]),
        ("ca 35 % av budgeten, dvs 130 milj.", [("35", Unit.PERCENT), ("130", Unit.MNKR)]),
        ("15 miljoner kr utöver ramen", [("15", Unit.MNKR)]),
        ("2,5 mnkr och 2253kr/inv", [("2.5", Unit.MNKR), ("2253", Unit.KR)]),
        ("110 (44 % kvinnor, 56 % män) st",
         [("110", None), ("44", Unit.PERCENT), ("56", Unit.PERCENT)]),
        ("1560 unika barn och 16,5 vakanser", [("1560", None), ("16.5", None)]),
        ("en ökning från 1 946 till 2 073 ärenden", [("1946", None), ("2073", None)]),
        ("1. Effekten är 1 500 tkr", [("1500", Unit.TKR)]),
        ("Totalt: 7 av 12\u00a0500 kronor", [("7", None), ("12500", Unit.KR)]),
    ],
)  # fmt: skip
def test_numbers_are_read_with_the_unit_after_them(
    text: str, expected: list[tuple[str, Unit | None]]
) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "mötet den 7 juni 2022",
        "2022-10-31 och 2022-10",
        "lagen (2003:778) om skydd mot olyckor",
        "enligt 5 kap. 11 § och §§ 12–14",
        "telefon 033-35 70 00",
        "sidan 6(15)",
        "unga 16-19 år",
        "tertial T2 och SAM14",
        "under 2022 och 2023",
        "avsnitt 2.1.3",
        "frånvaro 91+ dagar",
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert numbers(text) == []


@given(st.text(alphabet="0123456789 ,.-–−%kr()§:/abåTKR\u00a0", max_size=60))
def test_any_text_is_read_and_every_number_is_spelt_where_it_stands(text: str) -> None:
    for number in find_numbers(Text(text, (Piece(0, 3, 5, len(text)),))):
        (span,) = number.spans
        assert span.line == 3
        assert text[span.start - 5 : span.end - 5] == number.text
        digits = "".join(char for char in number.text if char.isdigit())
        stated = "".join(char for char in str(number.amount.number.copy_abs()) if char.isdigit())
        assert digits.lstrip("0") == stated.lstrip("0")
