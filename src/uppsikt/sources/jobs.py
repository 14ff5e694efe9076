"""Reading a file as a job."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from uppsikt.platform.access.rules import Actor, Thing
from uppsikt.platform.jobs import services as jobs
from uppsikt.platform.jobs.kinds import Arguments, JobKind, Result, Run, register_job
from uppsikt.platform.jobs.services import Placed
from uppsikt.platform.stores import current_store
from uppsikt.sources.importing import Asked, read_file
from uppsikt.sources.progress import Progress
from uppsikt.sources.uploads import drop_upload, keep_upload, name_as_sent, opened_upload

IMPORT = "import"


def ask_import(
    *,
    actor: Actor,
    now: datetime,
    content: BinaryIO,
    name: str,
    kind: str | None = None,
    committee: str | None = None,
    source: str | None = None,
    accept: bool = False,
    reason: str = "",
) -> Placed:
    """Keeps a file and asks for it to be read.

    The same file for the same committee, as long as it is not read, is one job.
    Raises NotAllowed, FileRefused and StoreError.
    """
    file = keep_upload(actor=actor, now=now, content=content, name=name, committee=committee)
    with transaction.atomic():
        placed = jobs.ask(
            actor=actor,
            now=now,
            kind=IMPORT,
            title=f"Inläsning av {name_as_sent(file)}",
            arguments={
                "file": file.key,
                "kind": kind,
                "committee": committee,
                "source": source,
                "accept": accept,
                "reason": reason,
            },
            committee=committee or "",
            key=f"{file.fingerprint} {committee or ''}",
        )
        if not placed.is_new:
            drop_upload(now=now, key=file.key)
    return placed


def asked_of(arguments: Arguments, path: Path) -> Asked:
    """What a job was asked to read."""
    return Asked(
        path,
        kind=arguments["kind"],
        committee=arguments["committee"],
        source=arguments["source"],
        accept=arguments["accept"],
        reason=arguments["reason"],
    )


def _import(run: Run) -> Result:
    with opened_upload(reader=run.actor, key=run.arguments["file"]) as path:
        lines = read_file(
            asked_of(run.arguments, path),
            actor=run.actor,
            now=run.now,
            store=current_store(),
            progress=Progress(run.step, run.far),
        )
    return {"text": "\n".join(lines)}


def _put_away(arguments: Arguments, now: datetime) -> None:
    drop_upload(now=now, key=arguments["file"])


def register() -> None:
    """Adds the kinds of jobs of this room."""
    register_job(JobKind(IMPORT, "inläsning", Thing.IMPORTS, run=_import, put_away=_put_away))
