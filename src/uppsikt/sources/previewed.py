"""What a file would change, in words and amounts: what a command prints and a page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from uppsikt.documents.printed import MARKS
from uppsikt.figures import Absent, Value, bare_kronor, number
from uppsikt.sources.changes import Comparison, SumChange
from uppsikt.sources.rehearsal import Rehearsal


@dataclass(frozen=True)
class Row:
    """One sum that would move: an activity's name, before, after and the difference, in kronor.

    The name of the whole committee's sum is empty.
    """

    activity: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True)
class Group:
    """The sums of one committee in one period; `still` counts the activities that stay."""

    committee: str
    period: str
    rows: tuple[Row, ...]
    still: int


@dataclass(frozen=True)
class Change:
    """What the file would change of one sort: rows in words, and sums."""

    rows: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Previewed:
    """All that the file would change, what would stop it, and what the import would say.

    `stops` are told unless they are accepted, `closed` unless a reason is given.
    """

    changes: tuple[Change, ...]
    stops: tuple[str, ...]
    closed: tuple[str, ...]
    outcome: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """As it is kept with a job."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Previewed:
        """As ``as_json`` gave it."""
        return cls(
            tuple(_change(one) for one in kept["changes"]),
            tuple(kept["stops"]),
            tuple(kept["closed"]),
            tuple(kept["outcome"]),
        )


def previewed(rehearsal: Rehearsal, outcome: Sequence[str]) -> Previewed:
    """What was found when the file was read and all of it undone."""
    return Previewed(
        tuple(Change(_rows(found), tuple(_groups(found.sums))) for found in rehearsal.found),
        tuple(rehearsal.stops),
        tuple(rehearsal.closed),
        tuple(outcome),
    )


def _change(kept: Mapping[str, Any]) -> Change:
    return Change(
        kept["rows"],
        tuple(
            Group(
                one["committee"],
                one["period"],
                tuple(Row(**row) for row in one["rows"]),
                one["still"],
            )
            for one in kept["groups"]
        ),
    )


def _rows(found: Comparison) -> str:
    counts = found.rows
    parts = (
        f"{number(counts.new, 0)} nya",
        f"{number(counts.gone, 0)} ersatta eller borta",
        f"{number(counts.same, 0)} lika",
    )
    return f"{found.noun.capitalize()}: {', '.join(parts)}."


def _groups(sums: Sequence[SumChange]) -> list[Group]:
    """The sums that move, and that of the whole committee; how many stay is told."""
    groups = []
    for committee, period in dict.fromkeys((one.committee, one.period) for one in sums):
        own = [one for one in sums if (one.committee, one.period) == (committee, period)]
        moving = [one for one in own if one.moves and one.activity]
        whole = [one for one in own if not one.activity]
        rows = tuple(_row(one) for one in (*moving, *whole))
        groups.append(Group(committee, period, rows, len(own) - len(moving) - len(whole)))
    return groups


def _row(one: SumChange) -> Row:
    difference = one.difference
    plus = "+" if difference is not None and difference > 0 else ""
    moved = "–" if difference is None else plus + bare_kronor(difference)
    return Row(one.activity, _text(one.before), _text(one.after), moved)


def _text(value: Value) -> str:
    if isinstance(value, Absent):
        return MARKS[value]
    return bare_kronor(int(value))
