"""The folder where contents lie, named by the fingerprint of their bytes. No Django.

A content is written beside the others, flushed, and linked to its name: it is there whole or not
at all. Its time on disk is the last time that somebody handed it in, given by whoever did, so that
what nobody names any more can be told from what somebody is about to name.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from uppsikt.store.errors import cannot_write, damaged, missing
from uppsikt.store.files import fingerprint as found

GRACE = timedelta(hours=1)
"""How old a content that nobody names must be before it is swept away."""
_CHUNK = 1 << 20
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class OverLimit(Exception):
    """More was handed in than is allowed; not for a user to read."""


@dataclass(frozen=True)
class Draft:
    """A content that is written but has no name yet."""

    path: Path
    fingerprint: str
    size: int


@dataclass(frozen=True)
class Folder:
    """The contents below `root`, in folders by the first two signs of their fingerprints."""

    root: Path

    @property
    def _incoming(self) -> Path:
        return self.root / "incoming"

    def path(self, fingerprint: str) -> Path:
        """Where a content lies."""
        if not _FINGERPRINT.fullmatch(fingerprint):
            raise ValueError(f"not a fingerprint: {fingerprint!r}")
        return self.root / fingerprint[:2] / fingerprint

    @contextmanager
    def draft(self, content: BinaryIO, limit: int) -> Iterator[Draft]:
        """Writes a content to disk a piece at a time; it is gone after the block unless kept.

        Raises OverLimit as soon as more than `limit` bytes have come, and StoreError.
        """
        path = self._incoming / f"{os.getpid()}-{secrets.token_hex(8)}"
        try:
            try:
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                digest, size = _copy(content, path, limit)
            except OSError as fault:
                raise cannot_write(self.root, fault) from fault
            yield Draft(path, digest, size)
        finally:
            path.unlink(missing_ok=True)

    def keep(self, draft: Draft, now: datetime) -> None:
        """Gives a draft its name. The same content twice lies once. Raises StoreError."""
        path = self.path(draft.fingerprint)
        try:
            with self._alone():
                path.parent.mkdir(exist_ok=True, mode=0o700)
                _set_time(draft.path, now)
                if path.is_file() and path.stat().st_size == draft.size:
                    _set_time(path, now)
                else:
                    # Linked, not moved: a half-written one of the same name is replaced whole.
                    draft.path.replace(path)
                for folder in (path.parent, self.root):
                    _flush(folder)
        except OSError as fault:
            raise cannot_write(self.root, fault) from fault

    def open(self, fingerprint: str) -> BinaryIO:
        """The content. Raises StoreError if it is gone."""
        path = self.path(fingerprint)
        try:
            return path.open("rb")
        except FileNotFoundError as fault:
            raise missing(path) from fault

    def check(self, fingerprint: str) -> None:
        """Raises StoreError if the content is gone, or is not what its name says."""
        self.open(fingerprint).close()
        if found(self.path(fingerprint)) != fingerprint:
            raise damaged(self.path(fingerprint), "fingeravtrycket är ett annat")

    def erase(self, fingerprint: str, since: datetime, is_named: Callable[[], bool]) -> bool:
        """Removes a content at once, unless somebody names it or handed it in after `since`.

        Who handed it in later may not have named it yet. Returns whether it was removed.
        """
        path = self.path(fingerprint)
        with self._alone():
            if not path.exists() or _time(path) > _nanoseconds(since) or is_named():
                return False
            path.unlink()
            return True

    def sweep(self, named: Callable[[], Collection[str]], now: datetime) -> list[str]:
        """Removes what nobody names and what was broken off, once it is older than GRACE.

        Returns the names of what was removed.
        """
        oldest = _nanoseconds(now - GRACE)
        swept = []
        with self._alone():
            kept = named()
            for path in sorted(self.root.glob("*/*")):
                if path.name not in kept and path.is_file() and _time(path) < oldest:
                    path.unlink(missing_ok=True)
                    swept.append(path.name)
        return swept

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Names are given and taken by one process at a time; it takes no time to do."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.root / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _copy(content: BinaryIO, path: Path, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while chunk := content.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise OverLimit
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _nanoseconds(when: datetime) -> int:
    """Whole microseconds, which every file system keeps."""
    return int(when.timestamp() * 1_000_000) * 1000


def _set_time(path: Path, now: datetime) -> None:
    os.utime(path, ns=(_nanoseconds(now),) * 2)


def _time(path: Path) -> int:
    return path.stat().st_mtime_ns
