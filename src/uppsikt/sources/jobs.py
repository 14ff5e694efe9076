"""Reading a file as a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypedDict

from uppsikt.platform.access.rules import Actor, Thing
from uppsikt.platform.files.selectors import StoredFile
from uppsikt.platform.jobs import services as jobs
from uppsikt.platform.jobs.kinds import Arguments, JobKind, Result, Run, register_job
from uppsikt.platform.jobs.selectors import JobView
from uppsikt.platform.jobs.services import Placed
from uppsikt.platform.stores import current_store
from uppsikt.sources.importing import Asked, read_file
from uppsikt.sources.previewed import previewed
from uppsikt.sources.progress import Progress
from uppsikt.sources.rehearsal import Rehearsal
from uppsikt.sources.uploads import drop_upload, keep_upload, name_as_sent, opened_upload

IMPORT = "import"
PREVIEW = "preview"


@dataclass(frozen=True)
class Upload:
    """A file that is handed in, and as what it is to be read; as ``Asked`` says of a path."""

    content: BinaryIO
    name: str
    kind: str | None = None
    committee: str | None = None
    source: str | None = None


class _Request(TypedDict):
    """What is asked of a job beside its kind; as ``jobs.ask`` says."""

    title: str
    arguments: Mapping[str, object]
    committee: str
    key: str


def ask_import(
    *, actor: Actor, now: datetime, upload: Upload, accept: bool = False, reason: str = ""
) -> Placed:
    """Keeps a file and asks for it to be read.

    The same file for the same committee, as long as it is not read, is one job.
    Raises NotAllowed, FileRefused and StoreError.
    """
    return _place(IMPORT, actor, now, upload, {"accept": accept, "reason": reason})


def ask_preview(*, actor: Actor, now: datetime, upload: Upload) -> Placed:
    """Keeps a file and asks for what reading it would change. Raises as ``ask_import`` does."""
    return _place(PREVIEW, actor, now, upload, {"accept": False, "reason": ""})


def ask_previewed(
    *, actor: Actor, now: datetime, preview: JobView, accept: bool, reason: str
) -> Placed:
    """Asks for the file of a preview to be read as it was previewed. Raises NotAllowed."""
    return jobs.ask(
        actor=actor,
        now=now,
        kind=IMPORT,
        title=f"Inläsning av {preview.arguments['name']}",
        arguments={**preview.arguments, "accept": accept, "reason": reason},
        committee=preview.committee,
        key=preview.arguments["key"],
    )


def _place(
    kind: str, actor: Actor, now: datetime, upload: Upload, more: Mapping[str, object]
) -> Placed:
    found: list[Placed] = []

    def ask(file: StoredFile) -> None:
        placed = jobs.ask(actor=actor, now=now, kind=kind, **_request(kind, upload, file, more))
        if not placed.is_new:
            drop_upload(now=now, key=file.key)
        found.append(placed)

    keep_upload(
        actor=actor,
        now=now,
        content=upload.content,
        name=upload.name,
        committee=upload.committee,
        then=ask,
    )
    return found[0]


def _request(kind: str, upload: Upload, file: StoredFile, more: Mapping[str, object]) -> _Request:
    """What is asked of the job: the same file, read as the same, is the same job."""
    name, committee = name_as_sent(file), upload.committee
    key = f"{file.fingerprint} {committee or ''}"
    return {
        "title": f"{_TITLES[kind]} av {name}",
        "arguments": {
            "file": file.key,
            "name": name,
            "key": key,
            "kind": upload.kind,
            "committee": committee,
            "source": upload.source,
            **more,
        },
        "committee": committee or "",
        "key": key if kind == IMPORT else f"{key} {upload.kind or ''} {upload.source or ''}"[:200],
    }


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
    return {"text": "\n".join(_read(run, None))}


def _preview(run: Run) -> Result:
    rehearsal = Rehearsal()
    return {"preview": previewed(rehearsal, _read(run, rehearsal)).as_json()}


def _read(run: Run, rehearsal: Rehearsal | None) -> tuple[str, ...]:
    with opened_upload(reader=run.actor, key=run.arguments["file"]) as path:
        return read_file(
            asked_of(run.arguments, path),
            actor=run.actor,
            now=run.now,
            store=current_store(),
            rehearsal=rehearsal,
            progress=Progress(run.step, run.far),
        )


def _put_away(arguments: Arguments, now: datetime) -> None:
    drop_upload(now=now, key=arguments["file"])


_TITLES = {IMPORT: "Inläsning", PREVIEW: "Förhandsvisning"}


def register() -> None:
    """Adds the kinds of jobs of this room."""
    register_job(JobKind(IMPORT, "inläsning", Thing.IMPORTS, run=_import, put_away=_put_away))
    register_job(
        JobKind(
            PREVIEW,
            "förhandsvisning",
            Thing.IMPORTS,
            run=_preview,
            put_away=_put_away,
            stays=True,
        )
    )
