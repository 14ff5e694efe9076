"""Contrast between colours by WCAG 2.1, and the pairs in which a look's colours are used."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .look import Colours

WHITE = "#ffffff"
TEXT_LEAST = 4.5
"""WCAG 2.1, success criterion 1.4.3 (AA): contrast of text with what lies behind it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours in use together: a text's role, what lies behind it, and what it is in words.

    Either may be white, which is no role.
    """

    front: str
    back: str
    words: str


PAIRS = (
    Pair("heading", "white", "rubriker på vitt"),
    Pair("heading", "ground", "rubriker på bakgrunden"),
    Pair("ink", "white", "text på vitt"),
    Pair("ink", "ground", "text på bakgrunden"),
    Pair("ink", "accent_soft", "text på ljus accent"),
    Pair("ink_2", "white", "stödtext på vitt"),
    Pair("ink_2", "ground", "stödtext på bakgrunden"),
    Pair("ink_3", "white", "blek text på vitt"),
    Pair("ink_3", "ground", "blek text på bakgrunden"),
    Pair("accent", "white", "länkar på vitt och vit text på knappar"),
    Pair("accent", "ground", "länkar på bakgrunden"),
    Pair("accent", "accent_soft", "länkar på ljus accent"),
    Pair("good", "white", "bättre än budget på vitt"),
    Pair("good", "ground", "bättre än budget på bakgrunden"),
    Pair("bad", "white", "sämre än budget på vitt"),
    Pair("bad", "ground", "sämre än budget på bakgrunden"),
)
"""Every pair of text and ground on pages, in reports and in charts."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (#rrggbb), from 1 to 21, by WCAG's definition."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def measured(colours: Colours) -> tuple[tuple[Pair, str, str, float], ...]:
    """Every pair with its two colours and their contrast."""
    shown = ((pair, _colour(colours, pair.front), _colour(colours, pair.back)) for pair in PAIRS)
    return tuple((pair, front, back, contrast(front, back)) for pair, front, back in shown)


def too_faint(colours: Colours) -> tuple[tuple[Pair, str, str, float], ...]:
    """The pairs that cannot be read: each with its two colours and their contrast."""
    return tuple(found for found in measured(colours) if found[-1] < TEXT_LEAST)


def ratio_text(ratio: float) -> str:
    """A contrast in Swedish, cut to one decimal so that it never claims more than there is."""
    return f"{math.floor(ratio * 10) / 10:.1f}".replace(".", ",")


def nearest_readable(front: str, *backs: str) -> str | None:
    """The colour nearest to `front` that can be read on all of `backs`; None if there is none.

    It is mixed with ever more black, then with ever more white.
    """
    for towards in (0, 255):
        for step in range(101):
            tried = _mixed(front, towards, step)
            if all(contrast(tried, back) >= TEXT_LEAST for back in backs):
                return tried
    return None


def _colour(colours: Colours, role: str) -> str:
    return WHITE if role == "white" else colours.of(role)


def _mixed(colour: str, towards: int, percent: int) -> str:
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{part + (towards - part) * percent // 100:02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
