"""The mails about accounts, in plain text."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.mail import EmailMessage

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.models import User
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.logs import event

logger = logging.getLogger(__name__)

DAYS = 3
"""How long a link holds (PASSWORD_RESET_TIMEOUT)."""
UNEXPECTED = (
    "Var det inte du? Välj då genast ett nytt lösenord: gå till inloggningssidan och välj ”Jag "
    "har glömt lösenordet”. Säg också till den som är administratör."
)
"""What to do about something that one has not done oneself."""


def password_link_mail(user: User, link: str) -> EmailMessage:
    """The mail with which its owner chooses a new password, or the first one."""
    if user.has_usable_password():
        subject = "Nytt lösenord till Uppsikt"
        why = "Någon, troligen du, har bett om ett nytt lösenord till Uppsikt."
        other = "Var det inte du behöver du inte göra något: ditt lösenord gäller som förut."
    else:
        subject = "Ditt konto i Uppsikt"
        why = "Du har fått ett konto i Uppsikt."
        other = "Väntade du dig inget konto kan du bortse från brevet."
    text = (
        f"Hej!\n\n{why} Välj ditt lösenord på den här sidan:\n\n{link}\n\n"
        f"Länken gäller i {DAYS} dagar och kan användas en gång. {other}\n"
    )
    return EmailMessage(subject, text, to=[user.email])


def password_changed_mail(user: User, at: datetime) -> EmailMessage:
    """Tells the owner of an account that its password is another one now."""
    text = (
        f"Hej!\n\nEtt nytt lösenord till ditt konto i Uppsikt valdes {minute(at)}. Du är utloggad "
        "där det gamla användes, och nycklar som du hade är avslutade.\n\n"
        f"{UNEXPECTED}\n"
    )
    return EmailMessage("Ditt lösenord till Uppsikt är bytt", text, to=[user.email])


def code_changed_mail(user: User, what: str, at: datetime) -> EmailMessage:
    """Tells the owner of an account what has happened to its one-time codes, in Swedish."""
    text = f"Hej!\n\n{what} till ditt konto i Uppsikt {minute(at)}.\n\n{UNEXPECTED}\n"
    return EmailMessage("Engångskoden till Uppsikt är ändrad", text, to=[user.email])


def tell(user: User, mail: EmailMessage) -> None:
    """Writes a mail about what has been done to an account, in the transaction that does it.

    Where the address is none that a letter can be sent to, what was done stands all the same.
    """
    if not user.email:
        return
    try:
        mail.send()
    except UppsiktError as fault:
        event(logger, "notice not written", logging.WARNING, fault=type(fault).__name__)


def minute(at: datetime) -> str:
    """A time in Stockholm as a mail tells it."""
    return f"{at.astimezone(STOCKHOLM):%Y-%m-%d klockan %H.%M}"
