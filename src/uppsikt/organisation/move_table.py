"""The table `[[flytt]]` of a set-up file: what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Protocol

from uppsikt.organisation.moves import Codes, Move, Place, circle, clashes
from uppsikt.organisation.rules import EARLIEST, find_named, holds_on, month_number, nearest
from uppsikt.organisation.setup_file import Entry, SetupFault


class DefinedLine(Protocol):
    """What a move needs to know of a report line."""

    @property
    def key(self) -> str:
        """The name that never changes."""

    @property
    def name(self) -> str:
        """The name that is shown."""

    @property
    def is_contingency(self) -> bool:
        """Whether it is a reserve in the budget, which is never booked on."""

    @property
    def valid_from(self) -> date | None:
        """The first day."""

    @property
    def valid_to(self) -> date | None:
        """The last day."""


@dataclass(frozen=True)
class MoveDefinition:
    """A move as defined; `target_committee` is empty for the committee's own."""

    entry: Entry
    first_day: date
    decision: str
    origin: str
    units: tuple[str, ...]
    activities: tuple[str, ...]
    accounts: tuple[str, ...]
    target_committee: str
    target: str

    @property
    def codes(self) -> tuple[Codes, ...]:
        """Every combination of the prefixes."""
        return codes_of(self.units, self.activities, self.accounts)

    @property
    def is_whole(self) -> bool:
        """Whether the whole line goes."""
        return not (self.units or self.activities or self.accounts)

    def move(self, committee: str) -> Move:
        """The move as a plain value."""
        return Move(
            Place(committee, self.origin),
            self.codes,
            month_number(self.first_day, EARLIEST),
            self.decision,
            Place(self.target_committee or committee, self.target),
        )


def codes_of(
    units: Sequence[str], activities: Sequence[str], accounts: Sequence[str]
) -> tuple[Codes, ...]:
    """Every combination of unit, activity and account prefixes; none of a kind takes every code."""
    return tuple(product(units or ("",), activities or ("",), accounts or ("",)))


def read_move(entry: Entry) -> MoveDefinition:
    """One `[[flytt]]`. Raises SetupFault that names the line."""
    entry.only(*("datum", "beslut", "fran", "ansvar", "verksamhet", "konto"), "till_namnd", "till")
    first_day = entry.day("datum")
    if first_day.day != 1:
        entry.fault(
            "datum",
            f"{first_day} är inte första dagen i en månad.",
            todo="En flytt gäller från en månads första dag, eftersom saldon förs per månad.",
        )
    return MoveDefinition(
        entry=entry,
        first_day=first_day,
        decision=entry.text("beslut"),
        origin=entry.key("fran"),
        units=entry.codes("ansvar"),
        activities=entry.codes("verksamhet"),
        accounts=entry.codes("konto"),
        target_committee=entry.key("till_namnd") if "till_namnd" in entry.values else "",
        target=entry.key("till"),
    )


def find_faults(
    committee: str, lines: Sequence[DefinedLine], moves: Sequence[MoveDefinition]
) -> Iterable[SetupFault]:
    """What is wrong with a committee's moves as far as its own file tells."""
    try:
        refuse_circle(committee, moves, ())
    except SetupFault as fault:
        yield fault
        return
    for number, move in enumerate(moves):
        try:
            _check_origin(move, lines)
            _check_own_target(move, committee, lines)
            _check_twice(move, moves[:number])
        except SetupFault as fault:
            yield fault


