"""What the gate's page shows: the steps of the way, what was found, and what was done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.jobs.rules import State
from uppsikt.platform.jobs.selectors import JobView, last_with
from uppsikt.review_desk.result import Group
from uppsikt.review_desk.rules import LONGEST_WAIT
from uppsikt.rounds.days import the_day_text
from uppsikt.rounds.gate import FIX, REVIEW
from uppsikt.rounds.gate_rules import Accepted, ObstacleKind
from uppsikt.rounds.gate_selectors import Gate
from uppsikt.rounds.rules import RoundState, Step, StepKind
from uppsikt.web.given import day_text
from uppsikt.web.site.jobs import fault_parts

_WAY = (
    RoundState.OPEN,
    RoundState.COMPILED,
    RoundState.REVIEWED,
    RoundState.FIXED,
    RoundState.PUBLIC,
)
_TOLD = frozenset(
    (
        StepKind.COMPILED,
        StepKind.REVIEWED,
        StepKind.ACCEPTED,
        StepKind.FIXED,
        StepKind.PUBLIC,
        StepKind.REOPENED,
    )
)


@dataclass(frozen=True, slots=True)
class WayStep:
    """A step of the way: its name, and whether it is behind, or is where the report stands."""

    text: str
    is_behind: bool
    is_here: bool


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """What the review found, and why it is right after all, if somebody says so."""

    key: str
    group: Group
    accepted: Accepted | None


@dataclass(frozen=True, slots=True)
class ShownStep:
    """Something that was done: when, by whom, and what was said."""

    when: str
    text: str
    role: str
    said: str


@dataclass(frozen=True, slots=True)
class Work:
    """A job of the gate that goes on, or that failed; `is_left`: no worker takes it up."""

    job: JobView
    is_active: bool
    is_left: bool
    fault: UppsiktError | None


def way(gate: Gate) -> tuple[WayStep, ...]:
    """The five steps, and where the report stands."""
    here = gate.round.state
    place = _WAY.index(here) if here in _WAY else -1
    return tuple(
        WayStep(one.text.capitalize(), number < place, number == place)
        for number, one in enumerate(_WAY)
    )


def lead(gate: Gate) -> str:
    """Where the report stands and what is to be done, in one sentence."""
    state, left = gate.round.state, len(gate.obstacles)
    if state is RoundState.PUBLIC:
        return f"Rapporten är offentlig i version {gate.version}."
    if state is RoundState.FIXED:
        return f"Rapporten är fastställd i version {gate.version} och väntar på att bli offentlig."
    if state is RoundState.PLANNED:
        opens = gate.round.dates.opens_on
        return f"Rundan öppnar {the_day_text(opens)} {opens.year}."
    if not left:
        return "Ingenting står i vägen. Rapporten kan fastställas."
    return f"{_counted(left)} återstår innan rapporten kan fastställas."


def _counted(number: int) -> str:
    words = ("", "En sak", "Två saker", "Tre saker", "Fyra saker", "Fem saker")
    return words[number] if number < len(words) else f"{number} saker"


def groups(gate: Gate) -> tuple[ShownGroup, ...]:
    """What the last review found, contradictions first."""
    if gate.reviewed is None:
        return ()
    pairs = zip(gate.reviewed.keys, gate.reviewed.found.groups, strict=True)
    return tuple(ShownGroup(key, group, gate.accepted.get(key)) for key, group in pairs)


def missing(gate: Gate) -> tuple[tuple[str, str], ...]:
    """The activities that stand in the way: key and what is to be said of them."""
    kind = ObstacleKind.MISSING
    return tuple((one.about, one.text) for one in gate.obstacles if one.kind is kind)


def others(gate: Gate) -> tuple[tuple[str, str], ...]:
    """What else stands in the way: what it is, and what to do."""
    apart = (ObstacleKind.MISSING, ObstacleKind.CONTRADICTION)
    return tuple((one.text, one.todo) for one in gate.obstacles if one.kind not in apart)


def done(gate: Gate) -> Iterator[ShownStep]:
    """What was done on the way, the last first."""
    for step in reversed(gate.steps):
        if step.kind in _TOLD:
            yield ShownStep(day_text(step.at), _text(step), step.role, _said(step))


def _text(step: Step) -> str:
    if step.kind is StepKind.ACCEPTED and not step.text:
        return "Tog tillbaka att en motsägelse är godtagen"
    return step.kind.text.capitalize()


def _said(step: Step) -> str:
    if step.kind is StepKind.REVIEWED:
        return str(step.detail["verdict"])
    if step.kind is StepKind.FIXED:
        return f"Version {step.detail['version']}"
    if step.kind is StepKind.ACCEPTED and step.text:
        return f"{step.detail['message']} Skäl: {step.text}"
    return step.text


def work(reader: Reader, gate: Gate, now: datetime) -> Work | None:
    """The last job of the gate that the reader may see, if it goes on or failed."""
    key = f"{gate.round.committee} {gate.round.month}"
    found = [
        job
        for kind in (REVIEW, FIX)
        if (job := last_with(reader=reader, kind=kind, argument="round", value=key)) is not None
    ]
    last = max(found, key=lambda job: job.number, default=None)
    if last is None or last.state not in (State.WAITING, State.RUNNING, State.FAILED):
        return None
    is_waiting = last.state is State.WAITING
    return Work(
        last,
        is_active=not last.state.is_ended,
        is_left=is_waiting and now - last.asked_at > LONGEST_WAIT,
        fault=None if last.fault is None else fault_parts(last.fault),
    )
