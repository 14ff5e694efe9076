"""Files that wait to be read by a job: kept as all that is handed in, until they are read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.conf import settings

from uppsikt.platform.access.rules import (
    OPERATOR,
    Actor,
    Door,
    Reader,
    Thing,
    Verb,
    may,
    may_somewhere,
)
from uppsikt.platform.files import selectors, services
from uppsikt.platform.files.errors import UnknownFile
from uppsikt.platform.files.kinds import CSV, SIE, TEXT, XLSX
from uppsikt.platform.files.owners import Owner, register_owner
from uppsikt.platform.files.selectors import StoredFile

READABLE = frozenset({CSV, XLSX, SIE, TEXT})
"""What any kind of import may be written in."""

_OWNER = "import"
_OF_USER = "av "
_SWEEPER = Actor("arbetsprocessen", OPERATOR.grants, None, Door.JOB)


def keep_upload(
    *,
    actor: Actor,
    now: datetime,
    content: BinaryIO,
    name: str,
    committee: str | None,
    then: services.Then,
) -> StoredFile:
    """Keeps a file until it is read; `then` asks for that, or there is no file.

    Raises what `then` raises, NotAllowed, FileRefused and StoreError.
    """
    owner = Owner(_OWNER, committee or f"{_OF_USER}{actor.user or ''}")
    return services.receive(
        actor=actor, now=now, content=content, name=name, owner=owner, accepted=READABLE, then=then
    )


@contextmanager
def opened_upload(*, reader: Reader, key: str) -> Iterator[Path]:
    """The file in the block, under the name that it came with: readers tell files apart by it.

    Raises UnknownFile, NotAllowed and StoreError.
    """
    file = selectors.stored_file(reader=reader, key=key)
    place = Path(settings.DATA_FOLDER.root) / "uploads" / key
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True, mode=0o700)
    try:
        path = place / name_as_sent(file)
        with suppress(FileNotFoundError):  # told by content_of
            os.link(selectors.folder().path(file.fingerprint), path)
        selectors.content_of(reader=reader, file=file).close()
        yield path
    finally:
        shutil.rmtree(place, ignore_errors=True)


def name_as_sent(file: StoredFile) -> str:
    """The file's name. Text that is not seen to be a table or SIE keeps an ending that says so.

    A table may begin with lines of text; the reader tells if there is no table.
    """
    bare = file.name.removesuffix(TEXT.suffixes[0])
    is_readable = PurePosixPath(bare).suffix.casefold() in {*CSV.suffixes, *SIE.suffixes}
    return bare if file.kind is TEXT and is_readable else file.name


def drop_upload(*, now: datetime, key: str) -> None:
    """Erases a file that nobody is to read any more."""
    with suppress(UnknownFile):
        services.erase(actor=_SWEEPER, now=now, key=key)


def _right(who: Reader, verb: Verb, key: str) -> bool:
    """Of a committee's files by its right; one that names none is its sender's alone to read."""
    if not key.startswith(_OF_USER):
        return may(who, verb, Thing.IMPORTS.of(key))
    is_sender = who.user is not None and key == f"{_OF_USER}{who.user}"
    return may(who, verb, Thing.IMPORTS) or (is_sender and may_somewhere(who, verb, Thing.IMPORTS))


def register() -> None:
    """Decides the right to files that wait to be read."""
    register_owner(_OWNER, _right)
