"""How long somebody stays signed in: pure decisions."""

from __future__ import annotations

from datetime import datetime, timedelta

IDLE = timedelta(hours=1)
"""Whoever has opened no page for so long is signed out: the screen may be somebody else's."""
LONGEST = timedelta(hours=12)
"""A working day; after that one signs in again however busy one has been."""
NOTED = timedelta(minutes=2)
"""How exactly it is kept when the last page was opened: not every page is worth a writing."""
KEPT = timedelta(days=90)
"""How long it is kept who signed in when; the audit log keeps it longer."""


def is_over(*, began: datetime, seen: datetime, now: datetime) -> bool:
    """Whether a sign-in has ended by itself."""
    return now - seen >= IDLE or now - began >= LONGEST


_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
             ("Safari/", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS", "Mac"), ("CrOS", "Chrome OS"), ("Linux", "Linux"))  # fmt: skip


def browser_in_words(agent: str) -> str:
    """The browser as people know it, of what it tells of itself: «Firefox på Windows»."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return " på ".join(part for part in (browser, system) if part) or "okänd webbläsare"
