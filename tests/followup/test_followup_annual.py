"""The year-end: against budget, and each month's forecast against what it became."""

from __future__ import annotations

from dataclasses import replace

import pytest
from followup_books import TKR, assert_sums
from hypothesis import given, settings
from hypothesis import strategies as st

from uppsikt.documents import Chart, Heading, Paragraph, Table, render_json
from uppsikt.figures import (
    IDENTITIES,
    MISSING,
    Exact,
    Figure,
    Name,
    Period,
    Subject,
    Unit,
    UppsiktError,
    Value,
    What,
)
from uppsikt.followup.basis.facts import Facts, Line
from uppsikt.followup.report import compose

DECEMBER, YEAR = Period.month(2023, 12), Period.whole_year(2023)
APRIL, JULY = Period.month(2023, 4), Period.month(2023, 7)
LINES = (
    Line("vard", "Vård"),
    Line("stod", "Stöd"),
    Line("buffert", "Buffert", is_contingency=True),
)
Amounts = dict[str, tuple[Value, Value, Value, Value]]


def figure(what: What, activity: str, value: Value, group: str = "") -> Figure:
    return Figure(Name(what, Subject("n", activity, group=group), YEAR), value, Unit.TKR, "")


def facts(amounts: Amounts) -> Facts:
    """Per line in öre: budget, outcome, the forecast after April and after July."""
    figures = [figure(What.GRANT, "", 10_000 * TKR)]
    for line in LINES:
        budget, outcome, april, july = amounts[line.key]
        figures += [
            figure(What.BUDGET, line.key, budget),
            figure(What.ACTUAL, line.key, MISSING if line.is_contingency else outcome),
            figure(What.EARLIER_FORECAST, line.key, april, "=2023-04"),
            figure(What.EARLIER_FORECAST, line.key, july, "=2023-07"),
        ]
    return Facts("n", "Nämnden", DECEMBER, LINES, (), tuple(figures), rounds=(APRIL, JULY))


def small() -> Facts:
    return facts(
        {
            "vard": (-6000 * TKR, -6300 * TKR, -6000 * TKR, -6200 * TKR),
            "stod": (-3500 * TKR, -3400 * TKR, -3500 * TKR, -3450 * TKR),
            "buffert": (-500 * TKR, MISSING, 0, 0),
        }
    )


def cells(table: Table) -> dict[str, list[int | None]]:
    return {row.key: [cell.printed for cell in row.cells] for row in table.rows if row.cells}


def test_each_forecast_stands_against_the_outcome_in_kronor_and_per_cent() -> None:
    report = compose(small(), "annual")
    assert cells(report.table("prognoser")) == {
        "2023-04": [-9500, -9700, -200, -21],  # −200 / 9 500 = −2,1 %
        "2023-07": [-9650, -9700, -50, -5],
    }
    assert cells(report.table("prognosverk")) == {
        "vard.2023-04": [-6000, -6300, -300, -50],
        "vard.2023-07": [-6200, -6300, -100, -16],
        "stod.2023-04": [-3500, -3400, 100, 29],
        "stod.2023-07": [-3450, -3400, 50, 14],
    }
    assert [block.heading for block in report.document.blocks if isinstance(block, Chart)] == [
        "Vård avvek mest från budget: minus 300\N{NO-BREAK SPACE}tkr",
        "Längst från bokslutet var prognosen efter april: minus 200\N{NO-BREAK SPACE}tkr",
    ]


def test_an_activity_with_income_keeps_the_meaning_of_the_sign() -> None:
    known: Amounts = {
        "vard": (900 * TKR, 800 * TKR, 1000 * TKR, 800 * TKR),
        "stod": (0, 0, 0, 0),
        "buffert": (0, MISSING, 0, 0),
    }
    rows = cells(compose(facts(known), "annual").table("prognosverk"))
    assert rows["vard.2023-04"] == [1000, 800, -200, -200]
    assert rows["stod.2023-04"] == [0, 0, 0, None]  # a part of nothing is not computable


def test_a_forecast_that_somebody_did_not_give_is_not_guessed() -> None:
    known = small()
    figures = tuple(
        replace(one, value=MISSING)
        if one.name == Name(What.EARLIER_FORECAST, Subject("n", "stod", group="=2023-04"), YEAR)
        else one
        for one in known.figures
    )
    report = compose(replace(known, figures=figures), "annual")
    assert cells(report.table("prognoser"))["2023-04"] == [None, -9700, None, None]
    assert cells(report.table("prognosverk"))["stod.2023-04"] == [None, -3400, None, None]
    assert cells(report.table("prognosverk"))["vard.2023-04"] == [-6000, -6300, -300, -50]


def test_a_year_that_nobody_forecast_says_so() -> None:
    blocks = compose(replace(small(), rounds=()), "annual").document.blocks
    at = blocks.index(Heading(1, "Prognoserna mot bokslutet"))
    said = blocks[at + 1]
    assert isinstance(said, Paragraph)
    assert "Ingen prognos" in str(said)


ORE = st.integers(-(10**11), 10**11)


@settings(max_examples=40, deadline=None)
@given(st.tuples(*[st.tuples(ORE, ORE, ORE, ORE)] * 3))
def test_the_miss_is_the_difference_that_is_printed_and_sums_hold(
    given_: tuple[tuple[int, int, int, int], ...],
) -> None:
    amounts: Amounts = dict(zip(("vard", "stod", "buffert"), given_, strict=True))
    report = compose(facts(amounts), "annual")
    for key in ("prognoser", "prognosverk"):
        for said, became, miss, _ in cells(report.table(key)).values():
            assert said is not None
            assert became is not None
            assert miss == became - said
    assert_sums(report.table("samm"))


@pytest.mark.parametrize("code", ["forecast_miss", "share", "variance", "grant_result"])
def test_a_broken_identity_breaks_the_year_end(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = render_json(compose(small(), "annual").document)
    identity = IDENTITIES[code]

    def wrong(count: int) -> tuple[Exact, ...]:
        weights = identity.weights(count)
        return (-3 * weights[0], *weights[1:])

    monkeypatch.setitem(IDENTITIES, code, replace(identity, weights=wrong))
    try:
        found = render_json(compose(small(), "annual").document)
    except UppsiktError as fault:
        found = str(fault)
    assert found != right
