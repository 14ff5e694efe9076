"""A transaction that gives up sooner than others when another one holds the lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction

_MILLISECOND = timedelta(milliseconds=1)


@contextmanager
def waiting_briefly(longest: timedelta) -> Iterator[None]:
    """A transaction that waits for a lock no longer than that, and then raises DatabaseError."""
    wait = longest // _MILLISECOND
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{wait}ms'")
            yield
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {wait}")
    try:
        with transaction.atomic():
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {before}")
