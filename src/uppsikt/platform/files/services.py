"""Takes files in, and erases them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from uppsikt.platform.access.rules import Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.platform.files import errors
from uppsikt.platform.files.content import kind_of
from uppsikt.platform.files.disk import Draft, OverLimit
from uppsikt.platform.files.kinds import KEPT, Kind
from uppsikt.platform.files.models import HandedIn
from uppsikt.platform.files.names import cleaned, fitting
from uppsikt.platform.files.owners import Owner, demand_with
from uppsikt.platform.files.selectors import StoredFile, folder, named, shown

Then = Callable[[StoredFile], object]
"""What a file is for: done in the transaction of its row, so that both are there or neither is."""


def _nothing(_file: StoredFile) -> None:
    """The file is kept for its own sake."""


def receive(
    *,
    actor: Actor,
    now: datetime,
    content: BinaryIO,
    name: str,
    owner: Owner,
    accepted: Collection[Kind] = KEPT,
    then: Then = _nothing,
) -> StoredFile:
    """Take a file in: written to disk a piece at a time, checked, scanned, and only then named.

    `name` is what the sender calls it. The owner decides whether the actor may. A process that is
    killed at any point has taken nothing in: what it wrote is swept away. What the file is for is
    done in `then`: a file whose purpose was never written down would lie there for nobody.

    Raises what `then` raises, NotAllowed, FileRefused (empty, too large, of the wrong kind,
    infected, no scanner) and StoreError for a full disk.
    """
    demand_with(actor, Verb.CHANGE, owner)
    place, called = folder(), cleaned(name)
    try:
        with place.draft(content, settings.FILE_LIMIT) as draft:
            kind = kind_of(draft.path, called, accepted)
            if settings.FILE_SCANNER is not None:
                settings.FILE_SCANNER.check(draft.path, called)
            place.keep(draft, now)
    except OverLimit as over:
        raise errors.too_large(called, settings.FILE_LIMIT) from over
    named_as = fitting(called, kind)
    with transaction.atomic():
        file = _named(actor=actor, now=now, draft=draft, name=named_as, kind=kind, owner=owner)
        then(file)
    return file


def keep_made(
    *, actor: Actor, now: datetime, content: bytes, name: str, kind: Kind, owner: Owner
) -> StoredFile:
    """Keep what the program itself has made, of a kind that it knows: nothing is looked for in it.

    Raises NotAllowed and StoreError.
    """
    demand_with(actor, Verb.CHANGE, owner)
    with folder().draft(BytesIO(content), len(content)) as draft:
        folder().keep(draft, now)
    return _named(actor=actor, now=now, draft=draft, name=name, kind=kind, owner=owner)


def _named(
    *, actor: Actor, now: datetime, draft: Draft, name: str, kind: Kind, owner: Owner
) -> StoredFile:
    """The row of a content that is on disk, with its entry in the log."""
    with transaction.atomic():
        row = HandedIn.everything.create(
            key=secrets.token_urlsafe(18),
            fingerprint=draft.fingerprint,
            size=draft.size,
            kind=kind.key,
            name=name,
            owner_kind=owner.kind,
            owner_key=owner.key,
            added_at=now,
            actor=actor.name,
        )
        _record(actor, now, "tog emot fil", row)
    return shown(row)


def erase(*, actor: Actor, now: datetime, key: str) -> None:
    """Erase a file, and its content at once unless another file has the same. Raises UnknownFile.

    Erasing is not undone; that it was erased stays in the log, without its name.
    """
    with transaction.atomic():
        row = HandedIn.everything.select_for_update().filter(key=key).first()
        if row is None:
            raise errors.unknown()
        demand_with(actor, Verb.CHANGE, shown(row).owner)
        _record(actor, now, "raderade fil", row)
        fingerprint, since = row.fingerprint, row.added_at
        row.delete()
        others = HandedIn.everything.filter(fingerprint=fingerprint)
        # Once it holds that the row is gone: else a content could be lost whose row came back.
        transaction.on_commit(lambda: _erase_content(fingerprint, since, others.exists))


def sweep(*, actor: Actor, now: datetime) -> list[str]:
    """Remove contents that no file has, and what was broken off, after a time of grace.

    Returns the names of what was removed. It changes nothing that anybody could read, so the log
    has no entry of it.
    """
    demand(actor, Verb.CHANGE, Thing.FILES)
    return folder().sweep(named, now)


def _erase_content(fingerprint: str, since: datetime, is_named: Callable[[], bool]) -> None:
    folder().erase(fingerprint, since, is_named)


def _record(actor: Actor, now: datetime, verb: str, row: HandedIn) -> None:
    """The name is left out: it can tell of a person, and outlives the file here."""
    record(
        actor=actor,
        now=now,
        verb=verb,
        thing=f"{row.owner_kind} {row.owner_key}",
        detail={"fingerprint": row.fingerprint, "kind": row.kind, "size": row.size},
        quiet=True,
    )
