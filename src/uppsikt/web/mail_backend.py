"""Where Django's own mail goes, and that of its libraries: into the outbox, like all other mail."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailAttachment
from django.db import transaction

from uppsikt.platform.access.rules import Actor, Door
from uppsikt.platform.calendars import CALENDAR
from uppsikt.platform.outbox.services import CalendarEnclosed, write
from uppsikt.web.clock import now

_SITE = Actor("webbplatsen", door=Door.PAGE)


class ToOutbox(BaseEmailBackend):
    """Writes a message for each receiver; all are secret, for they hold keys to accounts.

    The letter is the text alone: what a library also writes as HTML says the same.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages, all or none; how many they are. Raises BadLetter.

        A calendar file goes with its message. Raises ValueError for one with other files: such
        mail is written to the outbox itself.
        """
        with transaction.atomic():
            return sum(_written(one) for one in email_messages)


def _written(one: EmailMessage) -> int:
    calendars = [_calendar(attached) for attached in one.attachments]
    receivers: list[Any] = one.recipients()
    subject, text = str(one.subject), str(one.body)
    for to in receivers:
        write(
            actor=_SITE,
            now=now(),
            to=to,
            subject=subject,
            text=text,
            enclosed=calendars,
            secret=True,
        )
    return bool(receivers)


def _calendar(attached: object) -> CalendarEnclosed:
    if not isinstance(attached, EmailAttachment) or attached.mimetype != CALENDAR:
        raise ValueError("mail with files is written by uppsikt.platform.outbox.services.write")
    return CalendarEnclosed(str(attached.filename), str(attached.content))
