"""Attempts that are limited are kept in the database, where all web workers see them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from uppsikt.figures import UppsiktError
from uppsikt.platform.accounts.attempt_rules import LONGEST, Limit
from uppsikt.platform.accounts.models import Attempt

_IN_HOURS = 120


class TooManyAttempts(UppsiktError):
    """Somebody has tried too often, and must wait."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__("Det har gjorts för många försök.", todo=f"Försök igen om {told(wait)}.")


def told(wait: timedelta) -> str:
    """How long in words, never too short: «1 minut», «12 minuter», «14 timmar»."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    if minutes > _IN_HOURS:
        return f"{-(-minutes // 60)} timmar"
    return "1 minut" if minutes == 1 else f"{minutes} minuter"


@dataclass(frozen=True)
class Taken:
    """Attempts that were counted: given back if they succeed."""

    numbers: tuple[int, ...]

    def give_back(self) -> None:
        """What succeeded counts no longer; what failed before it still does."""
        Attempt.objects.filter(id__in=self.numbers).delete()


def take(limits: Mapping[Limit, str], now: datetime) -> Taken:
    """Counts one attempt against each limit, for whom or what its text names.

    It is written before the others are counted, so that of many at once none slips through. One
    that is refused counts no further: whoever waits is not kept waiting by somebody else. Whom it
    was for is kept as a fingerprint, since people write passwords where their name should stand.

    Raises TooManyAttempts, with how long to wait.
    """
    Attempt.objects.filter(at__lt=now - LONGEST).delete()
    made = Attempt.objects.bulk_create(
        Attempt(limit=limit.name, key=_fingerprint(text), at=now) for limit, text in limits.items()
    )
    taken = Taken(tuple(one.pk for one in made))
    wait = max(_wait(limit, text, taken, now) for limit, text in limits.items())
    if wait > timedelta(0):
        taken.give_back()
        raise TooManyAttempts(wait)
    return taken


def _wait(limit: Limit, text: str, own: Taken, now: datetime) -> timedelta:
    same = Attempt.objects.filter(limit=limit.name, key=_fingerprint(text))
    others = same.exclude(id__in=own.numbers).values_list("at", flat=True)
    return limit.wait(list(others), now)


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.casefold().strip().encode()).hexdigest()
