"""What may become of a job: pure decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

LONGEST_SILENCE = timedelta(minutes=2)
"""A worker that has told nothing for so long is taken for gone, though its process may stand."""

BUSY_PAUSE = timedelta(seconds=3)
"""How long a job waits that found the data folder busy."""

BUSY_LONGEST = timedelta(hours=1)
"""How long a job keeps waiting for the data folder before it is told as failed."""

KEPT = timedelta(days=30)
"""How long an ended job can be read, and one that failed be tried again."""

PAUSES = (timedelta(seconds=10), timedelta(minutes=1))
"""How long a job waits after its first and after its later faults that may pass by themselves."""


class State(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def text(self) -> str:
        """The state as people call it."""
        return _TEXTS[self]

    @property
    def is_ended(self) -> bool:
        """Whether nothing more happens by itself."""
        return self not in ACTIVE


ACTIVE = (State.WAITING, State.RUNNING)
"""The states of a job that is not ended."""

RETRIED = (State.FAILED, State.CANCELLED)
"""The states of a job that may be tried again."""

_TEXTS = {
    State.WAITING: "väntar",
    State.RUNNING: "pågår",
    State.DONE: "klart",
    State.FAILED: "misslyckat",
    State.CANCELLED: "avbrutet",
}


@dataclass(frozen=True)
class Ticket:
    """A worker's turn with a job: whoever took the job up later has another."""

    number: int
    worker: str
    attempt: int


def pause_after(attempt: int) -> timedelta:
    """How long to wait after the attempt of that number (from 1) met a fault that may pass."""
    return PAUSES[min(attempt, len(PAUSES)) - 1]


def may_be_cancelled(state: State) -> bool:
    """A job that is not ended; one that runs is told, and ends where it next listens."""
    return state in ACTIVE


def may_be_retried(state: State) -> bool:
    """A job that ended without doing what it should."""
    return state in RETRIED
