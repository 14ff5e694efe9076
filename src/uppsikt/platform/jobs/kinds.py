"""The kinds of jobs: each room adds its own when Django starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import Actor, Thing, Verb, demand, demand_somewhere

Arguments = Mapping[str, Any]
"""What a job was asked to do, as JSON: never a secret, and no more about people than needed."""

Result = Mapping[str, Any]
"""What a job tells when it is done, as JSON. `text` is shown; a page may know other parts."""


class UnknownKind(UppsiktError):
    """A job of a kind that this version of the program does not know."""


@dataclass(frozen=True)
class Run:
    """One attempt at a job, as the code that does it meets it.

    `actor` is whoever asked, with the rights of now. `step` tells, in Swedish, what begins, and
    `far` how many rows have been dealt with, to which share (0 to 1) of all. Both raise Broken if
    the job is to end: let it pass, and leave nothing half done.
    """

    number: int
    actor: Actor
    now: datetime
    committee: str
    arguments: Arguments
    step: Callable[[str], None]
    far: Callable[[int, float], None]


def demand_for(actor: Actor, kind: JobKind, committee: str) -> None:
    """Raises NotAllowed unless the actor may do a job of the kind in the committee.

    One that names no committee may be begun by whoever may somewhere: what it does asks again.
    """
    if committee:
        demand(actor, Verb.CHANGE, kind.thing.of(committee))
    else:
        demand_somewhere(actor, Verb.CHANGE, kind.thing)


def _nothing(_arguments: Arguments, _now: datetime) -> None:
    """There is nothing to put away."""


@dataclass(frozen=True)
class JobKind:
    """One kind of job. `noun` is what it is called ("inläsning"); `thing` is what it changes.

    `in_one`: all of its effect lies in one transaction, with an audit entry. Then that transaction
    also makes the job done, so that a worker that dies has done it whole or not at all. A job that
    is not so must itself bear to be done again from its beginning. `attempts` is how many times it
    may be begun. `put_away` is called with its arguments when nobody will do it again: when it is
    done, unless it `stays` for something that follows, and when it is kept no longer.
    """

    key: str
    noun: str
    thing: Thing
    run: Callable[[Run], Result]
    in_one: bool = True
    attempts: int = 3
    stays: bool = False
    put_away: Callable[[Arguments, datetime], None] = _nothing


_kinds: dict[str, JobKind] = {}


def register_job(kind: JobKind) -> None:
    """Adds a kind. Called by the room that does it, when Django starts."""
    _kinds[kind.key] = kind


def noun_of(key: str) -> str:
    """What a kind is called; its key where another version of Uppsikt asked for it."""
    return _kinds[key].noun if key in _kinds else key


def kind_named(key: str) -> JobKind:
    """The kind of that key. Raises UnknownKind."""
    if key not in _kinds:
        raise UnknownKind(
            "Arbetet är av ett slag som den här versionen av Uppsikt inte känner till.",
            values=[key],
            todo="Installera den version som arbetet beställdes i.",
        )
    return _kinds[key]
