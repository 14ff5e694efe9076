"""A logotype looked at before it is shown: what could run or fetch something never gets in."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import NoReturn

from lxml import etree  # type: ignore[import-untyped]

from uppsikt.figures import UppsiktError

from .look import Logo

MOST_SVG, MOST_PNG, MOST_PARTS, MOST_SIDE, LEAST_SIDE = 200_000, 1_000_000, 5_000, 4_000, 16
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_DRAWS = frozenset(
    (
        "svg",
        "g",
        "defs",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "stop",
        "linearGradient",
        "radialGradient",
        "clipPath",
        "mask",
        "symbol",
        "use",
        "title",
        "desc",
        "style",
    )
)
_DROPPED = frozenset(("metadata", "namedview"))
_FETCHES = re.compile(r"url\s*\(\s*['\"]?(?!#)|@import|expression|javascript:|\\", re.IGNORECASE)
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset((b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"IDAT", b"IEND"))
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


class LogoFault(UppsiktError):
    """A logotype cannot be used; `where` names the file and the line."""


def checked_logo(content: bytes, name: str, alt: str) -> Logo:
    """Return the logotype as it may be shown. Raises LogoFault.

    Of an SVG only plain drawing is kept: no script, no text, no image, nothing from elsewhere and
    no entities. Of a PNG only the picture.
    """
    if content.startswith(_PNG):
        return _png(content, name, alt)
    return _svg(content, name, alt)


def _svg(content: bytes, name: str, alt: str) -> Logo:
    if len(content) > MOST_SVG:
        _refuse(name, f"Logotypen är för stor: {len(content) // 1000} kB.",
                f"En SVG-fil får vara högst {MOST_SVG // 1000} kB.")  # fmt: skip
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        _refuse(name, "Logotypen har egna XML-definitioner (DOCTYPE eller ENTITY).",
                "Ta bort raden, eller spara om filen som vanlig SVG.")  # fmt: skip
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise LogoFault(
            "Logotypen är varken en SVG eller en PNG som går att läsa.",
            where=name, why=str(fault), todo="Spara om den som SVG eller PNG.",
        ) from fault  # fmt: skip
    if root.tag != f"{{{_SVG}}}svg":
        _refuse(name, "Logotypen är ingen SVG.", "Det yttersta elementet ska vara svg.")
    _drop_foreign(root)
    parts = list(root.iter())
    if len(parts) > MOST_PARTS:
        _refuse(name, f"Logotypen har {len(parts)} delar.", f"Förenkla den till {MOST_PARTS}.")
    for part in parts:
        _refuse_part(part, name)
    width, height = _size(root, name)
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    etree.cleanup_namespaces(root)
    return Logo("svg", etree.tostring(root), alt, width, height)


def _drop_foreign(root: etree._Element) -> None:
    """Take away what drawing programs write for themselves: it is neither shown nor harmful."""
    for part in list(root.iter()):
        space, _, local = str(part.tag).rpartition("}")
        parent = part.getparent()
        if parent is not None and (space != "{" + _SVG or local in _DROPPED):
            parent.remove(part)
            continue
        for key in part.attrib:
            if key.startswith("{") and key != _XLINK:
                del part.attrib[key]


def _refuse_part(part: etree._Element, name: str) -> None:
    local, where = etree.QName(part).localname, f"{name}, rad {part.sourceline}"
    if local not in _DRAWS:
        todo = "Gör om texten till kurvor." if local in ("text", "tspan", "textPath") else (
            "Ta bort den: bara ritade former får finnas i en logotyp.")  # fmt: skip
        _refuse(where, f"Logotypen har en del som inte får finnas: {local}.", todo)
    for what in _faults(part, local):
        _refuse(where, f"Logotypen {what}.", "Ta bort det, eller spara om filen som vanlig SVG.")


def _faults(part: etree._Element, local: str) -> Iterator[str]:
    for key, value in part.attrib.items():
        if key.lower().startswith("on"):
            yield f"kör något ({key})"
        if key in ("href", _XLINK) and not value.startswith("#"):
            yield f"hämtar något utifrån ({value[:60]})"
        elif _FETCHES.search(value):
            yield f"hämtar eller kör något ({key}: {value[:60]})"
    if local == "style" and (_FETCHES.search(part.text or "") or "@" in (part.text or "")):
        yield "har en stilmall som hämtar något"


def _size(root: etree._Element, name: str) -> tuple[float, float]:
    """Width and height in pixels, by its view box or else by its own size."""
    box = [float(one) for one in re.findall(r"-?[\d.]+", root.get("viewBox", ""))]
    sides = [re.fullmatch(r"([\d.]+)(px)?", root.get(key, "")) for key in ("width", "height")]
    if len(box) == 4:
        width, height = box[2], box[3]
    elif sides[0] and sides[1]:
        width, height = float(sides[0][1]), float(sides[1][1])
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    else:
        _refuse(name, "Logotypen säger inte hur stor den är.", "Ange viewBox i svg-elementet.")
    if not (0 < width < 1e6 and 0 < height < 1e6 and 1 / 20 < width / height < 20):
        _refuse(name, f"Logotypens mått {width:g} × {height:g} går inte att använda.",
                "Den ena sidan får vara högst tjugo gånger den andra.")  # fmt: skip
    return width, height


def _png(content: bytes, name: str, alt: str) -> Logo:
    if len(content) > MOST_PNG:
        _refuse(name, f"Logotypen är för stor: {len(content) // 1000} kB.",
                f"En PNG-fil får vara högst {MOST_PNG // 1000} kB.")  # fmt: skip
    parts = list(_chunks(content, name))
    if not parts or parts[0][0] != b"IHDR" or parts[-1][0] != b"IEND" or len(parts[0][1]) != 13:
        _refuse(name, "PNG-filen är skadad.", "Spara om den.")
    width, height, depth, kind, _, _, laced = struct.unpack(">IIBBBBB", parts[0][1])
    if not (LEAST_SIDE <= width <= MOST_SIDE and LEAST_SIDE <= height <= MOST_SIDE):
        _refuse(name, f"Logotypen är {width} × {height} bildpunkter.",
                f"Varje sida ska ha {LEAST_SIDE} till {MOST_SIDE} bildpunkter.")  # fmt: skip
    if not 1 / 20 < width / height < 20:
        _refuse(name, f"Logotypen är {width} × {height} bildpunkter.", "Beskär den.")
    _refuse_broken(parts, name, (width * depth * _CHANNELS.get(kind, 4) + 7) // 8 + 1, height,
                   bool(laced))  # fmt: skip
    kept = b"".join(_chunk(*part) for part in parts if part[0] in _KEPT)
    return Logo("png", _PNG + kept, alt, float(width), float(height))


def _chunks(content: bytes, name: str) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(content):
        if at + 12 > len(content):
            _refuse(name, "PNG-filen är avklippt.", "Spara om den.")
        length, kind = struct.unpack_from(">I4s", content, at)
        data = content[at + 8 : at + 8 + length]
        check = content[at + 8 + length : at + 12 + length]
        if len(check) < 4 or zlib.crc32(kind + data) != int.from_bytes(check, "big"):
            _refuse(name, "PNG-filen är skadad: en kontrollsumma stämmer inte.", "Spara om den.")
        yield kind, data
        if kind == b"IEND":
            return
        at += 12 + length


def _refuse_broken(
    parts: list[tuple[bytes, bytes]], name: str, row: int, height: int, laced: bool
) -> None:
    """Unpack the picture no further than it may be large."""
    packed = b"".join(data for kind, data in parts if kind == b"IDAT")
    most = row * height + (8 * height if laced else 0)
    try:
        unpacked = zlib.decompressobj().decompress(packed, most + 1)
    except zlib.error:
        unpacked = b""
    if not row * height <= len(unpacked) <= most:
        _refuse(name, "PNG-filen är skadad: bilden har inte den storlek som den anger.",
                "Spara om den.")  # fmt: skip


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data).to_bytes(4, "big")
    return len(data).to_bytes(4, "big") + kind + data + check


def _refuse(where: str, what: str, todo: str) -> NoReturn:
    raise LogoFault(what, where=where, todo=todo)
