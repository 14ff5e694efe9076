"""What a worker does with the queue: takes a job up, and says what became of it.

Each is one transaction or one statement that names the worker's turn (`Ticket`), so that a worker
that lost its job to another changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from uppsikt.figures import UppsiktError
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.health.rules import State as Health
from uppsikt.platform.jobs.kinds import UnknownKind, kind_named
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.rules import ACTIVE, KEPT, LONGEST_SILENCE, State, Ticket
from uppsikt.platform.jobs.workers import alive, forget, is_gone
from uppsikt.platform.logs import event

LONG = timedelta(minutes=30)
"""How long a job may wait: the one before it may be a large import."""

logger = logging.getLogger(__name__)


def take(*, folder: DataFolder, worker: str, now: datetime) -> Job | None:
    """Takes up the oldest job that is due, or whose worker is gone; None if there is none.

    A job that has been begun as often as its kind allows, and never ended, is told as failed.
    """
    due = _due(folder, now)
    if not due.exists():
        return None  # asked first without a lock, which on SQLite all writers share
    with transaction.atomic():
        job = due.select_for_update(skip_locked=True).order_by("id").first()
        if job is None:
            return None
        lost = job.worker if job.state == State.RUNNING else ""
        if lost and job.attempts >= _attempts(job):
            _give_up(job, now)
            return None
        job.state, job.worker, job.beat_at = State.RUNNING, worker, now
        job.attempts += 1
        job.started_at = job.started_at or now
        job.not_before, job.rows, job.share = None, None, None
        job.save()
    if lost and is_gone(folder, lost):
        forget(folder, lost)
    told(logger, job, "begun")
    return job


def work(now: datetime) -> tuple[Health, str]:
    """How the work is: jobs that wait with nobody to do them are a fault."""
    workers = alive(settings.DATA_FOLDER)
    waiting = Job.everything.filter(state=State.WAITING)
    late = waiting.filter(asked_at__lt=now - LONG, not_before=None).exists()
    text = f"{workers} som utför dem, {waiting.count()} väntar"
    if late and not workers:
        return Health.ILL, text
    return (Health.WARNING if late or not workers else Health.WELL), text


def _due(folder: DataFolder, now: datetime) -> QuerySet[Job]:
    workers = Job.everything.filter(state=State.RUNNING).values_list("worker", flat=True)
    gone = [name for name in set(workers) if is_gone(folder, name)]
    return Job.everything.filter(
        (Q(state=State.WAITING) & (Q(not_before=None) | Q(not_before__lte=now)))
        | Q(state=State.RUNNING, worker__in=gone)
        | Q(state=State.RUNNING, beat_at__lt=now - LONGEST_SILENCE)
    )


def _attempts(job: Job) -> int:
    try:
        return kind_named(job.kind).attempts
    except UnknownKind:
        return 1


def _give_up(job: Job, now: datetime) -> None:
    fault = UppsiktError(
        f"Arbetet påbörjades {job.attempts} gånger, men processen som utförde det avslutades "
        "varje gång.",
        why="Datorn kan ha slut på minne, eller ha stängts av. Ingenting är ändrat.",
        todo="Försök igen. Hjälper det inte, säg till den som ansvarar för Uppsikt.",
    )
    job.state, job.ended_at, job.error = State.FAILED, now, as_json(fault)
    job.save()
    told(logger, job, "given up", logging.ERROR)


def told(
    logger: logging.Logger, job: Job, what: str, level: int = logging.INFO, **fields: object
) -> None:
    """Logs what became of a job, without what it was about."""
    event(logger, f"job {what}", level, job=job.pk, kind=job.kind, attempt=job.attempts, **fields)


def own(ticket: Ticket) -> QuerySet[Job]:
    """The job, as long as it is this turn's."""
    return Job.everything.filter(pk=ticket.number, worker=ticket.worker, attempts=ticket.attempt)


def running(ticket: Ticket) -> QuerySet[Job]:
    """The job, as long as it is this turn's and not ended."""
    return own(ticket).filter(state=State.RUNNING)


def finish(ticket: Ticket, result: Mapping[str, object], *, now: datetime) -> bool:
    """The job is done, unless its own effect has already said so; its result is kept.

    False if the job is another's by now.
    """
    with transaction.atomic():
        running(ticket).update(state=State.DONE, ended_at=now, cancel_asked=False)
        return bool(
            own(ticket).filter(state=State.DONE).update(result=dict(result), part="", share=None)
        )


def fail(ticket: Ticket, fault: UppsiktError, *, now: datetime, number: str = "") -> bool:
    """The job has failed, with what is told of it. `number` names the file with details."""
    error = as_json(fault) | ({"number": number} if number else {})
    return bool(running(ticket).update(state=State.FAILED, ended_at=now, error=error))


def end_cancelled(ticket: Ticket, *, now: datetime) -> bool:
    """The job ended where it was told to."""
    return bool(running(ticket).update(state=State.CANCELLED, ended_at=now, cancel_asked=False))


def hand_back(
    ticket: Ticket, *, now: datetime, pause: timedelta = timedelta(), part: str = "", counts: bool
) -> bool:
    """The job waits again, at least for the pause; `counts` whether this was an attempt at it."""
    return bool(
        running(ticket).update(
            state=State.WAITING,
            worker="",
            attempts=F("attempts") - (0 if counts else 1),
            not_before=now + pause if pause else None,
            part=part[:300],
            rows=None,
            share=None,
        )
    )


def old(now: datetime) -> QuerySet[Job]:
    """The jobs that ended so long ago that they are not kept."""
    return Job.everything.exclude(state__in=ACTIVE).filter(ended_at__lt=now - KEPT)


def as_json(fault: UppsiktError) -> dict[str, object]:
    """A fault as it is kept with the job, part by part."""
    return {
        "what": fault.what,
        "where": fault.where,
        "values": list(fault.values),
        "why": fault.why,
        "todo": fault.todo,
    }
