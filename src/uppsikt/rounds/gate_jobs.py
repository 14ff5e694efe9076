"""What the worker does at the gate: reviews the compiled report, and fixes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from uppsikt.documents.formats import FORMATS
from uppsikt.figures import Period, UppsiktError
from uppsikt.followup.report import Report
from uppsikt.platform.access.rules import OPERATOR, Thing
from uppsikt.platform.jobs.kinds import JobKind, Result, Run, register_job
from uppsikt.platform.stores import current_store
from uppsikt.review.safely import both
from uppsikt.review_desk.result import Found, found_in
from uppsikt.rounds.gate import FIX, REVIEW, fix, keep_review
from uppsikt.rounds.gate_selectors import at_work
from uppsikt.rounds.selectors import round_of

_KIND = "pdf"
"""What goes with the notice is what is reviewed; a PDF has pages to say where something stands."""


def _review(run: Run) -> Result:
    month = Period.parse(run.arguments["month"])
    run.step("Skriver rapporten …")
    dates = round_of(reader=OPERATOR, now=run.now, committee=run.committee, month=month).dates
    report = at_work(store=current_store(), committee=run.committee, month=month, form=dates.form)
    with _written(run, report) as path:
        run.step("Läser rapporten och prövar siffrorna …")
        found = _found(path)
    is_kept = keep_review(
        actor=run.actor,
        now=run.now,
        committee=run.committee,
        month=month,
        content=report.content,
        found=found,
    )
    if not is_kept:
        return {"text": "Rundan ändrades medan rapporten granskades. Sammanställ den igen."}
    return {"text": f"{found.verdict}."}


def _found(path: Path) -> Found:
    """What the review says of the file. The path is the server's own, and not told."""
    try:
        return found_in(both(str(path)).result)
    except UppsiktError as fault:
        fault.where = ""
        raise


@contextmanager
def _written(run: Run, report: Report) -> Iterator[Path]:
    """The report as the file that leaves the house, in a folder that is gone afterwards."""
    place = Path(settings.DATA_FOLDER.root) / "reviews" / f"runda-{run.number}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True, mode=0o700)
    try:
        path = place / f"rapport.{_KIND}"
        path.write_bytes(FORMATS[_KIND].content(report.document))
        yield path
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _fix(run: Run) -> Result:
    run.step("Skriver rapporten i alla format …")
    outcome = fix(
        actor=run.actor,
        now=run.now,
        store=current_store(),
        committee=run.committee,
        month=Period.parse(run.arguments["month"]),
    )
    return {
        "text": f"{outcome.given.title} är fastställd i version {outcome.given.version}.",
        "version": outcome.given.version,
    }


def register() -> None:
    """Adds the kinds of jobs of the gate."""
    register_job(JobKind(REVIEW, "granskning av månadens rapport", Thing.ROUNDS, run=_review))
    register_job(JobKind(FIX, "fastställande av rapport", Thing.REPORTS, run=_fix))
