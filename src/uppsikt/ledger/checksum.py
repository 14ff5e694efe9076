"""``#KSUMMA``: the checksum of a SIE file (SIE 4B, chapter 12)."""

from __future__ import annotations

import zlib
from itertools import islice
from pathlib import Path

from uppsikt.ledger.fields import BLANKS, fields


def checksum(path: Path, encoding: str, start: int, end: int) -> int:
    """CRC-32 over what stands between the two ``#KSUMMA`` lines, ``start`` and ``end``.

    Labels and fields count, as PC8 bytes; blanks between fields, quotes and braces do not.
    """
    sum_ = 0
    with path.open(encoding=encoding, errors="replace", newline=None) as file:
        for line in islice(file, start, end - 1):
            text = line.strip(BLANKS)
            if text in {"{", "}"}:
                continue
            sum_ = zlib.crc32(_content(text).encode("cp437", errors="replace"), sum_)
    return sum_


def _content(text: str) -> str:
    """A line's label and fields, put together without what separates them."""
    if "{" not in text:
        return "".join(fields(text))
    before, _, rest = text.partition("{")
    inside, _, after = rest.partition("}")
    return "".join(part for piece in (before, inside, after) for part in fields(piece))
