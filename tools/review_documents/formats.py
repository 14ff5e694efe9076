"""An invented report as files: one in each format that a review reads."""

from __future__ import annotations

import gzip
from pathlib import Path

from .office import word, workbook
from .pdf import by_ourselves
from .plain import broken, columns, markdown
from .source import FOLDER, report, source
from .web import page

FORMATS = (
    "kolumner.txt",
    "bruten.txt",
    "md",
    "html",
    "docx",
    "xlsx",
    "word.pdf",
    "webb.pdf",
    "egen.pdf",
)
"""The endings, most like a copied text first. ``word.pdf`` was printed by LibreOffice from the
Word document, ``webb.pdf`` by Chromium from the web page; both are kept as files. ``egen.pdf`` is
made by our own documents room, where it can hold the report's tables."""


def made(name: str, form: str, *, planted: bool) -> bytes | None:
    """One report in one format; None where our own PDF cannot hold its tables."""
    blocks = report(source(name), planted=planted)
    text = {"kolumner.txt": columns, "md": markdown}.get(form)
    if text:
        return text(blocks).encode()
    if form == "bruten.txt":
        return broken(blocks, name).encode()
    if form == "html":
        return page(blocks, name).encode()
    if form in ("docx", "xlsx"):
        return word(blocks) if form == "docx" else workbook(blocks)
    return by_ourselves(blocks, name) if form == "egen.pdf" else kept(name, form, planted=planted)


def kept(name: str, form: str, *, planted: bool) -> bytes:
    """A PDF that was made beforehand, by programs that a test need not have."""
    return gzip.decompress(place(name, form, planted=planted).read_bytes())


def place(name: str, form: str, *, planted: bool) -> Path:
    """Where a PDF made beforehand lies."""
    return FOLDER / f"{name}-{'planterad' if planted else 'ren'}-{form}.gz"


def written(name: str, form: str, folder: Path, *, planted: bool) -> Path | None:
    """One report as a file in the folder; None where it cannot be made."""
    content = made(name, form, planted=planted)
    if content is None:
        return None
    path = folder / f"{name}-{'planterad' if planted else 'ren'}.{form}"
    path.write_bytes(content)
    return path
