"""The clock of the API. An answer asks it here and nowhere else, and tells everything below."""

from __future__ import annotations

from datetime import datetime

from uppsikt.platform.data_folder import STOCKHOLM


def now() -> datetime:
    """The time now in Stockholm."""
    return datetime.now(STOCKHOLM)
