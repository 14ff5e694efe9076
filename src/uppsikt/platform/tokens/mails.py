"""The mail about a key, without its secret."""

from __future__ import annotations

from datetime import date, datetime

from django.core.mail import EmailMessage

from uppsikt.platform.access.models import User
from uppsikt.platform.accounts.mails import UNEXPECTED, minute


def token_made_mail(user: User, name: str, last_day: date, at: datetime) -> EmailMessage:
    """Tells the owner of an account that there is a new key to it."""
    text = (
        f"Hej!\n\nEn ny nyckel till ditt konto i Uppsikt gjordes {minute(at)}. Den heter ”{name}” "
        f"och gäller till och med {last_day}. Den som har nyckeln kan läsa det som du får läsa.\n\n"
        f"Du ser och avslutar dina nycklar på sidan Ditt konto. {UNEXPECTED}\n"
    )
    return EmailMessage("Ny nyckel till ditt konto i Uppsikt", text, to=[user.email])
