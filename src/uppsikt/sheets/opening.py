"""Before a text file is read: is it text, in which encoding, and does it have lines?"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from pathlib import Path

from uppsikt.sheets import faults

LONGEST_LINE = 1 << 16
_CHUNK = 1 << 20
_ENOUGH = 100_000  # non-ASCII bytes that settle the encoding
_ASCII = bytes(range(128))
_PC8 = "åäöÅÄÖéüÉÜ".encode("cp437")
_WINDOWS = "åäöÅÄÖéüÉÜ".encode("cp1252")


@dataclass
class _Evidence:
    """The non-ASCII bytes seen so far, and whether they can be UTF-8."""

    seen: int = 0
    pc8: int = 0
    windows: int = 0
    utf8: bool = True
    decoder: codecs.IncrementalDecoder = field(
        default_factory=codecs.getincrementaldecoder("utf-8")
    )

    def add(self, chunk: bytes, *, last: bool) -> None:
        if self.seen >= _ENOUGH:
            return
        if self.utf8:
            try:
                self.decoder.decode(chunk, final=last)
            except UnicodeDecodeError:
                self.utf8 = False
        high = b"" if chunk.isascii() else chunk.translate(None, _ASCII)
        self.seen += len(high)
        self.pc8 += len(high) - len(high.translate(None, _PC8))
        self.windows += len(high) - len(high.translate(None, _WINDOWS))

    def encoding(self) -> str:
        """PC8 unless the file shows otherwise; UTF-8 is hardly ever valid by chance."""
        if self.seen and self.utf8:
            return "utf-8"
        return "cp1252" if self.windows > self.pc8 else "cp437"


def examine(path: Path) -> str:
    """The encoding of a text file: cp437, cp1252 or utf-8, by its content (not by its claim).

    Raises ``EmptyFile``, ``NotThisFormat`` (binary, or a line of more than 65 536 bytes) or
    ``FileFault`` (cannot be opened).
    """
    evidence, lines, position, blank = _Evidence(), _Lines(), 0, True
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                if (zero := chunk.find(b"\0")) >= 0:
                    raise faults.binary(path, position + zero)
                if lines.too_long(chunk):
                    raise faults.endless(path, LONGEST_LINE)
                evidence.add(chunk, last=len(chunk) < _CHUNK)
                blank = blank and not chunk.strip(b" \t\r\n\xef\xbb\xbf")
                position += len(chunk)
    except OSError as fault:
        raise faults.cannot_open(path, fault) from fault
    if blank:
        raise faults.empty(path)
    return evidence.encoding()


@dataclass
class _Lines:
    """How far back the last line break is, across chunks."""

    since: int = 0

    def too_long(self, chunk: bytes) -> bool:
        start = 0
        while True:
            allowed = start + LONGEST_LINE - self.since
            end = max(chunk.rfind(b"\n", start, allowed), chunk.rfind(b"\r", start, allowed))
            if end < 0:
                self.since += len(chunk) - start
                return self.since >= LONGEST_LINE
            start, self.since = end + 1, 0
