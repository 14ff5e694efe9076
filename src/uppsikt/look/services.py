"""Adds looks, and chooses which one documents are written in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from uppsikt.documents.look_files import FolderFiles
from uppsikt.documents.look_folder import look_of
from uppsikt.look.checks import check
from uppsikt.look.models import LookChoice, LookVersion
from uppsikt.look.selectors import OWN, KeptLook, chosen_number, version, versions
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.store import Store


@dataclass(frozen=True)
class Outcome:
    """What adding or choosing did: the look, and whether anything was changed."""

    look: KeptLook
    is_new: bool


def add_look(*, actor: Actor, now: datetime, store: Store, folder: Path) -> Outcome:
    """Check a folder and keep it as the next version of the look; it is not chosen by that.

    A folder with the files of a version that is already kept changes nothing. Files are written
    first and one transaction makes them a version, so that a process killed at any point added
    nothing. Raises LookFault and the faults of its parts, StoreError and FolderBusy.
    """
    demand(actor, Verb.CHANGE, Thing.LOOKS)
    files = FolderFiles(folder)
    found = look_of(files)
    check(found)
    with settings.DATA_FOLDER.lock("nytt utseende", now=now):
        written = {name: store.write_bytes(content) for name, content in files.used.items()}
        every = versions(reader=OPERATOR)
        for one in every:
            if dict(one.files) == written:
                return Outcome(one, is_new=False)
        number = every[-1].number + 1
        with transaction.atomic():
            LookVersion.everything.create(
                number=number, name=found.name, files=written, added_at=now, actor=actor.name
            )
            record(
                actor=actor,
                now=now,
                verb="lade in utseende",
                thing=f"{found.name}, version {number}",
                detail={"files": written},
            )
    return Outcome(version(reader=OPERATOR, number=number), is_new=True)


def choose_look(*, actor: Actor, now: datetime, number: int) -> Outcome:
    """Let documents be written in a version from now on; 0 is Uppsikt's own look.

    Reports that were given out keep the look that they had. Raises UnknownLook.
    """
    demand(actor, Verb.CHANGE, Thing.LOOKS)
    found = version(reader=OPERATOR, number=number)
    with settings.DATA_FOLDER.lock("val av utseende", now=now), transaction.atomic():
        if chosen_number(reader=OPERATOR) == number:
            return Outcome(found, is_new=False)
        row = None if number == OWN else LookVersion.everything.get(number=number)
        LookChoice.everything.create(version=row, chosen_at=now, actor=actor.name)
        record(
            actor=actor,
            now=now,
            verb="valde utseende",
            thing=f"{found.name}, version {number}" if number else found.name,
            detail={"number": number},
        )
    return Outcome(found, is_new=True)
