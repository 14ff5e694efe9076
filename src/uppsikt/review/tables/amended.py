"""Which columns of a table lead from an original budget to the one in force."""

from collections.abc import Iterator
from dataclasses import dataclass

from uppsikt.figures import Unit, What
from uppsikt.review.tables.grid import Grid

_BUDGETS = (What.BUDGET, What.ORIGINAL_BUDGET)


@dataclass(frozen=True)
class Amended:
    """The columns of the original budget, of each kind of change, and of the budget in force."""

    original: int
    changes: tuple[int, ...]
    current: int


def amended_columns(grid: Grid) -> Iterator[Amended]:
    """Each run of columns of changes with a budget of the same time on both sides.

    The original stands first unless its head says that it stands last.
    """
    columns = list(grid.columns)
    first = 0
    while first < len(columns):
        last = first
        while last < len(columns) and grid.meanings[columns[last]].amends:
            last += 1
        if last > first > 0 and last < len(columns) and _same_budget(grid, first - 1, last):
            yield _in_order(grid, first - 1, tuple(columns[first:last]), last)
        first = last + 1


def _same_budget(grid: Grid, one: int, other: int) -> bool:
    """Whether two columns are budgets in money of one time, as far as their heads say."""
    meant = (grid.meanings[one], grid.meanings[other])
    whens = {meaning.when for meaning in meant if meaning.when}
    return (
        all(meaning.what in _BUDGETS and meaning.unit is not Unit.PERCENT for meaning in meant)
        and len(whens) <= 1
    )


def _in_order(grid: Grid, left: int, changes: tuple[int, ...], right: int) -> Amended:
    original_last = grid.meanings[right].what is What.ORIGINAL_BUDGET
    original_first = grid.meanings[left].what is What.ORIGINAL_BUDGET
    if original_last and not original_first:
        return Amended(right, changes, left)
    return Amended(left, changes, right)
