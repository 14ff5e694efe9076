"""Runs jobs, one at a time: whatever becomes of one is told, and the next can begin."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError, connection

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import OPERATOR, Actor, Door
from uppsikt.platform.access.selectors import reader_of_user
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder, FolderBusy
from uppsikt.platform.fault_files import keep_fault
from uppsikt.platform.faults import foreseen
from uppsikt.platform.jobs import queue
from uppsikt.platform.jobs.breaking import Cancelled, TakenOver
from uppsikt.platform.jobs.effects import making_done
from uppsikt.platform.jobs.kinds import JobKind, Result, Run, UnknownKind, demand_for, kind_named
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.pulse import Pulse
from uppsikt.platform.jobs.queue import told
from uppsikt.platform.jobs.rules import BUSY_LONGEST, BUSY_PAUSE, pause_after
from uppsikt.platform.logs import new_number

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Worker:
    """A process that does jobs: its name, the data folder, and its clock.

    `beating` gives a running job's pulse its own thread; a test beats by hand.
    """

    name: str
    folder: DataFolder
    clock: Callable[[], datetime]
    beating: Callable[[Pulse], AbstractContextManager[None]] = Pulse.beating

    def run_next(self) -> bool:
        """Does the next job that is due; whether there was one.

        A KeyboardInterrupt, which is how the process is told to end, hands the job back first.
        """
        job = queue.take(folder=self.folder, worker=self.name, now=self.clock())
        if job is None:
            return False
        try:
            self._run(job)
        except KeyboardInterrupt:
            connection.close()  # it may have been broken off in the middle of a transaction
            queue.hand_back(job.ticket, now=self.clock(), counts=False)
            told(logger, job, "handed back")
            raise
        return True

    def sweep(self) -> int:
        """Removes the jobs that ended long ago, with what they needed; how many they were."""
        swept = 0
        for job in queue.old(self.clock()):
            put_away(job, self.clock())
            job.delete()
            swept += 1
        return swept

    def _run(self, job: Job) -> None:
        """Does a job and tells what became of it; only the database's own faults pass."""
        try:
            kind = kind_named(job.kind)
            result = self._result(job, kind)
        except Cancelled:
            queue.end_cancelled(job.ticket, now=self.clock())
            told(logger, job, "cancelled")
        except TakenOver:
            told(logger, job, "taken over", logging.WARNING)
        except Exception as fault:  # noqa: BLE001 — whatever a job meets, it is told and the next begins
            self._tell(job, fault)
        else:
            if queue.finish(job.ticket, result, now=self.clock()) and not kind.stays:
                put_away(job, self.clock())
            told(logger, job, "done")

    def _result(self, job: Job, kind: JobKind) -> Result:
        now = self.clock()
        actor = actor_of(job, now)
        demand_for(actor, kind, job.committee)
        pulse = Pulse(job.ticket, self.clock)
        effect = making_done(job.ticket) if kind.in_one else nullcontext()
        with self.beating(pulse), effect:
            return kind.run(
                Run(job.pk, actor, now, job.committee, job.arguments, pulse.step, pulse.far)
            )

    def _tell(self, job: Job, fault: Exception) -> None:
        """Keeps what went wrong, or lets the job wait where it may go better later."""
        now, ticket = self.clock(), job.ticket
        # What a fault says may repeat what was read; the log tells its class alone.
        told(logger, job, "fault", logging.WARNING, fault=type(fault).__name__)
        if isinstance(fault, FolderBusy) and now - (job.started_at or now) < BUSY_LONGEST:
            part = "Väntar: " + "; ".join(fault.values)
            queue.hand_back(ticket, now=now, pause=BUSY_PAUSE, part=part, counts=False)
        elif self._may_pass(job, fault):
            pause = pause_after(job.attempts)
            part = "Väntar: databasen svarar inte"
            queue.hand_back(ticket, now=now, pause=pause, part=part, counts=True)
        elif (known := foreseen(fault)) is not None:
            queue.fail(ticket, known, now=now)
        else:
            number = new_number()
            kept = keep_fault(fault, number, now=now).name
            queue.fail(ticket, _unforeseen(kept), now=now, number=number)
            told(logger, job, "unforeseen", logging.ERROR, number=number)

    def _may_pass(self, job: Job, fault: Exception) -> bool:
        passing = isinstance(fault, OperationalError | InterfaceError)
        return passing and job.attempts < kind_named(job.kind).attempts


def actor_of(job: Job, now: datetime) -> Actor:
    """Whoever asked for the job, with the roles that they have now."""
    if job.user is None:
        return Actor(job.asked_by, OPERATOR.grants, None, Door.JOB)
    who = reader_of_user(job.user, on=now.astimezone(STOCKHOLM).date())
    return Actor(who.name, who.grants, who.user, Door.JOB)


def put_away(job: Job, now: datetime) -> None:
    """Lets the job's kind put away what it needed, when nobody will do it again."""
    with suppress(UnknownKind):
        kind_named(job.kind).put_away(job.arguments, now)


def _unforeseen(kept: str) -> UppsiktError:
    return UppsiktError(
        "Något gick fel i programmet, och arbetet avbröts. Ingenting är ändrat.",
        todo="Försök igen. Hjälper det inte, säg till den som ansvarar för Uppsikt: detaljerna "
        f"ligger i datamappen, i filen {kept}.",
    )
