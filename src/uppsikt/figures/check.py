"""What cannot all be true: stated figures against the identities, with declared tolerance.

Each stated figure stands for an interval: 252 950 tkr is anything from 252 949,5 to 252 950,5.
A relation is contradicted when no choice of values within the intervals makes it hold, so rounding
alone never gives a finding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from uppsikt.figures.absent import Absent, Exact, tidy
from uppsikt.figures.figure import Figure, Name
from uppsikt.figures.identities import IDENTITIES
from uppsikt.figures.relation import AnyRelation, Identity, Quotient, Relation
from uppsikt.figures.swedish import value_text


@dataclass(frozen=True)
class Finding:
    """A contradiction that rounding cannot explain.

    ``figure`` is the figure under test and ``others`` the figures that it is held against, all as
    stated. ``expected`` is what the others give, ``difference`` is stated − expected and
    ``tolerance`` the most that rounding could explain, all in base units.
    """

    identity: Identity
    figure: Figure
    others: tuple[Figure, ...]
    stated: Exact
    expected: Exact
    tolerance: Exact

    @property
    def name(self) -> Name:
        """The name of the figure under test."""
        return self.figure.name

    @property
    def difference(self) -> Exact:
        """Stated − expected, in base units."""
        return tidy(self.stated - self.expected)

    @property
    def text(self) -> str:
        """The finding in Swedish: both values, the rule, the difference and the tolerance."""
        unit = self.figure.unit
        return (
            f"{self.name.text[:1].upper()}{self.name.text[1:]} är "
            f"{value_text(self.stated, unit)} ({self.figure.source}), "
            f"men enligt regeln ”{self.identity.rule}” blir värdet "
            f"{value_text(self.expected, unit)} ({'; '.join(_origins(self.others))}). "
            f"Skillnaden är {value_text(max(self.difference, -self.difference), unit)}; "
            f"avrundning förklarar högst {value_text(self.tolerance, unit)}."
        )


@dataclass(frozen=True)
class _Estimate:
    """A value that lies between two limits, and the stated figures it rests on."""

    value: Exact
    low: Exact
    high: Exact
    figures: tuple[Figure, ...]

    def meets(self, other: "_Estimate") -> bool:
        """Whether the two can be the same value."""
        return self.low <= other.high and other.low <= self.high

    def times(self, weight: Exact) -> "_Estimate":
        """The estimate multiplied by a weight of either sign."""
        low, high = sorted((self.low * weight, self.high * weight))
        return _Estimate(self.value * weight, low, high, self.figures)

    def plus(self, other: "_Estimate") -> "_Estimate":
        """The sum of two estimates; the tolerances add up."""
        return _Estimate(
            self.value + other.value,
            self.low + other.low,
            self.high + other.high,
            self.figures + other.figures,
        )


_Known = dict[Name, list[_Estimate]]


def find_contradictions(
    figures: Sequence[Figure], relations: Sequence[AnyRelation]
) -> list[Finding]:
    """What cannot all be true of figures as stated.

    First the same figure stated twice, then each relation in the order given. A figure that
    nobody stated is estimated from a relation where it is the only unknown one, with the
    tolerances added up, so that a total can be checked through parts that were left out. Absent
    values say nothing. A name stated with several values that contradict each other is one
    finding; its relations are then kept if any of its values fits.
    """
    findings: list[Finding] = []
    known: _Known = {}
    for name, stated in _by_name(figures).items():
        findings.extend(_stated_apart(stated))
        known[name] = _alternatives(stated)
    used = _estimate_unstated(known, relations)
    for index, relation in enumerate(relations):
        if index not in used and all(name in known for name in relation.names):
            finding = _judge(relation, known)
            if finding is not None:
                findings.append(finding)
    return findings


def _by_name(figures: Sequence[Figure]) -> dict[Name, list[_Estimate]]:
    """The stated numbers under their names, each different statement once."""
    stated: dict[Name, list[_Estimate]] = {}
    for figure in figures:
        if isinstance(figure.value, Absent):
            continue
        low, high = figure.value - figure.half, figure.value + figure.half
        others = stated.setdefault(figure.name, [])
        if not any((other.low, other.high) == (low, high) for other in others):
            others.append(_Estimate(figure.value, low, high, (figure,)))
    return stated


def _stated_apart(stated: Sequence[_Estimate]) -> list[Finding]:
    """The statements of one name that contradict an earlier one of the same name."""
    identity = IDENTITIES["same"]
    (weight,) = identity.weights(1)
    findings: list[Finding] = []
    for index, later in enumerate(stated):
        apart = [first for first in stated[:index] if not later.meets(first.times(weight))]
        if apart:
            findings.append(_finding(identity, later, apart[0].times(weight)))
    return findings


def _alternatives(stated: Sequence[_Estimate]) -> list[_Estimate]:
    """The statements without those that a more precise one already agrees with."""
    return [
        one
        for one in stated
        if not any(
            other.high - other.low < one.high - one.low and other.meets(one) for other in stated
        )
    ]


def _estimate_unstated(known: _Known, relations: Sequence[AnyRelation]) -> set[int]:
    """Estimate what nobody stated; returns the indexes of the relations spent on it."""
    used: set[int] = set()
    while True:
        before = len(used)
        for index, relation in enumerate(relations):
            unknown = [name for name in relation.names if name not in known]
            if index in used or len(unknown) != 1:
                continue
            estimate = _solve(relation, unknown[0], known)
            if estimate is not None:
                known[unknown[0]] = [estimate]
                used.add(index)
        if len(used) == before:
            return used


def _solve(relation: AnyRelation, unknown: Name, known: _Known) -> _Estimate | None:
    """The one unknown member of a relation, if every other has a single value."""
    if any(len(known[name]) != 1 for name in relation.names if name != unknown):
        return None
    single = {name: known[name][0] for name in relation.names if name != unknown}
    if isinstance(relation, Quotient):
        return _quotient(relation, single) if unknown == relation.result else None
    own = next(weight for weight, name in relation.members if name == unknown)
    if not own:
        return None
    rest = [single[name].times(weight) for weight, name in relation.members if name != unknown]
    return _sum(rest).times(tidy(Fraction(-1) / Fraction(own)))


def _sum(estimates: Sequence[_Estimate]) -> _Estimate:
    """The sum of at least one estimate."""
    total = estimates[0]
    for estimate in estimates[1:]:
        total = total.plus(estimate)
    return total


def _quotient(relation: Quotient, single: Mapping[Name, _Estimate]) -> _Estimate | None:
    """The ratio of two estimates; None if the whole may be zero."""
    part, whole = single[relation.part], single[relation.whole]
    if whole.low <= 0 <= whole.high:
        return None
    corners = [Fraction(p) / Fraction(w) for p in _limits(part) for w in _limits(whole)]
    return _Estimate(
        tidy(Fraction(part.value) / Fraction(whole.value)),
        min(corners),
        max(corners),
        part.figures + whole.figures,
    ).times(relation.factor)


def _limits(estimate: _Estimate) -> tuple[Exact, Exact]:
    """The two ends of an estimate."""
    return estimate.low, estimate.high


def _judge(relation: AnyRelation, known: _Known) -> Finding | None:
    """The finding if no choice among the statements lets the relation hold."""
    expected = _expected(relation, known)
    if not expected:
        return None
    stated = known[relation.result]
    if any(one.meets(other) for one in stated for other in expected):
        return None
    return _finding(relation.identity, stated[0], expected[0])


def _expected(relation: AnyRelation, known: _Known) -> list[_Estimate]:
    """Every value that the statements of the other members give the result."""
    if isinstance(relation, Quotient):
        pairs = product(known[relation.part], known[relation.whole])
        ratios = [
            _quotient(relation, {relation.part: part, relation.whole: whole})
            for part, whole in pairs
        ]
        return [] if None in ratios else [ratio for ratio in ratios if ratio is not None]
    return _sums(relation, known)


def _sums(relation: Relation, known: _Known) -> list[_Estimate]:
    """The sums of every choice of statements, with equal sums kept once."""
    sums: list[_Estimate] = []
    for weight, name in relation.terms:
        terms = [estimate.times(weight) for estimate in known[name]]
        added = [before.plus(term) for before in sums for term in terms] if sums else terms
        sums = list({(one.low, one.high): one for one in reversed(added)}.values())[::-1]
    return sums


def _finding(identity: Identity, stated: _Estimate, expected: _Estimate) -> Finding:
    """The finding for two estimates of one figure that do not meet."""
    above = stated.value > expected.value
    slack = (
        (expected.high - expected.value) + (stated.value - stated.low)
        if above
        else (expected.value - expected.low) + (stated.high - stated.value)
    )
    return Finding(
        identity=identity,
        figure=stated.figures[0],
        others=_once((*stated.figures[1:], *expected.figures)),
        stated=tidy(stated.value),
        expected=tidy(expected.value),
        tolerance=tidy(slack),
    )


def _once(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures in order, each once."""
    return tuple(dict.fromkeys(figures))


_MOST_ORIGINS = 6


def _origins(figures: Sequence[Figure]) -> list[str]:
    """The figures that a value rests on, in words; a long list is cut and says so."""
    texts = [
        f"{figure.name.text} {value_text(figure.value, figure.unit)}, {figure.source}"
        for figure in figures[:_MOST_ORIGINS]
    ]
    rest = len(figures) - _MOST_ORIGINS
    return [*texts, f"och {rest} uppgifter till"] if rest > 0 else texts
