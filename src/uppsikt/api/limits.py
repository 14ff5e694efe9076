"""How many requests a minute are answered: of each key, and of each address without one.

Counted in the memory of each process that answers, so two of them let through up to twice as many:
a limit against programs that run wild, not a meter.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from uppsikt.figures import UppsiktError

WRONG_KEYS = 20
"""Wrong keys a minute that an address may try; each is looked up in the database."""
MOST_KNOWN = 10_000
"""Callers that a process counts; those who began longest ago are let go first."""
_MINUTE = 60


class TooManyRequests(UppsiktError):
    """More requests than the limit this minute; `wait` is the seconds until the next one."""

    def __init__(self, most: int, wait: int) -> None:
        self.wait = wait
        super().__init__(
            "Det kom för många förfrågningar.",
            values=[f"högst {most} i minuten"],
            todo=f"Vänta {wait} sekunder (Retry-After) och försök igen.",
        )


@dataclass
class Counter:
    """How many times each caller has been counted in the minute that is."""

    counted: OrderedDict[str, tuple[int, int]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def take(self, caller: str, most: int, now: datetime) -> None:
        """Counts a request. Raises TooManyRequests if the caller has had all of this minute's."""
        minute, second = divmod(int(now.timestamp()), _MINUTE)
        with self.lock:
            had = self._had(caller, minute)
            if had >= most:
                raise TooManyRequests(most, _MINUTE - second)
            self.counted.setdefault(caller, (minute, 0))
            self.counted[caller] = minute, had + 1
            while len(self.counted) > MOST_KNOWN:
                self.counted.popitem(last=False)

    def demand_left(self, caller: str, most: int, now: datetime) -> None:
        """Raises TooManyRequests as `take` would, and counts nothing."""
        minute, second = divmod(int(now.timestamp()), _MINUTE)
        with self.lock:
            if self._had(caller, minute) >= most:
                raise TooManyRequests(most, _MINUTE - second)

    def knows(self, caller: str) -> bool:
        """Whether the caller has been counted, in this minute or before."""
        with self.lock:
            return caller in self.counted

    def forget(self) -> None:
        """Begins anew with everybody."""
        with self.lock:
            self.counted.clear()

    def _had(self, caller: str, minute: int) -> int:
        counted_in, times = self.counted.get(caller, (minute, 0))
        return times if counted_in == minute else 0


COUNTER = Counter()
