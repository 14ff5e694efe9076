"""What a round is, by the steps that were taken in it, and what may be done next. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from uppsikt.figures import Period, UppsiktError


class RoundFault(UppsiktError):
    """Something that cannot be done in the round as it is."""


class StepKind(StrEnum):
    """What was done, and what it is called."""

    REPORTED = "reported"
    RETURNED = "returned"
    ADJUSTED = "adjusted"
    EXCUSED = "excused"
    REMINDED = "reminded"
    ASKED = "asked"
    ANSWERED = "answered"
    COMPILED = "compiled"
    REVIEWED = "reviewed"
    ACCEPTED = "accepted"
    FIXED = "fixed"
    PUBLIC = "public"
    REOPENED = "reopened"

    @property
    def text(self) -> str:
        """The step in Swedish: lämnade prognos."""
        return _STEP_TEXTS[self]


_STEP_TEXTS = {
    StepKind.REPORTED: "lämnade prognos",
    StepKind.RETURNED: "skickade tillbaka",
    StepKind.ADJUSTED: "justerade prognosen",
    StepKind.EXCUSED: "gick vidare utan prognos",
    StepKind.REMINDED: "påminde",
    StepKind.ASKED: "frågade",
    StepKind.ANSWERED: "svarade",
    StepKind.COMPILED: "sammanställde rapporten",
    StepKind.REVIEWED: "granskade rapporten",
    StepKind.ACCEPTED: "godtog en motsägelse",
    StepKind.FIXED: "fastställde rapporten",
    StepKind.PUBLIC: "gjorde rapporten offentlig",
    StepKind.REOPENED: "öppnade rundan igen",
}


class RoundState(StrEnum):
    """How far a round has come."""

    PLANNED = "planned"
    OPEN = "open"
    COMPILED = "compiled"
    REVIEWED = "reviewed"
    FIXED = "fixed"
    PUBLIC = "public"

    @property
    def text(self) -> str:
        """The state in Swedish: öppen."""
        return _STATE_TEXTS[self]


_STATE_TEXTS = {
    RoundState.PLANNED: "inte öppnad",
    RoundState.OPEN: "öppen",
    RoundState.COMPILED: "sammanställd",
    RoundState.REVIEWED: "granskad",
    RoundState.FIXED: "fastställd",
    RoundState.PUBLIC: "offentlig",
}


class ActivityState(StrEnum):
    """How far an activity has come in a round."""

    WAITING = "waiting"
    RETURNED = "returned"
    EXCUSED = "excused"
    REPORTED = "reported"

    @property
    def text(self) -> str:
        """The state in Swedish: inte lämnad."""
        return _ACTIVITY_TEXTS[self]

    @property
    def is_done(self) -> bool:
        """Whether the round can go on without more from the activity."""
        return self in (ActivityState.EXCUSED, ActivityState.REPORTED)


_ACTIVITY_TEXTS = {
    ActivityState.WAITING: "inte lämnad",
    ActivityState.RETURNED: "tillbakaskickad",
    ActivityState.EXCUSED: "utan prognos",
    ActivityState.REPORTED: "lämnad",
}


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done in a round; see `models.Step`."""

    number: int
    kind: StepKind
    activity: str
    text: str
    at: datetime
    actor: str
    role: str
    detail: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a round after a month, and the form of the report that it leads to."""

    month: Period
    form: str
    opens_on: date
    due_on: date
    sent_on: date | None = None
    meeting_on: date | None = None


_OF_ACTIVITY = {
    StepKind.REPORTED: ActivityState.REPORTED,
    StepKind.ADJUSTED: ActivityState.REPORTED,
    StepKind.RETURNED: ActivityState.RETURNED,
    StepKind.EXCUSED: ActivityState.EXCUSED,
}
_OF_ROUND = {
    StepKind.COMPILED: RoundState.COMPILED,
    StepKind.REVIEWED: RoundState.REVIEWED,
    StepKind.FIXED: RoundState.FIXED,
    StepKind.PUBLIC: RoundState.PUBLIC,
    StepKind.REOPENED: RoundState.OPEN,
}
_UNDOES = frozenset((StepKind.REPORTED, StepKind.ADJUSTED, StepKind.RETURNED, StepKind.EXCUSED))
"""What makes a compiled report another than it was: it is then to be compiled anew."""
_BEFORE_FIXED = (RoundState.COMPILED, RoundState.REVIEWED)


def round_state(steps: Iterable[Step], opens_on: date, today: date) -> RoundState:
    """How far the round has come. Steps are in the order in which they were taken.

    A round that nobody has taken a step in opens by itself on its first day. What changes the
    figures of a compiled report opens it again; one that is fixed is only opened with a reason.
    """
    state = RoundState.OPEN if opens_on <= today else RoundState.PLANNED
    for step in steps:
        if step.kind in _OF_ROUND:
            state = _OF_ROUND[step.kind]
        elif step.kind in _UNDOES and state in (RoundState.PLANNED, *_BEFORE_FIXED):
            state = RoundState.OPEN
    return state


def activity_states(steps: Iterable[Step], activities: Iterable[str]) -> dict[str, ActivityState]:
    """How far each activity has come, in the order given.

    A round that was opened again keeps what was reported: a new version asks for what it changes.
    """
    states = dict.fromkeys(activities, ActivityState.WAITING)
    for step in steps:
        if step.activity in states and step.kind in _OF_ACTIVITY:
            states[step.activity] = _OF_ACTIVITY[step.kind]
    return states


def since_reopened(steps: Sequence[Step]) -> Sequence[Step]:
    """The steps towards the next version: all after the round was last opened again."""
    last = max(
        (place for place, step in enumerate(steps) if step.kind is StepKind.REOPENED), default=-1
    )
    return steps[last + 1 :]


def demand_reportable(state: RoundState, month: Period) -> None:
    """Raises RoundFault unless forecasts are taken in the state."""
    if state is RoundState.OPEN:
        return
    todo = {
        RoundState.PLANNED: "Vänta tills rundan öppnar, eller be controllern öppna den tidigare.",
        RoundState.COMPILED: "Be controllern skicka tillbaka prognosen till dig.",
        RoundState.REVIEWED: "Be controllern skicka tillbaka prognosen till dig.",
        RoundState.FIXED: "En ändring kräver en ny version: be controllern öppna rundan igen.",
        RoundState.PUBLIC: "En ändring kräver en ny version: be controllern öppna rundan igen.",
    }[state]
    raise RoundFault(
        f"Prognosen för {month.text} kan inte lämnas: månadens runda är {state.text}.", todo=todo
    )


def demand_changeable(state: RoundState, month: Period) -> None:
    """Raises RoundFault where the report is fixed: then a new version is needed."""
    if state not in (RoundState.FIXED, RoundState.PUBLIC):
        return
    raise RoundFault(
        f"Rapporten för {month.text} är {state.text} och ändras inte.",
        todo="Öppna rundan igen med ett skäl. Ändringen blir en ny version.",
    )


def demand_reason(text: str, what: str) -> str:
    """The reason without spaces around it. Raises RoundFault for none."""
    reason = text.strip()
    if not reason:
        raise RoundFault(f"{what} kräver ett skäl.", todo="Skriv varför, så att andra förstår.")
    return reason


def demand_in_order(dates: Dates) -> None:
    """Raises RoundFault for dates that do not follow one another."""
    named = [
        ("öppnar", dates.opens_on),
        ("sista dag", dates.due_on),
        ("kallelsen skickas", dates.sent_on),
        ("sammanträde", dates.meeting_on),
    ]
    given = [(name, day) for name, day in named if day is not None]
    for (before, first), (after, second) in pairwise(given):
        if second < first:
            raise RoundFault(
                f"Datumen för {dates.month.text} kommer inte i ordning.",
                values=[f"{before}: {first}", f"{after}: {second}"],
                todo="Rundan öppnar först, sedan kommer sista dagen, kallelsen och sammanträdet.",
            )
    if dates.opens_on <= dates.month.first_day:
        raise RoundFault(
            f"Rundan för {dates.month.text} kan inte öppna den {dates.opens_on}.",
            why="Då har månaden inte börjat.",
            todo="Välj en dag mot slutet av månaden eller efter den.",
        )
