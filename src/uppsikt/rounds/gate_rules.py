"""What stops a report from being fixed: an open contradiction, somebody who is missing. Pure.

A review is of a report with a certain content, and says nothing of it once it has changed. What
was accepted in one review holds in the next where the same is found again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.review_desk.result import Finding, Found, Group, Place
from uppsikt.rounds.rules import ActivityState, RoundState, Step, StepKind


@dataclass(frozen=True)
class Reviewed:
    """A review of the compiled report, and the fingerprint of the content that it was done on.

    `keys` names each of the groups: see `key_of`. `by` is the step that it is kept in.
    """

    content: str
    found: Found
    keys: tuple[str, ...]

    @property
    def contradictions(self) -> tuple[tuple[str, Group], ...]:
        """The contradictions with their keys."""
        pairs = zip(self.keys, self.found.groups, strict=True)
        return tuple((key, group) for key, group in pairs if not group.is_note)


@dataclass(frozen=True, slots=True)
class Accepted:
    """Why a contradiction is right after all, and who says so, as a role."""

    key: str
    reason: str
    role: str


class ObstacleKind(StrEnum):
    """What stands in the way."""

    NOT_COMPILED = "not_compiled"
    NOT_REVIEWED = "not_reviewed"
    CHANGED = "changed"
    UNSHOWN = "unshown"
    CONTRADICTION = "contradiction"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that stands in the way of fixing, and what to do about it.

    `about` is the key of a contradiction or of an activity, where it is about one.
    """

    kind: ObstacleKind
    text: str
    todo: str
    about: str = ""


def key_of(group: Group) -> str:
    """A name for what was found, by what it says and not by where or in which order it stands."""
    told = sorted(
        (one.rule, one.message, sorted(place.text for place in one.places))
        for one in group.findings
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def detail_of(found: Found, content: str) -> dict[str, object]:
    """A review as its step keeps it."""
    return {
        "content": content,
        "verdict": found.verdict,
        "contradictions": found.contradictions,
        "notes": sum(group.is_note for group in found.groups),
        "is_cut": found.is_cut,
        "groups": [{"key": key_of(one), **asdict(one)} for one in found.groups],
    }


def reviewed(steps: Iterable[Step]) -> Reviewed | None:
    """The last review, None before the first."""
    last = None
    for step in steps:
        if step.kind is StepKind.REVIEWED:
            last = step
    return None if last is None else _reviewed(last.detail)


def accepted(steps: Iterable[Step]) -> Mapping[str, Accepted]:
    """What is accepted and why, by the key of what was found; one taken back is not."""
    found: dict[str, Accepted] = {}
    for step in steps:
        if step.kind is StepKind.ACCEPTED:
            key = str(step.detail.get("key", ""))
            found.pop(key, None)
            if step.text:
                found[key] = Accepted(key, step.text, step.role)
    return found


def version_reason(steps: Iterable[Step]) -> str:
    """Why there is to be a new version: what was written when the round was opened again."""
    reason = ""
    for step in steps:
        if step.kind is StepKind.REOPENED:
            reason = step.text
    return reason


def fixed_version(steps: Iterable[Step]) -> int:
    """The version that was fixed last, 0 before the first."""
    return _of_fixed(steps, "version")


def fixed_comment(steps: Iterable[Step]) -> int:
    """The number of the last comment in the report that was fixed last, 0 for none."""
    return _of_fixed(steps, "comment")


def publishes_on(steps: Iterable[Step], sent_on: date | None) -> date | None:
    """The day on which the report that was fixed last becomes public by itself: the notice's.

    None where a person makes it public: without such a day, and for what was fixed after it, as a
    version with what a meeting decided.
    """
    at = None
    for step in steps:
        if step.kind is StepKind.FIXED:
            at = step.at.astimezone(STOCKHOLM).date()
    return sent_on if at is not None and sent_on is not None and at <= sent_on else None


def _of_fixed(steps: Iterable[Step], part: str) -> int:
    found = 0
    for step in steps:
        if step.kind is StepKind.FIXED:
            found = int(str(step.detail.get(part, 0)))
    return found


def obstacles(
    *,
    state: RoundState,
    content: str,
    steps: Sequence[Step],
    activities: Iterable[tuple[str, str, ActivityState]],
) -> tuple[Obstacle, ...]:
    """All that stands in the way of fixing a report with the content, in the order of the way.

    `activities` are those that are to report: key, name and how far they have come.
    """
    missing = (_missing(*one) for one in activities if not one[2].is_done)
    return (*missing, *_of_review(state, content, steps))


def _missing(key: str, name: str, state: ActivityState) -> Obstacle:
    told = {
        ActivityState.RETURNED: f"{name} har fått en fråga och inte svarat.",
        ActivityState.WAITING: f"{name} har inte lämnat någon prognos.",
    }[state]
    todo = "Påminn den som är chef, eller gå vidare utan prognos och skriv varför."
    return Obstacle(ObstacleKind.MISSING, told, todo, key)


def _of_review(state: RoundState, content: str, steps: Sequence[Step]) -> Iterator[Obstacle]:
    last = reviewed(steps)
    if state in (RoundState.PLANNED, RoundState.OPEN):
        yield Obstacle(
            ObstacleKind.NOT_COMPILED,
            "Rapporten är inte sammanställd.",
            "Sammanställ rapporten. Då granskas den också.",
        )
    elif state is RoundState.COMPILED or last is None:
        yield Obstacle(
            ObstacleKind.NOT_REVIEWED,
            "Rapporten är inte granskad.",
            "Vänta tills granskningen är klar, eller sammanställ rapporten igen.",
        )
    elif last.content != content:
        yield Obstacle(
            ObstacleKind.CHANGED,
            "Rapporten har ändrats sedan den granskades.",
            "Sammanställ rapporten igen. Då granskas den också.",
        )
    else:
        yield from _contradictions(last, steps)


def _contradictions(last: Reviewed, steps: Sequence[Step]) -> Iterator[Obstacle]:
    known = accepted(steps)
    for key, group in last.contradictions:
        if key not in known:
            yield Obstacle(
                ObstacleKind.CONTRADICTION,
                f"{group.name} är öppen: {group.findings[0].message}",
                "Rätta siffran, eller skriv varför det ändå stämmer.",
                key,
            )
    if last.found.contradictions > len(last.contradictions):
        yield Obstacle(
            ObstacleKind.UNSHOWN,
            "Granskningen hittade fler motsägelser än som får plats här.",
            "Rätta de som visas och sammanställ rapporten igen.",
        )


def _reviewed(detail: Mapping[str, Any]) -> Reviewed:
    groups = detail["groups"]
    found = Found(
        detail["verdict"],
        detail["contradictions"],
        tuple(_group(one) for one in groups),
        detail["is_cut"],
    )
    return Reviewed(detail["content"], found, tuple(one["key"] for one in groups))


def _group(one: Mapping[str, Any]) -> Group:
    findings = tuple(
        Finding(
            each["message"],
            each["rule"],
            tuple(Place(place["where"], place["text"]) for place in each["places"]),
        )
        for each in one["findings"]
    )
    return Group(one["name"], one["is_note"], findings, one["diagnosis"])
