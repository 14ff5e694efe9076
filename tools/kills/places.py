"""Where a step is taken: a data folder and its database, and what both hold."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zipfile import BadZipFile, ZipFile

import psycopg

Columns = Mapping[str, list[str]]

WHOLE, BROKEN = "hel", "trasig"
_LONGEST = 20.0
"""Seconds until a killed client's work must have been undone by the server."""
_UNSEEN = ("django_migrations", "search_index")
"""Tables, by how they begin, that hold nothing of the product's: the latter are SQLite's own."""


@dataclass(frozen=True)
class State:
    """What there is: every table column by column, and the backups beside the data folder.

    A column is the rows' values as text; `""` stands for the rows themselves. Rows have no order.
    """

    tables: Mapping[str, Columns]
    files: Mapping[str, str] = field(default_factory=dict)

    def unlike(self, other: State, apart: Iterable[str] = ()) -> list[str]:
        """The columns (`table.column`) that differ, but for tables and columns named in `apart`."""
        return [
            f"{table}.{name}"
            for table, columns in self.tables.items()
            for name in columns
            if not {table, f"{table}.{name}"} & set(apart)
            and sorted(columns[name]) != sorted(other.tables[table][name])
        ]

    def values(self, place: str) -> list[str]:
        """The values of a `table.column`."""
        table, _, column = place.partition(".")
        return self.tables[table][column]

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return len(self.tables[table][""])


@dataclass(frozen=True)
class Place:
    """A folder that holds `data` and what lies beside it; `address` is a PostgreSQL database's.

    Without an address the database is the data folder's SQLite.
    """

    folder: Path
    address: str = ""

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    def enter(self) -> None:
        """Lets this process, where Django is set up for another place, work here from now on."""
        from django.conf import settings
        from django.db import connection

        from uppsikt.platform.data_folder import DataFolder

        os.chdir(self.folder)
        os.environ["UPPSIKT_DATA"] = str(self.data)
        settings.DATA_FOLDER = DataFolder(self.data)
        name = urlsplit(self.address).path[1:] if self.address else settings.DATA_FOLDER.database
        connection.settings_dict["NAME"] = name

    @contextmanager
    def copied(self) -> Iterator[Place]:
        """A copy of it, that nobody works in, for the block."""
        with tempfile.TemporaryDirectory(prefix="uppsikt-kills-") as folder:
            shutil.copytree(self.folder, folder, dirs_exist_ok=True)
            if not self.address:
                yield Place(Path(folder))
                return
            name = urlsplit(self.address).path[1:]
            with new_database(self.address, name) as address:
                yield Place(Path(folder), address)

    def state(self) -> State:
        """What there is here. Raises AssertionError for a database that is not whole."""
        with self._asked() as cursor:
            if not self.address:
                assert _rows(cursor, "PRAGMA integrity_check") == [("ok",)]
            names = [name for (name,) in _rows(cursor, _TABLES[bool(self.address)])]
            tables = {
                name: _columns(cursor, name) for name in names if not name.startswith(_UNSEEN)
            }
        backups = [one for one in sorted(self.folder.iterdir()) if one.suffix in {".zip", ".tmp"}]
        return State(tables, {path.name: _backup(path) for path in backups})

    def skip_numbers(self) -> None:
        """Lets every sequence skip a number, as one that was taken and undone does."""
        if self.address:
            with self._asked() as cursor:
                _rows(cursor, "SELECT nextval(sequencename::regclass) FROM pg_sequences")

    @contextmanager
    def _asked(self) -> Iterator[Any]:
        """A cursor on the database; on PostgreSQL when all others have left it."""
        if not self.address:
            database = self.data / "uppsikt.db"
            with closing(sqlite3.connect(database, timeout=_LONGEST)) as lite:
                yield lite.cursor()
            return
        with psycopg.connect(self.address, autocommit=True) as server:
            _alone(server)
            yield server.cursor()


@contextmanager
def new_database(address: str, template: str = "template0") -> Iterator[str]:
    """The address of a new PostgreSQL database on the server of another, for the block."""
    name = f"kills_{secrets.token_hex(6)}"
    parts = urlsplit(address)
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield parts._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


_TABLES = {
    False: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    True: "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
"""What names all tables, on SQLite and on PostgreSQL."""


def _rows(cursor: Any, text: str) -> list[tuple[Any, ...]]:  # noqa: ANN401 - either database's
    return list(cursor.execute(text).fetchall())


def _columns(cursor: Any, table: str) -> Columns:  # noqa: ANN401 - either database's
    """A table's columns, each with a value for every row."""
    rows = _rows(cursor, f'SELECT * FROM "{table}"')
    names = [one[0] for one in cursor.description]
    columns = {name: [repr(row[at]) for row in rows] for at, name in enumerate(names)}
    return {"": ["row"] * len(rows), **columns}


def _backup(path: Path) -> str:
    """Whether a backup is whole: every entry has the sum that it says."""
    try:
        with ZipFile(path) as file:
            return WHOLE if file.testzip() is None else BROKEN
    except BadZipFile:
        return BROKEN


def _alone(server: psycopg.Connection) -> None:
    """Waits until this is the database's only client: others died, and are being undone."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    ends = time.monotonic() + _LONGEST
    while server.execute(asked).fetchone() != (1,):
        assert time.monotonic() < ends, "a killed client holds the database still"
        time.sleep(0.005)
