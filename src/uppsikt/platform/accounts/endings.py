"""What ends with the account, and when somebody is signed out everywhere.

A room above that keeps a way in open for a user registers what ends it (keys to programs, say).
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import Actor


class Ending(Protocol):
    """Ends something that a user has open, in the transaction of what causes it."""

    def __call__(self, *, actor: Actor, now: datetime, user: User) -> None:
        """What it raises undoes what caused it."""


_endings: list[Ending] = []


def register_ending(end: Ending) -> None:
    """Registers what ends when an account is closed, or its owner asks for all to end."""
    if end not in _endings:
        _endings.append(end)


def end_all_else(*, actor: Actor, now: datetime, user: User) -> None:
    """Ends all that is registered. Call it inside a transaction."""
    for end in _endings:
        end(actor=actor, now=now, user=user)
