"""Tables and figures of a report that was given out, each at an address that never changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from uppsikt.api import links
from uppsikt.api.faults import Told, told
from uppsikt.api.month import month_report
from uppsikt.api.papers import TableShape, table_of
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Amount, Link, Month, Number, Part, Slug, amount
from uppsikt.documents import printed_number
from uppsikt.figures import Period, UppsiktError
from uppsikt.followup.basis.address import FoundCell, address_of
from uppsikt.followup.forms.form import form_of
from uppsikt.followup.given import places
from uppsikt.followup.given.places import Standing
from uppsikt.followup.given.reports import Given, given_report, given_reports
from uppsikt.followup.given.table_files import KINDS
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.stores import current_store

router = Router(tags=["Rapporter"])
_VERSION = "/committees/{slug}/{period}/reports/{form}/versions/{int:version}"


class GivenTableShape(TableShape):
    """A table as it was given out."""

    report: str
    version: int
    given_at: datetime
    page: Link
    files: dict[str, Link] = Field(description="Tabellen som fil, efter format")
    newest: Link | None = Field(description="Samma tabell i den senaste versionen, om den har den")


class StandingShape(Schema):
    """The figure in a later version, or as it is now."""

    version: int | None = Field(description="Versionen; null för uppgifterna som de är nu")
    found: bool = Field(description="Om siffran finns där")
    same: bool = Field(description="Om den är densamma som den som trycktes här")
    printed: Number | None
    unit: str | None
    value: Amount | None


class GivenCellShape(Schema):
    """A figure as it was given out. Exact values of money are in öre."""

    report: str
    version: int
    given_at: datetime
    text: str = Field(description="Vilken uppgift det är, i ord")
    table: str
    row: str
    column: str
    unit: str
    printed: Number | None = Field(description="Så som den trycktes, i tabellens enhet")
    value: Amount = Field(description="Exakt, så som det var då")
    comment: str | None
    page: Link
    since: list[StandingShape] = Field(description="Siffran i senare versioner och nu")
    fault: Told | None = Field(description="Varför det inte går att säga hur siffran är nu")
    cell: Link | None = Field(description="Cellen som den är nu, med formel och källor")


@reads(
    router, _VERSION + "/tables/{table}", GivenTableShape, name="given_table",
    summary="En tabell i en lämnad version, så som den trycktes", kept=True,
)  # fmt: skip
def table(
    request: HttpRequest, *, slug: Slug, period: Month, form: Slug, version: int, table: Part
) -> dict[str, Any]:
    """The table. Raises NotGivenOut and NoSuchTable."""
    reader, store = reader_of(request), current_store()
    one = _version(reader, slug, period, form, version)
    found = places.given_table(reader=reader, store=store, given=one, key=table)
    last = given_reports(reader=reader, committee=slug, month=period, form=one.form)[-1]
    keys = places.table_keys(reader=reader, store=store, given=last)
    return {
        **table_of(found),
        **_head(one),
        "page": links.given_table(one, table),
        "files": {kind: links.given_table(one, table, kind) for kind in KINDS},
        "newest": links.given_table_address(last, table) if table in keys else None,
    }


@reads(
    router, _VERSION + "/cells/{table}/{row}/{column}", GivenCellShape, name="given_cell",
    summary="En siffra i en lämnad version, och om den har ändrats sedan dess", kept=True,
)  # fmt: skip
def cell(
    request: HttpRequest, *, slug: Slug, period: Month, form: Slug, version: int, table: Part,
    row: Part, column: Part,
) -> dict[str, Any]:  # fmt: skip
    """The figure. Raises NotGivenOut, NoSuchTable and UnknownCell."""
    reader, store = reader_of(request), current_store()
    one = _version(reader, slug, period, form, version)
    place = (table, row, column)
    found = places.given_cell(reader=reader, store=store, given=one, place=place)
    now, fault = _now(reader, one, found)
    rest = places.later(reader=reader, store=store, given=one, found=found)
    return {
        **_head(one),
        "text": places.figure_words(reader=reader, store=store, given=one, found=found),
        "table": found.table.name,
        "row": found.row.label,
        "column": found.column.name,
        **_value(found),
        "comment": found.cell.comment or None,
        "page": links.given_cell(one, *place),
        "since": [_standing(at, found) for at in (*rest, *now)],
        "fault": fault,
        "cell": next(_living(one, now), None),
    }


def _version(reader: Reader, slug: str, period: Period, form: str, version: int) -> Given:
    committee_of(reader=reader, slug=slug)
    return given_report(
        reader=reader, committee=slug, month=period, form=form_of(form).key, version=version
    )


def _head(one: Given) -> dict[str, Any]:
    return {"report": one.title, "version": one.version, "given_at": one.given_at}


def _value(found: FoundCell) -> dict[str, Any]:
    value = places.cell_value(found)
    return {
        "unit": found.table.unit.symbol,
        "printed": printed_number(found.cell, found.column),
        "value": Amount(exact=None, state=None) if value is None else amount(value),
    }


def _standing(at: Standing, found: FoundCell) -> dict[str, Any]:
    told = {"printed": None, "unit": None, "value": None} if at.cell is None else _value(at.cell)
    return {
        "version": None if at.given is None else at.given.version,
        "found": at.cell is not None,
        "same": at.as_in(found),
        **told,
    }


def _now(reader: Reader, one: Given, found: FoundCell) -> tuple[tuple[Standing, ...], Told | None]:
    """The figure as it is now, or why the report cannot be made."""
    try:
        report = month_report(reader, one.committee, one.month, one.form, one.last_year)
    except UppsiktError as fault:
        return (), told(fault)
    return (Standing(None, places.same_figure(report.tables, found)),), None


def _living(one: Given, now: tuple[Standing, ...]) -> Iterator[str]:
    """The address of the figure as it is now, if it is a computed one and there."""
    for at in now:
        if at.cell is not None and at.cell.name is not None:
            address = address_of(at.cell, one.committee, one.month, one.form)
            yield links.cell(address, one.last_year)
