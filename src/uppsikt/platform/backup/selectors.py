"""Reading what is known of backups that were taken."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from uppsikt.platform.audit.selectors import last_done
from uppsikt.platform.backup.make import BACKED_UP
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.health.rules import State

OLD = timedelta(hours=50)
"""Two nights, and some time for the second to be taken in."""


def age_of_last(now: datetime) -> tuple[State, str]:
    """When the last backup was taken; none, or an old one, is something to see to."""
    last = last_done(verb=BACKED_UP)
    if last is None:
        is_demo = settings.DATA_FOLDER.is_demo
        return (State.WELL if is_demo else State.WARNING), "ingen är tagen"
    text = f"tagen {last.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
    return (State.WARNING if now - last > OLD else State.WELL), text
