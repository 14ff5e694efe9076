"""Writing the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from uppsikt.platform.access.rules import Actor
from uppsikt.platform.audit.models import Entry


def record(
    *, actor: Actor, now: datetime, verb: str, thing: str, detail: Mapping[str, object] = {}
) -> None:
    """Adds one entry. Call it inside the transaction of what it tells about.

    `verb` and `thing` are Swedish ("läste in huvudboken", "SIE.se"); `detail` must be JSON.
    """
    Entry.objects.create(
        at=now, actor=actor.name, verb=verb, thing=thing[:300], detail=dict(detail)
    )
