"""Writes mail, and decides about what could not be sent."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Coalesce

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.platform.files.selectors import stored_file
from uppsikt.platform.outbox.letters import checked_address, checked_subject, domain_of
from uppsikt.platform.outbox.models import Message
from uppsikt.platform.outbox.rules import MAY_BE_RESENT, State
from uppsikt.platform.outbox.selectors import unknown


class NotNow(UppsiktError):
    """What is asked of a message cannot be done where it stands."""


@dataclass(frozen=True)
class FileEnclosed:
    """A file that was handed in, by its address in the file store."""

    key: str


@dataclass(frozen=True)
class CalendarEnclosed:
    """A calendar file, by its name and its text (`platform.calendars.calendar_file`)."""

    name: str
    text: str


def write(
    *,
    actor: Actor,
    now: datetime,
    to: str,
    subject: str,
    text: str,
    enclosed: Sequence[FileEnclosed | CalendarEnclosed] = (),
    secret: bool = False,
) -> int:
    """Write a message to one address; its number. It is sent if and only if the caller commits.

    Call it inside the transaction of what causes it: that service decides whether the actor may.
    A `secret` text (a key to an account) is shown to nobody, and erased once it is sent.

    Raises BadLetter for an address or a subject that cannot be, UnknownFile and NotAllowed for a
    file that the actor may not read.
    """
    address, line = checked_address(to), checked_subject(subject)
    with transaction.atomic():
        row = Message.everything.create(
            message_id=f"<{secrets.token_urlsafe(24)}@{_domain()}>",
            to_address=address,
            subject=line,
            body=text,
            attachments=[_enclosed(actor, one) for one in enclosed],
            secret=secret,
            user_id=actor.user,
            actor=actor.name,
            written_at=now,
        )
        _record(actor, now, "skrev utskick", row)
    return row.pk


def resend(*, actor: Actor, now: datetime, number: int) -> None:
    """Let a message that failed, or that nobody knows of, be sent again: the very same letter.

    Raises UnknownMessage, NotAllowed and NotNow.
    """
    with transaction.atomic():
        row = _locked(actor, number)
        if State(row.state) not in MAY_BE_RESENT:
            raise NotNow(f"Utskicket {State(row.state).text} och kan inte skickas igen.")
        if row.secret and not row.body:
            raise NotNow(
                "Utskickets text är raderad och kan inte skickas igen.",
                todo="Be om en ny länk på inloggningssidan.",
            )
        row.state, row.attempts, row.not_before, row.claim = State.WAITING, 0, None, ""
        row.save()
        _record(actor, now, "skickade om utskick", row)


def count_as_sent(*, actor: Actor, now: datetime, number: int) -> None:
    """Let a message that nobody knows of count as sent: the receiver has said so, say.

    Raises UnknownMessage, NotAllowed and NotNow.
    """
    with transaction.atomic():
        row = _locked(actor, number)
        if row.state != State.UNKNOWN:
            raise NotNow(f"Utskicket {State(row.state).text}, och det är redan känt.")
        row.state, row.sent_at, row.fault = State.SENT, row.taken_at, ""
        row.body = "" if row.secret else row.body
        row.save()
        _record(actor, now, "räknade utskick som skickat", row)


def doubt_all() -> None:
    """Nobody knows whether what was about to be sent has been: a backup was put back.

    Call it inside the transaction of that. A person looks at each; what is secret is never sent
    again, since its key may have been used.
    """
    about = Message.everything.filter(state__in=[State.WAITING, State.TAKEN, State.HANDED])
    about.filter(secret=True).update(body="")
    taken = Coalesce("taken_at", "written_at")
    about.update(state=State.UNKNOWN, claim="", not_before=None, taken_at=taken)


def _domain() -> str:
    """What makes the numbers of our letters ours; any name will do for it."""
    server = settings.MAIL_SERVER
    return domain_of(server.sender) if server else "uppsikt.invalid"


def _locked(actor: Actor, number: int) -> Message:
    row = Message.everything.select_for_update().filter(pk=number).first()
    if row is None:
        raise unknown(number)
    demand(actor, Verb.CHANGE, Thing.MAIL.of(owner=row.user_id))
    return row


def _enclosed(actor: Actor, one: FileEnclosed | CalendarEnclosed) -> dict[str, str]:
    """As it is kept; a file by its address alone, so that what was erased is not sent after all."""
    if isinstance(one, CalendarEnclosed):
        return {"name": one.name, "calendar": one.text}
    file = stored_file(reader=actor, key=one.key)
    return {"name": file.name, "file": file.key}


def _record(actor: Actor, now: datetime, verb: str, row: Message) -> None:
    """Neither the address nor the subject: they tell of a person, and the row is told by number."""
    told = {"message": row.pk}
    record(actor=actor, now=now, verb=verb, thing=f"utskick {row.pk}", detail=told, quiet=True)
