"""The committees, and what each of them has that is not of one month."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Month, Page, Paging, Slug, cut
from uppsikt.followup import selectors
from uppsikt.organisation.selectors import Committee
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.organisation.selectors import committees as all_committees
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.stores import current_store

router = Router(tags=["Nämnder"])


class CommitteeShape(Schema):
    """A committee and the months that its follow-up can be read for."""

    slug: str = Field(description="Kortnamnet, som står i adresser")
    name: str
    designation: str = Field(description="Vad nämnden kallas i löpande text")
    municipality: str
    municipality_code: str
    valid_from: date | None
    valid_to: date | None
    months: list[Month] = Field(description="Månader som har siffror, i ordning")
    latest: Month | None = Field(description="Den senaste av dem, null om det inte finns någon")


@reads(router, "/committees", Page[CommitteeShape], name="committees", summary="Nämnderna")
def committees(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """All committees, by name."""
    reader = reader_of(request)
    page = cut(request, paging, all_committees(reader=reader))
    return {**page, "items": [_told(reader, one) for one in page["items"]]}


@reads(router, "/committees/{slug}", CommitteeShape, name="committee", summary="En nämnd")
def committee(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """One committee. Raises UnknownCommittee."""
    reader = reader_of(request)
    return _told(reader, committee_of(reader=reader, slug=slug))


def _told(reader: Reader, one: Committee) -> dict[str, Any]:
    months = selectors.months(reader=reader, store=current_store(), committee=one.slug)
    return {
        "slug": one.slug,
        "name": one.name,
        "designation": one.designation,
        "municipality": one.municipality,
        "municipality_code": one.municipality_code,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "months": list(months),
        "latest": months[-1] if months else None,
    }
