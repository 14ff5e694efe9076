"""What a report tells of how it came to be: reviewed, accepted, gone on without, and why.

Rooms above this one know it and register what they tell. Nothing told is no part of the report,
which then is as it always was. The part is neither reviewed nor counted in what a review was done
on: what it says follows from the review.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from uppsikt.documents import Bullets, Document, Heading, Text
from uppsikt.figures import Period
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand

HEADING = "Rapportens historia"


@dataclass(frozen=True, slots=True)
class Asked:
    """The report whose history is asked for. `content` gives the fingerprint of it without that."""

    committee: str
    month: Period
    form: str
    content: Callable[[], str]


Teller = Callable[[Reader, Asked], Sequence[str]]

_tellers: list[Teller] = []


def register_history(teller: Teller) -> None:
    """Registers a function that gives what it knows of a report's history, a sentence or more each.

    What it gives must stay the same from when the report is reviewed until it is fixed and public.
    A room that knows something registers one in its `AppConfig.ready()`.
    """
    if teller not in _tellers:
        _tellers.append(teller)


def history_of(*, reader: Reader, asked: Asked) -> tuple[str, ...]:
    """What the report tells of its history to the reader, nothing for most reports."""
    demand(reader, Verb.READ, Thing.REPORTS.of(asked.committee))
    return tuple(line for teller in _tellers for line in teller(reader, asked))


def with_history(document: Document, told: Sequence[str]) -> Document:
    """The document with its history last. It is another one, and so is its identifier."""
    if not told:
        return document
    mark = hashlib.sha256(repr(tuple(told)).encode()).hexdigest()[:8]
    return replace(
        document,
        identifier=f"{document.identifier}-{mark}",
        blocks=(
            *document.blocks,
            Heading(1, HEADING),
            Bullets(tuple((Text(line),) for line in told)),
        ),
        history=tuple(told),
    )
