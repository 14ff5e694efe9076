"""Reading how the site is. A room that needs something registers who can say how it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from uppsikt.platform.access.rules import Reader, Thing, Verb, may
from uppsikt.platform.health.rules import Sign, State, disk, worst

Probe = Callable[[datetime], tuple[State, str]]
"""Says how something is now. It may raise DatabaseError and OSError."""

_probes: dict[str, Probe] = {}


@dataclass(frozen=True)
class Health:
    """How the site is; `signs` are empty for a reader who may not see them."""

    state: State
    signs: tuple[Sign, ...]


def register_probe(name: str, probe: Probe) -> None:
    """Registers who says how something is, by its Swedish name.

    A room registers its own in its `AppConfig.ready()`. It is asked at every look, so it is quick.
    """
    _probes[name] = probe


def health(*, reader: Reader, now: datetime) -> Health:
    """How the site is. The public is told whether it answers; who looks after it, all the signs."""
    signs = tuple(_signs(now))
    shown = signs if may(reader, Verb.READ, Thing.SITE) else ()
    return Health(worst(signs), shown)


def _signs(now: datetime) -> Iterator[Sign]:
    for name, probe in {**_OWN, **_probes}.items():
        try:
            state, text = probe(now)
        except (DatabaseError, OSError):
            state, text = State.ILL, "svarar inte"
        yield Sign(name, state, text)


def _database(_now: datetime) -> tuple[State, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return State.WELL, f"{connection.display_name} svarar"


def _migrations(_now: datetime) -> tuple[State, str]:
    applied = set(MigrationRecorder(connection).applied_migrations())
    if applied == _known():
        return State.WELL, "av programmets version"
    if applied - _known():
        return State.ILL, "av en nyare version än programmet"
    return State.ILL, "av en äldre version: kör uppsikt upgrade"


@cache
def _known() -> frozenset[tuple[str, str]]:
    """The program's migrations, which do not change while it runs."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _folder(_now: datetime) -> tuple[State, str]:
    folder = settings.DATA_FOLDER
    places = [folder.root, *(one for one in (folder.columns, folder.files) if one.exists())]
    if all(os.access(place, os.R_OK | os.W_OK | os.X_OK) for place in places):
        return State.WELL, "går att läsa och skriva i"
    return State.ILL, "går inte att läsa eller skriva i"


def _disk(_now: datetime) -> tuple[State, str]:
    usage = shutil.disk_usage(settings.DATA_FOLDER.root)
    return disk(usage.free, usage.total)


_OWN: dict[str, Probe] = {
    "databasen": _database,
    "tabellerna": _migrations,
    "datamappen": _folder,
    "disken": _disk,
}
