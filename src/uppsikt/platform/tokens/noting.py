"""Notes when a key was last used. A reading is worth more than the note of it."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from django.db import DatabaseError
from django.db.models import Q

from uppsikt.platform.logs import event
from uppsikt.platform.tokens.models import Token
from uppsikt.platform.waiting import waiting_briefly

logger = logging.getLogger(__name__)

_LONGEST = timedelta(milliseconds=200)
"""How long a reading waits for it to be noted."""


def note_use(row: Token, *, day: date) -> None:
    """Notes that a key is used on the day: written once a day, and left out if that fails.

    While another work writes, or where nothing can be written, the next reading notes it.
    """
    if row.used_on is not None and row.used_on >= day:
        return
    unnoted = Q(used_on=None) | Q(used_on__lt=day)
    try:
        with waiting_briefly(_LONGEST):
            Token.everything.filter(unnoted, pk=row.pk).update(used_on=day)
    except DatabaseError as fault:
        event(logger, "token use not noted", logging.WARNING, fault=type(fault).__name__)
