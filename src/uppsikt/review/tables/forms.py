"""Ways in which the lines of a table may hang together, and whether they do, cell by cell.

A form binds an identity of ``figures`` to lines of one table: this row is the sum of those rows,
this column that one less another. Rules try the plausible forms and see which the table is made
by; only then does a cell that breaks it mean something.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from uppsikt.figures import (
    HARD_SPACE,
    Absent,
    AnyRelation,
    Exact,
    Figure,
    Name,
    Relation,
    Unit,
    find_contradictions,
    total,
)
from uppsikt.figures import Finding as Contradicted
from uppsikt.review.model import Cure, Finding, Named, Severity
from uppsikt.review.tables.grid import Grid, Held, Spot, as_figure, line_name, same_unit

Bind = Callable[[Name, Sequence[Name]], Sequence[AnyRelation]]


def as_total(result: Name, terms: Sequence[Name]) -> Sequence[AnyRelation]:
    """The result line is the sum of the term lines."""
    return (total(result, terms),)


@dataclass(frozen=True)
class Form:
    """One way that lines hang together: the result line, the term lines and the identity.

    ``axis`` says whether the lines are rows (held together in each column) or columns (in each
    row). ``turned`` are lines that the table prints with the opposite sign of the identity's
    convention. ``loose`` forms are sums, where one empty term is nothing to add unless the form
    needs them all (``whole``); ``mixed`` ones tie together several units.
    """

    axis: Literal["rows", "columns"]
    result: int
    terms: tuple[int, ...]
    bind: Bind = as_total
    turned: frozenset[int] = field(default_factory=frozenset)
    loose: bool = True
    mixed: bool = False
    whole: bool = False

    @cached_property
    def relations(self) -> Sequence[AnyRelation]:
        """The identity bound to all lines."""
        return self.bound(self.terms)

    def bound(self, terms: Sequence[int]) -> Sequence[AnyRelation]:
        """The identity bound to the result and some of the terms."""
        return self.bind(line_name(str(self.result)), [line_name(str(line)) for line in terms])

    def spot(self, line: int, position: int) -> Spot:
        """The cell of a line at a position across it."""
        return (line, position) if self.axis == "rows" else (position, line)


@dataclass(frozen=True)
class Outcome:
    """How a form came out at one position across its lines.

    ``spots`` are the cells that took part, the result's first, and ``figures`` what they state.
    ``strong`` agreement is one that zeros alone could not give.
    """

    form: Form
    position: int
    spots: tuple[Spot, ...]
    figures: tuple[Figure, ...]
    relations: Sequence[AnyRelation]
    strong: bool

    @cached_property
    def contradicted(self) -> Contradicted | None:
        """What the identity says of the cells; None where they agree."""
        findings = find_contradictions(self.figures, self.relations)
        return findings[0] if findings else None

    @cached_property
    def fits(self) -> bool:
        """Whether the cells agree within rounding."""
        relation = self.relations[0]
        if len(self.relations) == 1 and isinstance(relation, Relation):
            off = _off(relation, self.figures)
            if off is not None and (off == 0 or off > sum(one.half for one in self.figures)):
                return off == 0
        return self.contradicted is None


def _off(relation: Relation, figures: Sequence[Figure]) -> Exact | None:
    """How far the printed result lies from what its identity gives; None where weights other
    than one make the halves say too little of it.

    It spares the exact check for what agrees to the digit or is far beyond all rounding.
    """
    if any(weight not in (1, -1) for weight, _ in relation.terms):
        return None
    computed = relation.computed({one.name: one.value for one in figures})
    stated = figures[0].value
    if isinstance(computed, Absent) or isinstance(stated, Absent):
        return None
    return max(computed - stated, stated - computed)


def judge(grid: Grid, form: Form, position: int) -> Outcome | None:
    """How a form comes out at a position; None where cells that it needs hold no value."""
    result = grid.at(form.spot(form.result, position))
    if result is None:
        return None
    members: dict[int, Held] = {}
    for line in form.terms:
        spot = form.spot(line, position)
        held = grid.at(spot)
        if held is not None:
            members[line] = held
        elif form.whole or not (form.loose and grid.blank(spot)):
            return None
    if not members or not (form.mixed or same_unit([result, *members.values()])):
        return None
    return _outcome(form, position, {form.result: result, **members})


def _outcome(form: Form, position: int, members: dict[int, Held]) -> Outcome:
    """The outcome for cells that all hold values, the result's first."""
    terms = [line for line in members if line != form.result]
    whole = len(terms) == len(form.terms)
    relations = form.relations if whole else form.bound(terms)
    strong = _is_strong(form, members)
    figures = tuple(
        as_figure(held, line_name(str(line)), "tabellen", turned=line in form.turned)
        for line, held in members.items()
    )
    spots = tuple(form.spot(line, position) for line in members)
    return Outcome(form, position, spots, figures, relations, strong)


