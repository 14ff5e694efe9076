"""Reads reviews that were asked for: one's own, by user or by session."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.db.models import Q, QuerySet

from uppsikt.figures import NothingThere, UppsiktError
from uppsikt.platform.access.rules import OPERATOR, Reader
from uppsikt.platform.files.selectors import content_of, stored_file
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.rules import ACTIVE, State
from uppsikt.platform.jobs.selectors import UnknownJob
from uppsikt.platform.jobs.selectors import job as job_of
from uppsikt.review_desk.files import DESK
from uppsikt.review_desk.models import AskedReview
from uppsikt.review_desk.result import Found, found_in
from uppsikt.review_desk.rules import LONGEST_WAIT, is_over


class UnreadableResult(UppsiktError):
    """The result of a review is gone from the disk, or is none."""

    def __init__(self) -> None:
        super().__init__("Resultatet går inte att läsa.", todo="Granska rapporten igen.")


class UnknownReview(NothingThere):
    """There is no such review, or none that this visitor asked for."""

    def __init__(self) -> None:
        super().__init__(
            "Granskningen finns inte.",
            why="Den är raderad, eller beställd av någon annan eller i en annan webbläsare.",
        )


@dataclass(frozen=True)
class Visitor:
    """Who is at the pages: a reader, and the keys of the reviews that the session asked for."""

    reader: Reader
    held: Collection[str] = ()


@dataclass(frozen=True)
class ReviewView:
    """A review as its asker sees it.

    `before` is how many jobs the worker has before it; `is_left`: no worker seems to be there.
    `fault` is why nothing came of it.
    `may_keep`: somebody who is signed in, and has not chosen to keep it yet.
    """

    key: str
    name: str
    asked_at: datetime
    expires_at: datetime | None
    state: State
    before: int
    is_left: bool
    verdict: str
    fault: UppsiktError | None
    may_keep: bool


def is_open() -> bool:
    """Whether the site lets everybody have a report reviewed: as set, else in the demo alone."""
    if settings.REVIEW_OPEN is not None:
        return bool(settings.REVIEW_OPEN)
    return bool(settings.DATA_FOLDER.is_demo)


def own_reviews(*, visitor: Visitor, now: datetime) -> tuple[ReviewView, ...]:
    """The visitor's reviews that are not erased, the newest first."""
    rows = seen(visitor, now).order_by("-id")
    return tuple(_view(row, visitor, now) for row in rows)


def own_review(*, visitor: Visitor, now: datetime, key: str) -> ReviewView:
    """One of the visitor's reviews. Raises UnknownReview."""
    return _view(own_row(visitor, now, key), visitor, now)


def found(*, visitor: Visitor, now: datetime, key: str) -> Found:
    """What the review found.

    Raises UnknownReview, also for one that is not done, and UnreadableResult.
    """
    try:
        with result_file(visitor=visitor, now=now, key=key) as content:
            return found_in(content.read())
    except UnknownReview:
        raise
    except (ValueError, TypeError, UppsiktError) as fault:
        raise UnreadableResult from fault


def result_file(*, visitor: Visitor, now: datetime, key: str) -> BinaryIO:
    """The result as JSON, to read from and close. Raises UnknownReview and StoreError."""
    return _content(own_row(visitor, now, key).result)


def document_file(*, visitor: Visitor, now: datetime, key: str) -> BinaryIO:
    """The document with its figures marked, as a web page, to read from and close.

    Raises UnknownReview and StoreError.
    """
    return _content(own_row(visitor, now, key).document)


def seen(visitor: Visitor, now: datetime) -> QuerySet[AskedReview]:
    """The rows that are the visitor's and not over: one whose time is out is gone at once."""
    own = Q(key__in=list(visitor.held), user=None)
    if visitor.reader.user is not None:
        own |= Q(user=visitor.reader.user)
    return AskedReview.everything.filter(own).exclude(expires_at__lte=now)


def own_row(visitor: Visitor, now: datetime, key: str) -> AskedReview:
    """The row of one of the visitor's reviews. Raises UnknownReview."""
    row = seen(visitor, now).filter(key=key).first()
    if row is None or is_over(row.expires_at, now):
        raise UnknownReview
    return row


def _content(key: str) -> BinaryIO:
    if not key:
        raise UnknownReview
    return content_of(reader=DESK, file=stored_file(reader=DESK, key=key))


def _view(row: AskedReview, visitor: Visitor, now: datetime) -> ReviewView:
    state, fault = _progress(row)
    before = 0
    if state is State.WAITING:
        before = Job.everything.filter(id__lt=row.job, state__in=ACTIVE).count()
    return ReviewView(
        key=row.key,
        name=row.name,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        state=state,
        before=before,
        is_left=state is State.WAITING and not before and now - row.asked_at > LONGEST_WAIT,
        verdict=row.verdict,
        fault=fault,
        may_keep=visitor.reader.user is not None and row.expires_at is not None,
    )


def _progress(row: AskedReview) -> tuple[State, UppsiktError | None]:
    """How far it has come; a job that was swept long ago has left a result behind, or nothing."""
    if row.result:
        return State.DONE, None
    try:
        job = job_of(reader=OPERATOR, number=row.job or 0)
    except UnknownJob:
        return State.CANCELLED, None
    return job.state, job.fault
