"""What people do with jobs: ask for one, cancel it, have it tried again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.platform.jobs.kinds import demand_for, kind_named, noun_of
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.rules import ACTIVE, RETRIED, State
from uppsikt.platform.jobs.selectors import UnknownJob


@dataclass(frozen=True)
class Placed:
    """The job that answers a request, and whether it was made by it."""

    number: int
    is_new: bool


class JobEnded(UppsiktError):
    """What is asked of a job cannot be done where it stands."""


def ask(
    *,
    actor: Actor,
    now: datetime,
    kind: str,
    title: str,
    arguments: Mapping[str, object],
    committee: str = "",
    key: str = "",
) -> Placed:
    """Asks for a job. It exists if and only if the caller's transaction is committed.

    `title` is what it is called, in Swedish. `arguments` are JSON, and hold no secret. The job is
    done with the rights that the actor has then. If a job of the kind with the same `key` is not
    ended, nothing is added and that one is given.

    Raises NotAllowed.
    """
    wanted = kind_named(kind)
    demand_for(actor, wanted, committee)
    with transaction.atomic():
        if key and (known := _active(kind, key)) is not None:
            return Placed(known, is_new=False)
        try:
            with transaction.atomic():
                job = Job.everything.create(
                    kind=kind,
                    title=title[:300],
                    arguments=dict(arguments),
                    committee=committee,
                    key=key,
                    user_id=actor.user,
                    asked_by=actor.name,
                    asked_at=now,
                )
        except IntegrityError:
            known = _active(kind, key)  # somebody asked for the same in the very same moment
            if known is None:
                raise
            return Placed(known, is_new=False)
        _record(actor, now, "beställde arbete", job)
    return Placed(job.pk, is_new=True)


def cancel(*, actor: Actor, now: datetime, number: int) -> bool:
    """Cancels a job. One that waits ends at once; one that runs ends where it next listens.

    Whether it has ended already. Raises UnknownJob, JobEnded and NotAllowed.
    """
    with transaction.atomic():
        job = _job(actor, number)
        _record(actor, now, "avbröt arbete", job)
        one = Job.everything.filter(pk=number)
        ended = one.filter(state=State.WAITING).update(state=State.CANCELLED, ended_at=now)
        if not ended and not one.filter(state=State.RUNNING).update(cancel_asked=True):
            raise JobEnded(
                f"Arbetet är redan {_state(number).text} och kan inte avbrytas.",
                values=[job.title],
            )
    return bool(ended)


def retry(*, actor: Actor, now: datetime, number: int) -> None:
    """Lets a job that failed or was cancelled wait for its turn again.

    Raises UnknownJob, JobEnded and NotAllowed.
    """
    with transaction.atomic():
        job = _job(actor, number)
        _record(actor, now, "gjorde om arbete", job)
        if job.key and _active(job.kind, job.key) not in (None, number):
            raise JobEnded(
                "Samma sak är beställd igen och är inte avslutad.",
                values=[job.title],
                todo="Vänta tills den är klar.",
            )
        waits = Job.everything.filter(pk=number, state__in=RETRIED).update(
            state=State.WAITING,
            attempts=0,
            worker="",
            not_before=None,
            started_at=None,
            ended_at=None,
            cancel_asked=False,
            error={},
            part="",
        )
        if not waits:
            stands = _stands(_state(number))
            raise JobEnded(f"Arbetet {stands} och kan inte göras om.", values=[job.title])


def _stands(state: State) -> str:
    return state.text if state in ACTIVE else f"är {state.text}"


def _active(kind: str, key: str) -> int | None:
    found = Job.everything.filter(kind=kind, key=key, state__in=ACTIVE)
    return found.values_list("pk", flat=True).first()


def _job(actor: Actor, number: int) -> Job:
    """The job. Raises UnknownJob and NotAllowed.

    It is not locked: whoever records holds the log, and a job that becomes done has recorded
    first. Taken in the other order, the two could wait for each other.
    """
    job = Job.everything.filter(pk=number).first()
    if job is None:
        raise UnknownJob(number)
    demand(actor, Verb.CHANGE, Thing.JOBS.of(job.committee, owner=job.user_id))
    return job


def _state(number: int) -> State:
    return State(Job.everything.values_list("state", flat=True).get(pk=number))


def _record(actor: Actor, now: datetime, verb: str, job: Job) -> None:
    """The title is left out: it may hold a file's name, and the log outlives the job."""
    record(
        actor=actor,
        now=now,
        verb=verb,
        thing=f"arbete {job.pk}",
        committee=job.committee,
        detail={"kind": noun_of(job.kind)},
        quiet=True,
    )
