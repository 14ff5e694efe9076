"""Net costs in tables: income and cost taken together."""

from collections.abc import Hashable, Iterable, Iterator, Sequence

from uppsikt.figures import AnyRelation, Name, net_cost, total
from uppsikt.review.conventions import Case, broken, fitting, odd, strong, usual
from uppsikt.review.forms import Form, Outcome, expected, finding, judge, stated
from uppsikt.review.grid import Grid
from uppsikt.review.material import Material
from uppsikt.review.model import Finding
from uppsikt.review.registry import rule
from uppsikt.review.slips import is_slip, is_small
from uppsikt.review.vocabulary import Role

_SIGNS = ((False, False), (True, True), (False, True))
"""Whether net and cost are printed with the sign opposite to the identity's: income positive,
cost negative and net their sum; costs and net positive; net = income − cost."""


@rule("net-cost", "Nettokostnad")
def check_net_cost(material: Material) -> Iterable[Finding]:
    """A net cost is the income and the cost taken together, section for section.

    Reports print costs as negative or as positive; the cells that agree show which. A
    contradiction needs a table where most of the nets hold, and a cell that holds by neither
    sign, or alone by another sign than all others in its column.
    """
    for grid in material.grids:
        if any(role is Role.NET for role in grid.roles):
            yield from _net(grid)


def _net(grid: Grid) -> Iterator[Finding]:
    """The findings on the nets of one table."""
    groups = list(_groups(grid))
    columns = [
        [case for net, options in groups if (case := _case(grid, net, options, column))]
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


def _mostly(cases: Sequence[Case]) -> bool:
    """Whether at most half of a column's nets fail; else the column is of another kind."""
    return sum(not fitting(case) for case in cases) * 2 <= len(cases) or len(cases) == 1


def _groups(grid: Grid) -> Iterator[tuple[int, list[tuple[int, ...]]]]:
    """Each net row with the rows it may be the net of: income and cost, and any contingency."""
    for net in grid.rows:
        if grid.roles[net] is not Role.NET:
            continue
        income, cost = _last(grid, net, Role.INCOME), _last(grid, net, Role.COST)
        if income is None or cost is None:
            continue
        between = range(max(income, cost) + 1, net)
        contingency = [row for row in between if grid.roles[row] is Role.CONTINGENCY]
        if len(contingency) == len(between) <= 1:
            pair = (income, cost)
            yield net, [(*pair, *contingency), pair] if contingency else [pair]


def _last(grid: Grid, net: int, role: Role) -> int | None:
    """The last row of a role above the net row: in its section, or else one that is a sum."""
    section = grid.section(net)
    above = [row for row in reversed(range(net)) if grid.roles[row] is role]
    own = (row for row in above if grid.section(row) == section)
    return next(own, next((row for row in above if not section and grid.sums[row]), None))


def _case(grid: Grid, net: int, options: Sequence[tuple[int, ...]], column: int) -> Case:
    """One net in one column by each convention; none where income or cost is empty."""
    if any(grid.at((row, column)) is None for row in options[0][:2]):
        return {}
    found: dict[Hashable, Outcome] = {}
    for rows in options:
        for turn_net, turn_cost in _SIGNS:
            turned = {net} if turn_net else set()
            turned |= set(rows[1:]) if turn_cost else set()
            outcome = judge(grid, Form("rows", net, rows, _as_net, frozenset(turned)), column)
            if outcome is not None:
                found[turn_net, turn_cost, len(rows)] = outcome
    return found


def _as_net(net: Name, terms: Sequence[Name]) -> Sequence[AnyRelation]:
    """Net = income + cost, or with a contingency between them the sum of all three."""
    income, cost, *contingency = terms
    return (total(net, terms) if contingency else net_cost(net, income, cost),)


def _message(grid: Grid, outcome: Outcome) -> str:
    row, column = outcome.spots[0]
    return (
        f"”{grid.label(row)}” i {grid.head(column)} är {stated(grid, outcome)} "
        f"men intäkt och kostnad ger {expected(grid, outcome)}."
    )
