"""Reads files that were handed in. The owner decides the right, each time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.conf import settings

from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.platform.files import errors
from uppsikt.platform.files.disk import Folder
from uppsikt.platform.files.kinds import KINDS, Kind
from uppsikt.platform.files.models import HandedIn
from uppsikt.platform.files.owners import Owner, demand_with
from uppsikt.store import StoreError


@dataclass(frozen=True)
class StoredFile:
    """A file as it was handed in: `name` is what to save it as, and ends as its content does."""

    key: str
    fingerprint: str
    size: int
    kind: Kind
    name: str
    owner: Owner
    added_at: datetime
    actor: str


def folder() -> Folder:
    """Where contents lie in the data folder that the settings name."""
    return Folder(settings.DATA_FOLDER.files)


def stored_file(*, reader: Reader, key: str) -> StoredFile:
    """One file. Raises UnknownFile, and NotAllowed if its owner says no."""
    row = HandedIn.everything.filter(key=key).first()
    if row is None:
        raise errors.unknown()
    found = shown(row)
    demand_with(reader, Verb.READ, found.owner)
    return found


def every(*, reader: Reader) -> tuple[StoredFile, ...]:
    """All files, in the order they came: for whoever looks after the site."""
    demand(reader, Verb.READ, Thing.FILES)
    return tuple(shown(row) for row in HandedIn.everything.all())


def damage(*, reader: Reader) -> tuple[StoreError, ...]:
    """Looks through every content; what is missing or not what its name says, a fault each."""
    demand(reader, Verb.READ, Thing.FILES)
    return tuple(fault for one in sorted(named()) if (fault := _fault(one)) is not None)


def _fault(fingerprint: str) -> StoreError | None:
    try:
        folder().check(fingerprint)
    except StoreError as fault:
        return fault
    return None


def content_of(*, reader: Reader, file: StoredFile) -> BinaryIO:
    """The content, to read from and close. Raises NotAllowed and StoreError."""
    demand_with(reader, Verb.READ, file.owner)
    return folder().open(file.fingerprint)


def named() -> Collection[str]:
    """The fingerprints of all contents that some file has."""
    return frozenset(HandedIn.everything.values_list("fingerprint", flat=True).distinct())


def shown(row: HandedIn) -> StoredFile:
    """A row as others see it."""
    return StoredFile(
        key=row.key,
        fingerprint=row.fingerprint,
        size=row.size,
        kind=KINDS[row.kind],
        name=row.name,
        owner=Owner(row.owner_kind, row.owner_key),
        added_at=row.added_at,
        actor=row.actor,
    )
