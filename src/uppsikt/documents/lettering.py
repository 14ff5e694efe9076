"""Which characters the shipped letters have. PDF/A forbids text that cannot be shown."""

from __future__ import annotations

import functools
import struct
import unicodedata
from pathlib import Path

FONT_FOLDER = Path(__file__).parent / "fonts"
FAMILY = "Source Sans Pro"
SUBSTITUTE = "?"


def displayable(text: str) -> str:
    """Return the text on one line, with a question mark for each character that the letters lack.

    Line breaks, tabs and spaces that the letters lack become spaces; invisible characters vanish.
    """
    known = _characters()
    composed = unicodedata.normalize("NFC", text)  # å as one sign, also where it came as two
    return "".join(sign if ord(sign) in known else _instead(sign) for sign in composed)


def _instead(sign: str) -> str:
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) in ("Cc", "Cf", "Mn") else SUBSTITUTE


@functools.cache
def _characters() -> frozenset[int]:
    """Return the code points that every shipped font file has."""
    files = sorted(FONT_FOLDER.glob("*.ttf"))
    return frozenset.intersection(*(code_points(path.read_bytes()) for path in files))


def code_points(font: bytes) -> frozenset[int]:
    """Read the code points of a TrueType or OpenType file from its cmap (format 4).

    Raises ValueError, struct.error or StopIteration for one that cannot be read.
    """
    count = struct.unpack_from(">H", font, 4)[0]
    tables = (struct.unpack_from(">4sLLL", font, 12 + 16 * index) for index in range(count))
    cmap = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    subtables = struct.unpack_from(">H", font, cmap + 2)[0]
    for index in range(subtables):
        offset = cmap + struct.unpack_from(">L", font, cmap + 8 + 8 * index)[0]
        if struct.unpack_from(">H", font, offset)[0] == 4:
            return _ranges(font, offset)
    raise ValueError("the font has no table of characters that can be read")


def _ranges(font: bytes, offset: int) -> frozenset[int]:
    segments = struct.unpack_from(">H", font, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", font, offset + 14)
    starts = struct.unpack_from(f">{segments}H", font, offset + 16 + 2 * segments)
    return frozenset(
        code for start, end in zip(starts, ends, strict=True) for code in range(start, end + 1)
    ) - {0xFFFF}
