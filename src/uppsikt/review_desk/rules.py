"""Who may have a report reviewed, and how long what they left is kept: pure decisions."""

from __future__ import annotations

from datetime import datetime, timedelta

from uppsikt.platform.access.rules import Reader, Thing, Verb, may
from uppsikt.platform.accounts.attempt_rules import Limit

KEPT_FOR = timedelta(hours=1)
"""How long a file and its result are kept when nobody asks for more."""

LONGEST_WAIT = timedelta(minutes=3)
"""Whoever is next in turn for so long waits for a worker that is not there."""

MOST_WAITING = 20
"""How many reviews the public may have waiting at once, all together."""

BY_THE_PUBLIC = Limit("granskning", 10, timedelta(hours=1))
"""How often somebody who is not signed in may ask, from one address."""


def may_ask(who: Reader, *, is_open: bool) -> bool:
    """Whether `who` may have a report reviewed: who has a role, and all where the site says so."""
    return is_open or may(who, Verb.CHANGE, Thing.REVIEWS)


def is_over(expires_at: datetime | None, now: datetime) -> bool:
    """Whether the time is out for what was left; null is kept without end."""
    return expires_at is not None and expires_at <= now
