"""Results in tables: what is left when the net cost has met the grant."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from uppsikt.figures import AnyRelation, Name, available_result, grant_result, net_cost, total
from uppsikt.review.conventions import Case, broken, fitting, usual
from uppsikt.review.forms import Bind, Form, Outcome, expected, finding, judge, stated
from uppsikt.review.grid import Grid
from uppsikt.review.material import Material
from uppsikt.review.model import Finding
from uppsikt.review.registry import rule
from uppsikt.review.vocabulary import Role, key


@dataclass(frozen=True)
class _Way:
    """One way that a result row follows from rows above it, and what it is called."""

    rows: tuple[int, ...]
    bind: Bind
    turned: frozenset[int]


@rule("result", "Resultat")
def check_result(material: Material) -> Iterable[Finding]:
    """A result is the grant and the net cost taken together; with earlier results that may be
    used and earmarked means added, it is the result against available means; and a balance is
    the one before it and the year's result.

    The labels say what belongs together, so columns that agree need only be as many as those
    that do not.
    """
    for grid in material.grids:
        for row in grid.rows:
            ways = list(_ways(grid, row))
            if ways:
                yield from _of_row(grid, row, ways)


def _of_row(grid: Grid, row: int, ways: Sequence[_Way]) -> Iterator[Finding]:
    """The findings on one result row."""
    columns = [column for column in grid.columns if grid.meanings[column].additive]
    cases = [case for column in columns if (case := _case(grid, row, ways, column))]
    agreeing = sum(map(fitting, cases))
    convention = usual(cases)
    if agreeing < 2 or (len(cases) - agreeing) > agreeing:
        return
    for outcome in broken(cases, convention):
        yield finding(grid, outcome, "result", _message(grid, outcome))


def _case(grid: Grid, row: int, ways: Sequence[_Way], column: int) -> Case:
    """A result in one column by each way; none where one of its figures is empty."""
    found: dict[Hashable, Outcome] = {}
    for place, way in enumerate(ways):
        if all(grid.at((one, column)) for one in way.rows):
            outcome = judge(grid, Form("rows", row, way.rows, way.bind, way.turned), column)
            if outcome is not None:
                found[place] = outcome
    return found


def _ways(grid: Grid, row: int) -> Iterator[_Way]:
    """The ways that a row may follow from the rows above it."""
    role = grid.roles[row]
    if role is Role.RESULT:
        yield from _against_grant(grid, row)
    elif role is Role.AVAILABLE:
        yield from _against_available(grid, row)
    elif role is Role.ACCUMULATED:
        yield from _closing(grid, row)


def _against_grant(grid: Grid, row: int) -> Iterator[_Way]:
    """Grant + net cost, printed with the net negative or positive; else income + cost."""
    grant, net = _above(grid, row, Role.GRANT), _above(grid, row, Role.NET)
    if grant is not None and net is not None:
        yield _Way((grant, net), _as_result, frozenset())
        yield _Way((grant, net), _as_result, frozenset({net}))
    income, cost = _above(grid, row, Role.INCOME), _above(grid, row, Role.COST)
    if grant is None and net is None and income is not None and cost is not None:
        yield _Way((income, cost), _as_net, frozenset())
        yield _Way((income, cost), _as_net, frozenset({cost}))


def _against_available(grid: Grid, row: int) -> Iterator[_Way]:
    """The result with what may be used of earlier results, and earmarked means."""
    base = _above(grid, row, Role.RESULT)
    extra = [_above(grid, row, role) for role in (Role.APPROVED, Role.EARMARKED)]
    added = [one for one in extra if one is not None]
    if base is not None and added:
        yield _Way((base, *added), _as_available, frozenset())


def _closing(grid: Grid, row: int) -> Iterator[_Way]:
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
        yield _Way((opening, result), _as_closing, frozenset())


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


def _message(grid: Grid, outcome: Outcome) -> str:
    row, column = outcome.spots[0]
    return (
        f"”{grid.label(row)}” i {grid.head(column)} är {stated(grid, outcome)} "
        f"men raderna ovanför ger {expected(grid, outcome)}."
    )
