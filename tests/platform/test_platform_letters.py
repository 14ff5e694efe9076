"""Letters, the settings of the mail server, the console and calendar files."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppsikt.figures import UppsiktError
from uppsikt.platform.calendars import Occasion, calendar_file
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.outbox.letters import (
    BadLetter,
    Letter,
    checked_address,
    checked_sender,
    checked_subject,
)  # fmt: skip
from uppsikt.platform.outbox.servers import Console, Smtp, smtp_of

NOW = datetime(2026, 11, 29, 9, 30, tzinfo=STOCKHOLM)
TO = "ordforanden@exempel.se"


def hours(number: float) -> datetime:
    return NOW + timedelta(hours=number)


# --- what cannot be written --------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["", "fel", "a@", "@b.se", "a b@c.se", "a@b.se\nBcc: x@y.se", "a@b.se,x@y.se", "<a@b.se>",
     "a@b..se", "å@exempel.se", "a@-b.se", "a@b.se>", "a@b\r.se"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(BadLetter) as fault:
        checked_address(address)
    assert not address.strip() or address not in str(fault.value)


@pytest.mark.parametrize(
    "subject", ["", " ", "a\nBcc: b@c.se", "a\r\n\r\ntext", "a\u2028b", "a\0b", "x" * 201]
)
def test_a_subject_of_more_than_a_line_is_refused(subject: str) -> None:
    with pytest.raises(BadLetter):
        checked_subject(subject)


@given(st.text(max_size=120), st.text(max_size=200))
def test_nothing_slips_into_the_headers(subject: str, text: str) -> None:
    try:
        line = checked_subject(subject)
    except BadLetter:
        line = "Ämne"
    letter = Letter("A <a@exempel.se>", TO, line, text, "<1@exempel.se>", NOW)
    try:
        content = letter.as_bytes()
    except UnicodeEncodeError:
        return  # half a sign, which no form can send

    read = message_from_bytes(content, EmailMessage, policy=default)
    assert set(read.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Type",
        "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert read["To"] == TO


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"UPPSIKT_SMTP": "dator"}, "UPPSIKT_SMTP"),
        ({"UPPSIKT_SMTP": "dator:²"}, "UPPSIKT_SMTP"),
        ({"UPPSIKT_SMTP": "dator:25"}, "UPPSIKT_MAIL_FROM"),
        ({"UPPSIKT_SMTP_TLS": "ja"}, "UPPSIKT_SMTP_TLS"),
        ({"UPPSIKT_MAIL_FROM": "A <a@b.se>\nBcc: c@d.se"}, "UPPSIKT_MAIL_FROM"),
        ({"UPPSIKT_SMTP_TLS": "nej", "UPPSIKT_SMTP_USER": "u", "UPPSIKT_SMTP_PASSWORD": "hemligt"},
         "UPPSIKT_SMTP_TLS"),
    ],
)  # fmt: skip
def test_a_setting_that_is_wrong_is_named_and_no_password_told(
    values: dict[str, str], name: str
) -> None:
    whole = {"UPPSIKT_SMTP": "dator:587", "UPPSIKT_MAIL_FROM": "a@exempel.se"} | values
    if name == "UPPSIKT_MAIL_FROM" and "UPPSIKT_MAIL_FROM" not in values:
        del whole["UPPSIKT_MAIL_FROM"]
    with pytest.raises(UppsiktError) as fault:
        smtp_of(whole)
    assert fault.value.where == f"inställningen {name}"
    assert "hemligt" not in str(fault.value)


def test_a_server_by_the_settings() -> None:
    assert smtp_of({}) is None
    found = smtp_of(
        {"UPPSIKT_SMTP": "[::1]:465", "UPPSIKT_MAIL_FROM": "Örebro <a@exempel.se>",
         "UPPSIKT_SMTP_TLS": "tls", "UPPSIKT_SMTP_USER": "u", "UPPSIKT_SMTP_PASSWORD": "hemligt"}
    )  # fmt: skip
    assert found == Smtp("::1", 465, "Örebro <a@exempel.se>", "tls", "u", "hemligt")
    assert "hemligt" not in repr(found)
    assert checked_sender('"Örebro kommun" <a@exempel.se>') == "Örebro kommun <a@exempel.se>"


def test_the_console_writes_the_letter() -> None:
    out = io.StringIO()
    letter = Letter("a@exempel.se", TO, "Ämne", "Hej å\n", "<1@exempel.se>", NOW)

    with Console(stream=out).opened(TO) as hand:
        hand(letter.as_bytes())

    assert out.getvalue().startswith(f"Brev till {TO} (skrivs här i stället för att skickas)\n")
    assert "Ämne: Ämne\n\nHej å\n" in out.getvalue()


# --- the calendar ------------------------------------------------------------------------------


def test_a_calendar_file_says_what_when_and_in_which_zone() -> None:
    start = datetime(2027, 3, 28, 13, 0, tzinfo=STOCKHOLM)
    occasion = Occasion(
        "sammantrade-1@exempel.se", "Sammanträde; §§ 1, 2", start, start + timedelta(hours=2),
        sequence=3, place="Rådhuset, plan 2", text="Kallelse följer.\nTa med…" + "å" * 80,
    )  # fmt: skip

    text = calendar_file(occasion, now=NOW)

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    calendar = icalendar.Calendar.from_ical(text)
    assert calendar["METHOD"] == "PUBLISH"
    [event] = calendar.walk("VEVENT")
    assert (event["UID"], event["SEQUENCE"]) == ("sammantrade-1@exempel.se", 3)
    assert event["SUMMARY"] == occasion.summary
    assert event["DESCRIPTION"] == occasion.text
    assert event.decoded("DTSTAMP") == NOW.astimezone(UTC)
    assert event.decoded("DTSTART") == start
    assert event["DTSTART"].params["TZID"] == "Europe/Stockholm"
    [zone] = calendar.walk("VTIMEZONE")
    assert isinstance(zone, icalendar.Timezone)
    rules = zone.to_tz(lookup_tzid=False)
    for when in (datetime(2027, 3, 28, 13), datetime(2027, 1, 5, 9), datetime(2040, 7, 1, 9)):  # noqa: DTZ001
        assert rules.utcoffset(when) == STOCKHOLM.utcoffset(when)


def test_a_change_is_the_same_occasion_with_a_higher_number() -> None:
    first = Occasion("a@b", "Prognosen ska vara lämnad", date(2026, 12, 10))
    moved = Occasion("a@b", "Prognosen ska vara lämnad", date(2026, 12, 11), sequence=1)
    away = Occasion("a@b", "Inställt", date(2026, 12, 11), sequence=2, is_cancelled=True)

    events = [
        icalendar.Calendar.from_ical(calendar_file(one, now=NOW)).walk("VEVENT")[0]
        for one in (first, moved, away)
    ]

    assert [event["UID"] for event in events] == ["a@b"] * 3
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert [event["STATUS"] for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert events[0].decoded("DTSTART") == date(2026, 12, 10)
    assert events[0].decoded("DTEND") == date(2026, 12, 11)


def test_an_end_before_its_start_is_refused() -> None:
    with pytest.raises(ValueError, match="begins"):
        calendar_file(Occasion("a@b", "x", hours(2), hours(1)), now=NOW)
