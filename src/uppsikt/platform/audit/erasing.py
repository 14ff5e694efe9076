"""Retention: the values of old entries are erased, and the chain still verifies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connection, transaction

from uppsikt.figures import UppsiktError, thousands
from uppsikt.platform.access.rules import Actor
from uppsikt.platform.audit import models
from uppsikt.platform.audit.rules import ERASING, Span, spans
from uppsikt.platform.audit.services import record
from uppsikt.platform.data_folder import STOCKHOLM


class ErasureRefused(UppsiktError):
    """The erasure has no reason, or would take what has not yet happened."""


@dataclass(frozen=True)
class Erasure:
    """What was erased: the entries from before a day, by the runs of their numbers."""

    before: date
    spans: tuple[Span, ...]

    @property
    def count(self) -> int:
        """The number of entries."""
        return sum(last - first + 1 for first, last in self.spans)

    def __str__(self) -> str:
        if not self.spans:
            return f"Inga poster är äldre än {self.before}. Ingenting är gallrat."
        many = "1 post" if self.count == 1 else f"{thousands(self.count)} poster"
        return (
            f"{many} från före {self.before} är gallrade. Vem som gjorde vad går inte längre att "
            "läsa eller återskapa; kedjan visar fortfarande om en post tas bort eller ändras."
        )


def erase(*, actor: Actor, now: datetime, before: date, reason: str) -> Erasure:
    """Erases the values of all entries from before a day (Stockholm), and records that it did.

    What is left of each is its number, its time and digests that nobody can turn back, since the
    salt goes too. Entries that tell of an erasure stay. Raises ErasureRefused.
    """
    _refuse(now, before, reason)
    _overwrite_erased()
    day = datetime.combine(before, time(), STOCKHOLM)
    with transaction.atomic():
        transaction.on_commit(_empty_journal)
        old = models.Entry.everything.filter(link__at__lt=day).exclude(verb=ERASING)
        erasure = Erasure(before, spans(old.order_by("pk").values_list("pk", flat=True)))
        for first, last in erasure.spans:
            models.Entry.everything.filter(pk__gte=first, pk__lte=last).delete()
        if erasure.spans:
            record(
                actor=actor,
                now=now,
                verb=ERASING,
                thing=f"poster från före {before}",
                detail={"spans": [list(span) for span in erasure.spans], "reason": reason.strip()},
            )
    return erasure


def _refuse(now: datetime, before: date, reason: str) -> None:
    if not reason.strip():
        raise ErasureRefused(
            "Gallringen saknar skäl.",
            todo='Ange beslutet som den följer, till exempel --reason "gallringsbeslut KS § 12".',
        )
    if before > now.astimezone(STOCKHOLM).date():
        raise ErasureRefused(
            f"{before} har inte varit än.",
            todo="Ange en dag som har varit: poster från före den dagen gallras.",
        )


def _overwrite_erased() -> None:
    """Lets SQLite write zeros where rows are removed; else they can be read out of its file.

    PostgreSQL overwrites them in its own time (VACUUM).
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _empty_journal() -> None:
    """Brings what is written into SQLite's file itself; its journal still holds it as it was."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
