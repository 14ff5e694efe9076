"""What the public could see of a register's counts, remembered before its rows change.

Reports are made of the rows as they are. When an extract corrects them, whoever has an earlier
report knows what it said; what is decided from then on is decided knowing that too.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from uppsikt.extracts.models import ExtractMonth, PublishedCounts
from uppsikt.organisation.models import Committee
from uppsikt.store import Store, StoreError

Publish = Callable[[Store, str, str], str]
"""Of a store, a committee and what was remembered: what is to be remembered now."""

_publishers: dict[str, Publish] = {}


def register_publisher(register: str, publish: Publish) -> None:
    """Registers what tells all that the public can see of a register as its rows are."""
    _publishers[register] = publish


def remembered(committee: str, register: str) -> str:
    """What the public could see before the rows were as they are; empty where they never changed.

    It has small numbers in it. It is read to decide what is hidden, whoever asks, and never shown.
    """
    row = PublishedCounts.everything.filter(committee__slug=committee, register=register).first()
    return row.told if row else ""


def remember(*, store: Store, now: datetime, committee: str, register: str) -> None:
    """Remembers what the public can see of a register, before its rows change.

    Rows that are lost tell nobody anything; they do not stand in the way of reading them in anew.
    """
    held = ExtractMonth.everything.filter(committee__slug=committee, register=register)
    if register not in _publishers or not held.exists():
        return
    try:
        told = _publishers[register](store, committee, remembered(committee, register))
    except StoreError:
        return
    PublishedCounts.everything.update_or_create(
        committee=Committee.everything.get(slug=committee),
        register=register,
        defaults={"told": told, "told_at": now},
    )
