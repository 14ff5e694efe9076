"""Takes reports in for review, keeps what somebody asks to keep, and erases the rest."""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.platform.files import services as files
from uppsikt.platform.files.errors import UnknownFile
from uppsikt.platform.files.kinds import REVIEWED
from uppsikt.platform.files.selectors import StoredFile
from uppsikt.platform.jobs import services as jobs
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.rules import ACTIVE
from uppsikt.review_desk.files import DESK, owner_of
from uppsikt.review_desk.jobs import REVIEW
from uppsikt.review_desk.models import AskedReview
from uppsikt.review_desk.rules import KEPT_FOR, MOST_WAITING, may_ask
from uppsikt.review_desk.selectors import Visitor, is_open, own_row


class TooManyWaiting(UppsiktError):
    """The public has as many reviews waiting as the site bears."""


def ask_review(*, actor: Actor, now: datetime, content: BinaryIO, name: str) -> str:
    """Take a report in and ask for its review; the review's address.

    Whoever is not signed in finds it by that address and their session alone. File and result are
    erased after an hour. Raises NotAllowed, TooManyWaiting, FileRefused and StoreError.
    """
    if not may_ask(actor, is_open=is_open()):
        demand(actor, Verb.CHANGE, Thing.REVIEWS)
    if actor.user is None:
        _refuse_many()
    key = secrets.token_urlsafe(18)
    # That the actor may is decided; the desk answers for the file, and the job, from here on.
    desk = Actor(actor.name, OPERATOR.grants, actor.user, actor.door)

    def ask(file: StoredFile) -> None:
        row = AskedReview.everything.create(
            key=key,
            user_id=actor.user,
            name=file.name,
            asked_at=now,
            expires_at=now + KEPT_FOR,
            upload=file.key,
        )
        placed = jobs.ask(
            actor=desk,
            now=now,
            kind=REVIEW,
            title="Granskning av en rapport",
            arguments={"review": row.pk},
        )
        row.job = placed.number
        row.save(update_fields=["job"])

    files.receive(
        actor=desk,
        now=now,
        content=content,
        name=name,
        owner=owner_of(key),
        accepted=REVIEWED,
        then=ask,
    )
    return key


def keep(*, actor: Actor, visitor: Visitor, now: datetime, key: str) -> None:
    """Keep a result until its asker erases it. Raises UnknownReview; NotAllowed for the public.

    One that was asked for before signing in becomes the user's, or nobody would find it later.
    """
    with transaction.atomic():
        row = own_row(visitor, now, key)
        demand(actor, Verb.CHANGE, Thing.REVIEWS.of(owner=row.user_id))
        row.user_id, row.expires_at = actor.user, None
        row.save(update_fields=["user", "expires_at"])
        record(
            actor=actor, now=now, verb="behöll granskning", thing=f"granskning {row.pk}", quiet=True
        )


def erase(*, actor: Actor, visitor: Visitor, now: datetime, key: str) -> None:
    """Erase a review with its file and its result, at once. Raises UnknownReview."""
    with transaction.atomic():
        row = own_row(visitor, now, key)
        record(
            actor=actor,
            now=now,
            verb="raderade granskning",
            thing=f"granskning {row.pk}",
            quiet=True,
        )
        _erase(row, now)


def erase_old(*, now: datetime) -> int:
    """Erase the reviews whose time is out; how many they were. Called by the worker."""
    count = 0
    for row in AskedReview.everything.filter(expires_at__lte=now):
        with transaction.atomic():
            _erase(row, now)
        count += 1
    return count


def _erase(row: AskedReview, now: datetime) -> None:
    """A job that waits still finds nothing to do, and says so to nobody."""
    for file in (row.upload, row.result, row.document):
        if file:
            with suppress(UnknownFile):
                files.erase(actor=DESK, now=now, key=file)
    row.delete()


def _refuse_many() -> None:
    active = Job.everything.filter(state__in=ACTIVE).values("pk")
    if AskedReview.everything.filter(user=None, job__in=active).count() >= MOST_WAITING:
        raise TooManyWaiting(
            "Just nu väntar många rapporter på att granskas.",
            todo="Försök igen om några minuter.",
        )
