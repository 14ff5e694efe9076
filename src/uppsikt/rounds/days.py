"""Days and moments of a round in Swedish words."""

from __future__ import annotations

from datetime import date, datetime

from uppsikt.figures import month_name, weekday_name
from uppsikt.platform.data_folder import STOCKHOLM


def day_text(day: date, today: date) -> str:
    """A day as it is spoken of: tisdag 8 november, with its year where that is not this one's."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{weekday_name(day.weekday())} {day.day} {month_name(day.month)}{year}"


def the_day_text(day: date) -> str:
    """A day in running text: tisdagen den 8 november."""
    return f"{weekday_name(day.weekday())}en den {day.day} {month_name(day.month)}"


def moment_text(when: datetime, now: datetime) -> str:
    """When something was done: kl. 14.32 on the very day, else den 7 november kl. 14.32."""
    local, here = when.astimezone(STOCKHOLM), now.astimezone(STOCKHOLM)
    clock = f"kl. {local:%H.%M}"
    if local.date() == here.date():
        return clock
    year = "" if local.year == here.year else f" {local.year}"
    return f"den {local.day} {month_name(local.month)}{year} {clock}"
