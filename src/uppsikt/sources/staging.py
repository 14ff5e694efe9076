"""Where the reading of a large table keeps what it has read, so that it is not read again.

Kept by what is in the file, by which mapping it is read and by which version of Uppsikt: a changed
file, another mapping or another version begins anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from uppsikt import __version__
from uppsikt.figures import UppsiktError, number
from uppsikt.ledger import LedgerError, is_whole
from uppsikt.platform.access.rules import NotAllowed
from uppsikt.sheets import FileFault
from uppsikt.store import Stage, stage, stages

LONGEST = timedelta(days=7)
"""How long what was read is kept of an import that nobody took up again."""


class FileChanged(UppsiktError):
    """A file was written to while it was read."""


def _fingerprint(path: Path) -> str:
    """The sha256 of a file's bytes, as hex; empty if it cannot be opened: its reader words that."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def kept_of(path: Path, mapping: int | None) -> Stage:
    """What is kept of a file's reading; `mapping` is the number of a saved mapping."""
    about = {"file": _fingerprint(path), "mapping": mapping, "version": __version__}
    return stage(settings.DATA_FOLDER.reading, about, path.name)


def begins(path: Path, kept: Stage) -> str:
    """What is told when the reading begins, or goes on."""
    rows = f"{number(len(kept), 0)} rader"
    if is_whole(kept):
        return f"Läser inte om {path.name}: alla {rows} är redan lästa."
    return f"Läser vidare i {path.name}: {rows} är redan lästa." if kept else f"Läser {path.name} …"


def sweep_kept(*, now: datetime, current: Stage) -> None:
    """Removes what is kept of other files of the same name, and what nobody took up again.

    The data folder is locked, so that none of it is being read.
    """
    oldest = (now - LONGEST).timestamp()
    for one, added in stages(settings.DATA_FOLDER.reading):
        outdated = one.label in {"", current.label} or added < oldest
        if outdated and one.folder != current.folder:
            one.drop()


@contextmanager
def dropped_if_refused(kept: Stage) -> Iterator[None]:
    """What was read of a file that cannot be read to its end is not kept: it must be changed.

    Nor is what somebody else may not take in.
    """
    try:
        yield
    except (LedgerError, FileFault, NotAllowed):
        kept.drop()
        raise


def refuse_changed(fingerprint: str, path: Path, kept: Stage) -> None:
    """Raises FileChanged if a file, once read, is not the one that the reading began with."""
    if fingerprint != kept.about["file"]:
        kept.drop()
        raise FileChanged(
            f"{path.name} ändrades medan den lästes.",
            where=path.name,
            why="Det som lästes först och sist kan höra till olika filer. Ingenting är inläst.",
            todo="Vänta tills filen är färdigskriven och kör samma kommando igen.",
        )
