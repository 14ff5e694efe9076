"""Which rows a net row is the net of, and how it comes out by each convention of signs."""

from collections.abc import Hashable, Iterator, Sequence

from uppsikt.figures import AnyRelation, Name, net_cost, total
from uppsikt.review.conventions import Case
from uppsikt.review.forms import Form, Outcome, judge
from uppsikt.review.grid import Grid
from uppsikt.review.vocabulary import Role

_SIGNS = ((False, False), (True, True), (False, True))
"""Whether net and cost are printed with the sign opposite to the identity's: income positive,
cost negative and net their sum; costs and net positive; net = income − cost."""


def net_groups(grid: Grid) -> Iterator[tuple[int, list[tuple[int, ...]]]]:
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


def net_case(grid: Grid, net: int, options: Sequence[tuple[int, ...]], column: int) -> Case:
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
