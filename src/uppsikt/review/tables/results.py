"""Which rows a result row follows from: grant and net cost, earlier results, an opening balance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from uppsikt.figures import AnyRelation, Name, available_result, grant_result, net_cost, total
from uppsikt.review.lexicon.vocabulary import Role, key
from uppsikt.review.tables.forms import Bind
from uppsikt.review.tables.grid import Grid


@dataclass(frozen=True)
class Way:
    """One way that a result row follows from rows above it, and what it is called."""

    rows: tuple[int, ...]
    bind: Bind
    turned: frozenset[int]


def result_ways(grid: Grid, row: int) -> Iterator[Way]:
    """The ways that a row may follow from the rows above it."""
    role = grid.roles[row]
    if role is Role.RESULT:
        yield from _against_grant(grid, row)
    elif role is Role.AVAILABLE:
        yield from _against_available(grid, row)
    elif role is Role.ACCUMULATED:
        yield from _closing(grid, row)


def _against_grant(grid: Grid, row: int) -> Iterator[Way]:
    """Grant + net cost, printed with the net negative or positive; else income + cost."""
    grant, net = _above(grid, row, Role.GRANT), _above(grid, row, Role.NET)
    if grant is not None and net is not None:
        yield Way((grant, net), _as_result, frozenset())
        yield Way((grant, net), _as_result, frozenset({net}))
    income, cost = _above(grid, row, Role.INCOME), _above(grid, row, Role.COST)
    if grant is not None or net is not None:
        return
    if income is not None and cost is not None:
        yield Way((income, cost), _as_net, frozenset())
        yield Way((income, cost), _as_net, frozenset({cost}))
    elif len(sums := [one for one in range(row) if grid.sums[one]]) > 1:
        yield Way(tuple(sums), _as_closing, frozenset())
        yield Way(tuple(sums[-2:]), _as_closing, frozenset())


def _against_available(grid: Grid, row: int) -> Iterator[Way]:
    """The result with what may be used of earlier results, and earmarked means."""
    base = _above(grid, row, Role.RESULT)
    extra = [_above(grid, row, role) for role in (Role.APPROVED, Role.EARMARKED)]
    added = [one for one in extra if one is not None]
    if base is not None and added:
        yield Way((base, *added), _as_available, frozenset())


def _closing(grid: Grid, row: int) -> Iterator[Way]:
    """A closing balance: the opening one and the result."""
    if not key(grid.table.rows[row].label.text).startswith(("utgående", "ub ")):
        return
    result = _above(grid, row, Role.RESULT)
    opening = next(
        (
            one
            for one in reversed(range(row))
            if key(grid.table.rows[one].label.text).startswith(("ingående", "ib "))
        ),
        None,
    )
    if result is not None and opening is not None:
        yield Way((opening, result), _as_closing, frozenset())


def _above(grid: Grid, row: int, role: Role) -> int | None:
    """The nearest row of a role above."""
    return next((one for one in reversed(range(row)) if grid.roles[one] is role), None)


def _as_result(result: Name, terms: Sequence[Name]) -> Sequence[AnyRelation]:
    return (grant_result(result, terms[0], terms[1]),)


def _as_net(result: Name, terms: Sequence[Name]) -> Sequence[AnyRelation]:
    return (net_cost(result, terms[0], terms[1]),)


def _as_available(result: Name, terms: Sequence[Name]) -> Sequence[AnyRelation]:
    base, *added = terms
    if len(added) == 2:
        return (available_result(result, base, added[0], added[1]),)
    return (total(result, terms),)


def _as_closing(result: Name, terms: Sequence[Name]) -> Sequence[AnyRelation]:
    return (total(result, terms),)
