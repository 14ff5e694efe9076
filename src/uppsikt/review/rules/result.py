"""Results in tables: what is left when the net cost has met the grant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from uppsikt.figures import (
    HARD_SPACE,
    Exact,
    Name,
    Relation,
    Side,
    Subject,
    find_contradictions,
    total,
    value_text,
)
from uppsikt.figures import Finding as Contradicted
from uppsikt.review.material import Material
from uppsikt.review.model import Cure, Finding, Named, Statement
from uppsikt.review.registry import rule
from uppsikt.review.tables.cells import WITHOUT_CONTINGENCY, statement_mark
from uppsikt.review.tables.conventions import Case, broken, fitting, usual
from uppsikt.review.tables.forms import Form, Outcome, expected, finding, judge, stated
from uppsikt.review.tables.grid import Grid
from uppsikt.review.tables.results import Way, balance_columns, result_ways


@rule("result", "Resultat")
def check_result(material: Material) -> Iterable[Finding]:
    """A result is the grant and the net cost taken together; with earlier results that may be
    used and earmarked means added, it is the result against available means; and a balance is
    the one before it and the year's result.

    The labels say what belongs together, so columns that agree need only be as many as those
    that do not. A balance whose rows stand one after the other needs no other column.
    """
    for grid in material.grids:
        for row in grid.rows:
            ways = list(result_ways(grid, row))
            if ways:
                yield from _of_line(grid, _forms("rows", row, ways), certain=ways[0].certain)
        for column, across in balance_columns(grid):
            yield from _of_line(grid, _forms("columns", column, across))


def _forms(axis: Literal["rows", "columns"], line: int, ways: Sequence[Way]) -> list[Form]:
    return [Form(axis, line, way.rows, way.bind, way.turned, whole=True) for way in ways]


def _of_line(grid: Grid, forms: Sequence[Form], *, certain: bool = False) -> Iterator[Finding]:
    """The findings on one result row, or on one column of closing balances."""
    across = [column for column in grid.columns if grid.meanings[column].additive]
    positions = across if forms[0].axis == "rows" else grid.rows
    cases = [case for position in positions if (case := _case(grid, forms, position))]
    agreeing = sum(map(fitting, cases))
    convention = usual(cases)
    proved = agreeing >= 2 or (certain and len(cases) == 1)
    if not proved or (len(cases) - agreeing) > max(agreeing, int(certain)):
        return
    for outcome in broken(cases, convention):
        yield finding(grid, outcome, "result", _message(grid, outcome))


def _case(grid: Grid, forms: Sequence[Form], position: int) -> Case:
    """A result at one position by each form; none where one of its figures is empty."""
    judged = {place: judge(grid, form, position) for place, form in enumerate(forms)}
    return {place: outcome for place, outcome in judged.items() if outcome is not None}


def _message(grid: Grid, outcome: Outcome) -> str:
    row, column = outcome.spots[0]
    others = "raderna ovanför" if outcome.form.axis == "rows" else "kolumnerna före"
    return (
        f"”{grid.label(row)}” i {grid.head(column)} är {stated(grid, outcome)} "
        f"men {others} ger {expected(grid, outcome)}."
    )


@rule("cost-with-contingency", "Kostnader med buffert")
def check_cost_with_contingency(material: Material) -> Iterable[Finding]:
    """Costs with the contingency in one table are the costs and the contingency of another.

    Some tables keep the contingency in a row beside the costs, others count it in. Both show the
    same committee's money, so the two must come to the same total. Only tables of one report are
    held together, for the next report makes its forecast anew.
    """
    for reviewed in material.reviewed:
        stated: dict[Name, list[Statement]] = {}
        for one in reviewed.statements:
            if one.table is not None and one.signed:
                stated.setdefault(one.name, []).append(one)
        for name in stated:
            if name.of.side is Side.COST and not name.of.group and not name.of.activity:
                yield from _with_contingency(stated, name)


def _with_contingency(stated: Mapping[Name, Sequence[Statement]], name: Name) -> Iterator[Finding]:
    """The findings on one total of costs."""
    apart = Name(name.what, replace(name.of, group=WITHOUT_CONTINGENCY), name.when)
    contingency = next(
        (one for side in (Side.NET, Side.COST) if (one := _contingency(name, side)) in stated),
        None,
    )
    if contingency is None or apart not in stated:
        return
    used = [*stated[name], *stated[apart], *stated[contingency]]
    relation = total(name, [apart, contingency])
    for found in find_contradictions([one.figure for one in used], [relation]):
        if found.identity.code == relation.identity.code:
            yield _apart_finding(used, found, relation)


def _contingency(name: Name, side: Side) -> Name:
    return Name(name.what, Subject(name.of.committee, "buffert", side), name.when)


def _apart_finding(used: Sequence[Statement], found: Contradicted, relation: Relation) -> Finding:
    """The finding with every place where one of the three figures is printed in a table."""
    unit = found.figure.unit
    return Finding(
        code="cost-with-contingency",
        message=(
            f"”{used[0].where}” är {value_text(found.stated, unit)} men kostnader och buffert "
            f"i den andra tabellen ger {value_text(found.expected, unit)}."
        ),
        marks=tuple(statement_mark(one) for one in used),
        values=tuple(
            Named(one.where, value_text(one.value, one.unit), place)
            for place, one in enumerate(used)
        ),
        expected=value_text(found.expected, unit),
        tolerance=value_text(found.tolerance, unit),
        cures=tuple(_apart_cures(used, found, relation)),
    )


def _apart_cures(
    used: Sequence[Statement], found: Contradicted, relation: Relation
) -> Iterator[Cure]:
    """The printed figures that, changed, would make both tables agree."""
    values = {figure.name: figure.value for figure in (found.figure, *found.others)}
    for statement in used:
        value = relation.solved(statement.name, values)
        if isinstance(value, Exact):
            bare = value_text(value, statement.unit).rsplit(HARD_SPACE, 1)[0]
            yield Cure(statement.place, statement.number.text, bare)
