"""A job and its effect become true in the same transaction.

Every service writes an audit entry in the transaction of what it changes. While a job runs, the
first entry makes the job done, in that transaction. So whenever the worker dies, either neither the
effect nor the job is done, or both are; and a worker that was taken for gone and wakes up again
finds that the job is another's, and its transaction is undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction

from uppsikt.platform.jobs.breaking import TakenOver
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.rules import State, Ticket

_running: ContextVar[Ticket | None] = ContextVar("running_job", default=None)


@contextmanager
def making_done(ticket: Ticket) -> Iterator[None]:
    """Within the block, the first audit entry that is committed makes the job done."""
    token = _running.set(ticket)
    try:
        yield
    finally:
        _running.reset(token)


def recorded(verb: str, thing: str, at: datetime) -> None:
    """Follows the audit log. Raises TakenOver if the job is no longer this worker's."""
    ticket = _running.get()
    if ticket is None or not transaction.get_connection().in_atomic_block:
        return
    own = Job.everything.filter(pk=ticket.number, worker=ticket.worker, attempts=ticket.attempt)
    done = own.filter(state=State.RUNNING).update(
        state=State.DONE, logged=f"{verb} {thing}"[:420], ended_at=at, cancel_asked=False
    )
    if not done and not own.filter(state=State.DONE).exists():
        raise TakenOver
