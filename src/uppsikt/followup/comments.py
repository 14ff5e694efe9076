"""Comments on the cells of reports: which there are, what they have been, and where they stand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from uppsikt.documents import Document, Row, Table
from uppsikt.figures import Period
from uppsikt.followup import models
from uppsikt.followup.basis.address import CellAddress, column_key
from uppsikt.platform.access.rules import PUBLIC, Reader, Thing, Verb, demand, may

Place = tuple[str, str, str]
"""A cell in its report: the keys of its table, row and column."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What was said of a cell once. An empty `text` took the comment back.

    `text` is None where the reader may know that something was said, but not what. One that is
    not public yet is shown to those at work on the report alone.
    """

    address: CellAddress
    text: str | None
    author: str
    given_at: datetime
    actor: str
    is_public: bool = True


def comments_on(
    *, reader: Reader, committee: str, month: Period, form: str
) -> Mapping[Place, Comment]:
    """The comments that hold in a committee's report, by the cell that they are about."""
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    rows = _rows(reader, committee, month).filter(form=form)
    latest = {(row.table, row.row, row.column): row for row in rows}
    return {place: _comment(row, committee) for place, row in latest.items() if row.text}


def comments_of_month(*, reader: Reader, committee: str, month: Period) -> tuple[Comment, ...]:
    """The comments that hold in all of a committee's reports after a month, by address."""
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    latest = {}
    for row in _rows(reader, committee, month):
        one = _comment(row, committee)
        latest[one.address] = one
    return tuple(latest[address] for address in sorted(latest) if latest[address].text)


def comments_in_force(*, committee: str) -> tuple[Comment, ...]:
    """Every public comment that holds in any of a committee's reports: for what can be found."""
    rows = models.Comment.objects.seen_by(PUBLIC).filter(committee__slug=committee).order_by("id")
    latest = {one.address: one for one in (_comment(row, committee) for row in rows)}
    return tuple(latest[address] for address in sorted(latest) if latest[address].text)


def comment_history(*, reader: Reader, address: CellAddress) -> tuple[Comment, ...]:
    """All that has been said of a cell, the first first.

    A reader without the right to former comments is told when they changed, but not what they
    said: the last text alone stands in the report.
    """
    demand(reader, Verb.READ, Thing.REPORTS.of(address.committee))
    rows = _rows(reader, address.committee, address.month).filter(
        form=address.form, table=address.table, row=address.row, column=address.column
    )
    found = [_comment(row, address.committee) for row in rows]
    if may(reader, Verb.READ, Thing.FORMER_COMMENTS.of(address.committee)):
        return tuple(found)
    former = (replace(one, text=None) if one.text else one for one in found[:-1])
    return (*former, *found[-1:])


def last_comment(*, reader: Reader, committee: str, month: Period, form: str) -> int:
    """The number of the last that was said of a report that the reader may see, 0 for nothing."""
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    last = _rows(reader, committee, month).filter(form=form).last()
    return 0 if last is None else int(last.pk)


def with_comments(document: Document, comments: Mapping[Place, Comment]) -> Document:
    """The document with the comments on its cells; one on a cell that is not there stands nowhere.

    The document is another one than without them, and so is its identifier.
    """
    if not comments:
        return document
    said = sorted((*place, one.text or "") for place, one in comments.items())
    mark = hashlib.sha256(repr(said).encode()).hexdigest()[:8]
    return replace(
        document,
        identifier=f"{document.identifier}-{mark}",
        blocks=tuple(
            _commented(block, comments) if isinstance(block, Table) else block
            for block in document.blocks
        ),
        data=tuple(_commented(table, comments) for table in document.data),
    )


def _commented(table: Table, comments: Mapping[Place, Comment]) -> Table:
    if table.key not in {place[0] for place in comments}:
        return table
    return replace(table, rows=tuple(_row(table, row, comments) for row in table.rows))


def _row(table: Table, row: Row, comments: Mapping[Place, Comment]) -> Row:
    cells = tuple(
        replace(cell, comment=found.text or "")
        if (found := comments.get((table.key, row.key, column_key(column))))
        else cell
        for cell, column in zip(row.cells, table.columns, strict=False)
    )
    return replace(row, cells=cells)


def _rows(reader: Reader, committee: str, month: Period) -> QuerySet[models.Comment]:
    rows = models.Comment.objects.seen_by(reader)
    return rows.filter(committee__slug=committee, month=str(month)).order_by("id")


def _comment(row: models.Comment, committee: str) -> Comment:
    address = CellAddress(
        committee, Period.parse(row.month), row.form, row.table, row.row, row.column
    )
    is_public = row.released_at is not None
    return Comment(address, row.text, row.author, row.given_at, row.actor, is_public)
