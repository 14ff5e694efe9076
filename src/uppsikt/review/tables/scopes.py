"""Which rows a sum row may sum: every scope that a report plausibly means, likely ones first."""

from collections.abc import Iterator, Sequence
from itertools import islice

from uppsikt.review.lexicon.vocabulary import Role, is_sum, named_side, role
from uppsikt.review.tables.grid import Grid

_NEVER = (Role.PART, Role.MEAN, Role.SHARE)
"""Rows that are no addends beside the others."""
_RESULTS = (
    Role.GRANT, Role.RESULT, Role.AVAILABLE, Role.APPROVED, Role.EARMARKED, Role.ACCUMULATED,
)  # fmt: skip
_MOST_ROWS = 250
"""A longer table is a list of raw data; its sum's rounding would hide any slip."""
_MOST_SUMS = 40
_SIDES = (Role.INCOME, Role.COST, Role.NET)


def sum_rows(grid: Grid) -> Iterator[int]:
    """The rows whose label, or whose section's, says that they are sums of other rows.

    A net row is one only where the table shows no income and cost that it is the net of.
    """
    if len(grid.rows) > _MOST_ROWS:
        return
    yield from islice(_sum_rows(grid), _MOST_SUMS)


def _sum_rows(grid: Grid) -> Iterator[int]:
    both = {Role.INCOME, Role.COST} <= set(grid.roles)
    for row in grid.rows:
        net = grid.roles[row] is Role.NET
        lone = net and not both and not _sectioned(grid) and row > 1
        last = net and grid.sums[row] and grid.roles[:row].count(Role.NET) > 1
        if lone or last or in_sum_section(grid, row) or (grid.sums[row] and not (net and both)):
            yield row


def in_sum_section(grid: Grid, row: int) -> bool:
    """Whether a row stands for one side in a section that is a sum: ``Totalt``, ``Intäkt``."""
    section = grid.section(row)
    return bool(section) and grid.roles[row] in _SIDES and is_sum(section[-1])


def _sectioned(grid: Grid) -> bool:
    return any(row.under for row in grid.table.rows)


def scopes(grid: Grid, row: int) -> list[tuple[int, ...]]:
    """The sets of at least two rows that a sum row may be the sum of, the likeliest first."""
    found: dict[tuple[int, ...], None] = {}
    for scope in _of_side(grid, row) if in_sum_section(grid, row) else _plain(grid, row):
        for variant in _without_contingency(grid, scope):
            if len(variant) >= 2:
                found.setdefault(variant)
    return list(found)


def _without_contingency(grid: Grid, scope: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """A scope, and the same without the contingency, which some reports keep beside the sum."""
    yield tuple(scope)
    yield tuple(row for row in scope if not _contingency(grid, row))


def _contingency(grid: Grid, row: int) -> bool:
    section = grid.section(row)
    return grid.roles[row] is Role.CONTINGENCY or (
        bool(section) and role(section[-1]) is Role.CONTINGENCY
    )


def _of_side(grid: Grid, row: int) -> Iterator[list[int]]:
    """Rows of the same side in the other sections."""
    same = [
        one
        for one in grid.rows
        if one != row and grid.roles[one] is grid.roles[row] and not in_sum_section(grid, one)
    ]
    yield [one for one in same if one < row]
    yield [one for one in same if one > row]


def _plain(grid: Grid, row: int) -> Iterator[list[int]]:
    """Blocks of rows above (or, where totals come first, below) a sum row."""
    leaves = [one for one in grid.rows if one != row and _leaf(grid, one)]
    sums = [one for one in grid.rows if one != row and _sum(grid, one)]
    above = [one for one in leaves if one < row]
    last = max((one for one in sums if one < row), default=-1)
    block = [one for one in above if one > last]
    totals = [one for one in sums if one < row]
    yield block
    other = {Role.COST: Role.INCOME, Role.INCOME: Role.COST}.get(grid.roles[row])
    yield [one for one in block if grid.roles[one] is not other]
    yield totals
    yield totals + block
    yield above
    yield totals[-2:]
    yield totals[-2:] + block
    if grid.section(row):
        yield [one for one in above if grid.section(one) == grid.section(row)]
    yield from _sided(grid, row, above)
    following = min((one for one in sums if one > row), default=len(grid.table.rows))
    yield [one for one in leaves if row < one < following]
    yield [one for one in leaves if one > row]
    yield [one for one in sums if one > row]


def _sided(grid: Grid, row: int, above: Sequence[int]) -> Iterator[list[int]]:
    """Only the net rows, or only those of the side that the sum row names."""
    yield [one for one in above if grid.roles[one] is Role.NET]
    side = named_side(grid.table.rows[row].label.text)
    named = {"income": Role.INCOME, "cost": Role.COST, "net": Role.NET}.get(side or "")
    if named:
        yield [one for one in above if grid.roles[one] is named]


def _leaf(grid: Grid, row: int) -> bool:
    """Whether a row may be an addend: no sum, no part of another row, no result."""
    return not (
        grid.sums[row]
        or grid.roles[row] in _NEVER
        or grid.roles[row] in _RESULTS
        or any(role(text) is Role.PART for text in grid.section(row))
    )


def _sum(grid: Grid, row: int) -> bool:
    return grid.sums[row] and grid.roles[row] not in _NEVER
