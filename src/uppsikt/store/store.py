"""The store: column files and original files in one folder, and SQL over the column files."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import duckdb
import polars as pl

from uppsikt.store import files
from uppsikt.store.errors import StoreError, damaged, missing

_NAME = re.compile(r"[a-z_][a-z0-9_]*")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_COLUMNS, _ORIGINAL = ".parquet", ".original"

Tables = Mapping[str, Sequence[str]]


class Query(Protocol):
    """Runs a statement with its values, and returns all rows of the result."""

    def __call__(self, sql: str, params: Sequence[object] = (), /) -> list[tuple[Any, ...]]:
        """The rows."""


class Store:
    """Files under one folder, named by the fingerprint of their bytes and never changed.

    What is current is not known here: the database says so, in one transaction. A file that the
    database does not name is an orphan and is swept away.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, frames: files.Frames) -> str:
        """Stores rows as one Parquet file and returns its fingerprint; same rows, same name.

        ``frames`` is one frame or any number of frames with the same columns, taken one at a time.
        Raises ``StoreError`` when the disk is full; nothing is then left behind.
        """
        return files.save(self.root, _COLUMNS, files.parquet(frames))

    def write_bytes(self, content: bytes | BinaryIO) -> str:
        """Stores a file as it was received and returns its fingerprint."""
        return files.save(self.root, _ORIGINAL, files.plain(content))

    def open_bytes(self, fingerprint: str) -> BinaryIO:
        """The file that ``write_bytes`` stored; raises ``StoreError`` if it is gone."""
        path = self._path(fingerprint, _ORIGINAL)
        try:
            return path.open("rb")
        except FileNotFoundError as fault:
            raise missing(path) from fault

    def has_bytes(self, fingerprint: str) -> bool:
        """Whether the file that ``write_bytes`` stored is there still."""
        return self._path(fingerprint, _ORIGINAL).exists()

    def has_rows(self, fingerprint: str) -> bool:
        """Whether the file that ``write`` stored is there still."""
        return self._path(fingerprint, _COLUMNS).exists()

    def query(
        self, sql: str, tables: Tables, params: Sequence[object] = ()
    ) -> list[tuple[Any, ...]]:
        """The rows that ``sql`` gives, each name in ``tables`` a view over the files listed for it.

        The statement keeps to the SQL that DuckDB and Spark share. Raises ``StoreError`` for a file
        that is missing or damaged, ``ValueError`` for a table without files.
        """
        with self._views(tables) as cursor:
            return cursor.execute(sql, list(params)).fetchall()

    def blocks(
        self, sql: str, tables: Tables, params: Sequence[object] = (), *, size: int
    ) -> Iterator[list[tuple[Any, ...]]]:
        """As ``query``, but at most ``size`` rows at a time, of which none is kept here."""
        with self._views(tables) as cursor:
            cursor.execute(sql, list(params))
            while block := cursor.fetchmany(size):
                yield block

    @contextmanager
    def held(self, sql: str, tables: Tables, params: Sequence[object] = ()) -> Iterator[Query]:
        """The result of a statement in memory as the table ``held``, to ask several things of.

        Gives what runs a statement on it. Raises as ``query``.
        """
        with self._views(tables) as cursor:
            cursor.execute(f"create temp table held as {sql}", list(params))

            def query(statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
                return cursor.execute(statement, list(values)).fetchall()

            yield query

    def frame(self, sql: str, tables: Tables, params: Sequence[object] = ()) -> pl.DataFrame:
        """As ``query``, but as a frame; sums of whole numbers are int64 there."""
        with self._views(tables) as cursor:
            result = pl.DataFrame(cursor.sql(sql, params=list(params)))
        whole = [name for name, kind in result.schema.items() if kind == pl.Decimal(38, 0)]
        return result.with_columns(pl.col(whole).cast(pl.Int64)) if whole else result

    def unswept(self) -> AbstractContextManager[None]:
        """No file is swept away while the block runs: a backup reads those that it has named."""
        return files.unswept(self.root)

    def paths(self, fingerprint: str) -> list[Path]:
        """Where what a fingerprint names lies: nowhere, in one file, or as rows and as bytes."""
        found = (self._path(fingerprint, suffix) for suffix in (_COLUMNS, _ORIGINAL))
        return [path for path in found if path.is_file()]

    def everything(self) -> list[str]:
        """The fingerprints of all files that are there, whether anybody names them or not."""
        there = self.root.iterdir() if self.root.is_dir() else ()
        stems = {path.stem for path in there if path.suffix in {_COLUMNS, _ORIGINAL}}
        return sorted(stem for stem in stems if _FINGERPRINT.fullmatch(stem))

    def sweep(self, keep: Collection[str], *, force: bool = False) -> list[str]:
        """Removes files that nobody keeps and returns their names.

        A file younger than an hour may belong to an import that is not yet current, so it stays
        unless ``force`` says that no import is running. Nothing is removed while ``unswept`` holds.
        """
        return files.sweep(self.root, keep, force=force)

    def remove(self, fingerprints: Collection[str]) -> list[str]:
        """Removes these files now, of any age, and returns which are still there.

        All of them stay while ``unswept`` holds: a backup is reading. What holds personal data is
        not left to a later sweep. Whoever calls knows that nothing names them any more.
        """
        files.remove(self.root, [path for one in fingerprints for path in self.paths(one)])
        return [one for one in sorted(set(fingerprints)) if self.paths(one)]

    def _path(self, fingerprint: str, suffix: str) -> Path:
        if not _FINGERPRINT.fullmatch(fingerprint):
            raise ValueError(f"not a fingerprint: {fingerprint!r}")
        return self.root / (fingerprint + suffix)

    @contextmanager
    def _views(self, tables: Tables) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own, so that threads do not see one another's views."""
        cursor = _connection(os.getpid()).cursor()
        try:
            for name, fingerprints in tables.items():
                self._view(cursor, name, fingerprints)
            yield cursor
        except duckdb.Error as fault:
            # What DuckDB raises for a damaged file has no class of its own.
            if unreadable := self._unreadable(tables, fault):
                raise unreadable from fault
            raise
        finally:
            cursor.close()

    def _view(
        self, cursor: duckdb.DuckDBPyConnection, name: str, fingerprints: Sequence[str]
    ) -> None:
        if not _NAME.fullmatch(name) or not fingerprints:
            raise ValueError(f"table {name!r} needs a plain name and at least one file")
        paths = [self._path(fingerprint, _COLUMNS) for fingerprint in fingerprints]
        for path in paths:
            if not path.exists():
                raise missing(path)
        listed = ", ".join(_literal(path) for path in paths)
        cursor.execute(f"create temp view {name} as select * from read_parquet([{listed}])")

    def _unreadable(self, tables: Tables, fault: Exception) -> StoreError | None:
        """The error for the first missing or damaged file; None if the files are not at fault."""
        for fingerprints in tables.values():
            for fingerprint in fingerprints:
                path = self._path(fingerprint, _COLUMNS)
                if not path.exists():
                    return missing(path)
                if files.fingerprint(path) != fingerprint:
                    return damaged(path, str(fault).splitlines()[0])
        return None


def _literal(path: Path) -> str:
    """A path as a text in SQL, where quotes are doubled and a pattern's signs mean themselves."""
    text = re.sub(r"[\[*?]", r"[\g<0>]", str(path)).replace("'", "''")
    return f"'{text}'"


@cache
def _connection(process: int) -> duckdb.DuckDBPyConnection:
    """The connection of this process: it takes 15 ms to open and does not survive a fork."""
    del process
    connection = duckdb.connect(":memory:")
    # Crashes on a window over rowid in 1.5.6 and 2.0.0, and dropped rows in earlier 1.5.
    connection.execute("set disabled_optimizers='top_n_window_elimination'")
    return connection
