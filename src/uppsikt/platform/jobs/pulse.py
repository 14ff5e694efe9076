"""While a job runs: tells how far it has come and that its worker lives, and hears of a cancel.

What the job tells is only noted; a thread beside it writes, so that a job that tells often is not
slowed by the database, and one that tells seldom is not taken for gone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread

from django.db import DatabaseError, connection

from uppsikt.platform.jobs.breaking import Broken, Cancelled, TakenOver
from uppsikt.platform.jobs.queue import own, running
from uppsikt.platform.jobs.rules import State, Ticket
from uppsikt.platform.logs import event

_TICK = 0.5
"""Seconds between two looks at whether the job is to end."""
_EVERY = 10
"""So many looks apart the worker says that it lives, even when the job tells nothing new."""

logger = logging.getLogger(__name__)


class Pulse:
    """What a running job tells, until it is told itself to end."""

    def __init__(self, ticket: Ticket, clock: Callable[[], datetime]) -> None:
        self._ticket, self._clock = ticket, clock
        self._part = ""
        self._rows: int | None = None
        self._share: float | None = None
        self._written: tuple[object, ...] = ()
        self._looks = 0
        self._end: Broken | None = None

    def step(self, text: str) -> None:
        """Something else begins. Raises Broken if the job is to end."""
        self._part, self._rows, self._share = text[:300], None, None
        self.listen()

    def far(self, rows: int, share: float) -> None:
        """So many rows have been dealt with, to this share of all. Raises Broken."""
        self._rows, self._share = rows, min(max(share, 0.0), 1.0)
        self.listen()

    def listen(self) -> None:
        """Raises Broken if the job is to end."""
        if self._end is not None:
            raise self._end

    def beat(self) -> None:
        """Writes what is new, and looks whether the job is to end."""
        told = (self._part, self._rows, self._share)
        if told != self._written or self._looks % _EVERY == 0:
            running(self._ticket).update(
                beat_at=self._clock(), part=told[0], rows=told[1], share=told[2]
            )
            self._written = told
        self._looks += 1
        found = own(self._ticket).values_list("state", "cancel_asked").first()
        if found is None:
            self._end = TakenOver()
        elif found == (State.RUNNING, True):
            self._end = Cancelled()

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Beats in a thread of its own while the block runs."""
        ended = Event()
        thread = Thread(target=self._beat_until, args=(ended,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _beat_until(self, ended: Event) -> None:
        while not ended.wait(_TICK):
            try:
                self.beat()
            except DatabaseError as fault:
                # The job itself may hold the database; it is tried again at the next look.
                event(logger, "job no beat", job=self._ticket.number, fault=type(fault).__name__)
        connection.close()
