"""An audit log to tamper with: filled, checked, and written to past the program."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import QuerySet

from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.audit import services
from uppsikt.platform.audit.checking import Verdict, verify
from uppsikt.platform.audit.head_file import add_head, read_heads
from uppsikt.platform.audit.models import Entry, Head, Link
from uppsikt.platform.audit.rules import PARTS
from uppsikt.platform.audit.rules import Head as End
from uppsikt.platform.audit.services import chained, record
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder

NOW = datetime(2022, 11, 8, 9, 30, tzinfo=STOCKHOLM)
ENTRIES = 6
NOWHERE = DataFolder(Path("/nowhere"))
"""A data folder without the file of the chain's ends."""


def add(
    number: int,
    *,
    verb: str = "läste in",
    thing: str = "",
    committee: str | list[str] = "",
    detail: dict[str, object] | None = None,
) -> None:
    """One entry, so many days after NOW."""
    record(
        actor=COMMAND_LINE,
        now=NOW + timedelta(days=number),
        verb=verb,
        thing=thing or f"SIE-{number}.se",
        committee=committee,
        detail={"rows": number} if detail is None else detail,
    )


def filled(folder: DataFolder) -> None:
    """Some entries, with their ends in the file as if each had been a transaction of its own."""
    for number in range(1, ENTRIES + 1):
        add(number, committee="arbete")
    note_ends(folder)


def note_ends(folder: DataFolder) -> None:
    known = {head.number for head, _ in read_heads(folder) if head}
    for one in Link.objects.exclude(number__in=known):
        add_head(folder, End(one.number, one.digest))


def checked(folder: DataFolder, known: End | None = None) -> Verdict:
    return verify(reader=OPERATOR, folder=folder, known=known)


def entry(number: int) -> QuerySet[Entry]:
    return Entry.objects.filter(pk=number)


def link(number: int) -> QuerySet[Link]:
    return Link.objects.filter(pk=number)


def swap(first: int, second: int) -> None:
    """Two entries and their links change places."""
    for table in (Link, Entry):
        one, other = table.objects.get(pk=first), table.objects.get(pk=second)
        one.pk, other.pk = second, first
        one.save()
        other.save()


def insert_after(number: int) -> None:
    """An entry is put in, and all later ones get the next number."""
    for table in (Entry, Link):
        for row in reversed(list(table.objects.filter(pk__gt=number))):
            old = row.pk
            row.pk = old + 1
            row.save(force_insert=True)
            table.objects.filter(pk=old).delete()
    values = dict.fromkeys(PARTS, "påhittat") | {"detail": "{}"}
    of_link, of_entry = chained(number + 1, Link.objects.get(pk=number).digest, NOW, values)
    Link.objects.create(**of_link)
    Entry.objects.create(**of_entry)
    Head.objects.update(number=ENTRIES + 1)


def forge(first: int) -> None:
    """Changes an entry and makes the chain whole again, as one can who knows how it is made."""
    entry(first).update(actor="någon annan")
    for number in range(first, Link.objects.count() + 1):
        kept = Entry.objects.get(pk=number)
        before = Link.objects.get(pk=number - 1).digest if number > 1 else End().digest
        values = {part: getattr(kept, services.column_of(part)) for part in PARTS}
        of_link, of_entry = chained(number, before, Link.objects.get(pk=number).at, values)
        link(number).update(**{key: text for key, text in of_link.items() if key != "number"})
        entry(number).update(salt=of_entry["salt"])
    last = Link.objects.get(pk=Link.objects.count())
    Head.objects.update(number=last.number, digest=last.digest)


def cut_tail(number: int) -> None:
    """The last entries go, and the database's own end is made to fit."""
    Entry.objects.filter(pk__gt=number).delete()
    Link.objects.filter(pk__gt=number).delete()
    last = Link.objects.get(pk=number)
    Head.objects.update(number=number, digest=last.digest)
