"""Sends what waits: each letter once, or told to somebody where that cannot be known.

A sender takes a message, agrees with the server, and says that it hands it over before it does.
Whenever it dies, the row tells which: taken and not handed over, it is sent by the next one;
handed over without a word of what came of it, nobody but a person decides (decision 0043).
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.files.selectors import content_of, stored_file
from uppsikt.platform.logs import event
from uppsikt.platform.outbox.letters import Enclosed, Letter
from uppsikt.platform.outbox.models import Message
from uppsikt.platform.outbox.rules import LEASE, State, next_try
from uppsikt.platform.outbox.servers import Console, Hand, NotTaken, Server, Unsure

logger = logging.getLogger(__name__)

_CALENDAR = "text/calendar; charset=utf-8; method=PUBLISH"
_DIED = "Den som skickade avbröts medan brevet lämnades över."


@dataclass(frozen=True)
class Tally:
    """How many messages were sent, put off, refused for good, and left unknown."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    unknown: int = 0

    def plus(self, state: State) -> Tally:
        """One more that ended in the state."""
        return Tally(
            self.sent + (state is State.SENT),
            self.put_off + (state is State.WAITING),
            self.failed + (state is State.FAILED),
            self.unknown + (state is State.UNKNOWN),
        )


def current_server() -> Server | None:
    """What takes letters here: the console in the demo, else what the settings name, or nothing."""
    return Console() if settings.DATA_FOLDER.is_demo else settings.MAIL_SERVER


def send_waiting(*, server: Server, clock: Callable[[], datetime]) -> Tally:
    """Send all that is due. Many may do so at once: each message is one sender's."""
    tally = Tally(unknown=settle_left(now=clock()))
    while (row := _take(clock())) is not None:
        state = _send(row, server, clock)
        tally = tally.plus(state)
        event(logger, "message", number=row.pk, state=state.value)
    return tally


def settle_left(*, now: datetime) -> int:
    """Settle what senders that are gone have left; how many it is not known of whether they went.

    What was not handed over yet waits again.
    """
    left = Q(taken_at__lt=now - LEASE)
    Message.everything.filter(left, state=State.TAKEN).update(state=State.WAITING, claim="")
    unknown = Message.everything.filter(left, state=State.HANDED).update(
        state=State.UNKNOWN, fault=_DIED
    )
    if unknown:
        event(logger, "messages left", logging.WARNING, count=unknown)
    return unknown


def _take(now: datetime) -> Message | None:
    """The oldest message that is due, as this sender's; None if there is none."""
    due = Message.everything.filter(
        Q(not_before=None) | Q(not_before__lte=now), state=State.WAITING
    ).order_by("id")
    claim = secrets.token_hex(16)
    for number in due.values_list("pk", flat=True)[:20]:
        taken = due.filter(pk=number).update(
            state=State.TAKEN, claim=claim, taken_at=now, attempts=F("attempts") + 1
        )
        if taken:
            return Message.everything.get(pk=number)
    return None


def _send(row: Message, server: Server, clock: Callable[[], datetime]) -> State:
    """Send one message that is taken, and say what became of it."""
    try:
        content = _letter(row, server.sender).as_bytes()
    except UppsiktError as fault:
        return _end(row, State.FAILED, fault.what)
    try:
        with server.opened(row.to_address) as hand:
            return _handed(row, hand, content, clock)
    except NotTaken as refusal:
        return _refused(row, refusal, clock())
    except Unsure as fault:
        return _end(row, State.UNKNOWN, str(fault))


def _handed(row: Message, hand: Hand, content: bytes, clock: Callable[[], datetime]) -> State:
    """Say so, hand over, and say that it is done. Raises NotTaken and Unsure."""
    own = Message.everything.filter(pk=row.pk, claim=row.claim)
    if not own.filter(state=State.TAKEN).update(state=State.HANDED, taken_at=clock()):
        return State(Message.everything.values_list("state", flat=True).get(pk=row.pk))
    hand(content)
    return _end(row, State.SENT, "", sent_at=clock())


def _refused(row: Message, refusal: NotTaken, now: datetime) -> State:
    """Later, as long as that may help."""
    again = next_try(row.attempts, now) if refusal.later else None
    if again is None:
        return _end(row, State.FAILED, refusal.why)
    return _end(row, State.WAITING, refusal.why, not_before=again)


def _end(row: Message, state: State, fault: str, **more: datetime) -> State:
    """Write what became of it, unless the message is another's by now."""
    with transaction.atomic():
        own = Message.everything.filter(pk=row.pk, claim=row.claim)
        own.update(state=state, fault=fault[:300], **more)
        if state is State.SENT:
            own.filter(secret=True).update(body="")
    return state


def _letter(row: Message, sender: str) -> Letter:
    """Raises UnknownFile for a file that was erased since, and StoreError for one that is lost."""
    return Letter(
        sender=sender,
        to=row.to_address,
        subject=row.subject,
        text=row.body,
        message_id=row.message_id,
        date=row.written_at,
        enclosed=[_enclosed(one) for one in row.attachments],
    )


def _enclosed(one: dict[str, str]) -> Enclosed:
    if "calendar" in one:
        return Enclosed(one["name"], _CALENDAR, one["calendar"].encode())
    file = stored_file(reader=OPERATOR, key=one["file"])
    with content_of(reader=OPERATOR, file=file) as content:
        return Enclosed(file.name, file.kind.content_type, content.read())
