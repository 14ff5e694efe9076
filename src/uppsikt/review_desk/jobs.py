"""The job that reviews a report, in a child process, and keeps the result in one transaction."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import Thing
from uppsikt.platform.audit.services import record
from uppsikt.platform.files import services as files
from uppsikt.platform.files.errors import UnknownFile
from uppsikt.platform.files.kinds import HTML, JSON
from uppsikt.platform.jobs.kinds import Arguments, JobKind, Result, Run, register_job
from uppsikt.review.safely import Shown, both
from uppsikt.review_desk.files import DESK, named_copy, owner_of
from uppsikt.review_desk.models import AskedReview
from uppsikt.review_desk.result import Found, found_in

REVIEW = "review"


class NoResult(UppsiktError):
    """What came back from the child is no result of a review."""


def _review(run: Run) -> Result:
    """Reads the file, without the database, and then says what came of it."""
    row = AskedReview.everything.filter(pk=run.arguments["review"]).first()
    if row is None or not row.upload:
        return {}  # erased meanwhile
    run.step("Läser rapporten och prövar siffrorna")
    with named_copy(row.upload) as path:
        shown = _reviewed(str(path))
    found = _found(shown)
    with transaction.atomic():
        kept = AskedReview.everything.select_for_update().filter(pk=row.pk).first()
        if kept is not None:
            _keep(kept, shown, found, run)
    return {}


def _reviewed(path: str) -> Shown:
    """The result. The path is the server's own, and no part of what a visitor is told."""
    try:
        return both(path)
    except UppsiktError as fault:
        fault.where = ""
        raise


def _found(shown: Shown) -> Found:
    """What the result says. Raises NoResult for what no page could show."""
    try:
        return found_in(shown.result)
    except (ValueError, TypeError, RecursionError) as fault:
        raise NoResult(
            "Granskningen gav inget resultat som går att visa.",
            why="Filen är mycket stor, eller gjord för att störa granskningen.",
            todo="Dela upp rapporten och granska delarna var för sig.",
        ) from fault


def _keep(row: AskedReview, shown: Shown, found: Found, run: Run) -> None:
    owner = owner_of(row.key)
    made = [
        files.keep_made(actor=DESK, now=run.now, content=content, name=name, kind=kind, owner=owner)
        for content, name, kind in (
            (shown.result, "granskning.json", JSON),
            (shown.document, "granskning.html", HTML),
        )
    ]
    row.result, row.document = (one.key for one in made)
    row.verdict = found.verdict[:300]
    row.save()
    record(
        actor=run.actor,
        now=run.now,
        verb="granskade rapport",
        thing=f"granskning {row.pk}",
        quiet=True,
    )


def _put_away(arguments: Arguments, now: datetime) -> None:
    """The report itself is not kept when it is reviewed."""
    row = AskedReview.everything.filter(pk=arguments["review"]).first()
    if row is None or not row.upload:
        return
    with transaction.atomic():
        with suppress(UnknownFile):
            files.erase(actor=DESK, now=now, key=row.upload)
        AskedReview.everything.filter(pk=row.pk).update(upload="")


def register() -> None:
    """Adds the kind of job."""
    kind = JobKind(REVIEW, "granskning", Thing.REVIEWS, run=_review, put_away=_put_away)
    register_job(kind)
