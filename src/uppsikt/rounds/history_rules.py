"""What a month's report says of how it came to be, by the steps of its round. Pure.

No moment of time stands in it, and nothing that fixing or publishing adds: what is told when the
report is reviewed is what is told when it is fixed and public.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from uppsikt.figures import Unit, value_text
from uppsikt.rounds.gate_rules import Reviewed, accepted, reviewed
from uppsikt.rounds.rules import Step, StepKind

_OF_ACTIVITY = (
    StepKind.REPORTED,
    StepKind.RETURNED,
    StepKind.EXCUSED,
    StepKind.ADJUSTED,
)


def history(
    steps: Sequence[Step], names: Callable[[], Mapping[str, str]], content: Callable[[], str]
) -> Iterator[str]:
    """The history of a report, a paragraph each.

    `names` are the activities that report, by key, and `content` is the fingerprint of the report
    without its history; neither is asked for in vain.
    """
    yield from _versions(steps)
    last = reviewed(steps)
    if last is not None:
        yield from _review(last, steps, content())
    apart = list(_latest(steps))
    if apart:
        yield from _activities(apart, steps, names())


def _versions(steps: Iterable[Step]) -> Iterator[str]:
    version, is_public = 0, False
    for step in steps:
        if step.kind is StepKind.FIXED:
            version, is_public = int(str(step.detail.get("version", 0))), False
        elif step.kind is StepKind.PUBLIC:
            is_public = True
        elif step.kind is StepKind.REOPENED:
            what = (
                f"är en ändring av version {version}."
                if is_public
                else f"ersätter version {version}, som aldrig blev offentlig."
            )
            why = f"Skäl{_by(step.role)}: {_ended(step.text)}"
            yield f"Version {version + 1} {what} {why}"


def _review(last: Reviewed, steps: Sequence[Step], content: str) -> Iterator[str]:
    if last.content != content:
        yield "Rapporten har ändrats sedan den granskades."
        return
    yield f"Granskningen: {_ended(last.found.verdict)}"
    known = accepted(steps)
    for key, group in last.contradictions:
        why = known.get(key)
        told = f"{group.name}: {_ended(group.findings[0].message)}"
        if why is not None:
            told += f" Varför det ändå stämmer{_by(why.role)}: {_ended(why.reason)}"
        yield told


def _latest(steps: Iterable[Step]) -> Iterable[Step]:
    """What was done last with each activity, where its forecast is not simply its own."""
    last: dict[str, Step] = {}
    for step in steps:
        if step.kind in _OF_ACTIVITY:
            last[step.activity] = step
    return (one for one in last.values() if one.kind in (StepKind.EXCUSED, StepKind.ADJUSTED))


def _activities(
    apart: Iterable[Step], steps: Sequence[Step], names: Mapping[str, str]
) -> Iterator[str]:
    """By the order of the report."""
    found = {one.activity: one for one in apart}
    for key, name in names.items():
        step = found.get(key)
        if step is None:
            continue
        why = f"Skäl{_by(step.role)}: {_ended(step.text)}"
        if step.kind is StepKind.EXCUSED:
            yield f"{name} har inte lämnat någon ny prognos. {why}"
        else:
            yield f"{name}: prognosen är justerad{_amounts(step, steps)}. {why}"


def _amounts(adjusted: Step, steps: Iterable[Step]) -> str:
    """From what the activity itself gave last to what the adjustment says, if it gave anything."""
    own = None
    for step in steps:
        if step.number == adjusted.number:
            break
        if step.kind is StepKind.REPORTED and step.activity == adjusted.activity:
            own = step
    if own is None:
        return f" till {_tkr(adjusted)}"
    return f" från {_tkr(own)} till {_tkr(adjusted)}"


def _tkr(step: Step) -> str:
    return value_text(int(str(step.detail["net"])), Unit.TKR)


def _by(role: str) -> str:
    return f" ({role})" if role else ""


def _ended(text: str) -> str:
    """The text as sentences in one line."""
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?")) else f"{line}."
