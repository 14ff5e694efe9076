"""The file of a backup: a zip that is written straight through and ends with its own seal.

The seal is the sha256 of every byte before it, as the archive's comment, so that a file that was
cut short or altered anywhere is known before anything is read from it. It is a guard against
accidents, not against somebody who makes a new seal: names and sizes are tried all the same.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path
from typing import IO, BinaryIO, Protocol

from uppsikt.platform.backup.errors import altered, cut_short, newer, not_a_backup
from uppsikt.platform.backup.manifest import (
    FORMAT,
    Kept,
    Manifest,
    Unreadable,
    format_of,
    from_json,
)

HEAD = "uppsikt.txt"
MANIFEST = "manifest.json"

_CHUNK = 1 << 20
_SEAL = 64
_END = b"PK\x05\x06"
_END_SIZE = 22
_MANIFEST_LIMIT = 256 << 20
"""More than the list of a million files; a larger one is nobody's."""
_FLAT, _PACKED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


class _Sum(Protocol):
    def update(self, data: bytes, /) -> object: ...
    def hexdigest(self) -> str: ...


class _Sealed(BufferedIOBase):
    """Writes on, and knows the sha256 of all but the last bytes, where the seal is to stand."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file, self._sum, self._last = file, hashlib.sha256(), b""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Writes all of it."""
        self._file.write(data)
        held = self._last + bytes(data)
        self._sum.update(held[:-_SEAL])
        self._last = held[-_SEAL:]
        return len(data)

    def writable(self) -> bool:
        """It is; and not seekable, so that the archive is written straight through."""
        return True

    def seal(self) -> str:
        """The sum of what stands before the last bytes."""
        return self._sum.hexdigest()


class Writer:
    """An archive that is being written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def add_text(self, name: str, text: bytes) -> None:
        """Adds a file that the manifest does not name."""
        with self._open(name, _PACKED) as entry:
            entry.write(text)

    def add_lines(self, name: str, lines: Iterable[bytes]) -> tuple[int, Kept]:
        """Adds a file of lines, taken one at a time; returns how many, and the file."""
        count, size, digest = 0, 0, hashlib.sha256()
        with self._open(name, _PACKED) as entry:
            for line in lines:
                entry.write(line)
                digest.update(line)
                count, size = count + 1, size + len(line)
        return count, Kept(size, digest.hexdigest())

    def add_file(self, name: str, file: BinaryIO, *, packed: bool) -> Kept:
        """Adds an open file as it is; `packed` where its bytes are not packed already."""
        digest = hashlib.sha256()
        with self._open(name, _PACKED if packed else _FLAT) as entry:
            size = _copy(file, entry, digest)
        return Kept(size, digest.hexdigest())

    def _open(self, name: str, packing: int) -> IO[bytes]:
        self._archive.compression = packing
        return self._archive.open(name, "w", force_zip64=True)


@contextmanager
def writing(path: Path, *, head: str) -> Iterator[Writer]:
    """Writes an archive to a path that nobody reads yet. It is sealed when the block ends."""
    with path.open("r+b" if path.exists() else "xb") as file:
        sealed = _Sealed(file)
        with zipfile.ZipFile(sealed, "w", compresslevel=1) as archive:
            archive.comment = b"0" * _SEAL
            writer = Writer(archive)
            writer.add_text(HEAD, head.encode())
            yield writer
        file.seek(-_SEAL, os.SEEK_END)
        file.write(sealed.seal().encode())


class Backup:
    """A backup that is open and whole, as far as its own seal and manifest say."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self.path, self._archive, self.manifest = path, archive, manifest

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of one of its files, one at a time."""
        with self._archive.open(name) as entry:
            yield from entry

    def check(self) -> None:
        """Reads every file. Raises BackupBroken for one that the manifest does not tell so."""
        for name, kept in self.manifest.entries.items():
            self._read(name, kept, None)

    def extract(self, name: str, target: BinaryIO) -> None:
        """Writes one of its files. Raises BackupBroken where it is another one than was named."""
        self._read(name, self.manifest.entries[name], target)

    def _read(self, name: str, kept: Kept, target: BinaryIO | None) -> None:
        digest = hashlib.sha256()
        try:
            with self._archive.open(name) as entry:
                size = _copy(entry, target, digest, most=kept.size + 1)
        except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as fault:
            raise altered(self.path, name) from fault
        if Kept(size, digest.hexdigest()) != kept:
            raise altered(self.path, name)


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """A backup to read from. Every byte of it has been read once, and its seal is whole.

    Raises NotABackup, BackupBroken and NewerBackup.
    """
    with path.open("rb") as file:
        _refuse_other(path, file)
        try:
            with zipfile.ZipFile(file) as archive:
                yield Backup(path, archive, _manifest(path, archive))
        except zipfile.BadZipFile as fault:
            raise altered(path, "filförteckningen") from fault


def _refuse_other(path: Path, file: BinaryIO) -> None:
    """Tells a file of another kind from one that is cut short, and that from an altered one."""
    start = file.read(30 + len(HEAD))
    if not (start.startswith(b"PK\x03\x04") and start.endswith(HEAD.encode())):
        raise not_a_backup(path)
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _SEAL - _END_SIZE))
    end = file.read()
    if len(end) < _SEAL + _END_SIZE or not end.startswith(_END):
        raise cut_short(path)
    file.seek(0)
    digest = hashlib.sha256()
    _copy(file, None, digest, most=size - _SEAL)
    if digest.hexdigest().encode() != end[-_SEAL:]:
        raise altered(path, "hela filen")
    file.seek(0)


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    names = archive.namelist()
    try:
        about = archive.getinfo(MANIFEST)
        if about.file_size > _MANIFEST_LIMIT:
            raise Unreadable("too large")
        content = archive.read(about)
        form, program = format_of(content)
        if form > FORMAT:
            raise newer(path, program)
        manifest = from_json(content)
    except (KeyError, Unreadable) as fault:
        raise altered(path, MANIFEST) from fault
    known = {HEAD, MANIFEST, *manifest.entries}
    if len(names) != len(set(names)) or set(names) != known:
        raise altered(path, "filförteckningen")
    return manifest


def _copy(
    source: IO[bytes] | BinaryIO,
    target: IO[bytes] | BinaryIO | None,
    digest: _Sum,
    *,
    most: int | None = None,
) -> int:
    """Copies to the end, or the first `most` bytes; returns how many there were."""
    size = 0
    while chunk := source.read(_CHUNK if most is None else min(_CHUNK, most - size)):
        digest.update(chunk)
        if target is not None:
            target.write(chunk)
        size += len(chunk)
    return size
