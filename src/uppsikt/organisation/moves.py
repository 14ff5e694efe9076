"""Where a report line went: moves between lines and committees, and what follows of them.

Pure decisions. A *move* says that a line, or some of its codes, belongs elsewhere from a month
on. An earlier year is *restated* to a later one by following the moves: a row of May is put where
a row of May would have stood in the later year, so that the two years compare month by month.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Codes = tuple[str, str, str]
"""Prefixes of unit, activity and account; an empty one takes every code."""

EVERY_CODE: Codes = ("", "", "")
REMAINDER = "=rest"
"""The line of what has neither a line of its own in the later year nor a successor. A key that
begins with "=" can be no line's own."""


class Place(NamedTuple):
    """A committee and one of its report lines."""

    committee: str
    line: str


@dataclass(frozen=True)
class Move:
    """That a line, or those of its rows that meet any of `codes`, went to another line.

    `month` (yyyymm) is the first month in which it is so. `decision` is who decided. A move is
    `pending` while the receiving committee has no such line.
    """

    origin: Place
    codes: tuple[Codes, ...]
    month: int
    decision: str
    target: Place
    pending: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the whole line went."""
        return EVERY_CODE in self.codes

    def holds(self, booked: int, year: int) -> bool:
        """Whether the move lies between a row's month and the same month of the later year."""
        return booked < self.month <= year * 100 + booked % 100


class Branch(NamedTuple):
    """Where the rows of a line go that meet the codes, and none of the branches before."""

    codes: Codes
    place: Place


Exists = Callable[[Place, int], bool]
"""Whether a committee's line exists in a month (yyyymm)."""


def branches(
    moves: Sequence[Move], origin: Place, booked: int, year: int, exists: Exists
) -> tuple[Branch, ...]:
    """Where the rows of a line, booked in a month (yyyymm), stand in the later year.

    The first branch that a row meets is its own; the last one takes every code, so that each row
    has exactly one place. Moves on one day happen at once; the narrowest codes go first.
    """
    now = year * 100 + booked % 100
    found = [Branch(EVERY_CODE, origin)]
    between = [move for move in moves if move.holds(booked, year)]
    for month in sorted({move.month for move in between}):
        today = [move for move in between if move.month == month]
        found = [new for branch in found for new in _moved(branch, today)]
    placed = [Branch(codes, _standing(place, now, exists)) for codes, place in found]
    return tuple(_needed(placed))


def _moved(branch: Branch, today: Iterable[Move]) -> Iterator[Branch]:
    """A branch divided by the moves of one day from its line."""
    met = [
        (codes, move)
        for move in today
        if move.origin == branch.place
        for codes in move.codes
        if common(codes, branch.codes) is not None
    ]
    whole = False
    for codes, move in sorted(met, key=lambda one: -sum(map(len, one[0]))):
        both = common(codes, branch.codes)
        if both is None or whole:
            continue
        target = Place(move.origin.committee, REMAINDER) if move.pending else move.target
        yield Branch(both, target)
        whole = both == branch.codes
    if not whole:
        yield branch


def _standing(place: Place, now: int, exists: Exists) -> Place:
    """The place, or the committee's remainder where it has no such line in the month."""
    if place.line in ("", REMAINDER) or exists(place, now):
        return place
    return Place(place.committee, REMAINDER)


def _needed(found: Sequence[Branch]) -> Iterator[Branch]:
    """The branches without those that the last one would lead to the same place anyhow."""
    last = found[-1]
    kept = list(found)
    while len(kept) > 1 and kept[-2].place == last.place:
        del kept[-2]
    yield from kept


def common(one: Codes, other: Codes) -> Codes | None:
    """The widest codes that meet both, or None if no row can."""
    pairs = [sorted(pair, key=len) for pair in zip(one, other, strict=True)]
    if any(not longer.startswith(shorter) for shorter, longer in pairs):
        return None
    unit, activity, account = (longer for _, longer in pairs)
    return unit, activity, account


def clashes(one: Codes, other: Codes) -> bool:
    """Whether rows can meet both codes, neither being the narrower: who shall have them?"""
    both = common(one, other)
    return both is not None and (one == other or both not in (one, other))


def chain(moves: Iterable[Move], origin: Place, target: Place) -> tuple[Move, ...]:
    """The moves, one after the other in time, that lead from one line to another; perhaps none.

    `moves` are those between the two times. A remainder is reached where a move is pending.
    """
    paths: dict[Place, tuple[Move, ...]] = {origin: ()}
    for move in sorted(moves, key=lambda one: one.month):
        at = Place(move.origin.committee, REMAINDER) if move.pending else move.target
        if move.origin in paths and at not in paths:
            paths[at] = (*paths[move.origin], move)
    return paths.get(target, ())


def circle(moves: Sequence[Move]) -> list[Move]:
    """Whole lines that on one day move round in a circle, or nothing."""
    whole = {(move.month, move.origin): move for move in moves if move.is_whole}
    for start in whole.values():
        path, at = [start], start.target
        while (start.month, at) in whole:
            move = whole[start.month, at]
            if move is start:
                return path
            if move in path:
                break
            path.append(move)
            at = move.target
    return []


def committees_that_reach(moves: Iterable[Move], committee: str) -> tuple[str, ...]:
    """The other committees from which some chain of moves leads to this one, in order."""
    edges = {(move.origin.committee, move.target.committee) for move in moves}
    found = {committee}
    while more := {one for one, other in edges if other in found} - found:
        found |= more
    return tuple(sorted(found - {committee}))


class Succession(NamedTuple):
    """That a unit's code is another one's after its last month (yyyymm)."""

    code: str
    last: int
    successor: str


def unit_today(code: str, now: int, successions: Mapping[str, Succession]) -> str:
    """The code that a unit's successor has in the month, or its own if it has none."""
    seen: set[str] = set()
    while code in successions and successions[code].last < now and code not in seen:
        seen.add(code)
        code = successions[code].successor
    return code
