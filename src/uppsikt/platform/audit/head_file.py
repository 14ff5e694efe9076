"""The ends that the chain has had, in a file apart from the database.

A line for each end, added and never changed. Whoever can change the database alone, say who
administers a PostgreSQL, can make a chain that is whole in itself; it does not have these ends.
A line that begins with ``=`` says that the chain was taken over there: entries from before the
file, or put back from a backup. What the file said of later entries no longer holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from uppsikt.platform.audit.rules import Head
from uppsikt.platform.data_folder import DataFolder

NAME = "audit-head"
_TAKEN_OVER = "="


def path_in(folder: DataFolder) -> Path:
    """The file's place in a data folder."""
    return folder.root / NAME


def add_head(folder: DataFolder, head: Head, *, taken_over: bool = False) -> None:
    """Adds an end, as one write, so that two processes at once do not mix their lines.

    It is called when the database has kept the link: a process killed in between leaves an end
    that is not in the file, which a check tells. Half a line, left by a power cut, ends where
    the next one begins.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
    descriptor = os.open(path_in(folder), flags, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        whole = size == 0 or os.pread(descriptor, 1, size - 1) == b"\n"
        line = f"{'' if whole else chr(10)}{_TAKEN_OVER if taken_over else ''}{head}\n"
        os.write(descriptor, line.encode("ascii"))
    finally:
        os.close(descriptor)


def read_heads(folder: DataFolder) -> Iterator[tuple[Head | None, bool]]:
    """The ends in the file, in its order, and whether the chain was taken over there.

    None stands for a line that is no end.
    """
    path = path_in(folder)
    if not path.exists():
        return
    with path.open(encoding="ascii", errors="replace") as file:
        for line in file:
            try:
                yield Head.parse(line.removeprefix(_TAKEN_OVER)), line.startswith(_TAKEN_OVER)
            except ValueError:
                yield None, False
