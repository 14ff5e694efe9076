"""From this year's budget to the proposal: every column and every row adds up, in öre and tkr."""

from __future__ import annotations

from dataclasses import replace

import pytest
from followup_books import TKR, assert_sums
from hypothesis import given, settings
from hypothesis import strategies as st

from uppsikt.documents import Table, render_json
from uppsikt.figures import (
    IDENTITIES,
    MISSING,
    Exact,
    Figure,
    Name,
    Period,
    Side,
    Subject,
    Unit,
    UppsiktError,
    Value,
    What,
)
from uppsikt.followup.basis.facts import Coming, Facts, Group, Line
from uppsikt.followup.basis.next_year import planning_columns
from uppsikt.followup.report import Report, compose
from uppsikt.planning.next_year_rules import Efficiency, Indexation, Request, Steps

JULY = Period.month(2023, 7)
THIS, NEXT = Period.whole_year(2023), Period.whole_year(2024)
YEARS = frozenset({2022, 2023, 2024})
GROUPS = (Group("personal", "Personal", Side.COST), Group("kop", "Köp", Side.COST))
STEPS = Steps(
    (Indexation("personal", 3300, "Ramar"), Indexation("kop", 1800, "Ramar")),
    Efficiency(1000, True, "Ramar"),
    (
        Request("a", "Priser", "vard", 5_000 * TKR, "Dyrare.", "Underskott.", included=True),
        Request("b", "Volym", "vard", 7_000 * TKR, "Fler.", "", included=False),
    ),
)


def figure(what: What, when: Period, value: Value, activity: str, group: str = "") -> Figure:
    side = Side.COST if group and not group.startswith("=") else Side.NET
    return Figure(Name(what, Subject("n", activity, side, group), when), value, Unit.TKR, "")


def facts(lines: tuple[Line, ...], amounts: dict[str, tuple[int, int, int, int, int]]) -> Facts:
    """Per line: budget, two indexations, efficiency and proposal, in öre."""
    figures = []
    for line in lines:
        budget, wages, bought, saved, proposal = amounts[line.key]
        figures += [
            figure(What.PROPOSAL, NEXT, proposal if 2024 in line.years else MISSING, line.key)
        ]
        if 2023 not in line.years:
            continue
        figures += [
            figure(What.BUDGET, THIS, budget, line.key),
            figure(What.INDEXATION, NEXT, wages, line.key, "personal"),
            figure(What.INDEXATION, NEXT, bought, line.key, "kop"),
            figure(What.EFFICIENCY, NEXT, saved, line.key),
        ]
        if line.key != "vard":
            figures.append(figure(What.REQUEST, NEXT, 0, line.key))
    figures += [
        figure(What.REQUEST, NEXT, -5_000 * TKR, "vard", "=a"),
        figure(What.EXTRA_REQUEST, NEXT, -7_000 * TKR, "vard", "=b"),
    ]
    return Facts("n", "Nämnden", JULY, lines, GROUPS, tuple(figures),
                 columns=planning_columns(JULY), coming=Coming("2024:1", STEPS))  # fmt: skip


def cells(table: Table) -> dict[str, list[int | None]]:
    return {row.key: [cell.printed for cell in row.cells] for row in table.rows}


def assert_rows_add_up(report: Report) -> None:
    """Budget and steps give the proposal on every row; what is lacking on both sides is nothing."""
    for *parts, proposal in cells(report.table("steg")).values():
        assert sum(part or 0 for part in parts) == (proposal or 0)


LINES = (
    Line("vard", "Vård", years=YEARS),
    Line("stod", "Stöd", years=YEARS),
    Line("gammal", "Gammal", years=frozenset({2022, 2023})),
    Line("ny", "Ny", years=frozenset({2024})),
    Line("buffert", "Buffert", is_contingency=True, years=YEARS),
)
ORE = st.integers(-(10**11), 10**11)


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries({line.key: st.tuples(ORE, ORE, ORE, ORE, ORE) for line in LINES}))
def test_rows_and_columns_add_up_whatever_the_amounts(
    amounts: dict[str, tuple[int, int, int, int, int]],
) -> None:
    report = compose(facts(LINES, amounts), "budget")
    assert_rows_add_up(report)
    for key in ("steg", "upprakning", "askanden"):
        assert_sums(report.table(key))
    raised = cells(report.table("upprakning"))
    for key, row in cells(report.table("steg")).items():
        if key in raised:
            assert raised[key][-1] == row[1]
            assert sum(part or 0 for part in raised[key][:-1]) == raised[key][-1]


def small() -> Facts:
    return facts(LINES, {line.key: (-1000 * TKR, -30 * TKR, 0, 10 * TKR, -1025 * TKR)
                         for line in LINES})  # fmt: skip


def test_an_activity_that_ends_goes_out_and_one_that_begins_comes_in() -> None:
    rows = cells(compose(small(), "budget").table("steg"))
    assert rows["gammal"] == [-1000, -30, 10, 0, 1020, None]
    assert rows["ny"] == [None, None, None, None, -1025, -1025]
    assert rows["vard"] == [-1000, -30, 10, -5000, 4995, -1025]
    assert rows["alla"] == [-4000, -120, 40, -5000, 4980, -4100]


def test_requests_are_shown_as_what_is_asked_for_in_and_beside_the_proposal() -> None:
    table = compose(small(), "budget").table("askanden")
    assert [(row.label, row.cells[0].printed) for row in table.rows] == [
        ("Vård: Priser", 5000),
        ("Ingår i förslaget", 5000),
        ("Vård: Volym", 7000),
        ("Utöver förslaget", 7000),
    ]


@pytest.mark.parametrize(
    ("steps", "columns"),
    [
        (Steps(), None),
        (Steps(efficiency=STEPS.efficiency), ["Effektivisering", "Övriga förändringar"]),
        (Steps(STEPS.indexations), ["Uppräkning", "Övriga förändringar"]),
    ],
)
def test_a_step_that_nothing_is_decided_of_is_not_shown(
    steps: Steps, columns: list[str] | None
) -> None:
    report = compose(replace(small(), coming=Coming("2024:1", steps)), "budget")
    found = [table for table in report.tables if table.key == "steg"]
    if columns is None:
        assert not found
    else:
        names = [column.name for column in found[0].columns]
        assert names == ["Budget 2023", *columns, "Budget 2024:1"]


def test_a_budget_that_is_not_split_leaves_the_steps_not_computable() -> None:
    known = small()
    figures = tuple(
        replace(one, value=MISSING) if one.name.what is What.INDEXATION else one
        for one in known.figures
    )
    rows = cells(compose(replace(known, figures=figures), "budget").table("steg"))
    assert rows["vard"][1] is rows["vard"][4] is rows["alla"][1] is rows["alla"][4] is None
    assert rows["vard"][2] == 10


@pytest.mark.parametrize("code", ["other_change", "ended_change", "total"])
def test_a_broken_identity_breaks_the_steps(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = render_json(compose(small(), "budget").document)
    identity = IDENTITIES[code]

    def wrong(count: int) -> tuple[Exact, ...]:
        weights = identity.weights(count)
        return (-3 * weights[0], *weights[1:])

    monkeypatch.setitem(IDENTITIES, code, replace(identity, weights=wrong))
    try:
        found = render_json(compose(small(), "budget").document)
    except UppsiktError as fault:
        found = str(fault)
    assert found != right
