"""Documents, tables, texts and charts as JSON: what pages and reports are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from uppsikt.api.shapes import Number
from uppsikt.documents import (
    Bullets,
    Chart,
    Document,
    Heading,
    Lead,
    Note,
    Paragraph,
    Runs,
    Table,
)
from uppsikt.followup.tables.keyed import keyed_table


class TableRow(Schema):
    """A row: printed values in the table's unit, and exact ones where they are known."""

    label: str
    values: list[Number | None] = Field(description="Så som de trycks, i tabellens enhet")
    exact: list[Number | None] = Field(description="Exakt, i tabellens enhet; null om okänt")
    comments: list[str | None] | None = Field(None, description="Kommentarer, cell för cell")


class TableHead(Schema):
    """What a table is."""

    key: str
    name: str
    unit: str
    columns: list[str]


class FileTable(TableHead):
    """A table as the reports' own JSON files have it."""

    rows: list[TableRow]


class ShownRow(TableRow):
    """A row that says why a value is lacking."""

    states: list[str | None] = Field(
        description="Varför ett värde är null, cell för cell: saknas, går inte att beräkna eller "
        "ej beslutat; null för den som har ett värde eller är tom"
    )


class TableShape(TableHead):
    """A table with the keys of its rows and columns."""

    rows: list[ShownRow]
    row_keys: list[str] = Field(description="Radernas nycklar, i radernas ordning")
    column_keys: list[str] = Field(description="Kolumnernas nycklar, i kolumnernas ordning")
    notes: list[str] = Field(description="Anmärkningar under tabellen")


def table_of(table: Table) -> dict[str, Any]:
    """A table, by the one writer of JSON that the reports have, and what no file tells."""
    return keyed_table(table)


class TextShape(Schema):
    """A text of a document."""

    kind: Literal["heading", "lead", "paragraph", "bullet", "note"]
    text: str


class SeriesShape(Schema):
    """A line of a chart, or a row of bars: a value of each label."""

    name: str
    values: list[int | None]


class ChartShape(Schema):
    """A chart: what it shows in words, and its figures."""

    heading: str = Field(description="Vad bilden säger")
    text: str = Field(description="Vad bilden visar, i ord")
    unit: str
    labels: list[str]
    series: list[SeriesShape]


class DocumentShape(Schema):
    """A document: its texts and its tables, each in order."""

    title: str
    subtitle: str
    date: str
    period: str
    identifier: str = Field(description="Ändras när något i dokumentet ändras")
    texts: list[TextShape]
    tables: list[TableShape]
    charts: list[ChartShape]


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
        "charts": [chart_of(chart) for chart in document.charts()],
    }


def chart_of(chart: Chart) -> dict[str, Any]:
    """The figures of a chart."""
    return {
        "heading": chart.heading,
        "text": chart.alt,
        "unit": chart.unit.symbol,
        "labels": list(chart.labels),
        "series": [{"name": one.name, "values": list(one.values)} for one in chart.data],
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


class LateShape(Schema):
    """A change in closed months: when and why, and what it changed, in kronor."""

    reason: str
    table: TableShape


def late_of(changes: Iterable[tuple[str, Table]]) -> list[dict[str, Any]]:
    """Changes in closed months."""
    return [{"reason": reason, "table": table_of(table)} for reason, table in changes]
