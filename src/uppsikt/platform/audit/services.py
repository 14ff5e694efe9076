"""Writing the audit log: what was done, what was read, and what is erased of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import DatabaseError, transaction

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import Actor, Door, Reader
from uppsikt.platform.audit import models
from uppsikt.platform.audit.head_file import add_head
from uppsikt.platform.audit.rules import (
    PARTS,
    READING,
    Committees,
    Head,
    detail_text,
    link_digest,
    part_digest,
    values_of,
)
from uppsikt.platform.waiting import waiting_briefly

WAIT = timedelta(seconds=3)
"""How long a reading waits for its turn to be recorded."""


class ReadingNotRecorded(UppsiktError):
    """What is secret was not shown, since it could not be recorded that it was."""


Follower = Callable[[str, str, datetime], None]
"""Is told what was done, with what and when."""

_followers: list[Follower] = []


def register_follower(follow: Follower) -> None:
    """Registers what is told of every change, in the transaction that made it; not of readings.

    What it raises undoes the change.
    """
    if follow not in _followers:
        _followers.append(follow)


def record(
    *,
    actor: Reader,
    now: datetime,
    verb: str,
    thing: str,
    committee: Committees = "",
    detail: Mapping[str, object] = {},
    quiet: bool = False,
) -> None:
    """Adds one entry to the chain. Call it inside the transaction of what it tells about.

    `verb` and `thing` are Swedish ("läste in huvudbok", "SIE.se"), `committee` is the short name
    of the one that it is about, or of several; `detail` must be JSON. Name no person but by
    account, and repeat no text of a voucher. Whoever adds an entry holds the end of the chain
    until its transaction ends: so the chain never forks, and one that is undone leaves no gap.
    `quiet` is for what changes nothing that more than its owner is shown (somebody signed in, a
    mail was sent): pages that were made before stay as they are (`selectors.state`).
    """
    values = values_of(
        actor=name_of(actor),
        verb=verb,
        thing=thing,
        committee=committee,
        door=door_of(actor),
        detail=detail_text(detail),
    )
    with transaction.atomic():
        end = _held_end()
        head = _add(end.number + 1, end.digest, now, values)
        end.number, end.digest = head.number, head.digest
        end.state = end.state if quiet else head.digest
        end.save(update_fields=["number", "digest", "state"])
        # Asked for now: a test, or a command, may have another data folder later on.
        transaction.on_commit(partial(add_head, settings.DATA_FOLDER, head), robust=True)
        for follow in () if verb == READING else _followers:
            follow(verb, thing, now)


def note_put_back(*, has_chain: bool) -> None:
    """Notes, when the transaction is done, that the log was put back from a backup.

    Call it in the transaction that puts the rows back, before it records that it does. A backup
    from before there was a chain has none (`has_chain`).
    """
    end = _held_end() if has_chain else None
    head = Head(end.number, end.digest) if end else Head()
    note = partial(add_head, settings.DATA_FOLDER, head, taken_over=True)
    transaction.on_commit(note, robust=True)


def name_of(who: Reader) -> str:
    """Whom the log names: two people can have the same name, so an account has its number too."""
    return who.name if who.user is None else f"{who.name[:150]} (konto {who.user})"


def door_of(who: Reader) -> str:
    """The door that somebody came in by; the operator reads by commands alone."""
    if isinstance(who, Actor):
        return who.door.value
    return Door.COMMAND.value if who.is_operator else ""


def _held_end() -> models.Head:
    """The end of the chain, locked until the transaction ends.

    SQLite has locked the whole database already: our transactions take its write lock at once.
    """
    ends = models.Head.everything.select_for_update().filter(pk=models.Head.ONLY)
    found = ends.first()
    if found is None:
        # Two may be the first at once: one waits for the other, and then takes the row there is.
        first = models.Head(models.Head.ONLY, 0, Head().digest, "")
        models.Head.everything.bulk_create([first], ignore_conflicts=True)
        found = ends.get()
    return found


def _add(number: int, previous: str, at: datetime, values: Mapping[str, str]) -> Head:
    link, entry = chained(number, previous, at, values)
    models.Link.everything.bulk_create([models.Link(**link)])
    models.Entry.everything.bulk_create([models.Entry(**entry)])
    return Head(number, str(link["digest"]))


def chained(
    number: int, previous: str, at: datetime, values: Mapping[str, str]
) -> tuple[dict[str, object], dict[str, object]]:
    """The fields of a link and of its entry, with a new salt."""
    salt = secrets.token_hex(16)
    digests = {part: part_digest(salt, part, values[part]) for part in PARTS}
    digest = link_digest(number, at, previous, [digests[part] for part in PARTS])
    link = {"number": number, "at": at, "digest": digest}
    link |= {f"{part}_digest": digests[part] for part in PARTS}
    entry: dict[str, object] = {"link_id": number, "salt": salt}
    entry |= {column_of(part): values[part] for part in PARTS}
    return link, entry


def column_of(part: str) -> str:
    """The field of an entry that holds a value."""
    return "detail_text" if part == "detail" else part


def record_reading(
    *,
    reader: Reader,
    now: datetime,
    thing: str,
    committee: Committees = "",
    detail: Mapping[str, object] = {},
) -> None:
    """Records that something secret is shown: call it once for each answer, before it is given.

    Raises ReadingNotRecorded if it cannot be done within a few seconds, as while a large import
    writes to SQLite: then the secret is not to be shown.
    """
    try:
        with waiting_briefly(WAIT):
            record(
                actor=reader,
                now=now,
                verb=READING,
                thing=thing,
                committee=committee,
                detail=detail,
                quiet=True,
            )
    except DatabaseError as fault:
        raise ReadingNotRecorded(
            "Uppgifterna visas inte nu, för det går inte att notera i loggen att de läses.",
            why="Ett annat arbete skriver i databasen, eller så går den inte att skriva i.",
            todo="Vänta en stund och försök igen.",
        ) from fault
