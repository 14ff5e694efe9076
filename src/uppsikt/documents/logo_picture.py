"""A logotype as a picture for programs that cannot show SVG, and its room on paper."""

from __future__ import annotations

import functools

import vl_convert

from .look import Logo

LOGO_WIDTH, LOGO_HEIGHT = 60.0, 16.0
"""Millimetres that a logotype may take at the top of a report."""

_PIXELS = 900
"""The picture's width: some 380 points an inch in the widest logotype."""


@functools.lru_cache(maxsize=16)
def logo_png(logo: Logo) -> bytes:
    """Return the logotype as PNG."""
    if logo.kind == "png":
        return logo.content
    return vl_convert.svg_to_png(logo.content.decode("utf-8"), scale=_PIXELS / logo.width)
