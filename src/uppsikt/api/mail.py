"""Mail that was written, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api.links import page
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Link, Page, Paging, page_of
from uppsikt.platform.outbox import selectors
from uppsikt.platform.outbox.rules import State
from uppsikt.platform.outbox.selectors import Sending

router = Router(tags=["Utskick"])


class MessageShape(Schema):
    """A letter."""

    number: int
    to: str
    subject: str
    text: str = Field(description="Tom för andra än den som skrev det, och när det är hemligt")
    attachments: list[str]
    state: str = Field(description="waiting, taken, handed, sent, failed eller unknown")
    state_text: str = Field(description="Läget på svenska")
    attempts: int
    actor: str
    written_at: datetime
    not_before: datetime | None
    sent_at: datetime | None
    fault: str
    page: Link


@reads(
    router, "/messages", Page[MessageShape], name="messages",
    summary="Utskick som du får se, de senaste först",
)  # fmt: skip
def messages(
    request: HttpRequest,
    paging: Query[Paging],
    state: Literal["waiting", "taken", "handed", "sent", "failed", "unknown"] | None = None,
) -> dict[str, Any]:
    """All of them, or one's own. Raises NotAllowed for who may see none."""
    reader, wanted = reader_of(request), None if state is None else State(state)
    found = selectors.messages(
        reader=reader, state=wanted, limit=paging.per_page, offset=paging.offset
    )
    total = selectors.count(reader=reader, state=wanted)
    return page_of(request, paging, [_told(one) for one in found], total)


@reads(router, "/messages/{int:number}", MessageShape, name="message", summary="Ett utskick")
def message(request: HttpRequest, number: int) -> dict[str, Any]:
    """One letter. Raises UnknownMessage."""
    return _told(selectors.message(reader=reader_of(request), number=number))


def _told(one: Sending) -> dict[str, Any]:
    return {
        "number": one.number,
        "to": one.to,
        "subject": one.subject,
        "text": one.text,
        "attachments": list(one.attachments),
        "state": one.state.value,
        "state_text": one.state.text,
        "attempts": one.attempts,
        "actor": one.actor,
        "written_at": one.written_at,
        "not_before": one.not_before,
        "sent_at": one.sent_at,
        "fault": one.fault,
        "page": page("message", one.number),
    }
