"""Font files looked at before anything is set in them."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path
from typing import NoReturn

import typst

from uppsikt.figures import UppsiktError

from .lettering import code_points
from .look import FontFile, Weight

MOST_BYTES = 3_000_000
_SIGNATURES = {b"\x00\x01\x00\x00": ".ttf", b"true": ".ttf", b"OTTO": ".otf"}
_WEB_SIGNATURE = b"wOF2"
NEEDED = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉabcdefghijklmnopqrstuvwxyzåäöé0123456789.,:;!?%§()+-–−…”’ "
"""Signs that every report has. Rarer ones that a font lacks are set in Uppsikt's own letters."""
_RESTRICTED = 0x0002


class FontFault(UppsiktError):
    """A font file cannot be used; `where` names it."""


def checked_font(
    content: bytes, name: str, weight: Weight, *, italic: bool, web: bytes | None = None
) -> tuple[str, FontFile]:
    """Return the family that the file belongs to, and the file. Raises FontFault.

    The file must be one TrueType or OpenType font of fixed weight that has the Swedish letters,
    digits and true minus, and that may be embedded in documents.
    """
    if len(content) > MOST_BYTES:
        _refuse(name, f"Typsnittet är för stort: {len(content) // 1_000_000} MB.",
                f"Högst {MOST_BYTES // 1_000_000} MB.")  # fmt: skip
    suffix = _SIGNATURES.get(content[:4])
    if suffix is None:
        _refuse(name, "Filen är inget typsnitt i formatet TTF eller OTF.",
                "Ange en .ttf- eller .otf-fil. WOFF2 kan bara anges för webben.")  # fmt: skip
    _refuse_tables(content, name)
    lacking = _lacking(content, name)
    if lacking:
        _refuse(name, f"Typsnittet saknar tecken: {' '.join(lacking)}",
                "Det behöver svenska bokstäver, siffror och äkta minustecken.")  # fmt: skip
    family = _family(content, suffix, name, weight, italic)
    if web is not None and not web.startswith(_WEB_SIGNATURE):
        _refuse(name, "Typsnittets fil för webben är ingen WOFF2-fil.", "Ange en .woff2-fil.")
    shown = content if web is None else web
    web_suffix = suffix if web is None else ".woff2"
    return family, FontFile(weight, italic, suffix, content, shown, web_suffix)


def _refuse_tables(content: bytes, name: str) -> None:
    tables = _tables(content, name)
    if b"fvar" in tables:
        _refuse(name, "Typsnittet är variabelt, och sådana kan inte sättas i PDF.",
                "Ange en fil för varje grovlek.")  # fmt: skip
    at = tables.get(b"OS/2")
    if at is not None and struct.unpack_from(">H", content, at + 8)[0] & 0x000F == _RESTRICTED:
        _refuse(name, "Typsnittet får enligt sin egen licens inte bäddas in i dokument.",
                "Välj ett annat, eller skaffa en licens och fil som medger det.")  # fmt: skip


def _tables(content: bytes, name: str) -> dict[bytes, int]:
    try:
        count = struct.unpack_from(">H", content, 4)[0]
        found = [struct.unpack_from(">4sLLL", content, 12 + 16 * index) for index in range(count)]
    except struct.error:
        _refuse(name, "Typsnittet är skadat.", "Hämta filen på nytt.")
    if any(offset + length > len(content) for _, _, offset, length in found):
        _refuse(name, "Typsnittet är avklippt.", "Hämta filen på nytt.")
    return {tag: offset for tag, _, offset, _ in found}


def _lacking(content: bytes, name: str) -> list[str]:
    try:
        known = code_points(content)
    except (struct.error, ValueError, StopIteration):
        _refuse(name, "Typsnittets teckentabell går inte att läsa.", "Välj ett annat typsnitt.")
    return [sign for sign in NEEDED if ord(sign) not in known]


def _family(content: bytes, suffix: str, name: str, weight: Weight, italic: bool) -> str:
    """The family by which whatever sets the page knows the file."""
    with tempfile.TemporaryDirectory(prefix="uppsikt-typsnitt-") as folder:
        (Path(folder) / f"prov{suffix}").write_bytes(content)
        found = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        ).fonts()
    if len(found) != 1:
        _refuse(name, "Typsnittet går inte att läsa.", "Ange en fil med ett typsnitt i.")
    font = found[0]
    if not _is_as(font.weight, weight) or (font.style == "italic") != italic:
        _refuse(
            name,
            f"Filen har grovleken {font.weight}{' kursiv' if font.style == 'italic' else ''}, "
            f"men anges som {weight}{' kursiv' if italic else ''}.",
            "normal och kursiv ska ha grovleken 400, halvfet 600 eller 700.",
        )
    return str(font.family)


def _is_as(weight: int, asked: Weight) -> bool:
    return weight == asked if asked == 400 else weight in (600, 700)


def _refuse(where: str, what: str, todo: str) -> NoReturn:
    raise FontFault(what, where=where, todo=todo)
