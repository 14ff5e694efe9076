"""What a review found, out of its JSON. Nothing in it is trusted: a file may have steered it.

The child that wrote it had read a file from anywhere. So it is read as data from outside: what is
not of the right shape is left out, and there is a bound to all that is shown. No Django.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

MOST_FINDINGS = 300
LARGEST = 10_000_000
"""Bytes of a result: the longest of a real report is a hundredth of it."""
_MOST_PLACES = 20
_LONGEST = 2_000


@dataclass(frozen=True)
class Place:
    """Where a figure is printed: in words, and what stands there."""

    where: str
    text: str


@dataclass(frozen=True)
class Finding:
    """One finding. `rule` is the name of its rule in words."""

    message: str
    rule: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Group:
    """Findings with one root. `name` is ``Motsägelse 3``."""

    name: str
    is_note: bool
    findings: tuple[Finding, ...]
    diagnosis: str


@dataclass(frozen=True)
class Found:
    """The verdict and the findings; `is_cut` says that there are more than are shown."""

    verdict: str
    contradictions: int
    groups: tuple[Group, ...]
    is_cut: bool


def found_in(content: bytes) -> Found:
    """What a review found. Raises ValueError and TypeError for what is no result at all."""
    if len(content) > LARGEST:
        raise ValueError("a result that is too large to be one")
    whole = json.loads(content)
    if not isinstance(whole, dict) or not isinstance(whole.get("findings"), list):
        raise TypeError("no result of a review")
    head = whole.get("verdict")
    verdict = head if isinstance(head, dict) else {}
    every = [one for one in whole["findings"] if isinstance(one, dict)]
    return Found(
        _text(verdict.get("text")),
        _number(verdict.get("contradictions")),
        tuple(_groups(every[:MOST_FINDINGS])),
        len(every) > MOST_FINDINGS,
    )


def _groups(every: Sequence[Mapping[str, Any]]) -> Iterator[Group]:
    counted = {False: 0, True: 0}
    for _, rows in groupby(every, lambda one: _number(one.get("group"))):
        members = list(rows)
        is_note = members[0].get("severity") == "note"
        counted[is_note] += 1
        yield Group(
            f"{'Anmärkning' if is_note else 'Motsägelse'} {counted[is_note]}",
            is_note,
            tuple(_finding(one) for one in members),
            _text(members[0].get("diagnosis")),
        )


def _finding(one: Mapping[str, Any]) -> Finding:
    listed = one.get("places")
    places = listed if isinstance(listed, list) else []
    return Finding(
        _text(one.get("message")),
        _text(one.get("name")),
        tuple(_place(place) for place in places[:_MOST_PLACES] if isinstance(place, dict)),
    )


def _place(place: Mapping[str, Any]) -> Place:
    page, line = _number(place.get("page")), _number(place.get("line"))
    where = [f"sid {page}" if page else "", f"rad {line}" if line else ""]
    return Place(", ".join(filter(None, where)), _text(place.get("text")))


def _text(value: object) -> str:
    return value[:_LONGEST] if isinstance(value, str) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 10**9 else 0
