"""What the audit log is told when something secret of a report or its rows is shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from uppsikt.followup.cells.row_words import filter_words
from uppsikt.followup.comments import Comment
from uppsikt.planning.known_item_selectors import FollowedItem
from uppsikt.platform.access.rules import Reader, Thing
from uppsikt.platform.audit.services import record_reading
from uppsikt.platform.search.selectors import Found
from uppsikt.sources.voucher_selectors import VoucherQuery

_NOT_TOLD = ("Nämnd", "Text")
_OF_KNOWN = "kända posters motpart och referens"


def record_texts(*, reader: Reader, now: datetime, query: VoucherQuery) -> None:
    """Records that the texts of a query's rows are shown, before they are.

    What was looked for in the texts is not repeated: it may well be a person's name. Raises
    ReadingNotRecorded.
    """
    words = filter_words(reader=reader, query=query)
    asked = [f"{head}: {text}" for head, text in words if head not in _NOT_TOLD]
    if query.chosen.text is not None:
        asked.append("sökning i texterna")
    record_reading(
        reader=reader,
        now=now,
        thing="verifikationstexter",
        committee=query.committee,
        detail={"selection": asked},
    )


def record_known(
    *, reader: Reader, now: datetime, committee: str, items: Iterable[FollowedItem]
) -> None:
    """Records that counterparts and references of known items are shown, if any of them has one.

    Raises ReadingNotRecorded.
    """
    if any(one.item.counterpart or one.item.reference for one in items):
        record_reading(reader=reader, now=now, thing=_OF_KNOWN, committee=committee)


def record_found(*, reader: Reader, now: datetime, found: Found) -> None:
    """Records that a search shows counterparts and references of known items, if it does.

    What was looked for is not repeated. Raises ReadingNotRecorded.
    """
    hits = (hit for group in found.groups for hit in group.hits)
    committees = sorted({hit.committee for hit in hits if hit.thing is Thing.VOUCHER_TEXTS})
    if committees:
        record_reading(reader=reader, now=now, thing=_OF_KNOWN, committee=committees)


def record_former(
    *, reader: Reader, now: datetime, committee: str, comments: Iterable[Comment]
) -> None:
    """Records that comments which no longer hold are shown, if any is. Raises ReadingNotRecorded.

    The last one is in the report, for whoever reads that.
    """
    *former, _ = (*comments, None)
    if any(one and one.text for one in former[:-1]):
        record_reading(reader=reader, now=now, thing="tidigare kommentarer", committee=committee)
