"""The mail about a key, without its secret, and the day to have a new one by."""

from __future__ import annotations

from datetime import date, datetime

from django.core.mail import EmailMessage

from uppsikt.platform.access.models import User
from uppsikt.platform.accounts.mails import UNEXPECTED, minute
from uppsikt.platform.calendars import CALENDAR, Occasion, calendar_file


def token_made_mail(
    user: User, name: str, last_day: date, at: datetime, number: int
) -> EmailMessage:
    """Tells the owner of an account that there is a new key to it; `number` is the key's own.

    The key's last day goes with it as a calendar file: what reads with the key stops then.
    """
    text = (
        f"Hej!\n\nEn ny nyckel till ditt konto i Uppsikt gjordes {minute(at)}. Den heter ”{name}” "
        f"och gäller till och med {last_day}. Den som har nyckeln kan läsa det som du får läsa.\n\n"
        f"Du ser och avslutar dina nycklar på sidan Ditt konto. Kalenderfilen har nyckelns sista "
        f"dag. {UNEXPECTED}\n"
    )
    mail = EmailMessage("Ny nyckel till ditt konto i Uppsikt", text, to=[user.email])
    occasion = Occasion(
        uid=f"nyckel-{number}-{at:%Y%m%d%H%M%S}@uppsikt",
        summary=f"Nyckeln ”{name}” till Uppsikt slutar gälla",
        start=last_day,
        text="Gör en ny nyckel på sidan Ditt konto, och ge den till programmet som läser med den.",
    )
    mail.attach("nyckeln-slutar-galla.ics", calendar_file(occasion, now=at), CALENDAR)
    return mail
