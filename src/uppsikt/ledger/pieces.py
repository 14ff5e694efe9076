"""A SIE file in pieces that no voucher crosses: from the first on, each begins with ``#VER``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SIZE = 4 << 20
_LABEL = b"#VER"
_INDENT = 64  # a label farther in than this is not looked for: the piece is cut at another


@dataclass(frozen=True)
class Piece:
    """Whole lines of a file.

    ``first``: the number of the first of them, from 1. ``end``: the bytes of the file so far.
    """

    first: int
    content: bytes
    end: int = 0

    @property
    def lines(self) -> int:
        """How many lines the piece has; the last one counts without a line break too."""
        return self.content.count(b"\n") + (not self.content.endswith(b"\n"))


def pieces(path: Path, size: int = SIZE) -> Iterator[Piece]:
    """The pieces of a file in order, each of about ``size`` bytes, or as large as its voucher.

    Before the first voucher a piece ends with any line.
    """
    number, rest, started, end = 1, b"", False, 0
    with path.open("rb") as file:
        while chunk := file.read(size):
            searched = len(rest)
            rest += chunk
            cut = _last_voucher(rest, searched)
            started = started or bool(cut)
            if not started:
                cut = _last_line(rest)
            if cut:
                end += cut
                piece = Piece(number, _with_newlines(rest[:cut]), end)
                number, rest = number + piece.lines, rest[cut:]
                yield piece
    if rest:
        yield Piece(number, _with_newlines(rest), end + len(rest))


def _last_voucher(content: bytes, searched: int) -> int:
    """Where the last line with ``#VER`` begins; 0 if none does, but at the very start.

    There is none in what has been ``searched``, unless it was cut off at the end.
    """
    end = len(content)
    while (found := content.rfind(_LABEL, max(searched - _INDENT, 1), end)) > 0:
        after = content[found + len(_LABEL) : found + len(_LABEL) + 1]
        before = content[max(found - _INDENT, 0) : found]
        indent = len(before) - len(before.rstrip(b" \t"))
        if after in {b" ", b"\t"} and before[: len(before) - indent].endswith((b"\n", b"\r")):
            return found - indent
        end = found
    return 0


def _last_line(content: bytes) -> int:
    """Where the last line begins; a ``\\r`` at the very end may be half a line break."""
    return max(content.rfind(b"\n"), content.rfind(b"\r", 0, len(content) - 1)) + 1


def _with_newlines(content: bytes) -> bytes:
    r"""``\r`` alone is a line break; ``\r\n`` may stay, as blanks at a line's end are nothing."""
    if content.count(b"\r") == content.count(b"\r\n"):
        return content
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
