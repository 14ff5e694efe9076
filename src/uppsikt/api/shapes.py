"""The shapes that many answers share: a page of a list, a table, a document, a month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, TypeVar

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from uppsikt.api.invalid import OWN
from uppsikt.documents import (
    Bullets,
    Document,
    Heading,
    Lead,
    Note,
    Paragraph,
    Runs,
    Table,
    table_data,
)
from uppsikt.documents.printed import table_notes
from uppsikt.figures import Absent, Period, PeriodError, Value
from uppsikt.followup.basis.address import PART, column_key

T = TypeVar("T")
MOST_PAGES = 1_000_000


def _read_month(given: object) -> Period:
    if isinstance(given, Period):
        return given
    try:
        found = Period.parse(str(given))
    except PeriodError:
        found = None
    if found is None or found.kind != "month":
        raise PydanticCustomError(OWN, "Det ska vara en månad, till exempel 2022-10.")
    return found


Month = Annotated[
    Period,
    PlainValidator(_read_month),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "examples": ["2022-10"]}),
]
"""A month as ``2022-10``."""
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=100)]
"""A short name: of a committee, an activity, a form."""
Part = Annotated[str, Field(pattern=f"^{PART}$", max_length=200)]
"""The key of a table, row or column."""
Number = Annotated[int | Decimal, WithJsonSchema({"type": "number"})]
"""A number written digit by digit, never by way of a binary fraction."""
Ore = Annotated[int, Field(description="Belopp i hela öre; intäkter är positiva")]
"""An amount in öre."""
Link = Annotated[str, Field(description="Adress på webbplatsen")]


class Paging(Schema):
    """Which part of a long list is asked for."""

    page: int = Field(1, ge=1, le=MOST_PAGES, description="Sidans nummer, från 1")
    per_page: int = Field(100, ge=1, le=500, description="Hur många som står på en sida")

    @property
    def offset(self) -> int:
        """How many stand on the pages before."""
        return (self.page - 1) * self.per_page


class Page(Schema, Generic[T]):
    """A part of a list."""

    items: list[T]
    total: int = Field(description="Hur många det finns i hela listan")
    page: int
    per_page: int
    next: str | None = Field(description="Nästa sidas adress, null på den sista")


def page_of(request: HttpRequest, paging: Paging, items: Sequence[T], total: int) -> dict[str, Any]:
    """The page that holds `items` of `total`."""
    has_more = paging.offset + len(items) < total and bool(items)
    query = request.GET.copy()
    query["page"], query["per_page"] = str(paging.page + 1), str(paging.per_page)
    return {
        "items": list(items),
        "total": total,
        "page": paging.page,
        "per_page": paging.per_page,
        "next": f"{request.path}?{query.urlencode()}" if has_more else None,
    }


def cut(request: HttpRequest, paging: Paging, every: Sequence[T]) -> dict[str, Any]:
    """The page that was asked for of a list that is known whole."""
    part = every[paging.offset : paging.offset + paging.per_page]
    return page_of(request, paging, part, len(every))


class Amount(Schema):
    """An exact value: a whole number of öre, or another number; or null and why there is none."""

    exact: Number | str | None = Field(
        description="Exakt värde; ett bråk som inte är ett decimaltal står som text, ”1/3”"
    )
    state: str | None = Field(description="Varför det inte finns något värde: saknas, ej beräknat")


def amount(value: Value) -> Amount:
    """The exact value, in base units."""
    if isinstance(value, Absent):
        return Amount(exact=None, state=value.text)
    return Amount(exact=value if isinstance(value, int) else str(value), state=None)


class TableRow(Schema):
    """A row: printed values in the table's unit, and exact ones where they are known."""

    label: str
    values: list[Number | None] = Field(description="Så som de trycks, i tabellens enhet")
    exact: list[Number | None] = Field(description="Exakt, i tabellens enhet; null om okänt")
    comments: list[str | None] | None = Field(None, description="Kommentarer, cell för cell")


class TableShape(Schema):
    """A table as the reports' own JSON files have it, with the keys of its rows and columns."""

    key: str
    name: str
    unit: str
    columns: list[str]
    rows: list[TableRow]
    row_keys: list[str] = Field(description="Radernas nycklar, i radernas ordning")
    column_keys: list[str] = Field(description="Kolumnernas nycklar, i kolumnernas ordning")
    notes: list[str] = Field(description="Anmärkningar under tabellen")


def table_of(table: Table) -> dict[str, Any]:
    """A table, by the one writer of JSON that the reports have."""
    return {
        **table_data(table),
        "row_keys": [row.key for row in table.rows if row.cells],
        "column_keys": [column_key(column) for column in table.columns],
        "notes": list(table_notes(table)),
    }


class TextShape(Schema):
    """A text of a document."""

    kind: Literal["heading", "lead", "paragraph", "bullet", "note"]
    text: str


class DocumentShape(Schema):
    """A document: its texts and its tables, each in order."""

    title: str
    subtitle: str
    date: str
    period: str
    identifier: str = Field(description="Ändras när något i dokumentet ändras")
    texts: list[TextShape]
    tables: list[TableShape]


def document_of(document: Document) -> dict[str, Any]:
    """A document with the tables that its JSON file has."""
    tables = (*document.tables(), *document.data)
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "date": document.date,
        "period": document.period_text,
        "identifier": document.identifier,
        "texts": list(texts_of(document)),
        "tables": [table_of(table) for table in tables if table.part_of_json],
    }


def texts_of(document: Document) -> Iterator[dict[str, str]]:
    """The texts between the tables."""
    for block in document.blocks:
        match block:
            case Heading(text=text):
                yield {"kind": "heading", "text": text}
            case Lead(runs=runs):
                yield text_of("lead", runs)
            case Paragraph(runs=runs):
                yield text_of("paragraph", runs)
            case Note(runs=runs):
                yield text_of("note", runs)
            case Bullets(items=items):
                yield from (text_of("bullet", runs) for runs in items)


def text_of(kind: str, runs: Runs) -> dict[str, str]:
    """A text without its marks."""
    return {"kind": kind, "text": "".join(run.text for run in runs)}


class PartShape(Schema):
    """A part of a page: its texts and tables."""

    texts: list[TextShape]
    tables: list[TableShape]
