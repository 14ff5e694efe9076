"""Reading the audit log: searched, page by page or all of it in blocks, as far as a reader may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from uppsikt.platform.access.rules import (
    NotAllowed,
    Reader,
    Thing,
    Verb,
    demand,
    may_somewhere,
    reach,
)
from uppsikt.platform.audit.models import Entry, Head, Link
from uppsikt.platform.data_folder import STOCKHOLM

_BLOCK = 2_000
_FIRST, _LAST = date(1900, 1, 1), date(9000, 1, 1)


@dataclass(frozen=True)
class Search:
    """What is looked for: parts of texts, one committee, one door, and days in Stockholm.

    What is empty is not asked for. `last` is the last day of all.
    """

    actor: str = ""
    verb: str = ""
    thing: str = ""
    committee: str = ""
    door: str = ""
    first: date | None = None
    last: date | None = None


EVERYTHING = Search()


def state() -> str:
    """A text that is another after each change of what people are shown, and never the same again.

    It is the digest of the last link that tells of such a change: every service records what it
    changes in the transaction that changes it. Empty before the first.
    """
    return Head.everything.filter(pk=Head.ONLY).values_list("state", flat=True).first() or ""


@dataclass(frozen=True)
class LogEntry:
    """An entry as it is shown."""

    number: int
    at: datetime
    actor: str
    verb: str
    thing: str
    committees: tuple[str, ...]
    door: str
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class LogPage:
    """A page of entries, the newest first, and how many there are in all."""

    entries: tuple[LogEntry, ...]
    total: int


def last_done(*, verb: str) -> datetime | None:
    """When something was last done, by what the log calls it; None if it never was."""
    found = Entry.everything.filter(verb=verb).order_by("-link__at")
    return found.values_list("link__at", flat=True).first()


def is_recorded(*, at: datetime, thing: str) -> bool:
    """Whether what was done with a thing at that very time was done to its end.

    An entry is written in the transaction of what it tells about.
    """
    return Entry.everything.filter(link__at=at, thing=thing[:300]).exists()


def log_page(
    *, reader: Reader, search: Search = EVERYTHING, limit: int = 50, offset: int = 0
) -> LogPage:
    """The entries that a search finds among those that the reader may read, the newest first.

    Whoever has the right in a committee alone reads what is about that committee. Raises
    NotAllowed for a reader who may read none of it.
    """
    found = _found(reader, search)
    rows = found.select_related("link").order_by("-pk")[offset : offset + limit]
    return LogPage(tuple(map(_told, rows)), found.count())


def log_blocks(*, reader: Reader, search: Search = EVERYTHING) -> Iterator[tuple[LogEntry, ...]]:
    """All that `log_page` pages through, some thousand at a time. Raises what it does."""
    found = _found(reader, search).select_related("link").order_by("-pk")
    return _blocks(found)


def _blocks(found: QuerySet[Entry]) -> Iterator[tuple[LogEntry, ...]]:
    block = tuple(map(_told, found[:_BLOCK]))
    while block:
        yield block
        block = tuple(map(_told, found.filter(pk__lt=block[-1].number)[:_BLOCK]))


def erased_count(*, reader: Reader) -> int:
    """How many entries have been erased. Raises NotAllowed unless the reader may read all."""
    demand(reader, Verb.READ, Thing.AUDIT)
    return Link.objects.seen_by(reader).count() - Entry.objects.seen_by(reader).count()


def may_read_log(reader: Reader) -> bool:
    """Whether the reader may read any of the log: for what leads to its page."""
    return may_somewhere(reader, Verb.READ, Thing.AUDIT)


def _found(reader: Reader, search: Search) -> QuerySet[Entry]:
    among = Concat(Value(" "), F("committee"), Value(" "), output_field=TextField())
    entries = Entry.objects.seen_by(reader).annotate(among=among)
    return entries.filter(_within(reader), *_asked(search))


def _within(reader: Reader) -> Q:
    """What the reader may read. Raises NotAllowed if that is nothing."""
    where = reach(reader, Verb.READ, Thing.AUDIT)
    if where.everywhere:
        return Q()
    if not where.committees:
        demand(reader, Verb.READ, Thing.AUDIT)
        raise NotAllowed("Loggen får inte läsas.")  # no role reads single activities of it
    own = Q()
    for slug in sorted(where.committees):
        own |= _about(slug)
    return own


def _about(committee: str) -> Q:
    return Q(among__contains=f" {committee} ")


def _asked(search: Search) -> Iterator[Q]:
    for field in ("actor", "verb", "thing"):
        if text := getattr(search, field).strip():
            yield _holding(field, text)
    if search.committee:
        yield _about(search.committee)
    if search.door:
        yield Q(door=search.door)
    # Days that no entry can be of are the calendar's ends, and have no day before or after them.
    if search.first:
        yield Q(link__at__gte=_midnight(max(search.first, _FIRST)))
    if search.last:
        yield Q(link__at__lt=_midnight(min(max(search.last, _FIRST), _LAST) + timedelta(days=1)))


def _holding(field: str, text: str) -> Q:
    """A part of a text in whatever case: SQLite itself knows the cases of a–z alone."""
    forms = {text, text.lower(), text.upper(), text[:1].upper() + text[1:].lower()}
    asked = Q()
    for form in sorted(forms):
        asked |= Q(**{f"{field}__icontains": form})
    return asked


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), STOCKHOLM)


def _told(row: Entry) -> LogEntry:
    return LogEntry(
        row.pk,
        row.at.astimezone(STOCKHOLM),
        row.actor,
        row.verb,
        row.thing,
        tuple(row.committee.split()),
        row.door,
        row.detail,
    )
