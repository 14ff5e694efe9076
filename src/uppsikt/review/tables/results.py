"""Which rows a result row follows from: grant and net cost, earlier results, an opening balance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from uppsikt.figures import (
    AnyRelation,
    Name,
    available_result,
    closing_result,
    grant_result,
    net_cost,
    total,
)
from uppsikt.review.lexicon.vocabulary import Role, is_adjustment, key, role
from uppsikt.review.tables.forms import Bind
from uppsikt.review.tables.grid import Grid

_OPENING, _CLOSING = ("ingående", "ib "), ("utgående", "ub ")


@dataclass(frozen=True)
class Way:
    """One way that a result row follows from rows above it, and what it is called.

    `certain` is one that the labels alone prove, without another column that agrees.
    """

    rows: tuple[int, ...]
    bind: Bind
    turned: frozenset[int]
    certain: bool = False


def result_ways(grid: Grid, row: int) -> Iterator[Way]:
    """The ways that a row may follow from the rows above it."""
    found = grid.roles[row]
    if found is Role.RESULT:
        yield from _against_grant(grid, row)
    elif found is Role.AVAILABLE:
        yield from _against_available(grid, row)
    elif found is Role.ACCUMULATED:
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
    """A closing balance: the opening one, the result, and what is decided of it between them.

    What is written off may be printed without its sign.
    """
    if not _label(grid, row).startswith(_CLOSING):
        return
    opening = next(
        (one for one in reversed(range(row)) if _label(grid, one).startswith(_OPENING)), None
    )
    result = _above(grid, row, Role.RESULT)
    if result is None or opening is None:
        return
    between = [one for one in range(opening + 1, row) if is_adjustment(_label(grid, one))]
    terms = (opening, result, *between)
    certain = sorted(terms) == list(range(opening, row))
    yield Way(terms, _as_balance, frozenset(), certain)
    if between:
        yield Way(terms, _as_balance, frozenset(between), certain)


def balance_columns(grid: Grid) -> Iterator[tuple[int, tuple[Way, ...]]]:
    """The columns of closing balances, and the ways that they may follow from other columns.

    A table of committees has the opening balance, the result, what is decided and the closing
    balance beside each other.
    """
    heads = {column: key(grid.head(column)) for column in grid.columns}
    for closing in (column for column, head in heads.items() if head.startswith(_CLOSING)):
        opening = next((one for one, head in heads.items() if head.startswith(_OPENING)), None)
        result = next((one for one, head in heads.items() if role(head) is Role.RESULT), None)
        if opening is None or result is None or not opening < result < closing:
            continue
        beside = [one for one, head in heads.items() if opening < one < closing]
        between = [one for one in beside if is_adjustment(heads[one])]
        terms = (opening, result, *between)
        ways = [Way(terms, _as_balance, frozenset())]
        if between:
            ways.append(Way(terms, _as_balance, frozenset(between)))
        yield closing, tuple(ways)


def _label(grid: Grid, row: int) -> str:
    return key(grid.table.rows[row].label.text)


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


def _as_balance(result: Name, terms: Sequence[Name]) -> Sequence[AnyRelation]:
    opening, year, *adjustments = terms
    return (closing_result(result, opening, year, adjustments),)


def _as_closing(result: Name, terms: Sequence[Name]) -> Sequence[AnyRelation]:
    return (total(result, terms),)
