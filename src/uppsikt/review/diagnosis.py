"""Which printed figure is wrong: findings with one root, and the fewest corrections that end them.

A finding names its cures: single figures that, changed, would end it. Two findings have one root
if one and the same change would end both. The diagnosis of a group is the smallest set of changes
that ends all of it; where several sets do, it says so instead of choosing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations

from uppsikt.figures import (
    AmountError,
    Exact,
    Figure,
    Name,
    Period,
    Subject,
    Unit,
    What,
    amount,
    find_contradictions,
    join_words,
    tidy,
)
from uppsikt.reading import Document
from uppsikt.review import places, words
from uppsikt.review.model import Cure, Finding, Place

_TRIED = 40
"""How many changes are tried together: more would take time that no reader gets back."""
_TOGETHER = 3
"""How many figures may be wrong at once before nothing is said of which."""
_SHOWN = 3
"""How many equally likely changes are written out."""


@dataclass
class _Change:
    """One printed figure changed, and which of the group's findings it would end."""

    cure: Cure
    tolerance: str
    ends: set[int] = field(default_factory=set)
    rank: int = 0
    """The sum of its places in the findings' lists of cures: the lower, the more likely."""

    @property
    def order(self) -> tuple[int, int, int, int, int]:
        """Those that end most come first, then the likely ones, then as they stand printed."""
        span = self.cure.place.spans[0]
        return (-len(self.ends), self.rank, self.cure.place.file, span.line, span.start)


