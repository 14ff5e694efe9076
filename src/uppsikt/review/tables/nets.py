"""Which rows or columns a net is the net of, and how it comes out by each convention of signs."""

import re
from collections.abc import Hashable, Iterator, Sequence
from itertools import permutations

from uppsikt.figures import AnyRelation, Name, net_cost, total
from uppsikt.review.lexicon.vocabulary import Role, key
from uppsikt.review.tables.conventions import Case
from uppsikt.review.tables.forms import Form, Outcome, judge
from uppsikt.review.tables.grid import Grid

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


_SIDE_WORDS = (
    (Role.INCOME, re.compile(r"\b(?:verksamhetens )?(?:intäkt|intäkter|inkomster)\b")),
    (Role.COST, re.compile(r"\b(?:verksamhetens )?(?:brutto)?(?:kostnad|kostnader|utgifter)\b")),
    (Role.NET, re.compile(r"\b(?:verksamhetens )?(?:netto|nettokostnad|nettokostnader)\b")),
)
_OUTSIDE = frozenset(
    {
        Role.GRANT, Role.RESULT, Role.APPROVED, Role.EARMARKED, Role.AVAILABLE, Role.ACCUMULATED,
        Role.MEAN, Role.SHARE, Role.CONTINGENCY,
    }
)  # fmt: skip
"""Rows that have no income and cost of their own."""


def net_columns(grid: Grid) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each net column with the income and cost columns beside it.

    Their heads differ in the side only (``Intäkt | Kostnad | Netto``, ``Budget intäkt | …``). They
    stand next to each other: a column between them, as of internal costs, may belong to the net.
    """
    sides = [_side_of(grid, column) for column in grid.columns]
    for start in grid.columns[:-2]:
        for net, income, cost in permutations(range(start, start + 3)):
            found = [sides[column] for column in (net, income, cost)]
            roles = [one[0] if one else None for one in found]
            same = len({one[1] for one in found if one}) == 1
            if same and roles == [Role.NET, Role.INCOME, Role.COST]:
                yield net, (income, cost)


def _side_of(grid: Grid, column: int) -> tuple[Role, str] | None:
    """The one side that a column's head names, with its other words; None if none or several."""
    meant = grid.meanings[column]
    if meant.difference or not meant.additive:
        return None
    head = key(grid.table.columns[column].text)
    found = [(role, words) for role, words in _SIDE_WORDS if words.search(head)]
    if len(found) != 1:
        return None
    role, words = found[0]
    return role, " ".join(words.sub(" ", head, count=1).split())


def net_row_case(grid: Grid, net: int, pair: tuple[int, int], row: int) -> Case:
    """One row's net by each convention; none where a cell is empty or both sides are zero."""
    held = [grid.at((row, column)) for column in pair]
    if grid.roles[row] in _OUTSIDE or not any(one.value for one in held if one):
        return {}
    found: dict[Hashable, Outcome] = {}
    for turn_net, turn_cost in _SIGNS:
        turned = {net} if turn_net else set()
        turned |= {pair[1]} if turn_cost else set()
        form = Form("columns", net, pair, _as_net, frozenset(turned), loose=False)
        outcome = judge(grid, form, row)
        if outcome is not None:
            found[turn_net, turn_cost] = outcome
    return found


def _as_net(net: Name, terms: Sequence[Name]) -> Sequence[AnyRelation]:
    """Net = income + cost, or with a contingency between them the sum of all three."""
    income, cost, *contingency = terms
    return (total(net, terms) if contingency else net_cost(net, income, cost),)
