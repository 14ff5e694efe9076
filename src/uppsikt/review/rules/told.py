"""Differences and results told in sentences, against the figures that they are of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from uppsikt.figures import (
    Absent,
    AnyRelation,
    Exact,
    Figure,
    Name,
    Period,
    Subject,
    Unit,
    What,
    change,
    find_contradictions,
    round_half_away,
    share,
    tidy,
    value_text,
    variance,
)
from uppsikt.review.held import Held, agree, capital, cure, mark, marks, named, printed
from uppsikt.review.material import Material
from uppsikt.review.model import Direction, Finding, Mark, Named, Statement
from uppsikt.review.registry import rule
from uppsikt.review.sentences.claim import Claim, Operand

_STEP = Name(What.CHANGE, Subject("texten", "skillnaden"), Period.whole_year(2000))
_PART = Name(What.SHARE, Subject("texten", "skillnaden"), Period.whole_year(2000))
_NOW = Name(What.ACTUAL, Subject("texten", "nu"), Period.whole_year(2000))
_BEFORE = Name(What.ACTUAL, Subject("texten", "förut"), Period.whole_year(2000))


@rule("told-result", "Resultat i texten mot tabellens tal")
def check_results(material: Material) -> Iterable[Finding]:
    """A surplus or deficit is the actual less the period budget, or the forecast less the budget.

    So a sentence that tells one of the three contradicts tables that hold the other two, if no
    rounding can explain it. Where a table prints the figure itself, ``same-figure`` holds the
    two against each other.
    """
    for reviewed in material.reviewed:
        held = Held(reviewed)
        told: dict[tuple[Name, int], list[Statement]] = {}
        for one in reviewed.prose:
            told.setdefault((one.name, held.part(one)), []).append(one)
        for (name, part), statements in told.items():
            if not held.cells(name, part):
                yield from _result(held, statements, part)


def _result(held: Held, told: Sequence[Statement], part: int) -> Iterator[Finding]:
    """The finding on one figure that only sentences state, by the tables' other two."""
    name = told[0].name
    relation = _relation(name)
    if relation is None:
        return
    others = {one: held.cells(one, part) for one in relation.names if one != name}
    if not all(len(cells) >= 1 for cells in others.values()):
        return
    cells = [one for row in others.values() for one in row]
    figures = [held.figure(one) for one in cells]
    wrong = [one for one in told if _contradicted([held.figure(one), *figures], relation)]
    if not wrong or find_contradictions(figures, []):
        return
    exact = [held.figure(row[0]) for row in others.values()]
    right = relation.solved(name, {one.name: one.value for one in exact})
    if isinstance(right, Absent):
        return
    yield _result_finding(wrong, cells, right, _slack(wrong[0], exact))


def _relation(name: Name) -> AnyRelation | None:
    """The variance relation that a figure is a member of."""
    of, when = name.of, name.when
    if name.what in (What.VARIANCE, What.ACTUAL) or (
        name.what is What.BUDGET and when.kind != "year"
    ):
        names = (What.VARIANCE, What.ACTUAL, What.BUDGET)
    elif name.what in (What.FORECAST_VARIANCE, What.FORECAST, What.BUDGET):
        names = (What.FORECAST_VARIANCE, What.FORECAST, What.BUDGET)
    else:
        return None
    return variance(*(Name(what, of, when) for what in names))


def _contradicted(figures: Sequence[Figure], relation: AnyRelation) -> bool:
    return bool(find_contradictions(figures, [relation]))


def _slack(statement: Statement, others: Sequence[Figure]) -> Exact:
    """How much rounding could explain: that of the sentence and of the cells together."""
    halves = [statement.figure.half, *(one.half for one in others)]
    return sum(halves, start=0)


def _result_finding(
    wrong: Sequence[Statement], cells: Sequence[Statement], right: Exact, slack: Exact
) -> Finding:
    first = wrong[0]
    shown = right if first.signed else max(right, -right)
    expected = value_text(shown, first.unit)
    return Finding(
        code="told-result",
        message=f"{capital(first.name.text)} är {printed(first)} i texten "
        f"men {expected} enligt tabellens tal.",
        marks=marks((*wrong, *cells)),
        values=named((*wrong, *cells)),
        expected=expected,
        tolerance=value_text(slack, first.unit),
        cures=(cure(first, max(right, -right)),) if len(wrong) == 1 else (),
    )


@rule("told-difference", "Skillnad i texten mot talen")
def check_differences(material: Material) -> Iterable[Finding]:
    """A difference told in a sentence is what the two figures differ by.

    ``1 562 tkr högre än budget`` is held against the actual and the period budget, ``en ökning
    med 5 %`` against the two numbers of the sentences themselves. Between two percentages an
    increase may be told in per cent or in percentage points, and either will do.
    """
    for reviewed in material.reviewed:
        held = Held(reviewed)
        for claim in reviewed.claims:
            if claim.number is not None:
                yield from _difference(held, claim)


