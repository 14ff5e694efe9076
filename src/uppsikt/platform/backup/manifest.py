"""What a backup says of itself: version, tables, files, and the fingerprint of each. No Django."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = 1
"""The form of the file as such. A later program reads all earlier forms."""

_COLUMN_FILE = re.compile(r"columns/(?P<content>[0-9a-f]{64})\.(?:parquet|original)")
_HANDED_IN = re.compile(r"files/(?P<two>[0-9a-f]{2})/(?P<content>(?P=two)[0-9a-f]{62})")
_TABLE = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Unreadable(ValueError):
    """The manifest is not one that a backup can have."""


@dataclass(frozen=True)
class Kept:
    """A file's size in bytes, and the sha256 of its bytes as hex."""

    size: int
    digest: str


@dataclass(frozen=True)
class Table:
    """A table's columns in the order of its rows, how many rows, and the file that they are in."""

    columns: tuple[str, ...]
    rows: int
    file: Kept


@dataclass(frozen=True)
class Manifest:
    """All that a backup holds. `migrations` are those that its database had had.

    `tables` are by model (`sources.import`), `files` by path below the data folder. `missing` are
    the files that were gone already when it was made, which was accepted. `made_at` is Swedish
    text with the time of Stockholm.
    """

    program: str
    made_at: str
    is_demo: bool
    migrations: tuple[tuple[str, str], ...]
    tables: Mapping[str, Table]
    files: Mapping[str, Kept]
    missing: tuple[str, ...] = ()
    format: int = FORMAT
    entries: Mapping[str, Kept] = field(init=False, repr=False, compare=False)
    """Every file of the archive, by its name there."""

    def __post_init__(self) -> None:
        tables = {table_entry(name): table.file for name, table in self.tables.items()}
        object.__setattr__(self, "entries", {**tables, **self.files})

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(table.rows for table in self.tables.values())

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(file.size for file in self.entries.values())

    def to_json(self) -> bytes:
        """The manifest as it stands in the backup."""
        told = {
            "format": self.format,
            "program": self.program,
            "made_at": self.made_at,
            "is_demo": self.is_demo,
            "migrations": self.migrations,
            "tables": {
                name: {"columns": table.columns, "rows": table.rows, **vars(table.file)}
                for name, table in self.tables.items()
            },
            "files": {name: vars(file) for name, file in self.files.items()},
            "missing": self.missing,
        }
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def table_entry(name: str) -> str:
    """The archive's name for a table's rows."""
    return f"tables/{name}.jsonl"


def format_of(content: bytes) -> tuple[int, str]:
    """The form and the program's version, which every form tells in the same way."""
    told = _told(content)
    return _whole(told.get("format")), str(told.get("program"))


def from_json(content: bytes) -> Manifest:
    """The manifest of a backup. Raises Unreadable for what none can say.

    A name that would lead out of the data folder is one of those.
    """
    told = _told(content)
    try:
        return Manifest(
            program=str(told["program"]),
            made_at=str(told["made_at"]),
            is_demo=told["is_demo"] is True,
            migrations=tuple((str(app), str(name)) for app, name in told["migrations"]),
            tables={_table_name(name): _table(one) for name, one in told["tables"].items()},
            files={_file_name(name, one): _kept(one) for name, one in told["files"].items()},
            missing=tuple(map(str, told["missing"])),
            format=_whole(told["format"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise Unreadable(str(fault)) from fault


def _told(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise Unreadable(str(fault)) from fault
    if not isinstance(told, dict):
        raise Unreadable("no object")
    return told


def _table(told: Mapping[str, Any]) -> Table:
    return Table(tuple(map(str, told["columns"])), _whole(told["rows"]), _kept(told))


def _kept(told: Mapping[str, Any]) -> Kept:
    digest = str(told["digest"])
    if not _DIGEST.fullmatch(digest):
        raise Unreadable(digest)
    return Kept(_whole(told["size"]), digest)


def _whole(told: object) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or told < 0:
        raise Unreadable(f"no whole number: {told!r}")
    return told


def _table_name(name: str) -> str:
    if not _TABLE.fullmatch(name):
        raise Unreadable(name)
    return name


def _file_name(name: str, told: Mapping[str, Any]) -> str:
    """The name, if it is that of a file which lies in the data folder by this very content."""
    found = _COLUMN_FILE.fullmatch(name) or _HANDED_IN.fullmatch(name)
    if not found or found["content"] != told["digest"]:
        raise Unreadable(name)
    return name
