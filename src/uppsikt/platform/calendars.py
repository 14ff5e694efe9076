"""A calendar file for a date that somebody is to keep (RFC 5545). No Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from uppsikt.platform.data_folder import STOCKHOLM

CALENDAR = "text/calendar"
"""What kind of file a calendar file is."""


@dataclass(frozen=True)
class Occasion:
    """Something in the calendar: a whole day, or a time with an end, in Stockholm.

    `uid` is the same however often it changes, and `sequence` is one higher each time: by them a
    calendar knows that it is the same occasion and which word is the last.
    """

    uid: str
    summary: str
    start: date | datetime
    end: datetime | None = None
    sequence: int = 0
    place: str = ""
    text: str = ""
    address: str = ""
    is_cancelled: bool = False


def calendar_file(occasion: Occasion, *, now: datetime) -> str:
    """The occasion as the text of an .ics file. Raises ValueError for an end before its start."""
    calendar = Calendar()
    calendar.add("prodid", "-//Uppsikt//Uppsikt//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if occasion.is_cancelled else "PUBLISH")
    if isinstance(occasion.start, datetime):
        calendar.add_component(_stockholm())
    calendar.add_component(_event(occasion, now))
    return str(calendar.to_ical().decode())


def _event(occasion: Occasion, now: datetime) -> Event:
    event = Event()
    event.add("uid", occasion.uid)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", occasion.sequence)
    event.add("summary", occasion.summary)
    start, end = _times(occasion)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("status", "CANCELLED" if occasion.is_cancelled else "CONFIRMED")
    for name, value in (
        ("location", occasion.place),
        ("description", occasion.text),
        ("url", occasion.address),
    ):
        if value:
            event.add(name, value)
    return event


def _times(occasion: Occasion) -> tuple[date, date]:
    """Start and end; a whole day ends where the next begins, and an hour is what is not said."""
    start, end = occasion.start, occasion.end
    if not isinstance(start, datetime):
        return start, start + timedelta(days=1)
    start = start.astimezone(STOCKHOLM)
    end = (end or start + timedelta(hours=1)).astimezone(STOCKHOLM)
    if end <= start:
        raise ValueError(f"an occasion that ends {end} begins {start}")
    return start, end


def _stockholm() -> Timezone:
    """What holds since 1996 (directive 2000/84/EC), as a rule: a table would come to an end."""
    zone = Timezone()
    zone.add("tzid", "Europe/Stockholm")
    for part, month, name, before, after in (
        (TimezoneDaylight(), 3, "CEST", 1, 2),
        (TimezoneStandard(), 10, "CET", 2, 1),
    ):
        first = datetime(1996, 3, 31, 2) if month == 3 else datetime(1996, 10, 27, 3)  # noqa: DTZ001
        part.add("dtstart", first)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone
