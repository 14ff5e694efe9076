"""The files that were read in, and which of them count."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Page, Paging, cut, month_text
from uppsikt.figures import NothingThere
from uppsikt.sources.selectors import ImportRecord
from uppsikt.sources.selectors import imports as all_imports

router = Router(tags=["Inläsningar"])


class NoSuchImport(NothingThere):
    """No file that the reader may know of was read in under that number."""


class ImportShape(Schema):
    """A file that was read in."""

    number: int
    file: str = Field(description="Filens namn")
    kind: str
    first_month: str
    last_month: str
    rows: int
    imported_at: datetime
    actor: str = Field(description="Vem som läste in den")
    committees: list[str] = Field(description="Nämnder med rader i filen, av dem du får läsa")
    counts: bool = Field(description="Om den ännu svarar för någon månad")
    notes: list[str] = Field(description="Anmärkningar, för den som får läsa hela filen")
    accepted: list[str] = Field(description="Avvikelser som godtogs, för den som får läsa den")


@reads(
    router, "/imports", Page[ImportShape], name="imports",
    summary="Inlästa huvudböcker och saldon, de senaste först",
)  # fmt: skip
def imports(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """All files that the reader may know of, the newest first. Raises NotAllowed."""
    every = all_imports(reader=reader_of(request))
    return cut(request, paging, [_told(one) for one in reversed(every)])


@reads(router, "/imports/{int:number}", ImportShape, name="import", summary="En inläsning")
def one_import(request: HttpRequest, number: int) -> dict[str, Any]:
    """One file. Raises NoSuchImport, also for one of others' committees alone."""
    for one in all_imports(reader=reader_of(request)):
        if one.number == number:
            return _told(one)
    raise NoSuchImport(f"Det finns ingen inläsning med nummer {number}.")


def _told(one: ImportRecord) -> dict[str, Any]:
    return {
        "number": one.number,
        "file": one.file,
        "kind": one.kind,
        "first_month": month_text(one.first_month),
        "last_month": month_text(one.last_month),
        "rows": one.rows,
        "imported_at": one.imported_at,
        "actor": one.actor,
        "committees": sorted(one.committees),
        "counts": one.counts,
        "notes": list(one.notes),
        "accepted": list(one.accepted),
    }
