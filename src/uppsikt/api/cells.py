"""One cell of a report: what it is made of, what is booked behind it, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from uppsikt.api import clock, links
from uppsikt.api.reader import actor_of, reader_of
from uppsikt.api.reading import reads
from uppsikt.api.rows import BehindShape, behind_of
from uppsikt.api.shapes import Amount, Link, Month, Number, Part, Slug, amount, last_year_asked
from uppsikt.documents import printed_number
from uppsikt.followup.basis.address import CellAddress
from uppsikt.followup.cells.explained import Explained, explained
from uppsikt.followup.cells.explained import Part as FigurePart
from uppsikt.followup.cells.figure_history import cell_history
from uppsikt.followup.cells.history_export import history_data
from uppsikt.followup.cells.text_readings import record_former
from uppsikt.followup.comments import Comment, comment_history
from uppsikt.followup.forms.form import form_of
from uppsikt.followup.last_year.view import LastYear
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Thing, Verb, may
from uppsikt.platform.stores import current_store
from uppsikt.sources.drill import drill

router = Router(tags=["En siffra"])
_CELL = "/committees/{slug}/{period}/reports/{form}/cells/{table}/{row}/{column}"


class PartShape(Schema):
    """A figure that another one is made of: `weight` times its value is what it adds."""

    text: str
    weight: Number | str
    value: Amount
    cell: Link | None = Field(description="Cellen i rapporten där den står, om den står någonstans")
    rows: Link | None = Field(description="De bokförda raderna, om den är bokförd")


class DerivationShape(Schema):
    """A rule that the figure follows by, and its parts; their sum is the figure."""

    rule: str
    parts: list[PartShape]


class CommentShape(Schema):
    """What was said of the figure; null for a former text that the reader may not read."""

    text: str | None
    author: str
    given_at: datetime
    actor: str


class CellShape(Schema):
    """A cell and what is behind it. Exact values of money are in öre."""

    address: str = Field(description="Cellens namn: nämnd, månad, rapport, tabell, rad och kolumn")
    text: str = Field(description="Vilken uppgift det är, i ord")
    table: str
    row: str
    column: str
    unit: str
    printed: Number | None = Field(description="Så som den trycks, i tabellens enhet")
    value: Amount
    source: str = Field(description="Varifrån uppgiften kommer")
    derivations: list[DerivationShape]
    behind: BehindShape | None = Field(description="Det bokförda bakom, om den är bokförd")
    comments: list[CommentShape]
    history: Link


class EventShape(Schema):
    """What gave the figure a value: an import, a decision, a set-up."""

    at: datetime
    cause: str
    import_: int | None = Field(alias="import")
    text: str
    day: date | None
    reasons: list[str]
    author: str | None
    file: str | None
    actor: str | None


class StepShape(EventShape):
    """A value that the figure has had, and the change from the one before."""

    value: Amount
    before: Amount
    change: Amount


class PrintingShape(Schema):
    """A report that was given out with the figure in it."""

    at: datetime
    report: str
    month: str
    form: str
    version: int
    actor: str
    value: Amount
    printed_tkr: int | None


class HistoryShape(Schema):
    """Every value of a figure. Exact values of money are in öre."""

    figure: str
    unit: str
    first: Amount
    now: Amount
    values: list[StepShape]
    printed: list[PrintingShape]


@reads(
    router, _CELL, CellShape, name="cell",
    summary="En siffra i en rapport: exakt värde, formel, källa och det bokförda bakom",
    kept=True,
)  # fmt: skip
def cell(
    request: HttpRequest, *, slug: Slug, period: Month, form: Slug, table: Part, row: Part,
    column: Part, last_year: LastYear = last_year_asked(),
) -> dict[str, Any]:  # fmt: skip
    """The cell. Raises UnknownCell and what `build_report` raises."""
    reader = reader_of(request)
    committee_of(reader=reader, slug=slug)
    address = CellAddress(slug, period, form_of(form).key, table, row, column)
    told = explained(reader=reader, store=current_store(), address=address, last_year=last_year)
    comments = comment_history(reader=reader, address=address)
    if may(reader, Verb.READ, Thing.FORMER_COMMENTS.of(slug)):
        record_former(reader=actor_of(request), now=clock.now(), committee=slug, comments=comments)
    behind = None
    if told.query is not None:
        found = drill(reader=reader, store=current_store(), query=told.query, limit=0)
        behind = behind_of(reader, found, period)
    return {**_told(told, last_year), "behind": behind, "comments": _comments(comments)}


@reads(
    router, f"{_CELL}/history", HistoryShape, name="history",
    summary="Alla värden som en siffra har haft, och rapporterna som har tryckt den",
    kept=True,
)  # fmt: skip
def history(
    request: HttpRequest, *, slug: Slug, period: Month, form: Slug, table: Part, row: Part,
    column: Part, last_year: LastYear = last_year_asked(),
) -> Any:  # fmt: skip
    """The history, as the command writes it."""
    reader = reader_of(request)
    committee_of(reader=reader, slug=slug)
    address = CellAddress(slug, period, form_of(form).key, table, row, column)
    return history_data(
        cell_history(reader=reader, store=current_store(), address=address, last_year=last_year)
    )


def _told(told: Explained, shown: LastYear) -> dict[str, Any]:
    found = told.found
    return {
        "address": str(told.address),
        "text": told.text,
        "table": found.table.name,
        "row": found.row.label,
        "column": found.column.name,
        "unit": found.table.unit.symbol,
        "printed": printed_number(found.cell, found.column),
        "value": amount(told.value),
        "source": told.source,
        "derivations": [
            {"rule": one.rule, "parts": [_part(told, part, shown) for part in one.parts]}
            for one in told.derivations
        ],
        "history": links.cell(told.address, shown, "history"),
    }


def _part(told: Explained, part: FigurePart, shown: LastYear) -> dict[str, Any]:
    return {
        "text": part.text,
        "weight": part.weight if isinstance(part.weight, int) else str(part.weight),
        "value": amount(part.value),
        "cell": links.cell(part.address, shown) if part.address else None,
        "rows": links.rows(part.query, told.address.month) if part.query else None,
    }


def _comments(comments: Sequence[Comment]) -> list[dict[str, Any]]:
    return [
        {"text": one.text, "author": one.author, "given_at": one.given_at, "actor": one.actor}
        for one in comments
    ]
