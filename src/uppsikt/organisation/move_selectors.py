"""What is read of moves: all of them, what a committee takes part in, and how they are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from uppsikt.figures import Period
from uppsikt.organisation import models
from uppsikt.organisation.move_table import codes_of
from uppsikt.organisation.moves import Move, Place, Succession
from uppsikt.organisation.remembering import once
from uppsikt.organisation.rules import EARLIEST, LATEST, month_number
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand


@dataclass(frozen=True)
class Existence:
    """When the lines of all committees exist: from and to months (yyyymm), both included.

    `spans` end with the committee; `own` are those of the line alone, in which it is booked on.
    """

    spans: dict[Place, tuple[tuple[int, int], ...]]
    own: dict[Place, tuple[tuple[int, int], ...]]

    def exists(self, place: Place, month: int) -> bool:
        """Whether the line exists in the month."""
        return any(first <= month <= last for first, last in self.spans.get(place, ()))


def moves(*, reader: Reader) -> tuple[Move, ...]:
    """The moves of all committees in order of time, with those marked that are pending."""
    demand(reader, Verb.READ, Thing.ORGANISATION)
    return once("moves", "", _moves)


def existence(*, reader: Reader) -> Existence:
    """When each committee's lines exist; a line that can have no actual is left out."""
    demand(reader, Verb.READ, Thing.ORGANISATION)
    return once("existence", "", _existence)


def successions(*, reader: Reader) -> dict[str, Succession]:
    """The units that have a successor, by code."""
    demand(reader, Verb.READ, Thing.ORGANISATION)
    rows = models.Unit.objects.seen_by(reader).exclude(successor="")
    return {
        row.code: Succession(row.code, month_number(row.valid_to, LATEST), row.successor)
        for row in rows
    }


def place_names(*, reader: Reader) -> dict[Place, str]:
    """What the lines of all committees are called, by the name that each had last."""
    demand(reader, Verb.READ, Thing.ORGANISATION)
    rows = (
        models.Line.objects.seen_by(reader)
        .order_by("order")
        .values_list("committee__slug", "key", "name")
    )
    return {Place(slug, key): name for slug, key, name in rows}


def move_notes(*, reader: Reader, committee: str) -> tuple[str, ...]:
    """The moves from and to a committee, in Swedish; pending ones say what they wait for."""
    names = dict(models.Committee.objects.seen_by(reader).values_list("slug", "name"))
    lines = place_names(reader=reader)
    return tuple(
        _told(move, committee, names, lines)
        for move in moves(reader=reader)
        if committee in (move.origin.committee, move.target.committee)
    )


def _told(move: Move, committee: str, names: dict[str, str], lines: dict[Place, str]) -> str:
    what = lines.get(move.origin, move.origin.line)
    part = "" if move.is_whole else "en del av "
    when = Period.month(move.month // 100, move.month % 100).text
    giver = names.get(move.origin.committee, move.origin.committee)
    taker = names.get(move.target.committee, move.target.committee)
    new = lines.get(move.target, move.target.line)
    if move.origin.committee == move.target.committee:
        told = f"Från och med {when} hör {part}{what} till {new} ({move.decision})."
    elif committee == move.origin.committee:
        told = f"Från och med {when} hör {part}{what} till {taker}, {new} ({move.decision})."
    else:
        told = f"Från och med {when} tar {new} över {part}{what} från {giver} ({move.decision})."
    if not move.pending:
        return told
    return (
        f"{told} Flytten väntar: {taker} har ingen rad ”{move.target.line}” då. Till dess visas "
        "beloppet som rest utan efterträdare."
    )


def _moves() -> tuple[Move, ...]:
    known = once("existence", "", _existence)
    return tuple(_marked(row, known) for row in models.Move.everything.select_related("committee"))


def _marked(row: models.Move, known: Existence) -> Move:
    month, target = month_number(row.first_day, EARLIEST), Place(row.target_committee, row.target)
    return Move(
        Place(row.committee.slug, row.origin),
        codes_of(row.units, row.activities, row.accounts),
        month,
        row.decision,
        target,
        pending=not known.exists(target, month),
    )


def _existence() -> Existence:
    spans: dict[Place, tuple[tuple[int, int], ...]] = {}
    own: dict[Place, tuple[tuple[int, int], ...]] = {}
    for slug, begins, ends, key, begun, ended in _line_days():
        place = Place(slug, key)
        first, last = month_number(begun, EARLIEST), month_number(ended, LATEST)
        own[place] = (*own.get(place, ()), (first, last))
        first = max(first, month_number(begins, EARLIEST))
        last = min(last, month_number(ends, LATEST))
        if first <= last:
            spans[place] = (*spans.get(place, ()), (first, last))
    return Existence(spans, own)


def _line_days() -> Iterable[tuple[str, date | None, date | None, str, date | None, date | None]]:
    """Of every committee's lines: the committee and its first and last day, the line and its own.

    As bare values: a city has many hundreds of lines, and each report asks.
    """
    whole = ("committee__slug", "committee__valid_from", "committee__valid_to")
    rows = models.Line.everything.filter(is_contingency=False).order_by("order")
    return rows.values_list(*whole, "key", "valid_from", "valid_to")
