"""Figures that were others in an earlier report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from uppsikt.figures import Name, What, value_text
from uppsikt.review.changes import Changes
from uppsikt.review.held import Held, agree, capital, mark, named, printed, size_of
from uppsikt.review.material import Material, Reviewed
from uppsikt.review.model import Finding, Severity, Statement
from uppsikt.review.registry import rule

_SETTLED = (What.ACTUAL, What.RESULT, What.MEAN)
"""What has happened, and does not change by being told again."""
_DECIDED = (What.BUDGET, What.GRANT)
"""What is decided, and may be decided anew."""
_MANY = 4
"""From this many figures on, of which more than half differ, something else than slips is told."""

_By = Mapping[Name, Sequence[Statement]]


@dataclass(frozen=True)
class _Pair:
    """One figure in the report under review and in an earlier one, with different values."""

    now: tuple[Statement, ...]
    before: tuple[Statement, ...]

    @property
    def name(self) -> Name:
        return self.now[0].name


@rule("earlier", "Annat värde i tidigare rapport")
def check_earlier(material: Material) -> Iterable[Finding]:
    """What has happened in a month or a year is the same in every report, and so is its budget.

    Silent where either report speaks of a change near the figure, of its activity, or of earlier
    figures in general. A year's budget that differs is a note, for it is decided anew; so are
    differences in more than half of the figures of one period, which tell of another way to
    account. Forecasts are made to change.
    """
    for one in material.reviewed if material.earlier else ():
        changes, names = Changes.of(one.document), _by_name(one)
        for earlier in material.earlier:
            before = Changes.of(earlier.document)
            pairs, common = _pairs(names, _by_name(earlier))
            many = _broad(pairs, common)
            for pair in pairs:
                told = [*map(changes.explain, pair.now), *map(before.explain, pair.before)]
                if not any(told):
                    yield _finding(pair, earlier.document.name, _severity(pair.name, many))


def _by_name(one: Reviewed) -> _By:
    """The statements of what may be held against other reports."""
    found: dict[Name, list[Statement]] = {}
    for (name, _), statements in Held(one).by_name.items():
        if name.what in _SETTLED or name.what in _DECIDED:
            found.setdefault(name, []).extend(one for one in statements if one.place.spans)
    return found


def _pairs(now: _By, before: _By) -> tuple[list[_Pair], list[Name]]:
    """The figures that agree in no way, and the names that both reports have."""
    common = [name for name in now if name in before and now[name] and before[name]]
    pairs = [
        _Pair(_unique(now[name]), _unique(before[name]))
        for name in common
        if _comparable(now[name][0], before[name][0])
        and not any(_same(one, two) for one in now[name] for two in before[name])
    ]
    return pairs, common


def _unique(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    return tuple({one.place: one for one in statements}.values())


def _comparable(one: Statement, other: Statement) -> bool:
    return one.unit is other.unit or (one.unit.is_money and other.unit.is_money)


def _same(one: Statement, other: Statement) -> bool:
    """Whether two statements agree by size: reports differ in the sign that they print costs by."""
    return agree(size_of(one), size_of(other))


def _broad(pairs: Sequence[_Pair], common: Sequence[Name]) -> set[tuple[What, object]]:
    """The kinds and periods of which more than half of many figures differ."""
    kinds = [(pair.name.what, pair.name.when) for pair in pairs]
    every = [(name.what, name.when) for name in common]
    return {
        kind
        for kind in set(kinds)
        if every.count(kind) >= _MANY and kinds.count(kind) * 2 > every.count(kind)
    }


def _severity(name: Name, many: set[tuple[What, object]]) -> Severity:
    """A note for what may be decided anew, or is accounted for in another way."""
    yearly = name.what is What.GRANT or name.when.kind == "year"
    anew = name.what in _DECIDED and yearly
    return "note" if anew or (name.what, name.when) in many else "contradiction"


def _finding(pair: _Pair, file: str, severity: Severity) -> Finding:
    ordered = (*pair.now, *pair.before)
    bare = not all(one.signed for one in ordered)
    now, before = printed(pair.now[0], bare=bare), printed(pair.before[0], bare=bare)
    tolerance = pair.now[0].figure.half + pair.before[0].figure.half
    return Finding(
        code="earlier",
        severity=severity,
        message=f"{capital(pair.name.text)} är {now} men {before} i en tidigare rapport, {file}.",
        marks=tuple(mark(one) for one in ordered),
        values=named(ordered),
        expected=before,
        tolerance=value_text(tolerance, pair.now[0].unit),
    )
