"""Which kind of text a file is: read through to its end, a piece at a time. No Django."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from uppsikt.platform.files import errors
from uppsikt.platform.files.kinds import CSV, HTML, MARKDOWN, SIE, TEXT, Kind

_CHUNK = 1 << 20
_HEAD = 8192
_CONTROLS = bytes({*range(32)} - set(b"\t\n\f\r\x1b\x1a")) + b"\x7f"
_MOST_CONTROLS = 0.002
"""Of the bytes: some converters leave a few bullets of that kind (as `reading.encodings` allows).
"""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|script|iframe|meta|link|object|embed)\b", re.IGNORECASE
)
_SVG = re.compile(r"<svg\b|<!doctype\s+svg", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml\b|\s*<!doctype\b", re.IGNORECASE)
_SIE = re.compile(r"\s*#FLAGGA\b", re.IGNORECASE)
_ROWS = 5


def text_kind(file: BinaryIO, name: str, accepted: Collection[Kind]) -> Kind:
    """The kind of a text. Raises WrongContent for what is no text, and EmptyFile for blanks."""
    file.seek(0)
    head = file.read(_HEAD)
    wide = head.startswith(_UTF16)
    if not (_is_wide_text(file) if wide else _is_text(file)):
        raise errors.not_received(name, "varken text eller någon känd sorts fil", accepted)
    text = _start(head, wide=wide)
    if not text.strip():
        raise errors.empty(name)
    return _kind(text, name, accepted)


def _is_text(file: BinaryIO) -> bool:
    """Whether hardly any byte is one that steers a machine, and none is zero."""
    file.seek(0)
    seen = controls = 0
    while chunk := file.read(_CHUNK):
        if b"\0" in chunk:
            return False
        seen += len(chunk)
        controls += len(chunk) - len(chunk.translate(None, _CONTROLS))
    return controls <= 2 + _MOST_CONTROLS * seen


def _is_wide_text(file: BinaryIO) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-16")()
    try:
        while chunk := file.read(_CHUNK):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _start(head: bytes, *, wide: bool) -> str:
    """The first words, as far as their kind shows: letters beyond ASCII do not matter for it."""
    if wide:
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _kind(text: str, name: str, accepted: Collection[Kind]) -> Kind:
    if _SVG.search(text):
        raise errors.not_received(name, "en SVG-bild", accepted, "En sådan bild kan köra program.")
    if _MARKUP.search(text):
        return HTML
    if _XML.match(text):
        raise errors.not_received(name, "en XML-fil", accepted)
    if _SIE.match(text):
        return SIE
    if Path(name).suffix.casefold() in MARKDOWN.suffixes:
        return MARKDOWN
    return CSV if _is_table(text) else TEXT


def _is_table(text: str) -> bool:
    """Whether the first rows have equally many cells, more than one, with the same mark between."""
    lines = [line for line in text.splitlines() if line.strip()][:_ROWS]
    for mark in (";", "\t", ","):
        widths = {len(row) for row in csv.reader(lines, delimiter=mark)}
        if len(widths) == 1 and max(widths) > 1 and len(lines) > 1:
            return True
    return False
