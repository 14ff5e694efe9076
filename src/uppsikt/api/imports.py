"""The files that were read in, and which of them count."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api import clock
from uppsikt.api.faults import Fault
from uppsikt.api.links import address
from uppsikt.api.reader import actor_of, reader_of
from uppsikt.api.reading import FILE, REFUSALS, reads
from uppsikt.api.shapes import Link, Page, Paging, cut, month_text
from uppsikt.platform.audit.services import ReadingNotRecorded, record_reading
from uppsikt.platform.files.sending import POLICY
from uppsikt.platform.stores import current_store
from uppsikt.sources.selectors import ImportRecord, UnknownImport, import_file
from uppsikt.sources.selectors import imports as all_imports

router = Router(tags=["Inläsningar"])


class ImportShape(Schema):
    """A file that was read in."""

    number: int
    file: str = Field(description="Filens namn")
    content: Link = Field(description="Var filen hämtas, av den som får läsa allt i den")
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
    """One file. Raises UnknownImport, also for one of others' committees alone."""
    return _told(_record(request, number))


@router.get(
    "/imports/{int:number}/file",
    response={REFUSALS: Fault},
    url_name="import_file",
    operation_id="import_file",
    summary="Filen som den togs emot",
    description="För den som får läsa allt i den. Att den hämtas noteras i loggen.",
    openapi_extra=FILE,
)
def file(request: HttpRequest, number: int) -> FileResponse:
    """The file as it was received, to save; that it is shown is recorded.

    Raises UnknownImport, NotAllowed for one that has rows of others' committees, and StoreError.
    """
    one = _record(request, number)
    content = import_file(reader=reader_of(request), store=current_store(), number=number)
    try:
        record_reading(
            reader=actor_of(request),
            now=clock.now(),
            thing="inläst fil",
            committee=sorted(one.committees),
            detail={"number": number},
        )
    except ReadingNotRecorded:
        content.close()
        raise
    answer = FileResponse(
        content, as_attachment=True, filename=one.file, content_type="application/octet-stream"
    )
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


def _record(request: HttpRequest, number: int) -> ImportRecord:
    """What was read in under a number. Raises UnknownImport."""
    for one in all_imports(reader=reader_of(request)):
        if one.number == number:
            return one
    raise UnknownImport(f"Det finns ingen inläsning med nummer {number}.")


def _told(one: ImportRecord) -> dict[str, Any]:
    return {
        "number": one.number,
        "file": one.file,
        "content": address("import_file", one.number),
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
