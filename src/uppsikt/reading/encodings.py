"""From bytes to text: UTF-8, UTF-16 with its mark, or the old Western code page."""

import codecs
import re

from uppsikt.reading.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_MOST_CONTROLS = 0.002  # of the characters: some converters leave a few bullets of that kind


def decoded(data: bytes, name: str) -> str:
    """The text of a file, with ``\\n`` between lines.

    Raises ``Unreadable`` for what is no text: it would be read as nonsense.
    """
    text = _decoded(data)
    if text is None or len(_CONTROL.findall(text)) > 2 + _MOST_CONTROLS * len(text):
        raise Unreadable(
            "Filen är varken text eller någon annan sorts fil som kan granskas.",
            where=name,
            why="Innehållet går inte att tyda som text.",
            todo="Spara rapporten som PDF, Word (.docx), Excel (.xlsx), webbsida eller text.",
        )
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain.translate(_REMOVED)


_REMOVED = {ord("\u0085"): "\n", ord("\x00"): None, ord("\ufeff"): None}


def _decoded(data: bytes) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _try(data, name)
    return next(
        (text for name in ("utf-8", "cp1252") if (text := _try(data, name)) is not None), None
    )


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
