"""The words of a report as they may be shown: nothing in them that steers a screen or a page."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uppsikt.review.model import Mark

_STEERING = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
"""Kinds of characters that are no letters: line ends, escapes, and those that turn the direction
of a text, by which a report could show another figure than it holds."""
_AROUND = 110
"""How many characters of a long sentence are shown on either side of the figure."""


def shown(text: str) -> str:
    """The text with a space for every character that steers instead of being shown."""
    if text.isprintable():
        return text
    return "".join(" " if unicodedata.category(one) in _STEERING else one for one in text)


def parts(mark: Mark) -> tuple[str, str, str]:
    """The words before the figure, the figure, and the words after, cut where they are long.

    The figure is empty where the whole place is at stake.
    """
    text = shown(mark.text)
    if mark.mark is None:
        return _cut_end(text, 2 * _AROUND), "", ""
    start, end = mark.mark
    return _cut_start(text[:start], _AROUND), text[start:end], _cut_end(text[end:], _AROUND)


def _cut_start(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    rest = text[-longest:]
    return "… " + rest[rest.find(" ") + 1 :]


def _cut_end(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    rest = text[:longest]
    return rest[: rest.rfind(" ") if " " in rest else longest] + " …"
