"""Money in the wrong unit."""

from fractions import Fraction

import pytest
from hand_prose import prose, told
from hand_statements import name, state
from hand_tables import plain

from uppsikt.figures import Side, What
from uppsikt.review.model import Finding, Statement
from uppsikt.review.rules.units import check_units
from uppsikt.review.units import is_unit_slip, slips


def units(*statements: Statement) -> list[Finding]:
    return plain(check_units(told(prose("Rapport"), statements=statements)))


@pytest.mark.parametrize(
    ("first", "second", "slip"),
    [
        ("5 200 kr", "5 200 tkr", True),
        ("5 200 tkr", "5 200 mnkr", True),
        ("5,2 tkr", "5 200 tkr", True),
        ("5,2 mnkr", "5 200 mnkr", True),
        ("5,2 tkr", "5 249 tkr", True),
        ("5,2 tkr", "5 251 tkr", False),
        ("5,2 mnkr", "5 200 tkr", False),
        ("5 200 tkr", "5 300 mnkr", False),
        ("0 kr", "0 tkr", False),
        ("5 tkr", "5 200 tkr", False),
        ("5 st", "5 000 tkr", False),
        ("5 200 tkr", "52 000 tkr", False),
    ],
)
def test_a_slip_is_a_thousand_within_rounding(first: str, second: str, slip: bool) -> None:
    one, other = state(first, name()), state(second, name(), line=1)
    assert is_unit_slip(one, other) is slip
    assert is_unit_slip(other, one) is slip
    assert slips([one], [other]) == ([one] if slip else [])


def test_the_same_figure_in_two_units_is_found() -> None:
    table = state("-5 200 tkr", name())
    (one,) = units(table, state("5 200 kr", name(), line=1, table=None))
    assert one.message == (
        "Utfall januari–oktober 2022 för park är 5 200 kr på ett ställe och 5 200 tkr på ett "
        "annat: tusen gånger så mycket."
    )
    assert (one.severity, len(one.marks)) == ("contradiction", 2)
    assert [(cure.printed, cure.instead) for cure in one.cures] == [("5 200", "5 200 000")]


@pytest.mark.parametrize(
    "others",
    [
        ["5 200 000 kr"],
        ["5,2 mnkr"],
        ["5 203 kr"],
        ["520 tkr"],
        ["5 200 kr", "9 000 tkr"],
    ],
)
def test_agreeing_and_otherwise_differing_figures_are_left_to_others(others: list[str]) -> None:
    statements = [state(text, name(), line=line, table=None) for line, text in enumerate(others, 1)]
    assert units(state("-5 200 tkr", name()), *statements) == []


def test_figures_of_other_names_are_never_a_pair() -> None:
    assert units(state("-5 200 tkr", name()), state("5 200 kr", name("gata"), line=1)) == []
    assert units(state("-5 200 tkr", name()), state("5 200 kr", name(what=What.BUDGET))) == []
    assert units(state("-5 200 tkr", name()), state("5 200 kr", name(side=Side.COST))) == []


def many() -> list[Statement]:
    return [state(f"-{25 + row} 815 tkr", name(f"a{row}"), line=row) for row in range(12)]


def test_a_sentence_far_beyond_every_table_is_a_note() -> None:
    (one,) = units(*many(), state("12 117 mnkr", name("x"), line=20, table=None))
    assert one.severity == "note"
    assert one.message.startswith("12 117 mnkr är långt över")


@pytest.mark.parametrize("text", ["121 tkr", "350 mnkr", "999 999 mnkr"])
def test_a_sentence_near_or_out_of_reach_of_the_tables_is_silent(text: str) -> None:
    assert units(*many(), state(text, name("x"), line=20, table=None)) == []


def test_a_document_of_few_amounts_tells_no_size() -> None:
    assert units(*many()[:4], state("12 117 mnkr", name("x"), line=20, table=None)) == []


def test_a_rough_figure_is_no_slip() -> None:
    rough = state("5 200 kr", name(), table=None, half=Fraction(50_000))
    assert not is_unit_slip(rough, state("5 200 tkr", name()))