def _difference(held: Held, claim: Claim) -> Iterator[Finding]:
    """The finding on one told difference, if no reading of it agrees with the figures."""
    for now, before in pairs(held, claim):
        claimed = _claimed(claim, now)
        if claimed is None:
            return
        relations = _relations(claim, percent=claimed.unit is Unit.PERCENT)
        if not find_contradictions([claimed, now, before], relations):
            return
        if now.unit is Unit.PERCENT and _as_points(claim, now, before):
            return
        yield _difference_finding(held, claim, now, before, claimed)
        return


def pairs(held: Held, claim: Claim) -> Iterator[tuple[Figure, Figure]]:
    """The two figures that a claim is between, costs as positive; nothing if one is missing.

    Where a figure is stated with several values that contradict each other, that is another
    finding, and nothing is said here.
    """
    if claim.operands is not None:
        now, before = claim.operands
        yield _as_figure(now, _NOW), _as_figure(before, _BEFORE)
        return
    sides: list[Figure] = []
    for name, other in ((claim.now, _NOW), (claim.before, _BEFORE)):
        stated = held.stated(name) if name else []
        figures = [held.figure(one) for one in stated]
        if not figures or not all(agree(figures[0], one) for one in figures):
            return
        exact = min(figures, key=lambda one: one.half)
        if isinstance(exact.value, Absent):
            return
        sides.append(replace(exact, name=other, value=-exact.value))
    yield sides[0], sides[1]


def _as_figure(operand: Operand, name: Name) -> Figure:
    value = operand.value
    unit = operand.number.amount.unit or operand.unit or Unit.COUNT
    return Figure(name, max(value, -value), unit, operand.text, operand.half)


def _claimed(claim: Claim, now: Figure) -> Figure | None:
    """The told difference as a figure, negative if it is lower; None if units do not fit."""
    assert claim.number is not None, "only told differences are asked about"
    unit = claim.number.amount.unit or (Unit.COUNT if now.unit is Unit.COUNT else None)
    if unit is None or (unit is not Unit.PERCENT and unit.is_money != now.unit.is_money):
        return None
    value = claim.number.amount.exact(unit)
    size = max(value, -value)
    value = size if claim.direction is Direction.UP else -size
    name = _PART if unit is Unit.PERCENT else _STEP
    return Figure(name, value, unit, claim.text, claim.half)


def _relations(claim: Claim, *, percent: bool) -> list[AnyRelation]:
    """The identities of a difference, or of a difference as a share of what was before."""
    planned = claim.before is not None and claim.before.what is What.BUDGET
    step = (variance if planned else change)(_STEP, _NOW, _BEFORE)
    return [step, share(_PART, _STEP, _BEFORE)] if percent else [step]


def _as_points(claim: Claim, now: Figure, before: Figure) -> bool:
    """Whether a told difference between two percentages agrees as percentage points."""
    claimed = _claimed(claim, now)
    if claimed is None:
        return False
    points = replace(claimed, name=_STEP)
    return not find_contradictions([points, now, before], [change(_STEP, _NOW, _BEFORE)])


def _difference_finding(
    held: Held, claim: Claim, now: Figure, before: Figure, claimed: Figure
) -> Finding:
    relations = _relations(claim, percent=claimed.unit is Unit.PERCENT)
    (found,) = find_contradictions([claimed, now, before], relations)[:1]
    expected = value_text(_rounded(found.expected, claimed), claimed.unit)
    told = value_text(max(found.stated, -found.stated), claimed.unit)
    way = "högre" if claim.direction is Direction.UP else "lägre"
    return Finding(
        code="told-difference",
        message=f"Texten säger {told} {way}, men talen {_value(now)} och {_value(before)} "
        f"ger skillnaden {expected}.",
        marks=(Mark(claim.place, claim.text, claim.mark), *sources(held, claim)),
        values=(Named("skillnad i texten", told, 0), *_values(now, before)),
        expected=expected,
        tolerance=value_text(_rounded(found.tolerance, claimed), claimed.unit),
    )


def _rounded(value: Exact, like: Figure) -> Exact:
    """A value with at most two decimals in a figure's unit, for print."""
    factor = Fraction(like.unit.factor)
    return tidy(Fraction(round_half_away(Fraction(value) / factor * 100), 100) * factor)


def _value(figure: Figure) -> str:
    return value_text(figure.value, figure.unit)


def _values(now: Figure, before: Figure) -> tuple[Named, Named]:
    return Named("nu", _value(now), 1), Named("jämfört med", _value(before), 2)


def sources(held: Held, claim: Claim) -> tuple[Mark, ...]:
    """The places of the two figures that a claim is between."""
    if claim.operands is not None:
        return tuple(
            Mark(one.place, one.text, (one.number.start, one.number.end)) for one in claim.operands
        )
    names = [one for one in (claim.now, claim.before) if one]
    return tuple(mark(held.stated(name)[0]) for name in names if held.stated(name))
