"""Zip packages (DOCX and XLSX are such): opened only when their size unpacked is within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from uppsikt.reading.errors import Unreadable
from uppsikt.reading.limits import Limits

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]

_WORST_RATIO = 400  # XML of figures packs 5 to 40 times; long runs of nothing a thousand times
_SMALL = 20_000_000  # bytes unpacked: below this a ratio says nothing

BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, OSError, ValueError,
    RuntimeError,
)  # fmt: skip
"""What ``zipfile`` raises for a package that is cut, damaged, encrypted or packed strangely."""


def opened_package(data: bytes, name: str, limits: Limits) -> zipfile.ZipFile:
    """The package, once its directory is found to be within the limits.

    Reading a member never gives more than the directory says of it, so that what the directory
    sums up to is the most that can be unpacked.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise damaged(name) from error
    members = package.infolist()
    size = sum(one.file_size for one in members)
    if len(members) > limits.members or size > limits.unpacked_bytes:
        raise _too_large(name, f"gräns: {limits.unpacked_bytes // 1_000_000} MB uppackad")
    if size > _SMALL and size > _WORST_RATIO * len(data):
        raise _too_large(name, f"{size // max(len(data), 1)} gånger större uppackad")
    if any(one.flag_bits & 1 for one in members):
        raise locked(name)
    return package


def member(package: zipfile.ZipFile, path: str, name: str) -> bytes | None:
    """The bytes of one member, None if there is no such member."""
    try:
        info = package.getinfo(path)
    except KeyError:
        return None
    try:
        return package.read(info)
    except BROKEN as error:
        raise damaged(name) from error


def parsed(data: bytes, name: str) -> etree._Element:
    """The root of a member in XML. Entities are not resolved and nothing is fetched."""
    from lxml import etree  # noqa: PLC0415 — only Word needs it

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise damaged(name) from error


def damaged(name: str) -> Unreadable:
    """The refusal of a file that is cut or damaged."""
    return Unreadable(
        "Filen är trasig.",
        where=name,
        why="Innehållet är avbrutet eller skadat.",
        todo="Hämta filen på nytt, eller öppna den i sitt program och spara om den.",
    )


def locked(name: str) -> Unreadable:
    """The refusal of a file with a password."""
    return Unreadable(
        "Filen är skyddad med lösenord.",
        where=name,
        todo="Spara en kopia utan lösenord och granska den.",
    )


def _too_large(name: str, value: str) -> Unreadable:
    return Unreadable(
        "Filen är för stor när den packas upp.",
        where=name,
        values=[value],
        why="Så stora filer är inga rapporter, och kan vara gjorda för att stoppa datorn.",
        todo="Spara bara de delar som hör till rapporten i en ny fil.",
    )