_TELLING = 4
"""A sum this many times larger than its rounding is one that agrees by more than chance."""


def _is_strong(form: Form, members: Mapping[int, Held]) -> bool:
    """Whether agreement would mean something: neither zeros nor rounding alone could give it."""
    result = members[form.result].value
    size = max(result, -result)
    rounding = sum(one.half for one in members.values() if one.unit is not Unit.PERCENT)
    if not form.loose:
        return size > (0 if form.mixed else rounding)
    nonzero = sum(1 for line, one in members.items() if line != form.result and one.value)
    return nonzero >= 2 and size > rounding * _TELLING


def outcomes(grid: Grid, form: Form, positions: Iterable[int]) -> list[Outcome]:
    """How a form comes out at each position where it says something."""
    judged = (judge(grid, form, position) for position in positions)
    return [one for one in judged if one is not None]


def strong_fits(found: Iterable[Outcome]) -> int:
    """How many of the outcomes agree in a way that zeros alone could not give."""
    return sum(1 for one in found if one.fits and one.strong)


def failures(found: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes that disagree beyond rounding."""
    return [one for one in found if not one.fits]


def expected(grid: Grid, outcome: Outcome) -> str:
    """What the other cells give the result, as printed there."""
    assert outcome.contradicted is not None, "only a failure expects something else"
    return _as_printed(grid, outcome, outcome.form.result, outcome.contradicted.expected)


def stated(grid: Grid, outcome: Outcome) -> str:
    """What is printed as the result, with its unit."""
    spot = outcome.form.spot(outcome.form.result, outcome.position)
    return _stated(grid, spot)


def finding(
    grid: Grid, outcome: Outcome, code: str, message: str, severity: Severity = "contradiction"
) -> Finding:
    """A finding of a form that fails at one position: every cell that takes part is marked."""
    assert outcome.contradicted is not None, "only a failure is a finding"
    return Finding(
        code=code,
        message=message,
        severity=severity,
        marks=tuple(grid.mark(spot) for spot in outcome.spots),
        values=tuple(
            Named(grid.where(spot), _stated(grid, spot), place)
            for place, spot in enumerate(outcome.spots)
        ),
        expected=expected(grid, outcome),
        tolerance=_tolerance(grid, outcome, outcome.contradicted.tolerance),
        cures=tuple(cures(grid, outcome)),
    )


def cures(grid: Grid, outcome: Outcome) -> Iterable[Cure]:
    """The single cells that, changed, would make the form hold: the result first."""
    assert outcome.contradicted is not None, "what holds needs no cure"
    relation = outcome.relations[0]
    result = outcome.form.result
    if len(outcome.relations) > 1 or not isinstance(relation, Relation):
        yield _cure(grid, outcome, result, outcome.contradicted.expected)
        return
    values = {
        figure.name: figure.value
        for figure in (outcome.contradicted.figure, *outcome.contradicted.others)
    }
    for spot in outcome.spots:
        line = spot[0] if outcome.form.axis == "rows" else spot[1]
        value = relation.solved(line_name(str(line)), values)
        if isinstance(value, Exact):
            yield _cure(grid, outcome, line, value)


def _cure(grid: Grid, outcome: Outcome, line: int, value: Exact) -> Cure:
    spot = outcome.form.spot(line, outcome.position)
    held = grid.at(spot)
    printed = held.number.text if held else ""
    told = _as_printed(grid, outcome, line, value)
    bare = told.rsplit(HARD_SPACE, 1)[0] if held and held.stated else told
    return Cure(grid.place(spot), printed, bare)


def _as_printed(grid: Grid, outcome: Outcome, line: int, value: Exact) -> str:
    """A value of a line's cell with the sign that the table prints."""
    held = grid.at(outcome.form.spot(line, outcome.position))
    assert held is not None, "a cell that takes part holds a value"
    return grid.text(-value if line in outcome.form.turned else value, held)


def _stated(grid: Grid, spot: Spot) -> str:
    held = grid.at(spot)
    return grid.text(held.value, held) if held else ""


def _tolerance(grid: Grid, outcome: Outcome, tolerance: Exact) -> str:
    held = grid.at(outcome.form.spot(outcome.form.result, outcome.position))
    assert held is not None, "a cell that takes part holds a value"
    return grid.text(tolerance, held)
