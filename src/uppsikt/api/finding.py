"""What can be found of what the reader may read: by kind, or all of one kind page by page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api import clock
from uppsikt.api.reader import actor_of, reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Link, Page, Paging, Slug, page_of
from uppsikt.api.texts import Words
from uppsikt.figures import NothingThere
from uppsikt.followup.cells.text_readings import record_found
from uppsikt.followup.site_pages import address_of
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.search.registry import kinds
from uppsikt.platform.search.rules import LONGEST_QUESTION, Piece
from uppsikt.platform.search.selectors import Group, Hit, search

router = Router(tags=["Sökning"])
_PER_KIND = 5


class UnknownKindOfHit(NothingThere):
    """Nothing of that kind can be found."""


class HitShape(Schema):
    """Something that was found."""

    kind: str
    title: str
    text: str = Field(description="Där orden står")
    committee: str = Field(description="Nämndens kortnamn, tomt om det inte är någon nämnds")
    page: Link


class GroupShape(Schema):
    """The first hits of a kind."""

    kind: str
    name: str
    total: int
    hits: list[HitShape]


class FoundShape(Schema):
    """The hits by kind."""

    words: list[str] = Field(description="Orden som det söktes efter")
    total: int
    groups: list[GroupShape]


@reads(
    router, "/search", FoundShape, name="search",
    summary="Sökning: de bästa träffarna av varje slag",
)  # fmt: skip
def find(request: HttpRequest, q: Words = "") -> dict[str, Any]:
    """The first hits of each kind. Without words nothing is found."""
    reader = reader_of(request)
    found = search(reader=reader, question=q[:LONGEST_QUESTION], limit=_PER_KIND)
    record_found(reader=actor_of(request), now=clock.now(), found=found)
    return {
        "words": list(found.words),
        "total": found.total,
        "groups": [_group(reader, one) for one in found.groups],
    }


@reads(
    router, "/search/{thing}", Page[HitShape], name="search_kind",
    summary="Alla träffar av ett slag",
)  # fmt: skip
def find_kind(
    request: HttpRequest, thing: Slug, paging: Query[Paging], q: Words = ""
) -> dict[str, Any]:
    """All hits of a kind. Raises UnknownKindOfHit."""
    known = [one.key for one in kinds()]
    if thing not in known:
        raise UnknownKindOfHit(
            "Det finns inget att söka av det slaget.",
            values=[f"thing: ”{thing}”"],
            todo=f"Använd något av dessa: {', '.join(known)}.",
        )
    reader = reader_of(request)
    found = search(
        reader=reader,
        question=q[:LONGEST_QUESTION],
        kind=thing,
        limit=paging.per_page,
        offset=paging.offset,
    )
    record_found(reader=actor_of(request), now=clock.now(), found=found)
    hits = [_hit(reader, hit) for group in found.groups for hit in group.hits]
    return page_of(request, paging, hits, found.total)


def _group(reader: Reader, one: Group) -> dict[str, Any]:
    return {
        "kind": one.key,
        "name": one.name,
        "total": one.total,
        "hits": [_hit(reader, hit) for hit in one.hits],
    }


def _hit(reader: Reader, one: Hit) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "title": _text(one.title),
        "text": _text(one.text),
        "committee": one.committee,
        "page": address_of(reader, one.page),
    }


def _text(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)
