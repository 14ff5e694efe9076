"""The words of a report as they may be shown: nothing in them that steers a screen or a page."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from uppsikt.figures import HARD_SPACE, AmountError, amount, number

if TYPE_CHECKING:
    from uppsikt.review.model import Mark

_LONG = 5
"""Digits in one go that no year has, and that a reader needs in groups."""
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


def before(where: str) -> str:
    """The words in front of a cell's number: its row and column, or nothing where none is known."""
    return f"{where}: " if where.strip() else ""


def as_number(text: str) -> str:
    """A printed number as messages write numbers: hard spaces, decimal comma, a true minus.

    Words stay as they are; so does what is no single number.
    """
    try:
        read = amount(text)
    except AmountError:
        return text
    exponent = read.step.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    plus = "+" if text.lstrip().startswith("+") else ""
    unit = HARD_SPACE + read.unit.symbol if read.unit else ""
    return plus + number(read.number, decimals) + unit


def as_change(printed: str, instead: str) -> str:
    """What is printed and what should be: ``12 440 → 12 340``, both written in one way.

    A year is no amount: what has fewer digits than five is grouped only if the other one is.
    """
    grouped = HARD_SPACE in instead or any(
        sum(map(str.isdigit, one)) >= _LONG for one in (printed, instead)
    )
    shown = [as_number(one) for one in (printed, instead)] if grouped else [printed, instead]
    return " → ".join(one.replace("-", "−") if one[1:2].isdigit() else one for one in shown)


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
