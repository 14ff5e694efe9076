"""What may become of a message: pure decisions."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(minutes=15)
"""How long a sender may have a message before it is taken for gone. More than all its waits."""

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""How long a message waits after each attempt that may succeed later; then it has failed."""


class State(StrEnum):
    """Where a message stands.

    `TAKEN` is a sender's, who has not begun to hand it over; `HANDED` is being handed over. Only of
    the second is it unknown, should the sender die, whether it was sent.
    """

    WAITING = "waiting"
    TAKEN = "taken"
    HANDED = "handed"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"

    @property
    def text(self) -> str:
        """The state as people call it."""
        return _TEXTS[self]


_TEXTS = {
    State.WAITING: "väntar",
    State.TAKEN: "skickas",
    State.HANDED: "skickas",
    State.SENT: "skickat",
    State.FAILED: "gick inte att skicka",
    State.UNKNOWN: "ovisst om det kom fram",
}

MAY_BE_RESENT = frozenset({State.FAILED, State.UNKNOWN})
"""What a person may have sent again; of the unknown, only a person may."""


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When a message that was not taken is tried again; None when it has been tried enough."""
    return now + PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
