"""Files as people hand them in, and as somebody with bad intent does."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
HTML = b"<!doctype html>\n<title>Rapport</title><p>Nettokostnaden var 60 500 tkr.</p>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SIE = b'#FLAGGA 0\r\n#PROGRAM "Prov" 1\r\n#FORMAT PC8\r\n#FNAMN "N\x84mnden"\r\n'
CSV = "Verksamhet;Budget\nBibliotek;60 500\nFörskola;12 000\n".encode("cp1252")
TEXT = "Nettokostnaden för biblioteken var 60 500 tkr.\n".encode()


def package(parts: dict[str, bytes]) -> bytes:
    """A zip package of the given parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    return package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>", **more})


def xlsx() -> bytes:
    return package({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})


def _part(kind: bytes, content: bytes) -> bytes:
    total = zlib.crc32(kind + content)
    return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", total)


def png() -> bytes:
    """One black pixel."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + _part(b"IHDR", struct.pack("!IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + _part(b"IDAT", zlib.compress(b"\0\0"))
        + _part(b"IEND", b"")
    )


def bomb() -> bytes:
    """A Word file of a MB that unpacks to 301 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("[Content_Types].xml", b"<Types/>")
        file.writestr("word/document.xml", bytes(301_000_000))
    return out.getvalue()


def pdf_and_package() -> bytes:
    """A PDF to those who read from the front, a Word file to those who read from the back."""
    return PDF + docx()


ORDINARY = {
    "rapport.pdf": (PDF, "pdf"),
    "rapport.docx": (docx(), "docx"),
    "bok.xlsx": (xlsx(), "xlsx"),
    "bild.png": (png(), "png"),
    "tabell.csv": (CSV, "csv"),
    "huvudbok.se": (SIE, "sie"),
    "text.txt": (TEXT, "text"),
    "bred.txt": ("Nettokostnaden".encode("utf-16"), "text"),
}
"""Names and contents of what is received, with the kind that each is."""

TRICKS = {
    "a web page as PDF": ("rapport.pdf", HTML, "en webbsida (HTML)"),
    "a picture that can run programs": ("bild.png", SVG, "en SVG-bild"),
    "the same behind a declaration": ("bild.svg", b"<?xml version='1.0'?>" + SVG, "en SVG-bild"),
    "two files in one": ("rapport.pdf", pdf_and_package(), "både en PDF-fil och ett zip-arkiv"),
    "one package behind another": ("rapport.docx", package({"a": b"b"}) + docx(), "två filer i en"),
    "a package with something after": ("rapport.docx", docx() + b"<script>", "två filer i en"),
    "a program": ("rapport.pdf", b"MZ\x90\0" + PDF, "ett program"),
    "a script": ("rapport.txt", b"#!/bin/sh\nrm -rf /\n", "ett program"),
    "macros": ("rapport.docx", docx(**{"word/vbaProject.bin": b"x"}), "med makron"),
    "an archive": ("rapport.docx", package({"rapport.pdf": PDF}), "ett zip-arkiv"),
    "slides": ("bilder.pptx", package({"[Content_Types].xml": b"", "ppt/p.xml": b""}),
               "en PowerPoint-presentation"),
    "a photograph": ("bild.png", b"\xff\xd8\xff\xe0" + bytes(20), "en JPEG-bild"),
    "no kind at all": ("rapport.pdf", bytes(range(256)) * 8, "varken text"),
    "a cut PDF": ("rapport.pdf", PDF[:40], "inte hel"),
    "a cut picture": ("bild.png", png()[:-6], "inte hel"),
    "a picture with something after": ("bild.png", png() + SVG, "inte hel"),
    "a cut package": ("rapport.docx", docx()[:60], "inte hel"),
    "nothing": ("rapport.pdf", b"", "Filen är tom"),
    "blanks": ("rapport.txt", b" \r\n\t ", "Filen är tom"),
}  # fmt: skip
"""Names and contents of what is refused, with words of the refusal."""
