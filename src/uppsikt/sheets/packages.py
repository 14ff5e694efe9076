"""Zip packages (Word and Excel files are such): what must hold before anything is unpacked.

The one guard; whoever opens a package words what is wrong for its own reader.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

_WORST_RATIO = 400  # XML of figures packs 5 to 40 times; long runs of nothing a thousand times
_SMALL = 20_000_000  # bytes unpacked: below this a ratio says nothing

BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, OSError, ValueError,
    RuntimeError,
)  # fmt: skip
"""What ``zipfile`` raises for a package that is cut, damaged, encrypted or packed strangely."""


class PackageError(Exception):
    """A package that must not be unpacked; not for a user to read."""


class Damaged(PackageError):
    """Cut, or never a package."""


class Locked(PackageError):
    """Some of its members are encrypted."""


class TooLarge(PackageError):
    """More would be unpacked than the limits allow; the text is the value that is too large."""


def opened(
    source: Path | BinaryIO, packed: int, *, members: int, unpacked_bytes: int
) -> zipfile.ZipFile:
    """The package, once its directory is found to be within the limits; ``packed`` is its size.

    Reading a member never gives more than the directory says of it, so that what the directory
    sums up to is the most that can be unpacked. Raises Damaged, Locked and TooLarge.
    """
    try:
        package = zipfile.ZipFile(source)
    except BROKEN as error:
        raise Damaged from error
    listed = package.infolist()
    size = sum(one.file_size for one in listed)
    if len(listed) > members or size > unpacked_bytes:
        raise TooLarge(f"gräns: {unpacked_bytes // 1_000_000} MB uppackad")
    if size > _SMALL and size > _WORST_RATIO * packed:
        raise TooLarge(f"{size // max(packed, 1)} gånger större uppackad")
    if any(one.flag_bits & 1 for one in listed):
        raise Locked
    return package