def diagnose(
    findings: Iterable[Finding], documents: Sequence[Document]
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings with their groups, in order, and one Swedish sentence a group.

    Contradictions come first, each sort by its first place. A note is a group of its own: what is
    only unusual never joins two contradictions.
    """
    ordered = sorted(
        findings, key=lambda one: (one.severity, places.first_place(one), one.code, one.message)
    )
    hard = [one for one in ordered if one.severity == "contradiction"]
    soft = [one for one in ordered if one.severity == "note"]
    grouped: list[Finding] = []
    diagnoses: list[str] = []
    for members in (*_groups(hard), *([one] for one in soft)):
        number = len(diagnoses) + 1
        grouped.extend(replace(one, group=number) for one in members)
        diagnoses.append(_sentence(members, documents))
    return tuple(grouped), tuple(diagnoses)


def _groups(findings: Sequence[Finding]) -> Iterable[Sequence[Finding]]:
    """The findings that share a root, in the order of their first members."""
    leader = list(range(len(findings)))

    def root(index: int) -> int:
        while leader[index] != index:
            index = leader[index]
        return index

    for one, other in _neighbours(findings):
        first, second = sorted((root(one), root(other)))
        if first != second and _one_root(findings[one], findings[other]):
            leader[second] = first
    groups: dict[int, list[Finding]] = {}
    for index, finding in enumerate(findings):
        groups.setdefault(root(index), []).append(finding)
    return groups.values()


def _neighbours(findings: Sequence[Finding]) -> list[tuple[int, int]]:
    """The pairs that have a line in common; only they can share a figure."""
    on_line: dict[tuple[int, int], set[int]] = defaultdict(set)
    for index, finding in enumerate(findings):
        for mark in finding.marks:
            for line in places.lines_of(mark.place):
                on_line[mark.place.file, line].add(index)
    return sorted({pair for there in on_line.values() for pair in combinations(sorted(there), 2)})


def _one_root(one: Finding, other: Finding) -> bool:
    """Whether one change could end both.

    A finding without cures may be wrong in any of its figures; so it has the other's root if that
    one's likeliest change is among them.
    """
    if one.cures and other.cures:
        return any(
            _same_change(mine, one.tolerance, its, other.tolerance)
            for mine in one.cures
            for its in other.cures
        )
    return any(places.overlap(mine, its) for mine in _suspects(one) for its in _suspects(other))


def _suspects(finding: Finding) -> Sequence[Place]:
    return [one.place for one in (finding.cures[:1] or finding.marks)]


def _same_change(one: Cure, tolerance: str, other: Cure, its_tolerance: str) -> bool:
    """Whether two cures change one figure to values that rounding cannot tell apart."""
    if not places.overlap(one.place, other.place):
        return False
    if one.instead == other.instead:
        return True
    first, second = _stated(one.instead, tolerance), _stated(other.instead, its_tolerance)
    return first is not None and second is not None and not find_contradictions([first, second], [])


_ANY = Name(What.ACTUAL, Subject("namnden"), Period.whole_year(2000))
"""A name for values that are only held against each other."""


def _stated(value: str, tolerance: str) -> Figure | None:
    """A value as printed, with what rounding could explain; None if it is no number."""
    exact = _exact(value)
    if exact is None:
        return None
    return Figure(_ANY, exact, Unit.COUNT, value, half=_exact(tolerance) or 0)


def _exact(text: str) -> Exact | None:
    """The number as printed. Both are values of one printed figure, so their unit is the same."""
    try:
        return tidy(Fraction(amount(text).number))
    except AmountError:
        return None


def _changes(findings: Sequence[Finding]) -> list[_Change]:
    """Every change that a finding of the group names, with all the findings it would end."""
    changes: list[_Change] = []
    for index, finding in enumerate(findings):
        for rank, cure in enumerate(finding.cures):
            change = _known(changes, cure, finding.tolerance)
            if change is None:
                change = _Change(cure, finding.tolerance)
                changes.append(change)
            if index not in change.ends:
                change.ends.add(index)
                change.rank += rank
    return sorted((one for one in changes if one.cure.place.spans), key=lambda change: change.order)


def _known(changes: Sequence[_Change], cure: Cure, tolerance: str) -> _Change | None:
    for change in changes:
        if _same_change(change.cure, change.tolerance, cure, tolerance):
            return change
    return None


def _fewest(findings: Sequence[Finding]) -> tuple[list[tuple[_Change, ...]], bool]:
    """The likeliest of the smallest sets of changes that end every finding, and whether there are
    less likely ones as small."""
    changes = _changes(findings)[:_TRIED]
    for size in range(1, min(_TOGETHER, len(findings)) + 1):
        enough = [
            chosen
            for chosen in combinations(changes, size)
            if len(set().union(*(change.ends for change in chosen))) == len(findings)
        ]
        if enough:
            rank = min(_rank(chosen) for chosen in enough)
            likeliest = [chosen for chosen in enough if _rank(chosen) == rank]
            return likeliest, len(likeliest) < len(enough)
    return [], False


def _rank(chosen: Sequence[_Change]) -> int:
    return sum(change.rank for change in chosen)


def _sentence(findings: Sequence[Finding], documents: Sequence[Document]) -> str:
    """What to change, in one sentence; empty if no small change ends the group."""
    sets, others = _fewest(findings)
    if not sets:
        return ""
    ending = f"gör att {_ending(len(findings))}."
    told = [_told(chosen, documents) for chosen in sets[:_SHOWN]]
    if len(sets) == 1:
        # What several findings point to is likely; one alone only shows what would do.
        likely = "Troligast: " if len(findings) > 1 else "Till exempel: "
        return f"{likely if others else ''}{told[0]} {ending}"
    if len(sets) <= _SHOWN:
        return f"Antingen {' eller '.join(told)} {ending}"
    return f"Det går inte att säga vilket tal som är fel; till exempel {told[0]} {ending}"


def _told(chosen: Sequence[_Change], documents: Sequence[Document]) -> str:
    return join_words(
        [
            f"{words.as_change(change.cure.printed, change.cure.instead)} "
            f"({places.where(change.cure.place, documents)})"
            for change in chosen
        ]
    )


_WORDS = ("", "", "båda", "alla tre", "alla fyra", "alla fem", "alla sex", "alla sju", "alla åtta",
          "alla nio", "alla tio")  # fmt: skip


def _ending(count: int) -> str:
    if count == 1:
        return "det stämmer"
    return f"{_WORDS[count] if count < len(_WORDS) else f'alla {count}'} stämmer"
