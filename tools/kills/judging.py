"""What a killed step may leave: nothing or all of it, and in the end all of it, once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from .places import BROKEN, WHOLE, Place, State


class Left(StrEnum):
    """What a kill left: nothing of the step, all of it, or what a person is told to decide."""

    NOTHING = "nothing"
    ALL = "all"
    TOLD = "told"
    WRONG = "wrong"


@dataclass(frozen=True)
class Verdict:
    """What a kill left, and in what it is wrong."""

    left: Left
    text: str = ""


@dataclass(frozen=True)
class Measure:
    """What a step that nobody killed found and left.

    `chance` are the columns that differ between two such steps: tokens, times, running numbers.
    `tidied` and `repeats` are the scenario's.
    """

    before: State
    after: State
    chance: Collection[str]
    tidied: Collection[str]
    repeats: Collection[str]


@dataclass(frozen=True)
class Found:
    """What there was after a kill, and then after the step was done again."""

    place: Place
    left: State
    again: State


class Judge(Protocol):
    """Says what a kill left."""

    def __call__(self, measure: Measure, found: Found, /) -> Verdict:
        """The verdict."""


def all_or_nothing(measure: Measure, found: Found) -> Verdict:
    """Right after the kill all or nothing is there; done again, what one undisturbed step leaves.

    A backup is whole wherever it has its name; an unfinished one has gone when it is done again.
    """
    apart = [*measure.chance, *measure.tidied]
    from_before = found.left.unlike(measure.before, apart)
    from_after = found.left.unlike(measure.after, apart)
    if from_before and from_after:
        return _wrong("left", _differences(measure.before, found.left, from_before))
    broken = [name for name, how in found.left.files.items() if _is_named(name) and how == BROKEN]
    if broken:
        return _wrong("left", f"{broken[0]} is not whole")
    unlike = found.again.unlike(measure.after, [*measure.chance, *measure.repeats, *_RENUMBERED])
    if unlike:
        return _wrong("done again", _differences(measure.after, found.again, unlike))
    if dict(found.again.files) != dict.fromkeys(measure.after.files, WHOLE):
        return _wrong("done again", f"{dict(found.again.files)}")
    return Verdict(Left.NOTHING if from_after else Left.ALL)


_RENUMBERED = ("search_entry.id",)
"""What is written anew whenever something that is searched is saved, changed or not."""


def changes(before: State, after: State) -> bool:
    """Whether there is anything in the one that is not in the other."""
    return bool(before.unlike(after)) or before.files != after.files


def _is_named(name: str) -> bool:
    return not name.startswith(".")


def _wrong(when: str, text: str) -> Verdict:
    return Verdict(Left.WRONG, f"{when}: {text}")


def _differences(wanted: State, found: State, columns: Collection[str]) -> str:
    """The tables with other rows than wanted, by count where that differs, else by values."""
    told: dict[str, str] = {}
    for place in columns:
        table = place.partition(".")[0]
        counts = (wanted.count(table), found.count(table))
        if counts[0] != counts[1]:
            told[table] = f"{table} {counts[0]} -> {counts[1]} rows"
        else:
            told[place] = f"{place} {_others(wanted, found, place)}"
    return "; ".join(told.values())


def _others(wanted: State, found: State, place: str) -> str:
    """The values that only one of them has, a few of them."""
    ones, others = wanted.values(place), found.values(place)
    lost = [one for one in ones if one not in others][:3]
    new = [one for one in others if one not in ones][:3]
    return f"{', '.join(lost)[:200]} -> {', '.join(new)[:200]}"
