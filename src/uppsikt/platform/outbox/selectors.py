"""Reads mail: what is to be sent, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from uppsikt.figures import NothingThere
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, may_somewhere
from uppsikt.platform.health.rules import State as Health
from uppsikt.platform.outbox.models import Message
from uppsikt.platform.outbox.rules import MAY_BE_RESENT, State

LONG = timedelta(hours=1)
"""How long mail may wait before somebody should see to it: a server may be away for a while."""


class UnknownMessage(NothingThere):
    """There is no message with that number, or none that the reader may know of."""


@dataclass(frozen=True)
class Sending:
    """A message and what has become of it.

    `text` is for whoever wrote it: to others, and of a secret message, it is empty.
    """

    number: int
    to: str
    subject: str
    text: str
    attachments: tuple[str, ...]
    state: State
    attempts: int
    written_at: datetime
    actor: str
    not_before: datetime | None
    sent_at: datetime | None
    fault: str


def messages(
    *, reader: Reader, state: State | None = None, limit: int | None = None, offset: int = 0
) -> tuple[Sending, ...]:
    """The messages that the reader may see, the newest first: all, or those of their own.

    `offset` of them are passed over. Raises NotAllowed for who may see none, whatever there is.
    """
    if not may_somewhere(reader, Verb.READ, Thing.MAIL):
        demand(reader, Verb.READ, Thing.MAIL)
    rows = Message.objects.seen_by(reader).order_by("-id")
    if state is not None:
        rows = rows.filter(state=state)
    last = None if limit is None else offset + limit
    return tuple(_shown(row, reader) for row in rows[offset:last])


def message(*, reader: Reader, number: int) -> Sending:
    """One message. Raises UnknownMessage, also for one that is another's."""
    row = Message.objects.seen_by(reader).filter(pk=number).first()
    if row is None:
        raise unknown(number)
    return _shown(row, reader)


def count(*, reader: Reader, state: State | None = None) -> int:
    """How many of the messages that the reader may see are in the state, or in any."""
    rows = Message.objects.seen_by(reader)
    return (rows if state is None else rows.filter(state=state)).count()


def waiting(now: datetime) -> tuple[Health, str]:
    """How mail stands: what waits since long, or has come to nothing, is for somebody to see to."""
    late = Message.everything.filter(state=State.WAITING, written_at__lt=now - LONG).count()
    stopped = Message.everything.filter(state__in=MAY_BE_RESENT).count()
    told = [(late, "har väntat över en timme"), (stopped, "väntar på besked")]
    text = ", ".join(f"{count} {what}" for count, what in told if count)
    return (Health.WARNING if text else Health.WELL), text or "inget har väntat länge"


def unknown(number: int) -> UnknownMessage:
    """The error for a number that no message has."""
    return UnknownMessage(
        f"Det finns inget utskick med nummer {number}.",
        todo="Se numren med «uppsikt outbox list» eller på sidan Utskick.",
    )


def _shown(row: Message, reader: Reader) -> Sending:
    is_writer = row.user_id == reader.user if reader.user is not None else reader.is_operator
    return Sending(
        number=row.pk,
        to=row.to_address,
        subject=row.subject,
        text=row.body if is_writer and not row.secret else "",
        attachments=tuple(one["name"] for one in row.attachments),
        state=State(row.state),
        attempts=row.attempts,
        written_at=row.written_at,
        actor=row.actor,
        not_before=row.not_before,
        sent_at=row.sent_at,
        fault=row.fault,
    )