def _check_origin(move: MoveDefinition, lines: Sequence[DefinedLine]) -> None:
    """The line that is left exists until the move, and after it only if part of it stays."""
    before = move.first_day - timedelta(days=1)
    known = [line for line in lines if line.key == move.origin]
    if not known:
        names = nearest(move.origin, [line.key for line in lines])
        move.entry.fault("fran", f"Raden ”{move.origin}” finns inte.", todo=f"Närmast: {names}.")
    if any(line.is_contingency for line in known):
        move.entry.fault("fran", "En buffert har inget utfall att flytta.")
    if not _any_on(known, before):
        move.entry.fault(
            "datum",
            f"Raden ”{move.origin}” finns inte den {before}, dagen före flytten.",
            todo="Rätta datum, eller radens fran och till.",
        )
    if move.is_whole and _any_on(known, move.first_day):
        move.entry.fault(
            "datum",
            f"Raden ”{move.origin}” finns kvar den {move.first_day}, fast hela raden flyttas.",
            todo=f"Sätt radens till = {before}, eller ange ansvar, verksamhet eller konto för "
            "den del som flyttas.",
        )


def _check_own_target(move: MoveDefinition, committee: str, lines: Sequence[DefinedLine]) -> None:
    if move.target_committee in ("", committee):
        if move.target == move.origin:
            move.entry.fault(
                "till",
                "Raden flyttas till sig själv.",
                todo="En rad som bara byter namn eller koder behöver ingen [[flytt]].",
            )
        check_target(move, lines)


def check_target(move: MoveDefinition, lines: Sequence[DefinedLine]) -> None:
    """Raises SetupFault unless the successor is a line among these on the day of the move."""
    known = [line for line in lines if line.key == move.target]
    if not known:
        named = find_named(lines, move.target)
        names = named.key if named else nearest(move.target, [line.key for line in lines])
        move.entry.fault(
            "till", f"Efterträdaren ”{move.target}” finns inte.", todo=f"Närmast: {names}."
        )
    if any(line.is_contingency for line in known):
        move.entry.fault("till", "En buffert har inget utfall och kan inte ta emot något.")
    if not _any_on(known, move.first_day):
        move.entry.fault(
            "till",
            f"Efterträdaren ”{move.target}” finns inte den {move.first_day}.",
            todo="Rätta datum, eller radens fran och till.",
        )


def _check_twice(move: MoveDefinition, earlier: Sequence[MoveDefinition]) -> None:
    for other in earlier:
        if (other.origin, other.first_day) != (move.origin, move.first_day):
            continue
        if any(clashes(one, two) for one in move.codes for two in other.codes):
            move.entry.fault(
                "fran",
                f"Samma bokföringsrad flyttas också på rad {other.entry.place.line}.",
                todo="Skriv koderna så att varje rad går till en enda efterträdare.",
            )


def refuse_circle(committee: str, moves: Sequence[MoveDefinition], others: Sequence[Move]) -> None:
    """Raises SetupFault where whole lines move round in a circle on one day."""
    by_move = {move.move(committee): move for move in moves}
    for move in circle([*by_move, *others]):
        if move in by_move:
            by_move[move].entry.fault(
                "till",
                "Flyttarna går runt i en cirkel.",
                values=[f"{move.origin.line} → {move.target.line}"],
                todo="Rätta efterträdarna så att varje rad slutar på en rad som finns kvar.",
            )


class DefinedUnit(Protocol):
    """What a succession needs to know of a unit."""

    @property
    def entry(self) -> Entry:
        """Where it stands in the file."""

    @property
    def key(self) -> str:
        """Its code."""

    @property
    def successor(self) -> str:
        """The code that took over, or empty."""


def find_succession_faults(units: Iterable[DefinedUnit]) -> list[SetupFault]:
    """Units that take over from each other in a circle: the first of them is named."""
    after = {unit.key: unit for unit in units if unit.successor}
    for unit in after.values():
        at, steps = unit.key, 0
        while at in after and steps <= len(after):
            at, steps = after[at].successor, steps + 1
        if steps > len(after):
            try:
                unit.entry.fault("eftertradare", "Enheternas efterträdare går runt i en cirkel.")
            except SetupFault as fault:
                return [fault]
    return []


def _any_on(lines: Iterable[DefinedLine], day: date) -> bool:
    return any(holds_on(line.valid_from, line.valid_to, day) for line in lines)
