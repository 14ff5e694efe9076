"""Jobs: what waits, goes on and has ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api.faults import Told, told
from uppsikt.api.links import page
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Link, Page, Paging, page_of
from uppsikt.platform.jobs import selectors
from uppsikt.platform.jobs.selectors import JobView

router = Router(tags=["Arbeten"])


class JobShape(Schema):
    """A job."""

    number: int
    title: str
    committee: str = Field(description="Nämndens kortnamn, tomt om det inte är någon nämnds")
    state: str = Field(description="waiting, running, done, failed eller cancelled")
    state_text: str = Field(description="Läget på svenska")
    asked_by: str
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    attempts: int
    progress: str = Field(description="Hur långt det har kommit, tomt om det inte pågår")
    result: str = Field(description="Vad det blev, i text")
    fault: Told | None = Field(description="Vad som gick fel")
    page: Link


@reads(
    router, "/jobs", Page[JobShape], name="jobs",
    summary="Arbeten som du får se, de senaste först",
)  # fmt: skip
def jobs(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Those of one's own, and of the committees whose jobs one may see. Raises NotAllowed."""
    reader = reader_of(request)
    selectors.demand_jobs(reader)
    found = selectors.jobs(reader=reader, limit=paging.per_page, offset=paging.offset)
    return page_of(request, paging, [_told(one) for one in found], selectors.count(reader=reader))


@reads(router, "/jobs/{int:number}", JobShape, name="job", summary="Ett arbete")
def job(request: HttpRequest, number: int) -> dict[str, Any]:
    """One job. Raises UnknownJob."""
    return _told(selectors.job(reader=reader_of(request), number=number))


def _told(one: JobView) -> dict[str, Any]:
    return {
        "number": one.number,
        "title": one.title,
        "committee": one.committee,
        "state": one.state.value,
        "state_text": one.state.text,
        "asked_by": one.asked_by,
        "asked_at": one.asked_at,
        "started_at": one.started_at,
        "ended_at": one.ended_at,
        "attempts": one.attempts,
        "progress": one.far,
        "result": str(one.result.get("text") or one.logged),
        "fault": None if one.fault is None else told(one.fault),
        "page": page("job", one.number),
    }
