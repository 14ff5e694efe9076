"""The mails about accounts, in plain text."""

from __future__ import annotations

from django.core.mail import EmailMessage

from uppsikt.platform.access.models import User

DAYS = 3
"""How long a link holds (PASSWORD_RESET_TIMEOUT)."""


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
