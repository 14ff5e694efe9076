"""What a file is, told by its content alone, and whether it is that and nothing else. No Django.

Only the outermost shape is looked at here: nothing is rendered, and of a package only its
directory is read. Whoever reads the inside does so in a process of its own (`review.safely`).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO, NoReturn

from uppsikt.platform.files import errors
from uppsikt.platform.files.kinds import DOCX, PDF, PNG, XLSX, Kind
from uppsikt.platform.files.texts import text_kind
from uppsikt.sheets import packages

_PNG = b"\x89PNG\r\n\x1a\n"
_PACKAGE = b"PK\x03\x04"
_PACKAGE_END = b"PK\x05\x06"
_END_LENGTH = 22
_TAIL = 65_536 + _END_LENGTH
_PDF_TAIL = 1024
"""Some programs write a few line breaks after the end of a PDF, and some a mark of their own."""
_MEMBERS, _UNPACKED = 10_000, 300_000_000
"""As much as a review reads of a package (`reading.limits`), and no more is kept."""

_OTHERS = (
    (b"MZ", "ett program"),
    (b"\x7fELF", "ett program"),
    (b"#!", "ett program"),
    (b"\xff\xd8\xff", "en JPEG-bild"),
    (b"GIF8", "en GIF-bild"),
    (b"{\\rtf", "ett RTF-dokument"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ett låst dokument eller ett från Office före 2007"),
    (b"\x1f\x8b", "ett packat arkiv"),
    (b"7z\xbc\xaf", "ett packat arkiv"),
    (b"Rar!", "ett packat arkiv"),
)
_PARTS = (
    ("ppt/", "en PowerPoint-presentation"),
    ("content.xml", "ett OpenDocument-dokument"),
    ("META-INF/", "ett Java-program"),
)
_MACROS = re.compile(r"vbaproject\.bin$|/macrosheets/", re.IGNORECASE)


def kind_of(path: Path, name: str, accepted: Collection[Kind]) -> Kind:
    """The kind of a file. `name` decides nothing but whether plain text is Markdown.

    Raises EmptyFile and WrongContent, which says what was found.
    """
    with path.open("rb") as file:
        head = file.read(16)
        if not head:
            raise errors.empty(name)
        kind = _recognised(file, head, name, accepted)
    if kind not in accepted:
        raise errors.not_received(name, kind.noun, accepted)
    return kind


def _recognised(file: BinaryIO, head: bytes, name: str, accepted: Collection[Kind]) -> Kind:
    if head.startswith(b"%PDF-"):
        return _pdf(file, name, accepted)
    if head.startswith(_PNG):
        return _png(file, name)
    if head.startswith(_PACKAGE):
        return _package(file, name, accepted)
    for mark, found in _OTHERS:
        if head.startswith(mark):
            raise errors.not_received(name, found, accepted)
    return text_kind(file, name, accepted)


def _tail(file: BinaryIO, length: int) -> bytes:
    size = file.seek(0, 2)
    file.seek(max(size - length, 0))
    return file.read()


def _ends_as_package(tail: bytes) -> int | None:
    """How much stands after the record that ends a package; None where there is no such record."""
    place = tail.rfind(_PACKAGE_END)
    if place < 0 or len(tail) - place < _END_LENGTH:
        return None
    comment = int.from_bytes(tail[place + 20 : place + 22], "little")
    rest = len(tail) - place - _END_LENGTH
    return rest - comment if rest >= comment else None


def _pdf(file: BinaryIO, name: str, accepted: Collection[Kind]) -> Kind:
    tail = _tail(file, _TAIL)
    if _ends_as_package(tail) == 0:
        raise errors.not_received(name, "både en PDF-fil och ett zip-arkiv", accepted)
    if b"%%EOF" not in tail[-_PDF_TAIL:]:
        raise errors.damaged(name, PDF.noun, "Slutet på filen saknas.")
    return PDF


def _png(file: BinaryIO, name: str) -> Kind:
    """A picture whose every part has the sum that it says, and nothing after its last part."""
    file.seek(len(_PNG))
    kind, first = b"", True
    while kind != b"IEND":
        head = file.read(8)
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        if len(head) < 8 or (first and kind != b"IHDR"):
            raise errors.damaged(name, PNG.noun, "Bildens delar går inte att följa.")
        if _sum_of(file, kind, length) != file.read(4):
            raise errors.damaged(name, PNG.noun, "En av bildens delar är skadad eller avbruten.")
        first = False
    if file.read(1):
        raise errors.damaged(name, PNG.noun, "Efter bilden står något annat.")
    return PNG


def _sum_of(file: BinaryIO, kind: bytes, length: int) -> bytes:
    total = zlib.crc32(kind)
    while length > 0 and (chunk := file.read(min(length, 1 << 20))):
        total = zlib.crc32(chunk, total)
        length -= len(chunk)
    return total.to_bytes(4, "big") if not length else b""


def _package(file: BinaryIO, name: str, accepted: Collection[Kind]) -> Kind:
    """A Word or Excel file, by its directory alone; nothing is unpacked."""
    after = _ends_as_package(_tail(file, _TAIL))
    size = file.seek(0, 2)
    try:
        with packages.opened(file, size, members=_MEMBERS, unpacked_bytes=_UNPACKED) as package:
            listed = package.infolist()
    except packages.PackageError as fault:
        _refuse_package(fault, name)
    if after or min((one.header_offset for one in listed), default=0) > 0:
        raise errors.not_received(name, "två filer i en", accepted)
    return _office(listed, name, accepted)


def _office(listed: list[zipfile.ZipInfo], name: str, accepted: Collection[Kind]) -> Kind:
    names = [one.filename for one in listed]
    kinds = [
        kind
        for folder, kind in (("word/", DOCX), ("xl/", XLSX))
        if any(one.startswith(folder) and one.endswith(".xml") for one in names)
    ]
    if "[Content_Types].xml" not in names or len(kinds) != 1:
        found = (told for part, told in _PARTS if any(one.startswith(part) for one in names))
        raise errors.not_received(name, next(found, "ett zip-arkiv"), accepted)
    if any(_MACROS.search(one) for one in names):
        raise errors.not_received(name, f"{kinds[0].noun} med makron", accepted)
    return kinds[0]


def _refuse_package(fault: packages.PackageError, name: str) -> NoReturn:
    match fault:
        case packages.TooLarge():
            raise errors.WrongContent(
                "Filen tas inte emot: den är för stor när den packas upp.",
                where=name,
                values=[str(fault)],
                why="Den kan vara gjord för att stoppa datorn.",
                todo="Spara bara de delar som behövs i en ny fil.",
            ) from fault
        case packages.Locked():
            raise errors.WrongContent(
                "Filen tas inte emot: den är skyddad med lösenord.",
                where=name,
                todo="Spara en kopia utan lösenord.",
            ) from fault
    raise errors.damaged(
        name, "ett zip-arkiv, som Word och Excel använder,", "Innehållsförteckningen är skadad."
    ) from fault
