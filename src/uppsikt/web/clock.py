"""The clock of the pages. A view asks it here and nowhere else, and tells everything below."""

from __future__ import annotations

from datetime import date, datetime

from uppsikt.platform.data_folder import STOCKHOLM


def now() -> datetime:
    """The time now in Stockholm."""
    return datetime.now(STOCKHOLM)


def today() -> date:
    """The day that it is in Stockholm now."""
    return now().date()
