"""Budgets that have been changed: what was first decided, the changes, and what is in force."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from uppsikt.figures import HARD_SPACE, AnyRelation, Name, join_words, original_budget
from uppsikt.review.material import Material
from uppsikt.review.model import Finding
from uppsikt.review.registry import rule
from uppsikt.review.tables.amended import Amended, amended_columns
from uppsikt.review.tables.conventions import Case, broken, fitting
from uppsikt.review.tables.forms import Form, Outcome, cures, finding, judge
from uppsikt.review.tables.grid import Grid

_LEAST = 3
"""This many rows have to agree before the columns are known to hang together."""


@rule("amended-budget", "Ursprunglig och gällande budget")
def check_amended(material: Material) -> Iterable[Finding]:
    """The budget in force is the original one and what has changed it since, in each row.

    The columns show it by their order: a budget, one or more columns of transfers, additions or
    changes, and a budget again. At least three rows, and three in five, hold; a row that holds
    neither as printed nor with its changes turned is wrong, and so is the one row of negative
    amounts whose change has another sign than all others'.
    """
    for grid in material.grids:
        for columns in amended_columns(grid):
            for outcome in _broken(grid, columns):
                yield _finding(grid, columns, outcome)


def _broken(grid: Grid, columns: Amended) -> Sequence[Outcome]:
    """The rows that hold by neither sign of their changes, or alone by the other one, if the
    others show that they should hold."""
    found = ((row, _case(grid, columns, row)) for row in grid.rows)
    told = {row: case for row, case in found if case}
    agreeing = sum(fitting(case) and _says(grid, columns, row) for row, case in told.items())
    cases, wrong = list(told.values()), sum(not fitting(case) for case in told.values())
    if agreeing < _LEAST or agreeing * 10 < (agreeing + wrong) * 6:
        return ()
    return (*broken(cases, False), *_turned(grid, columns, cases))


def _turned(grid: Grid, columns: Amended, cases: Sequence[Case]) -> Sequence[Outcome]:
    """The one row of negative amounts that only holds with its change turned.

    Where costs are positive, an income may have another sign than they by any name.
    """
    telling = [
        case for case in cases if len(case) == 2 and not all(one.fits for one in case.values())
    ]
    plain = [case for case in telling if case[False].fits]
    others = [case[False] for case in telling if not case[False].fits and fitting(case)]
    if len(others) != 1 or len(plain) < _LEAST - 1:
        return ()
    held = grid.at((others[0].position, columns.original))
    return others if held is not None and held.value < 0 else ()


def _says(grid: Grid, columns: Amended, row: int) -> bool:
    """Whether a row has an original budget that rounding alone could not give."""
    held = grid.at((row, columns.original))
    if held is None:
        return False
    return max(held.value, -held.value) > held.half * (2 + len(columns.changes))


def _case(grid: Grid, columns: Amended, row: int) -> Case:
    """A row with its changes as printed, and turned; an empty change is none."""
    if grid.at((row, columns.current)) is None:
        return {}
    judged = ((turned, judge(grid, _form(columns, turned=turned), row)) for turned in (False, True))
    return {turned: outcome for turned, outcome in judged if outcome is not None}


def _form(columns: Amended, *, turned: bool) -> Form:
    changes = frozenset(columns.changes if turned else ())
    terms = (columns.current, *columns.changes)
    return Form("columns", columns.original, terms, _bind, changes)


def _bind(result: Name, terms: Sequence[Name]) -> Sequence[AnyRelation]:
    current, *changes = terms
    return (original_budget(result, current, changes),)


def _finding(grid: Grid, columns: Amended, outcome: Outcome) -> Finding:
    """What is wrong, told of the budget in force: that is what the decisions lead to."""
    row = outcome.position
    held = grid.at((row, columns.current))
    assert held is not None, "a row that is wrong has a budget in force"
    original, current, *others = cures(grid, outcome)
    heads = join_words([grid.head(one) for one in (columns.original, *columns.changes)])
    unit = HARD_SPACE + held.unit.symbol if held.stated else ""
    expected = current.instead + unit
    message = (
        f"{grid.head(columns.current)} för ”{grid.label(row)}” är "
        f"{grid.text(held.value, held)} men {heads} ger {expected}."
    )
    found = finding(grid, outcome, "amended-budget", message)
    return replace(found, expected=expected, cures=(current, *others, original))
