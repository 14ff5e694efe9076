"""Files that were handed in: what they are. The owner of each decides who may know of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api.faults import Fault
from uppsikt.api.links import address
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import FILE, REFUSALS, reads
from uppsikt.api.shapes import Link, Page, Paging, cut
from uppsikt.api.texts import Key
from uppsikt.platform.files.selectors import StoredFile, every, stored_file
from uppsikt.platform.files.sending import sent

router = Router(tags=["Filer"])


class FileShape(Schema):
    """A file as it was handed in."""

    key: str
    name: str
    size: int = Field(description="Storlek i byte")
    content_type: str
    fingerprint: str = Field(description="SHA-256 av innehållet")
    added_at: datetime
    actor: str = Field(description="Vem som lämnade in den")
    belongs_to: str = Field(description="Slaget av det som filen hör till")
    content: Link = Field(description="Var filen hämtas")


@reads(
    router, "/files", Page[FileShape], name="files",
    summary="Alla inlämnade filer, i den ordning de kom",
)  # fmt: skip
def files(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """All files: for whoever may read every one. Raises NotAllowed."""
    found = cut(request, paging, every(reader=reader_of(request)))
    return {**found, "items": [_told(one) for one in found["items"]]}


@reads(router, "/files/{key}", FileShape, name="file", summary="En inlämnad fil")
def file(request: HttpRequest, key: Key) -> dict[str, Any]:
    """One file. Raises UnknownFile, and NotAllowed if its owner says no."""
    return _told(stored_file(reader=reader_of(request), key=key))


@router.get(
    "/files/{key}/content",
    response={REFUSALS: Fault},
    url_name="file_content",
    operation_id="file_content",
    summary="Innehållet i en inlämnad fil, som den är",
    description="Innehållet i en inlämnad fil, som den är",
    openapi_extra=FILE,
)
def content(request: HttpRequest, key: Key) -> HttpResponseBase:
    """The content of one file, to save. Raises as `file`."""
    return sent(request, reader=reader_of(request), key=key)


def _told(one: StoredFile) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "size": one.size,
        "content_type": one.kind.content_type,
        "fingerprint": one.fingerprint,
        "added_at": one.added_at,
        "actor": one.actor,
        "belongs_to": one.owner.kind,
        "content": address("file_content", one.key),
    }
