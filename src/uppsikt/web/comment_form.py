"""The form on a figure's page by which those who write the report comment on the figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from uppsikt.followup.basis.address import CellAddress
from uppsikt.followup.cells.commenting import (
    LONGEST,
    CommentChanged,
    CommentRefused,
    comment_cell,
    right_to_say,
)
from uppsikt.followup.cells.explained import Explained
from uppsikt.followup.comments import Comment
from uppsikt.platform.access.rules import Reader, Verb, may
from uppsikt.platform.stores import current_store
from uppsikt.rounds.gate_selectors import is_of_round
from uppsikt.web import clock
from uppsikt.web.reader import actor_of, reader_of


@dataclass(frozen=True, slots=True)
class CommentForm:
    """What was sent and not kept: the text as it was typed, and why."""

    typed: str | None = None
    fault: CommentRefused | CommentChanged | None = None


def sent_comment(request: HttpRequest, address: CellAddress) -> tuple[CommentForm, int]:
    """Keeps what was sent: 302 when that is done, else what to show and how it is answered.

    In a month that is reported in a round it is public first when the report is.
    """
    typed = "" if request.POST.get("gor") == "ta-bort" else request.POST.get("kommentar", "")
    actor = actor_of(request)
    try:
        comment_cell(
            actor=actor,
            now=clock.now(),
            store=current_store(),
            address=address,
            text=typed.replace("\0", " "),
            seen=request.POST.get("sagt", ""),
            is_draft=_is_draft(actor, address),
        )
    except CommentRefused as fault:
        return CommentForm(typed, fault), 400
    except CommentChanged as fault:
        return CommentForm(typed, fault), 409
    return CommentForm(), 302


def _is_draft(reader: Reader, address: CellAddress) -> bool:
    """Whether what is said there waits for a round to make it public."""
    return is_of_round(
        reader=reader, committee=address.committee, month=address.month, form=address.form
    )


def comment_form(
    request: HttpRequest, told: Explained, comments: Sequence[Comment], sent: CommentForm
) -> dict[str, object]:
    """What the page's form holds; nothing for whoever may not, or where a comment has no place."""
    where = told.address
    stands = any(table.key == where.table for table in told.report.document.tables())
    reader = reader_of(request)
    right = right_to_say(is_draft=_is_draft(reader, where))
    if not stands or not may(reader, Verb.CHANGE, right.of(where.committee)):
        return {}
    said = comments[-1].text or "" if comments else ""
    return {
        "comment_form": True,
        "said": said,
        "typed": said if sent.typed is None else sent.typed,
        "comment_fault": sent.fault,
        "longest": LONGEST,
    }
