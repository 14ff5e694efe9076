"""The words of a PDF page with where they stand: runs of characters without a space.

Only the first and the last character of a word are asked for their place, as a rule; a call for
each character would take longer than drawing the text out.
"""

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from pypdfium2 import raw  # type: ignore[import-untyped]

from uppsikt.reading.cells import superscript

TextPage: TypeAlias = Any  # pypdfium2 has no types

_WORD = re.compile(r"[^ \t\r\n\x00\u200b]+")
_IGNORED = re.compile(r"[\u2060\ufeff\u200b-\u200d\x01\x03-\x08\x0e-\x1f]")
_LIGATURE = re.compile(r"[\ufb00-\ufb06]")
_RAISED = 0.12  # of the height of a letter: a smaller rise is a crooked line
_WIDEST = 1.6  # times its height: no letter is wider
_NO_CONTENT = -1


@dataclass(slots=True)
class Word:
    """A word: its text, from ``left`` to ``right`` on the line at ``base`` (points, upwards).

    ``size`` is about the height of its letters. ``content`` is the number of the marked content
    that it belongs to, -1 for none. ``glued`` says that nothing stood between it and the word
    before it in the file. ``line`` and ``start`` say where it was put in the document's lines.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    content: int = _NO_CONTENT
    glued: bool = False
    line: int = -1
    start: int = 0


@dataclass(frozen=True, slots=True)
class Turned:
    """How a page is turned when it is shown: its rotation in degrees and its size as stored."""

    rotation: int
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point as it is shown."""
        if self.rotation == 90:
            return y, self.width - x
        if self.rotation == 180:
            return self.width - x, self.height - y
        if self.rotation == 270:
            return self.height - y, x
        return x, y


def page_words(page: TextPage, turned: Turned, marked: bool) -> list[Word]:
    """The words of a page in the order of the file. Text that is turned on the page is left out.

    ``marked`` says whether to look up the marked content that each word belongs to.
    """
    return list(_Reading(page, turned, marked).words())


class _Reading:
    """Asks the page for places. Keeps the C variables that the answers are written to."""

    def __init__(self, page: TextPage, turned: Turned, marked: bool) -> None:
        self.page = page
        self.turned = turned
        self.marked = marked
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = raw.FS_RECTF()

    def words(self) -> Iterator[Word]:
        """The words in order."""
        end = -1
        for found in _WORD.finditer(self._characters()):
            first, last = found.start(), found.end() - 1
            for word in self._word(found[0], first, last):
                word.glued = word.glued or first == end
                word.text = _clean(word.text)
                if word.text:
                    yield word
            end = found.end()

    def _characters(self) -> str:
        """One character for each that the page has, so that places can be asked by index."""
        count = raw.FPDFText_CountChars(self.page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        raw.FPDFText_GetText(self.page, 0, count, buffer)
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if len(text) == count and "\x00" not in text:
            return text
        # Some characters are left out of the text or take two places in it.
        codes = (raw.FPDFText_GetUnicode(self.page, index) for index in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 else "\x00" for code in codes)

    def _word(self, text: str, first: int, last: int) -> Iterator[Word]:
        start_x, base = self._origin(first)
        end_x, end_base = self._origin(last)
        _, right, size = self._extent(last)
        if first == last:
            if not self._is_turned(first):
                yield Word(text, start_x, right, base, size, self._content(first))
            return
        if abs(end_base - base) > abs(end_x - start_x) and self._is_turned(first):
            return
        straight = abs(end_base - base) <= _RAISED * size
        sound = start_x < right <= start_x + _WIDEST * max(size, 1.0) * len(text)
        content = self._content(first)
        if straight and sound and content == self._content(last):
            yield Word(text, start_x, right, base, size, content)
        else:
            yield from self._pieces(text, first)

    def _pieces(self, text: str, first: int) -> Iterator[Word]:
        """A run of characters that stand apart, letter by letter; a raised end stays in it."""
        word: Word | None = None
        for offset, char in enumerate(text):
            index = first + offset
            x, base = self._origin(index)
            _, right, size = self._extent(index)
            content = self._content(index)
            if word is not None and self._follows(word, x, base, content):
                raised = base - word.base > _RAISED * word.size
                word.text += superscript(char) if raised else char
                word.right = max(word.right, right)
                continue
            last, word = word, Word(char, x, right, base, size, content, glued=offset > 0)
            if last is not None:
                yield last
                if _is_raised(last, word):
                    # A note mark that is marked by itself stays on the line that it belongs to.
                    word.text, word.base = superscript(char), last.base
        if word is not None:
            yield word

    def _follows(self, word: Word, x: float, base: float, content: int) -> bool:
        return (
            content == word.content
            and -0.3 * word.size <= x - word.right <= 0.3 * word.size
            and -_RAISED * word.size <= base - word.base <= 0.7 * word.size
        )

    def _origin(self, index: int) -> tuple[float, float]:
        raw.FPDFText_GetCharOrigin(self.page, index, self._x, self._y)
        if not self.turned.rotation:
            return self._x.value, self._y.value
        return self.turned.point(self._x.value, self._y.value)

    def _extent(self, index: int) -> tuple[float, float, float]:
        """Left, right and height of a character."""
        box = self._box
        raw.FPDFText_GetLooseCharBox(self.page, index, box)
        if not self.turned.rotation:
            return box.left, box.right, box.top - box.bottom
        x, y = self.turned.point(box.left, box.bottom)
        other_x, other_y = self.turned.point(box.right, box.top)
        return min(x, other_x), max(x, other_x), abs(y - other_y)

    def _content(self, index: int) -> int:
        if not self.marked:
            return _NO_CONTENT
        found = raw.FPDFText_GetTextObject(self.page, index)
        return int(raw.FPDFPageObj_GetMarkedContentID(found)) if found else _NO_CONTENT

    def _is_turned(self, index: int) -> bool:
        """Whether a character does not stand upright on the page as it is shown."""
        degrees = 57.29578 * raw.FPDFText_GetCharAngle(self.page, index)
        off = (degrees - (360 - self.turned.rotation)) % 360
        return bool(20 < off < 340)


def _is_raised(last: Word, word: Word) -> bool:
    """Whether a word right after another is set in small letters above its line."""
    rise = word.base - last.base
    return (
        _RAISED * last.size < rise < 0.7 * last.size
        and word.size < 0.85 * last.size
        and word.left - last.right < 0.3 * last.size
    )


def _clean(text: str) -> str:
    """The text in composed letters, without signs that are not printed."""
    if text.isascii():
        if text.isprintable():
            return text
        return _IGNORED.sub("", text).replace("\x02", "-")
    plain = _IGNORED.sub("", text).replace("\x02", "-").replace("\ufffe", "-")
    plain = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), plain)
    # A soft hyphen is printed only where it ends a line.
    plain = plain[:-1].replace("\u00ad", "") + plain[-1:].replace("\u00ad", "-")
    return unicodedata.normalize("NFC", plain)
