"""Balances of earlier years by a later year's organisation, read from the parts of all givers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from uppsikt.figures import NOT_COMPUTABLE, Absent, Period, Value
from uppsikt.organisation import move_selectors, moves
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.moves import Codes, Place
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.balances import Balances, Cell, Coverage, LineTime, Span, overlap
from uppsikt.sources.cubes import CubeReader, Slice, Turn
from uppsikt.sources.restating import Route, coverage_of, routes_of, times_of, turns_to
from uppsikt.store import Store

_ARROW = "\x1f"
"""Between the two ends of a flow; no key has it."""


@dataclass(frozen=True)
class Source:
    """Where balances are read: any committee's as published, and what counts of its parts."""

    reader: Reader
    store: Store
    published: Callable[[str], Balances]
    slices: Callable[[str], tuple[Slice, ...]]


@dataclass(frozen=True)
class Flow:
    """That rows of a line stand on another one (or the same) in the later year."""

    origin: Place
    target: Place


@dataclass(frozen=True)
class Flows:
    """All flows from and to a committee, and how much each is."""

    flows: tuple[Flow, ...]
    cells: tuple[Cell, ...]
    given: tuple[tuple[Place, Balances], ...]
    routes: tuple[Route, ...]

    def moved(self, period: Period) -> tuple[Flow, ...]:
        """The flows to another line of what is booked in the period's months."""
        first, last = period.span
        led = {
            Flow(route.origin, branch.place)
            for route in self.routes
            if overlap((route.first, route.last), (first, last))
            for branch in route.branches
        }
        return tuple(one for one in self.flows if one in led and one.origin != one.target)

    def value(self, flow: Flow, period: Period) -> Value:
        """What goes that way of what is booked in the period (öre).

        NOT_COMPUTABLE where the line that is left is not known for it, or a move cuts a span.
        """
        before = dict(self.given)[flow.origin]
        whole = before.value(period, activity=flow.origin.line)
        if isinstance(whole, Absent):
            return whole
        first, last = period.span
        own = [route for route in self.routes if route.origin == flow.origin]
        inside = [span for span in before.pieces(flow.origin.line) if overlap(span, (first, last))]
        if any(_is_cut(route, span) for span in inside for route in own):
            return NOT_COMPUTABLE
        key = _key(flow)
        return sum(
            cell.amount
            for cell in self.cells
            if cell.line == key and first <= cell.first and cell.last <= last
        )


def _is_cut(route: Route, span: Span) -> bool:
    reach = (route.first, route.last)
    return overlap(reach, span) and not (reach[0] <= span[0] and span[1] <= reach[1])


