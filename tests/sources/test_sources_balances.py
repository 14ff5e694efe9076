"""Booked, nothing, not known: what balances in memory answer."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Period, Side, Value
from uppsikt.organisation.rules import EARLIEST, LATEST
from uppsikt.sources.balances import Balances, Cell, LineTime, Selection, Span


def cell(
    line: str,
    span: Span,
    amount: int,
    group: str = "personal",
    side: Side | None = Side.COST,
) -> Cell:
    return Cell(line, group, side, *span, amount, 1)


def months(first: int, last: int) -> tuple[Span, ...]:
    return tuple((month, month) for month in range(first, last + 1))


ALWAYS = (LineTime("a", EARLIEST, LATEST), LineTime("b", EARLIEST, LATEST))


def balances(
    *cells: Cell,
    complete: tuple[Span, ...] = (),
    times: tuple[LineTime, ...] = ALWAYS,
) -> Balances:
    def detail(selection: Selection) -> tuple[Cell, ...]:
        return tuple(c for c in cells if selection.account in (None, c.group))

    def by_code(
        dimension: str, spans: Mapping[str, Span], selection: Selection
    ) -> list[tuple[str, Cell]]:
        return [
            (c.group, c)
            for c in cells
            if c.line in spans and spans[c.line][0] <= c.first and c.last <= spans[c.line][1]
        ]

    return Balances("namnd", 2021, 2022, "f", cells, complete, times, detail, by_code)


def test_vouchers_tell_nothing_booked_from_no_entry() -> None:
    found = balances(cell("a", (202201, 202201), -5), complete=months(202201, 202203))
    assert found.value(Period.to_date(2022, 3), activity="a") == -5
    assert found.value(Period.to_date(2022, 3), activity="b") == 0
    assert found.value(Period.to_date(2022, 3)) == -5
    assert found.value(Period.month(2022, 4), activity="a") is MISSING
    assert found.value(Period.to_date(2022, 4), activity="a") is NOT_COMPUTABLE
    assert found.value(Period.month(2022, 4)) is MISSING


def test_a_span_is_never_spread() -> None:
    found = balances(cell("a", (202201, 202205), -5), cell("a", (202206, 202206), -2))
    expected: dict[Period, Value] = {
        Period.to_date(2022, 5): -5,
        Period.to_date(2022, 6): -7,
        Period.month(2022, 6): -2,
        Period.to_date(2022, 4): NOT_COMPUTABLE,
        Period.month(2022, 5): NOT_COMPUTABLE,
        Period.month(2022, 7): MISSING,
        Period.to_date(2022, 7): NOT_COMPUTABLE,
    }
    for period, value in expected.items():
        assert found.value(period, activity="a") == value, period
    assert found.spans(2022, "a") == (Period(2022, 1, 5), Period(2022, 6, 6))
    assert found.value(Period.to_date(2022, 5)) is NOT_COMPUTABLE  # nothing is known of b


def test_a_balance_for_one_line_beside_vouchers_for_the_others() -> None:
    found = balances(
        cell("a", (202201, 202205), -5),
        cell("a", (202206, 202206), -2),
        cell("b", (202203, 202203), -1),
        complete=months(202201, 202206),
    )
    assert found.value(Period.to_date(2022, 6)) == -8
    assert found.value(Period.to_date(2022, 5)) == -6
    assert found.value(Period.to_date(2022, 3)) is NOT_COMPUTABLE
    assert found.value(Period.to_date(2022, 3), activity="b") == -1
    assert found.spans(2022) == (Period(2022, 1, 5), Period(2022, 6, 6))


def test_a_line_counts_while_it_exists() -> None:
    times = (LineTime("a", EARLIEST, 202202), LineTime("b", 202201, LATEST))
    found = balances(
        cell("a", (202201, 202201), -5),
        cell("b", (202203, 202203), -1),
        complete=months(202101, 202112) + months(202201, 202203),
        times=times,
    )
    assert found.value(Period.to_date(2022, 3)) == -6
    assert found.value(Period.to_date(2022, 3), activity="a") == -5
    assert found.value(Period.month(2022, 3), activity="a") is MISSING
    assert found.value(Period.whole_year(2021), activity="b") is MISSING
    assert found.value(Period.whole_year(2021)) == 0


def test_a_contingency_has_no_actual_and_hinders_none() -> None:
    times = (*ALWAYS, LineTime("buffert", EARLIEST, LATEST, is_contingency=True))
    found = balances(complete=months(202201, 202203), times=times)
    assert found.value(Period.to_date(2022, 3), activity="buffert") is MISSING
    assert found.value(Period.to_date(2022, 3)) == 0


def test_sides_and_groups() -> None:
    january = (202201, 202201)
    found = balances(
        cell("a", january, -5),
        cell("a", january, 3, "stat", Side.INCOME),
        complete=months(202201, 202201),
    )
    period = Period.month(2022, 1)
    assert found.value(period, side=Side.INCOME) == 3
    assert found.value(period, side=Side.COST) == -5
    assert found.value(period, side=Side.NET) == -2
    assert found.value(period, group="stat") == 3
    assert found.value(period, group="annan") == 0
    assert found.value(period, account="stat") == 3
    assert [(a.code, a.amount) for a in found.accounts(period, "a")] == [
        ("personal", -5),
        ("stat", 3),
    ]


def test_an_account_without_side_makes_sides_uncertain_but_not_the_net() -> None:
    found = balances(
        cell("a", (202201, 202201), -5, group="", side=None), complete=months(202201, 202201)
    )
    period = Period.month(2022, 1)
    assert found.value(period, side=Side.COST) is NOT_COMPUTABLE
    assert found.value(period) == -5
    assert found.value(period, group="") == -5


def test_what_feeds_no_line_is_in_the_committees_total() -> None:
    found = balances(cell("", (202201, 202201), -9), complete=months(202201, 202201))
    assert found.value(Period.month(2022, 1)) == -9
    assert found.value(Period.month(2022, 1), activity="") == -9


@pytest.mark.parametrize("period", [Period.month(2022, 1), Period.to_date(2022, 3)])
def test_an_unknown_line_is_missing(period: Period) -> None:
    found = balances(complete=months(202201, 202203))
    assert found.value(period, activity="finns-inte") is MISSING
    assert found.accounts(period, "finns-inte") == ()
