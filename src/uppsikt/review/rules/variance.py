"""Variances and changes across the columns of a table."""

from collections.abc import Iterable, Iterator

from uppsikt.figures import What
from uppsikt.review.lexicon.vocabulary import Role
from uppsikt.review.material import Material
from uppsikt.review.model import Finding, Named
from uppsikt.review.registry import rule
from uppsikt.review.tables.conventions import Case, broken, odd, usual
from uppsikt.review.tables.differences import Formula, formulas
from uppsikt.review.tables.forms import Outcome, expected, finding, stated
from uppsikt.review.tables.grid import Grid, Spot


@rule("variance", "Avvikelse")
def check_variance(material: Material) -> Iterable[Finding]:
    """A variance is actual or forecast less budget, a change one period less another, in each row.

    Which two columns it follows from, and with which sign, is shown by the rows that agree: at
    least three, and three rows in five. A row breaks the formula if it agrees by neither sign, or
    alone by another sign than every other row of its kind.
    """
    for grid in material.grids:
        for formula in formulas(grid):
            for outcome in _broken(grid, formula):
                yield finding(grid, outcome, "variance", _message(grid, formula, outcome))


def _broken(grid: Grid, formula: Formula) -> Iterator[Outcome]:
    """The rows that break a column's formula; income and cost rows may have each their sign."""
    kinds: dict[tuple[object, bool], list[Case]] = {}
    for row, case in formula.cases.items():
        kinds.setdefault(_kind(grid, row, formula), []).append(case)
    whole = usual(formula.cases.values())
    for (side, negative), cases in kinds.items():
        own = usual(cases)
        yield from broken(cases, whole if own is None else own)
        # Where costs are printed positive, a row of another sign may be an income by any name;
        # but a change is now less before for both.
        if side or negative or _is_change(grid, formula):
            yield from odd(cases, own)


def _is_change(grid: Grid, formula: Formula) -> bool:
    """Whether the two columns are the same figure of two periods, with no sign to choose."""
    first, second = (grid.meanings[column] for column in formula.terms)
    return first.what is second.what


def _kind(grid: Grid, row: int, formula: Formula) -> tuple[object, bool]:
    """What decides a row's sign: its side, and whether its figures are negative."""
    role = grid.roles[row]
    side = role if role in (Role.INCOME, Role.COST, Role.NET) else None
    held = [grid.at((row, column)) for column in formula.terms]
    return side, any(one.value < 0 for one in held if one)


def _message(grid: Grid, formula: Formula, outcome: Outcome) -> str:
    row, column = outcome.spots[0]
    first, second = formula.terms
    return (
        f"{grid.head(column)} för ”{grid.label(row)}” är {stated(grid, outcome)} "
        f"men {grid.head(first)} och {grid.head(second)} ger {expected(grid, outcome)}."
    )


@rule("period-budget-above-year", "Periodbudget större än årsbudget")
def check_period_budget(material: Material) -> Iterable[Finding]:
    """A period's budget larger than the year's is unusual, but possible where income comes late.

    It is a note, never a contradiction: the rest of the year may bring more income than cost.
    """
    for grid in material.grids:
        for year, part in _budget_pairs(grid):
            for row in grid.rows:
                if _above(grid, (row, part), (row, year)):
                    yield _above_note(grid, (row, part), (row, year))


def _budget_pairs(grid: Grid) -> Iterator[tuple[int, int]]:
    """The column of a year's budget with that of a part of the same year."""
    budgets = [c for c in grid.columns if grid.meanings[c].what is What.BUDGET]
    for year in budgets:
        for part in budgets:
            whole, within = grid.meanings[year].when, grid.meanings[part].when
            if not whole or not within or whole == within:
                continue
            if whole.kind == "year" and whole.contains(within):
                yield year, part


def _above(grid: Grid, part: Spot, year: Spot) -> bool:
    """Whether a period's budget is beyond the year's on the same side of zero."""
    one, whole = grid.at(part), grid.at(year)
    if one is None or whole is None or not one.unit.is_money or one.unit is not whole.unit:
        return False
    low, high = sorted((whole.value, one.value))
    beyond = low == one.value if whole.value < 0 else high == one.value
    same_side = (one.value < 0) == (whole.value < 0)
    return beyond and same_side and whole.value != 0 and high > low + one.half + whole.half


def _above_note(grid: Grid, part: Spot, year: Spot) -> Finding:
    spots = (part, year)
    held = [grid.at(spot) for spot in spots]
    texts = [grid.text(one.value, one) if one else "" for one in held]
    return Finding(
        code="period-budget-above-year",
        severity="note",
        message=(
            f"{grid.head(part[1])} för ”{grid.label(part[0])}” är {texts[0]}, "
            f"mer än hela årets budget {texts[1]}."
        ),
        marks=tuple(grid.mark(spot) for spot in spots),
        values=tuple(
            Named(grid.where(spot), text, place)
            for place, (spot, text) in enumerate(zip(spots, texts, strict=True))
        ),
    )
