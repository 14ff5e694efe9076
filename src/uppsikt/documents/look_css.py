"""A look as a style sheet: it only gives new values to the names that the shared sheet uses."""

from __future__ import annotations

import base64
import html
from collections.abc import Callable

from .look import OWN_LOOK, FontFile, Look
from .printed import plain

FAMILY_NAME = "Utseendets typsnitt"
"""What the style sheet calls the look's letters: a name of ours, so nothing a user wrote is CSS."""

_FORMATS = {".ttf": "truetype", ".otf": "opentype", ".woff2": "woff2"}
_TYPES = {".ttf": "font/ttf", ".otf": "font/otf", ".woff2": "font/woff2"}
_LOGO_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
_FALLBACK = '"Uppsikt Sans", "Source Sans 3", "Source Sans Pro", system-ui, sans-serif'

FontAddress = Callable[[FontFile], str]


def look_css(look: Look, address: FontAddress | None = None) -> str:
    """Return the look's own part of the style sheet; nothing for Uppsikt's own look.

    `address` says where the letters are served; without it they are put inside the sheet.
    """
    if look == OWN_LOOK:
        return ""
    given, own = look.colours, OWN_LOOK.colours
    lines = [
        f"--{role.replace('_', '-')}: {given.of(role)};"
        for role in given.roles()
        if given.of(role) != own.of(role)
    ]
    if given.accent != own.accent:
        lines.append(f"--accent-deep: {darker(given.accent)};")
    faces = ""
    if look.letters is not None:
        lines.append(f'--sans: "{FAMILY_NAME}", {_FALLBACK};')
        faces = "".join(_face(file, address or inside) for file in look.letters.files)
    return f"{faces}:root {{ {' '.join(lines)} }}\n" if lines else ""


def logo_html(look: Look, address: str = "") -> str:
    """Return the logotype as an image with its text; its content inside it without an address."""
    logo = look.logo
    if logo is None:
        return ""
    source = address or _data(_LOGO_TYPES[logo.kind], logo.content)
    return (
        f'<img class="logo" src="{html.escape(source)}" alt="{html.escape(plain(logo.alt))}" '
        f'width="{logo.width:.0f}" height="{logo.height:.0f}">'
    )


def font_type(file: FontFile) -> str:
    """Return the media type of the file that web pages get."""
    return _TYPES[file.web_suffix]


def logo_type(look: Look) -> str:
    """Return the media type of the logotype; raises ValueError for a look without one."""
    if look.logo is None:
        raise ValueError("a look without a logotype")
    return _LOGO_TYPES[look.logo.kind]


def inside(file: FontFile) -> str:
    """Return the letters as an address that holds them."""
    return _data(font_type(file), file.web)


def darker(colour: str) -> str:
    """Return the colour for what is pointed at: three quarters as light."""
    parts = (int(colour[start : start + 2], 16) * 3 // 4 for start in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _face(file: FontFile, address: FontAddress) -> str:
    style = "italic" if file.italic else "normal"
    return (
        f'@font-face {{ font-family: "{FAMILY_NAME}"; font-weight: {file.weight}; '
        f'font-style: {style}; font-display: swap; src: url("{address(file)}") '
        f'format("{_FORMATS[file.web_suffix]}"); }}\n'
    )


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
