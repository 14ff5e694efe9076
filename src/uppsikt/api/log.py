"""The audit log, as far as the reader may read it. That it is read is recorded."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api import clock
from uppsikt.api.reader import actor_of, reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Page, Paging, page_of
from uppsikt.api.texts import Words
from uppsikt.organisation.selectors import committees
from uppsikt.platform.access.rules import Door, Reader, Thing, Verb, reach
from uppsikt.platform.audit.selectors import LogEntry, Search, log_page
from uppsikt.platform.audit.services import record_reading
from uppsikt.platform.audit.words import detail_words

router = Router(tags=["Loggen"])
_DOORS = {"command": Door.COMMAND, "page": Door.PAGE, "api": Door.API, "job": Door.JOB}
_DOOR_NAMES = {door.value: name for name, door in _DOORS.items()}


class Asked(Schema):
    """What is looked for: parts of texts, and days in Stockholm."""

    actor: Words = Field("", description="En del av namnet på den som gjorde det")
    verb: Words = Field("", description="En del av vad som gjordes")
    thing: Words = Field("", description="En del av vad det gjordes med")
    committee: Words = Field("", description="Nämndens kortnamn")
    door: Literal["command", "page", "api", "job"] | None = Field(
        None, description="Kommando, webbsida, gränssnitt eller arbete"
    )
    first: date | None = Field(None, description="Från och med dagen")
    last: date | None = Field(None, description="Till och med dagen")

    def search(self) -> Search:
        """As the log is searched."""
        return Search(
            actor=self.actor,
            verb=self.verb,
            thing=self.thing,
            committee=self.committee,
            door="" if self.door is None else _DOORS[self.door].value,
            first=self.first,
            last=self.last,
        )


class DetailShape(Schema):
    """A part of what an entry tells."""

    name: str
    text: str


class EntryShape(Schema):
    """An entry."""

    number: int
    at: datetime
    actor: str
    verb: str
    thing: str
    committees: list[str]
    door: str = Field(description="command, page, api eller job; tomt om det inte är känt")
    details: list[DetailShape]


@reads(
    router, "/log", Page[EntryShape], name="log",
    summary="Loggen: vem som gjorde vad, de senaste först. Att den läses noteras i den",
)  # fmt: skip
def log(request: HttpRequest, paging: Query[Paging], asked: Query[Asked]) -> dict[str, Any]:
    """The entries that the reader may read and has searched for. Raises NotAllowed."""
    reader, search = reader_of(request), asked.search()
    found = log_page(reader=reader, search=search, limit=paging.per_page, offset=paging.offset)
    # Whom or what somebody looks for is not told in the log.
    about = search.committee if search.committee in _known(reader) else ""
    record_reading(reader=actor_of(request), now=clock.now(), thing="loggen", committee=about)
    return page_of(request, paging, [_told(one) for one in found.entries], found.total)


def _known(reader: Reader) -> set[str]:
    """The committees whose log the reader may read."""
    where = reach(reader, Verb.READ, Thing.AUDIT)
    return {one.slug for one in committees(reader=reader) if where.covers(Thing.AUDIT.of(one.slug))}


def _told(one: LogEntry) -> dict[str, Any]:
    return {
        "number": one.number,
        "at": one.at,
        "actor": one.actor,
        "verb": one.verb,
        "thing": one.thing,
        "committees": list(one.committees),
        "door": _DOOR_NAMES.get(one.door, ""),
        "details": [
            {"name": name, "text": text} for name, text in detail_words(one.detail, whole=True)
        ],
    }
