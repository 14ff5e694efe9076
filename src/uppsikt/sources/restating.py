"""An earlier year by a later year's organisation: which rows go where, and what is then known.

Pure decisions. Each row of each committee is led to exactly one committee and line, by the moves
between its own month and the same month of the later year (see `organisation.moves`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from uppsikt.organisation.moves import (
    EVERY_CODE,
    Branch,
    Exists,
    Move,
    Place,
    branches,
)
from uppsikt.sources.balances import Coverage, LineTime, Span, merged, overlap
from uppsikt.sources.cubes import Turn


@dataclass(frozen=True)
class Route:
    """Where the rows of a line go that are booked from `first` to `last` (yyyymm, one year)."""

    origin: Place
    first: int
    last: int
    branches: tuple[Branch, ...]

    @property
    def is_straight(self) -> bool:
        """Whether all of them stay where they are."""
        return self.branches == (Branch(EVERY_CODE, self.origin),)

    def leads_to(self, place: Place) -> bool:
        """Whether any row can come to the place."""
        return any(branch.place == place for branch in self.branches)


def routes_of(
    moves: Sequence[Move],
    times: Mapping[Place, Sequence[Span]],
    years: Collection[int],
    year: int,
    exists: Exists,
) -> tuple[Route, ...]:
    """The routes of lines in the years before `year`, in the months (`times`) that they have.

    `exists` tells whether a line is there to stand on in the later year.
    """
    found: list[Route] = []
    for origin, spans in times.items():
        leaving = [move for move in moves if move.origin == origin]
        for booked in sorted(one for one in years if one < year):
            months = range(booked * 100 + 1, booked * 100 + 13)
            steps = [
                (month, branches(moves if leaving else (), origin, month, year, exists))
                for month in months
                if any(first <= month <= last for first, last in spans)
            ]
            found += _joined(origin, steps)
    return tuple(found)


def _joined(origin: Place, steps: Sequence[tuple[int, tuple[Branch, ...]]]) -> Iterator[Route]:
    """Months one after the other that go the same way as one route."""
    start = 0
    for at in range(1, len(steps) + 1):
        same = at < len(steps) and steps[at][1] == steps[start][1]
        if same and steps[at][0] == steps[at - 1][0] + 1:
            continue
        yield Route(origin, steps[start][0], steps[at - 1][0], steps[start][1])
        start = at


def turns_to(routes: Iterable[Route], giver: str, committee: str) -> tuple[Turn, ...]:
    """How the rows of a giver's cube are led, as seen from a committee (perhaps the giver)."""
    found: list[Turn] = []
    for route in routes:
        if route.origin.committee != giver or (route.is_straight and giver == committee):
            continue
        if giver != committee and not any(
            branch.place.committee == committee for branch in route.branches
        ):
            continue
        for codes, place in route.branches:
            target = place.line if place.committee == committee else None
            found.append(Turn(route.origin.line, route.first, route.last, codes, target))
    return tuple(found)


def times_of(
    routes: Iterable[Route], own: Iterable[LineTime], committee: str, year: int
) -> tuple[LineTime, ...]:
    """When each line has a balance: in earlier years where rows can come to it, and from the
    later year on as it exists. Contingencies stay as they are, so that they hinder no sum."""
    found = [
        LineTime(time.key, max(time.first, year * 100 + 1), time.last)
        for time in own
        if not time.is_contingency and time.last > year * 100
    ]
    found += [time for time in own if time.is_contingency]
    months: dict[str, set[int]] = {}
    for route in routes:
        for branch in route.branches:
            if branch.place.committee == committee:
                every = months.setdefault(branch.place.line, set())
                every |= set(range(route.first, route.last + 1))
    for line, its in months.items():
        found += [LineTime(line, first, last) for first, last in _runs(sorted(its))]
    return tuple(found)


def _runs(months: Sequence[int]) -> Iterator[Span]:
    """Months (yyyymm) that follow each other within a year, as spans."""
    start = 0
    for at in range(1, len(months) + 1):
        if at == len(months) or months[at] != months[at - 1] + 1:
            yield months[start], months[at - 1]
            start = at


def coverage_of(
    routes: Sequence[Route],
    pieces: Mapping[Place, Sequence[Span]],
    committee: str,
    lines: Iterable[str],
    year: int,
) -> dict[str, Coverage]:
    """What is known of each of a committee's lines.

    In an earlier year a span is known when every line that rows can come from is known for it,
    and no move cuts through it. `pieces` are the known spans of each line as published.
    """
    found = {}
    for line in lines:
        place = Place(committee, line)
        known = [span for span in pieces.get(place, ()) if span[0] > year * 100]
        broken: list[Span] = []
        for booked in sorted({route.first // 100 for route in routes}):
            given = [
                (route, [piece for piece in pieces.get(route.origin, ()) if _meets(route, piece)])
                for route in routes
                if route.first // 100 == booked and route.leads_to(place)
            ]
            for span in merged(piece for _, its in given for piece in its):
                whole = all(_is_whole(route, its, span) for route, its in given)
                (known if whole else broken).append(span)
        found[line] = Coverage(tuple(sorted(known)), tuple(broken))
    return found


def _meets(route: Route, piece: Span) -> bool:
    return overlap((route.first, route.last), piece)


def _is_whole(route: Route, pieces: Iterable[Span], span: Span) -> bool:
    """Whether the pieces fill what the span and the route have in common, and none is cut."""
    first, last = max(route.first, span[0]), min(route.last, span[1])
    inside = [piece for piece in pieces if overlap(piece, span)]
    if any(piece[0] < route.first or route.last < piece[1] for piece in inside):
        return False
    return sum(end - start + 1 for start, end in inside) == max(0, last - first + 1)
