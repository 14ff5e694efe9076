"""Net costs in tables: income and cost taken together."""

from collections.abc import Iterable, Iterator, Sequence

from uppsikt.review.lexicon.vocabulary import Role
from uppsikt.review.material import Material
from uppsikt.review.model import Finding
from uppsikt.review.registry import rule
from uppsikt.review.tables.conventions import Case, broken, fitting, odd, strong, usual
from uppsikt.review.tables.forms import Outcome, expected, finding, stated
from uppsikt.review.tables.grid import Grid
from uppsikt.review.tables.nets import net_case, net_columns, net_groups, net_row_case
from uppsikt.review.tables.slips import is_slip, is_small


@rule("net-cost", "Nettokostnad")
def check_net_cost(material: Material) -> Iterable[Finding]:
    """A net cost is the income and the cost taken together, section for section or row by row.

    Reports print costs as negative or as positive; the cells that agree show which. A
    contradiction needs a table where most of the nets hold, and a cell that holds by neither
    sign, or alone by another sign than all others in its column. Where the sides are columns, at
    least three rows, and seven in ten, hold by one convention, and a row that holds by none is
    wrong.
    """
    for grid in material.grids:
        yield from _across(grid)
        if any(role is Role.NET for role in grid.roles):
            yield from _net(grid)


def _net(grid: Grid) -> Iterator[Finding]:
    """The findings on the nets of one table."""
    groups = list(net_groups(grid))
    columns = [
        [case for net, options in groups if (case := net_case(grid, net, options, column))]
        for column in grid.columns
        if grid.meanings[column].additive
    ]
    columns = [cases for cases in columns if _mostly(cases)]
    every = [case for cases in columns for case in cases]
    agreeing, failing = sum(map(strong, every)), sum(not fitting(case) for case in every)
    whole = usual(every)
    if whole is None or not agreeing or failing > max(agreeing // 2, 2):
        return
    for cases in columns:
        own = usual(cases) if any(map(strong, cases)) else whole
        for outcome in (*broken(cases, own), *odd(cases, own)):
            if agreeing > 2 or is_small(grid, outcome) or is_slip(grid, outcome):
                yield finding(grid, outcome, "net-cost", _message(grid, outcome))


_LEAST = 3
"""This many rows have to agree before a column is known to be the net of those beside it."""


def _across(grid: Grid) -> Iterator[Finding]:
    """The findings on the nets of columns, row by row."""
    for net, pair in net_columns(grid):
        cases = [case for row in grid.rows if (case := net_row_case(grid, net, pair, row))]
        convention = usual(cases)
        wrong = broken(cases, convention)
        own = [case[convention] for case in cases if convention in case]
        agreeing = sum(one.fits and one.strong for one in own)
        if agreeing < _LEAST or agreeing * 10 < (agreeing + len(wrong)) * 7:
            continue
        for outcome in wrong:
            yield finding(grid, outcome, "net-cost", _message(grid, outcome))


def _mostly(cases: Sequence[Case]) -> bool:
    """Whether at most half of a column's nets fail; else the column is of another kind."""
    return sum(not fitting(case) for case in cases) * 2 <= len(cases) or len(cases) == 1


def _message(grid: Grid, outcome: Outcome) -> str:
    row, column = outcome.spots[0]
    return (
        f"”{grid.label(row)}” i {grid.head(column)} är {stated(grid, outcome)} "
        f"men intäkt och kostnad ger {expected(grid, outcome)}."
    )
