"""The kinds of files that can be kept, and how each is served. No Django."""

from __future__ import annotations

from dataclasses import dataclass

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Kind:
    """One kind of file. `noun` is Swedish with its article; the first suffix is the usual one.

    `content_type` is what it is served as: never as something that a browser would run. Only an
    `inline` one may be shown in the browser, all others are saved.
    """

    key: str
    noun: str
    suffixes: tuple[str, ...]
    content_type: str
    inline: bool = False


PDF = Kind("pdf", "en PDF-fil", (".pdf",), "application/pdf")
DOCX = Kind(
    "docx", "ett Word-dokument", (".docx",), f"{_OFFICE}.wordprocessingml.document"
)  # fmt: skip
XLSX = Kind("xlsx", "en Excel-bok", (".xlsx",), f"{_OFFICE}.spreadsheetml.sheet")
PNG = Kind("png", "en PNG-bild", (".png",), "image/png", inline=True)
CSV = Kind("csv", "en CSV-fil", (".csv", ".txt", ".tsv", ".skv"), "text/csv")
SIE = Kind("sie", "en SIE-fil", (".se", ".si", ".sie"), "application/octet-stream")
TEXT = Kind("text", "en textfil", (".txt", ".text", ".log"), "text/plain")
MARKDOWN = Kind("markdown", "en Markdown-fil", (".md", ".markdown"), "text/plain")
HTML = Kind("html", "en webbsida (HTML)", (".html", ".htm", ".xhtml"), "text/plain")
JSON = Kind("json", "en JSON-fil", (".json",), "application/json")

KINDS = {one.key: one for one in (PDF, DOCX, XLSX, PNG, CSV, SIE, TEXT, MARKDOWN, HTML, JSON)}

KEPT = frozenset({PDF, DOCX, XLSX, PNG, CSV, SIE, TEXT})
"""What may be handed in, unless whoever receives the file says otherwise."""
REVIEWED = frozenset({PDF, DOCX, XLSX, CSV, TEXT, MARKDOWN, HTML})
"""What a review reads: a report may be a web page or Markdown, but is never a picture."""
