"""Reading jobs: those that the reader may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from uppsikt.figures import NothingThere, UppsiktError, number
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, may, may_somewhere
from uppsikt.platform.jobs.kinds import Arguments, Result
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.rules import State


class UnknownJob(NothingThere):
    """There is no such job, or none that the reader may see."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Det finns inget arbete med nummer {number}.")


@dataclass(frozen=True)
class JobView:
    """A job as it is shown. `fault` is what went wrong, if anything did.

    `logged` is what the audit log says of its effect, for a job whose worker died as it was done.
    `owner` is the number of the user who asked for it.
    """

    number: int
    kind: str
    title: str
    committee: str
    arguments: Arguments
    state: State
    asked_by: str
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    attempts: int
    part: str
    rows: int | None
    share: float | None
    cancel_asked: bool
    result: Result
    fault: UppsiktError | None
    logged: str
    owner: int | None

    @property
    def far(self) -> str:
        """How far it has come, in words; empty for one that has ended or not begun."""
        rows = "" if self.rows is None else f"{number(self.rows, 0)} rader"
        share = "" if self.share is None else f"{int(self.share * 100)} %"
        told = (self.part, rows, share, "ska avbrytas" if self.cancel_asked else "")
        return "" if self.state.is_ended else ", ".join(part for part in told if part)


def jobs(*, reader: Reader, limit: int = 100, offset: int = 0) -> tuple[JobView, ...]:
    """The latest jobs, the newest first; `offset` of them are passed over."""
    rows = Job.objects.seen_by(reader).order_by("-id")
    return tuple(_view(one) for one in rows[offset : offset + limit])


def count(*, reader: Reader) -> int:
    """How many jobs the reader may see."""
    return Job.objects.seen_by(reader).count()


def done_since(*, reader: Reader, kind: str, when: datetime) -> tuple[JobView, ...]:
    """The jobs of a kind that were done after a time, the oldest first."""
    done = Job.objects.seen_by(reader).filter(kind=kind, state=State.DONE, ended_at__gt=when)
    return tuple(_view(one) for one in done.order_by("ended_at"))


def job(*, reader: Reader, number: int) -> JobView:
    """One job. Raises UnknownJob."""
    found = Job.objects.seen_by(reader).filter(pk=number).first()
    if found is None:
        raise UnknownJob(number)
    return _view(found)


def last_with(*, reader: Reader, kind: str, argument: str, value: str) -> JobView | None:
    """The last job of a kind that was asked for with that value of an argument."""
    found = (
        Job.objects.seen_by(reader).filter(kind=kind, **{f"arguments__{argument}": value}).last()
    )
    return None if found is None else _view(found)


def may_change(*, reader: Reader, job: JobView) -> bool:
    """Whether the reader may cancel the job and have it tried again."""
    return may(reader, Verb.CHANGE, Thing.JOBS.of(job.committee, owner=job.owner))


def demand_jobs(reader: Reader) -> None:
    """Raises NotAllowed for whoever can have no jobs to see."""
    if not may_somewhere(reader, Verb.READ, Thing.JOBS):
        demand(reader, Verb.READ, Thing.JOBS)


def _view(one: Job) -> JobView:
    return JobView(
        number=one.pk,
        kind=one.kind,
        title=one.title,
        committee=one.committee,
        arguments=one.arguments,
        state=State(one.state),
        asked_by=one.asked_by,
        asked_at=one.asked_at,
        started_at=one.started_at,
        ended_at=one.ended_at,
        attempts=one.attempts,
        part=one.part,
        rows=one.rows,
        share=one.share,
        cancel_asked=one.cancel_asked,
        result=one.result,
        fault=_fault(one.error) if one.error else None,
        logged=one.logged,
        owner=one.user_id,
    )


def _fault(error: Mapping[str, Any]) -> UppsiktError:
    return UppsiktError(
        error["what"],
        where=error["where"],
        values=error["values"],
        why=error["why"],
        todo=error["todo"],
    )
