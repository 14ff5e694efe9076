"""Which import counts for what: the decisions by themselves."""

from __future__ import annotations

import pytest

from uppsikt.sources.placing import Booked, Claim, CountedTwice, InForce, months_of, replaced_by


def month(number: int) -> Claim:
    return Claim(number, number, complete=True)


def span(first: int, last: int, line: str = "a") -> Claim:
    return Claim(first, last, complete=False, line=line)


def booked(*spans: tuple[str, int, int]) -> Booked:
    return Booked(frozenset(spans))


def decide(
    new: list[Claim], rows: Booked, *old: tuple[Claim, Booked]
) -> list[tuple[int, int, str]]:
    in_force = [InForce(claim, its, "gammal.se") for claim, its in old]
    gone = replaced_by(new, rows, in_force, file="ny.se")
    return [(one.claim.first, one.claim.last, one.claim.line) for one in gone]


NOTHING = booked()


def test_a_newer_ledger_takes_the_place_of_its_months_alone() -> None:
    old = [(month(number), NOTHING) for number in (202201, 202202, 202203)]
    assert decide([month(202202), month(202203)], NOTHING, *old) == [
        (202202, 202202, ""),
        (202203, 202203, ""),
    ]


def test_a_ledger_replaces_balances_that_it_has_rows_for() -> None:
    new = [month(202201), month(202202)]
    rows = booked(("a", 202201, 202201))
    old = (span(202201, 202202), booked(("a", 202201, 202202)))
    assert decide(new, rows, old) == [(202201, 202202, "a")]


def test_a_balance_that_the_ledger_has_no_rows_for_stays() -> None:
    new = [month(202201), month(202202)]
    old = (span(202201, 202202, "b"), booked(("b", 202201, 202202)))
    assert decide(new, booked(("a", 202201, 202201)), old) == []


def test_a_ledger_that_cuts_a_balance_is_refused() -> None:
    old = (span(202201, 202205), booked(("a", 202201, 202205)))
    with pytest.raises(CountedTwice, match="täcker bara en del"):
        decide([month(202201)], booked(("a", 202201, 202201)), old)


def test_a_broken_fiscal_years_balance_is_replaced_by_its_months() -> None:
    """From July to June there are twelve months, and no month 13 to 99."""
    old = (Claim(200907, 201006, complete=True), booked(("a", 200907, 201006)))
    numbers = (*range(200907, 200913), *range(201001, 201007))
    new = [month(number) for number in numbers]
    rows = booked(("a", 200907, 200907))
    assert decide(new, rows, old) == [(200907, 201006, "")]
    for lost in numbers:
        with pytest.raises(CountedTwice, match="täcker bara en del"):
            decide([month(number) for number in numbers if number != lost], rows, old)


def test_months_of_a_span() -> None:
    assert months_of(202211, 202302) == [202211, 202212, 202301, 202302]
    assert months_of(202201, 202201) == [202201]
    assert len(months_of(200807, 201006)) == 24


def test_balances_over_vouchers_with_rows_are_refused() -> None:
    old = [(month(202201), booked(("a", 202201, 202201)))]
    with pytest.raises(CountedTwice, match="redan rader"):
        decide([span(202201, 202205)], booked(("a", 202201, 202205)), *old)


def test_balances_beside_vouchers_of_other_lines_are_welcome() -> None:
    old = [(month(202201), booked(("b", 202201, 202201)))]
    assert decide([span(202201, 202205)], booked(("a", 202201, 202205)), *old) == []


def test_newer_balances_of_a_line_take_the_place_of_the_old() -> None:
    old = [(span(202206, 202206), NOTHING), (span(202201, 202205), NOTHING)]
    assert decide([span(202206, 202206)], NOTHING, *old) == [(202206, 202206, "a")]


def test_newer_balances_that_cut_the_old_are_refused() -> None:
    with pytest.raises(CountedTwice):
        decide([span(202201, 202203)], NOTHING, (span(202201, 202205), NOTHING))


def test_a_year_balance_gives_way_only_to_the_whole_year() -> None:
    year = (Claim(202201, 202212, complete=True), NOTHING)
    with pytest.raises(CountedTwice):
        decide([month(202201)], NOTHING, year)
    months = [month(number) for number in range(202201, 202213)]
    assert decide(months, NOTHING, year) == [(202201, 202212, "")]
