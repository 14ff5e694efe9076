"""Reading the audit log."""

from __future__ import annotations

from datetime import datetime

from uppsikt.platform.audit.models import Entry


def is_recorded(*, at: datetime, thing: str) -> bool:
    """Whether what was done with a thing at that very time was done to its end.

    An entry is written in the transaction of what it tells about.
    """
    return Entry.objects.filter(at=at, thing=thing[:300]).exists()