@dataclass(frozen=True)
class _Plan:
    """How a committee's balances are restated: from whom, and by which routes."""

    source: Source
    committee: str
    year: int

    @cached_property
    def givers(self) -> tuple[str, ...]:
        """The committee itself, and those whose rows can come to it."""
        known = move_selectors.moves(reader=self.source.reader)
        set_up = {one.slug for one in organisation.committees(reader=self.source.reader)}
        others = moves.committees_that_reach(known, self.committee)
        return (self.committee, *(slug for slug in others if slug in set_up))

    @cached_property
    def published(self) -> dict[str, Balances]:
        """Each giver's balances as they were booked."""
        return {slug: self.source.published(slug) for slug in self.givers}

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """The routes of the givers' lines that concern the committee."""
        reader = self.source.reader
        existence = move_selectors.existence(reader=reader)
        found = routes_of(
            move_selectors.moves(reader=reader),
            {at: spans for at, spans in existence.own.items() if at.committee in self.givers},
            self._years(),
            self.year,
            existence.exists,
        )
        return tuple(
            route
            for route in found
            if self.committee
            in (route.origin.committee, *(b.place.committee for b in route.branches))
        )

    def _years(self) -> set[int]:
        """The years before the later one that anything is known of."""
        spans = {span for one in self.published.values() for span in one.complete}
        spans |= {(cell.first, cell.last) for one in self.published.values() for cell in one.cells}
        return {month // 100 for span in spans for month in span}

    def slices(self, turns: Callable[[str], tuple[Turn, ...]], *, keeps: bool) -> tuple[Slice, ...]:
        """What counts of the givers' parts, led where it goes."""
        return tuple(
            replace(one, turns=turns(slug), keeps=keeps and slug == self.committee)
            for slug in self.givers
            if slug == self.committee or turns(slug)
            for one in self.source.slices(slug)
        )

    def times(self) -> tuple[LineTime, ...]:
        """When each line has a balance."""
        own = self.published[self.committee].times
        return times_of(self.routes, own, self.committee, self.year)

    def coverage(self, times: Sequence[LineTime]) -> dict[str, Coverage]:
        """What is known of each line."""
        pieces = {
            Place(slug, time.key): one.pieces(time.key)
            for slug, one in self.published.items()
            for time in one.times
        }
        lines = dict.fromkeys(time.key for time in times if not time.is_contingency)
        return coverage_of(self.routes, pieces, self.committee, lines, self.year)

    def units(self) -> tuple[tuple[str, int, str], ...]:
        """The units that have another's code in the last month of the later year."""
        known = move_selectors.successions(reader=self.source.reader)
        now = self.year * 100 + 12
        return tuple(
            (one.code, min(one.last, self.year * 100), moves.unit_today(one.code, now, known))
            for one in known.values()
            if one.last < now
        )


def balances(
    source: Source,
    committee: str,
    year: int,
    known: Callable[[str], Balances | None],
    keep: Callable[[Balances], Balances],
) -> Balances:
    """A committee's balances with the years before `year` by that year's organisation.

    `known` and `keep` hold what was made before, by fingerprint.
    """
    plan = _Plan(source, committee, year)
    own = plan.published[committee]
    groups = organisation.groups(reader=source.reader, committee=committee)
    slices = plan.slices(lambda slug: turns_to(plan.routes, slug, committee), keeps=True)
    times, units = plan.times(), plan.units()
    before = [one.fingerprint for one in plan.published.values()]
    state = repr((before, year, slices, plan.routes, times, units, groups))
    fingerprint = hashlib.sha256(state.encode()).hexdigest()
    made = known(fingerprint)
    if made is not None:
        return made
    cubes = CubeReader(source.store, slices, groups, units)
    return keep(
        replace(
            own,
            fingerprint=fingerprint,
            cells=cubes.cells(),
            times=times,
            detail=cubes.cells,
            by_code=cubes.over_months,
            restated_to=year,
            coverage=plan.coverage(times),
            _sums={},
            _known_spans={},
            _known_pieces={},
        )
    )


def flows(source: Source, committee: str, year: int) -> Flows:
    """Where the rows of the committee's earlier years stand, and those that others gave it."""
    plan = _Plan(source, committee, year)
    groups = organisation.groups(reader=source.reader, committee=committee)

    def turns(slug: str) -> tuple[Turn, ...]:
        return tuple(
            Turn(
                route.origin.line,
                route.first,
                route.last,
                branch.codes,
                _key(Flow(route.origin, branch.place)),
            )
            for route in plan.routes
            if route.origin.committee == slug
            for branch in route.branches
        )

    found = {
        Flow(route.origin, branch.place): None
        for route in plan.routes
        for branch in route.branches
        if committee in (route.origin.committee, branch.place.committee)
    }
    cubes = CubeReader(source.store, plan.slices(turns, keeps=False), groups)
    given = tuple(
        (place, plan.published[place.committee])
        for place in dict.fromkeys(flow.origin for flow in found)
    )
    return Flows(tuple(found), cubes.cells(), given, plan.routes)


def has_moved(source: Source, committee: str, year: int) -> bool:
    """Whether any row of the year before `year` leaves its line, or comes from another one."""
    return any(
        not route.is_straight
        for route in _Plan(source, committee, year).routes
        if route.first // 100 == year - 1
    )


def origins(
    source: Source, of: tuple[str, str], year: int
) -> Iterator[tuple[Place, Span, Codes, tuple[Codes, ...]]]:
    """Where the rows of a committee's line in the years before `year` were booked.

    The line, the months (yyyymm), the codes, and the codes before these that lead elsewhere.
    """
    place = Place(*of)
    for route in _Plan(source, place.committee, year).routes:
        for number, branch in enumerate(route.branches):
            if branch.place == place:
                before = tuple(one.codes for one in route.branches[:number])
                yield route.origin, (route.first, route.last), branch.codes, before


def _key(flow: Flow) -> str:
    return _ARROW.join((*flow.origin, *flow.target))
