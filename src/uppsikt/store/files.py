"""Immutable files named by the fingerprint of their bytes: all or nothing, and no locks."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeAlias

import polars as pl
from polars.io.plugins import register_io_source

from uppsikt.store.errors import StoreError, cannot_write

Frames: TypeAlias = pl.DataFrame | Iterable[pl.DataFrame]

HOUR = 3600.0
ROW_GROUP = 250_000
_TEMPORARY = ".part-"
_CHUNK = 1 << 20


def save(root: Path, suffix: str, fill: Callable[[BinaryIO], None]) -> str:
    """Writes a file by ``fill`` and returns its fingerprint (sha256 of its bytes, as hex).

    A temporary file is filled, flushed to disk and renamed; then the folder is flushed too. So a
    file is there whole or not at all, whenever the process dies. The same bytes twice are one file.
    Raises ``StoreError`` when the disk is full or the folder cannot be written.
    """
    path = _placed(root, fill, lambda temporary: fingerprint(temporary) + suffix)
    return path.name.removesuffix(suffix)


def place(path: Path, fill: Callable[[BinaryIO], None]) -> None:
    """Writes a file under the name that it is to have: it is there whole, or not at all.

    Raises ``StoreError`` as ``save`` does; what ``fill`` raises leaves nothing behind.
    """
    _placed(path.parent, fill, lambda _: path.name)


def replace(path: Path, content: bytes) -> None:
    """Writes a file that may be there already: the new one is there whole, or the former still is.

    Raises ``StoreError`` as ``save`` does.
    """
    _placed(path.parent, plain(content), lambda _: path.name)


def _placed(root: Path, fill: Callable[[BinaryIO], None], named: Callable[[Path], str]) -> Path:
    try:
        root.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=root)
    except OSError as fault:
        raise cannot_write(root, fault) from fault
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        path = temporary.replace(root / named(temporary))
        _flush_folder(root)
    except OSError as fault:
        raise cannot_write(root, fault) from fault
    finally:
        temporary.unlink(missing_ok=True)
    return path


def fingerprint(path: Path) -> str:
    """The sha256 of a file's bytes, as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush_folder(root: Path) -> None:
    handle = os.open(root, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def parquet(frames: Frames) -> Callable[[BinaryIO], None]:
    """A writer of one Parquet file with the rows of ``frames`` in their order.

    The same rows give the same bytes however they were cut into frames: row groups have one size.
    Frames are taken one at a time, so what is written may be larger than memory.
    """

    def fill(file: BinaryIO) -> None:
        faults: list[Exception] = []
        try:
            _lazy(frames, faults).sink_parquet(
                file,
                compression="zstd",
                compression_level=3,
                row_group_size=ROW_GROUP,
                maintain_order=True,
            )
        except pl.exceptions.ComputeError as fault:
            raise _as_os_error(fault) from fault
        if faults:
            raise faults[0]

    return fill


def _lazy(frames: Frames, faults: list[Exception]) -> pl.LazyFrame:
    """The frames as one that is read as it is written; what fails in them comes in ``faults``."""
    if isinstance(frames, pl.DataFrame):
        return frames.lazy()
    rest = iter(frames)
    first = next(rest, None)
    if first is None:
        raise StoreError("Det finns ingenting att spara", why="Ingen tabell gavs.")

    def source(
        with_columns: list[str] | None,
        predicate: pl.Expr | None,
        n_rows: int | None,
        batch_size: int | None,
    ) -> Iterator[pl.DataFrame]:
        del with_columns, predicate, n_rows, batch_size  # the whole is written, nothing chosen
        try:
            yield first
            yield from rest
        except Exception as fault:  # noqa: BLE001 - raised again when Polars has let go
            faults.append(fault)

    return register_io_source(source, schema=first.schema)


def plain(content: bytes | BinaryIO) -> Callable[[BinaryIO], None]:
    """A writer of bytes as they are, from memory or from an open file."""

    def fill(file: BinaryIO) -> None:
        if isinstance(content, bytes):
            file.write(content)
            return
        while chunk := content.read(_CHUNK):
            file.write(chunk)

    return fill


def sweep(root: Path, keep: Collection[str], *, force: bool) -> list[str]:
    """Removes what is not kept (by fingerprint) and older than an hour, or any age by force.

    Removes nothing while somebody holds the folder's files (`unswept`): a later sweep will.
    """
    kept = set(keep)
    oldest = float("inf") if force else time.time() - HOUR
    swept: list[str] = []
    if not root.is_dir():
        return swept
    with _locked(root, fcntl.LOCK_EX | fcntl.LOCK_NB) as alone:
        for path in sorted(root.iterdir()) if alone else []:
            if path.name.partition(".")[0] in kept:
                continue
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime <= oldest:
                    path.unlink()
                    swept.append(path.name)
    return swept


def remove(root: Path, paths: Iterable[Path]) -> None:
    """Removes files at once, but none while somebody holds the folder's files (`unswept`)."""
    if not root.is_dir():
        return
    with _locked(root, fcntl.LOCK_EX | fcntl.LOCK_NB) as alone:
        for path in paths if alone else ():
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def unswept(root: Path) -> Iterator[None]:
    """No file of the folder is swept away while the block runs, nor if it is killed, after it."""
    root.mkdir(parents=True, exist_ok=True)
    with _locked(root, fcntl.LOCK_SH):
        yield


@contextlib.contextmanager
def _locked(root: Path, how: int) -> Iterator[bool]:
    """The advisory lock on the folder itself, which goes with the process; whether it was had."""
    handle = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, how)
            taken = True
        except BlockingIOError:
            taken = False
        yield taken
    finally:
        os.close(handle)


def _as_os_error(fault: Exception) -> OSError:
    """Polars' own fault as what it was: the text ends with the system's number for the error."""
    found = re.search(r"os error (\d+)", str(fault))
    number = int(found[1]) if found else errno.EIO
    return OSError(number, os.strerror(number))
