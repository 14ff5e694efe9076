"""The name that a file came with: shown, never used as a path. No Django."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from uppsikt.platform.files.kinds import Kind

LONGEST = 120
_UNWANTED = re.compile(r'[<>:"|?*%]')
_NAMELESS = "fil"


def cleaned(name: str) -> str:
    """What is left of a name without folders and without what steers a screen or a system.

    Signs that turn the direction of writing go too: with one, ``rapport<U+202E>fdp.exe`` would be
    shown with another ending than it has.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(
        " " if sign.isspace() else sign
        for sign in unicodedata.normalize("NFC", last)
        if sign.isspace() or not unicodedata.category(sign).startswith("C")
    )
    words = " ".join(_UNWANTED.sub(" ", plain).split()).lstrip(". ")
    path = PurePosixPath(words or _NAMELESS)
    suffix = path.suffix[:12]
    return f"{path.name.removesuffix(path.suffix)[: LONGEST - len(suffix)].rstrip()}{suffix}"


def fitting(name: str, kind: Kind) -> str:
    """The cleaned name with an ending that is the content's: what it is saved as says what it is.

    ``rapport.pdf.exe`` that holds a PDF becomes ``rapport.pdf.exe.pdf``.
    """
    shown = cleaned(name)
    if PurePosixPath(shown).suffix.casefold() in kind.suffixes:
        return shown
    return f"{shown[:LONGEST]}{kind.suffixes[0]}"
