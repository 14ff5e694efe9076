"""A document as PDF by Typst, claiming PDF/A-3a and PDF/UA-1.

The template is ours and fixed. The document reaches it as data only, and there is nothing for it
to read: the root is an empty folder, no packages, no fonts but the shipped ones.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typst

from uppsikt.figures import UppsiktError

from . import printed
from .charts import chart_size, chart_svg
from .font_folder import font_folder
from .lettering import FONT_FOLDER, SUBSTITUTE, displayable
from .logo_picture import LOGO_HEIGHT, LOGO_WIDTH
from .look import Letters, Logo, Look
from .model import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    Facts,
    FigureText,
    Heading,
    Lead,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
    Text,
)
from .outline import contents, contents_depth
from .spreads import spreads

STANDARDS: Sequence[Any] = ("a-3a", "ua-1")
_TEMPLATE = Path(__file__).with_name("report.typ")
_TEXT_WIDTH = 470.0  # points between the margins of the template
_COMPILATIONS_KEPT = 9
_PIXEL = 0.72  # points per pixel of a chart: letters of 13 pixels become 9.4 points

_DECIMALS = re.compile(rb"(\d\.\d\d)\d+")

_Data = Mapping[str, Any]


class PdfError(UppsiktError):
    """The document cannot be set so that the claimed standards hold."""


def render_pdf(doc: Document) -> bytes:
    """Return the document as PDF; the same bytes for the same document.

    Raises PdfError if it cannot be set so that the claimed standards hold.
    """
    day = printed.dated(doc.date)
    noon = dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)
    with _compiler(doc) as compiler:
        try:
            pdf = compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=noon)
        except typst.TypstError as fault:
            raise PdfError(
                f"PDF-filen av {doc.title} kunde inte göras",
                why=fault.message,
                todo="Hämta rapporten i ett annat format och meddela den som sköter Uppsikt",
            ) from fault
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave no PDF")
    return pdf


def page_pictures(doc: Document) -> tuple[bytes, ...]:
    """Return the pages of the PDF as SVG pictures, in points with two decimals.

    Typst writes nine, which nobody sees and which make up half of the weight.
    """
    with _compiler(doc) as compiler:
        made = compiler.compile(format="svg")
    pages = (made,) if isinstance(made, bytes) else tuple(made or ())
    return tuple(_DECIMALS.sub(rb"\1", page) for page in pages)


@contextmanager
def _compiler(doc: Document) -> Iterator[typst.Compiler]:
    """What sets the document; it is given nothing to read but the letters."""
    with tempfile.TemporaryDirectory(prefix="uppsikt-pdf-") as empty:
        compiler = typst.Compiler(
            _template(),
            root=empty,
            font_paths=_fonts(doc.look.letters),
            ignore_system_fonts=True,
            package_path=empty,
            package_cache_path=empty,
            sys_inputs={"document": json.dumps(_document(doc), ensure_ascii=False)},
        )
        yield compiler
        _forget(compiler)


def _forget(compiler: typst.Compiler) -> None:
    """Let Typst drop what it remembers of the report.

    It keeps the work of its ten latest compilations, 30 MB for each report, which nobody asks for
    again: measured 570 MB after sixteen reports, 270 MB with this, for 20 ms each.
    """
    for _ in range(_COMPILATIONS_KEPT):
        compiler.compile(b" ", format="svg")


@functools.cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


@functools.cache
def _fonts(letters: Letters | None) -> typst.Fonts:
    """Our letters, and the look's: signs that those lack are set in ours."""
    folders = [FONT_FOLDER] if letters is None else [FONT_FOLDER, font_folder(letters)]
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )


def _document(doc: Document) -> _Data:
    day = printed.dated(doc.date)
    about = " · ".join(part for part in (doc.period_text, doc.author, doc.date) if part)
    running = " · ".join(part for part in (doc.subtitle, doc.title) if part)
    return {
        "title": _named(doc.title),
        "subtitle": displayable(doc.subtitle),
        "author": displayable(doc.author),
        "description": displayable(doc.identifier),
        "about": displayable(about),
        "running": displayable(running),
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "language": doc.language,
        "look": _look(doc.look),
        "pages": _pages(doc),
    }


def _look(look: Look) -> _Data:
    colours = {role: look.colours.of(role) for role in look.colours.roles()}
    logo = None if look.logo is None else _logo(look.logo)
    return {"colours": colours, "families": look.families, "logo": logo}


def _logo(logo: Logo) -> _Data:
    """The logotype in the size that it is printed in: inside 60 by 16 millimetres."""
    scale = min(LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height)
    svg = logo.kind == "svg"
    return {
        "kind": logo.kind,
        "content": logo.content.decode("utf-8") if svg else list(logo.content),
        "alt": printed.plain(logo.alt),
        "width": logo.width * scale,
        "height": logo.height * scale,
    }


def _named(text: str) -> str:
    """Return the text of a heading, which must not be empty."""
    return displayable(text).strip() or SUBSTITUTE


def _pages(doc: Document) -> Sequence[_Data]:
    """The blocks, those that lie down apart; the table of contents stands on an upright page."""
    pages: list[dict[str, Any]] = []
    listed = bool(contents(doc))
    for spread in spreads(doc.blocks):
        blocks: list[_Data] = []
        for block in spread.blocks:
            if listed and isinstance(block, Heading | PageBreak):
                listed = False
                place = pages[-1]["blocks"] if spread.lying and pages else blocks
                place.append({"kind": "contents", "depth": contents_depth(doc)})
            blocks.append(_block(block, doc.look))
        pages.append({"lying": spread.lying, "blocks": blocks})
    return pages


def _block(block: Block, look: Look) -> _Data:
    match block:
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": _named(text)}
        case Lead(runs) | Paragraph(runs) | Note(runs):
            return {"kind": type(block).__name__.lower(), "runs": _runs(runs)}
        case Bullets(items):
            return {"kind": "bullets", "items": [_runs(item) for item in items]}
        case Facts(items):
            facts = [
                dict(zip(("term", "value", "unit"), map(displayable, item), strict=True))
                for item in items
            ]
            return {"kind": "facts", "items": facts}
        case Table():
            return _table(block)
        case Chart():
            return _chart(block, look)
        case PageBreak():
            return {"kind": "page-break"}


def _runs(runs: Runs) -> list[_Data]:
    return [_run(run) for run in runs]


def _run(run: Run) -> _Data:
    return {
        "text": displayable(run.text),
        "strong": isinstance(run, Text) and run.strong,
        "emphasis": isinstance(run, Text) and run.emphasis,
        "bound": isinstance(run, FigureText),
        "tone": run.direction if isinstance(run, FigureText) else "",
        "href": run.href if isinstance(run, Link) else "",
    }


def _table(table: Table) -> _Data:
    return {
        "kind": "table",
        "caption": displayable(table.caption),
        "unit": table.unit.symbol,
        "row_head": displayable(table.row_head),
        "columns": [
            [displayable(line) for line in column.head.split("\n")] for column in table.columns
        ],
        "rows": [_row(row, table.columns) for row in table.rows],
        "comments": _comments(table),
        "comment_head": printed.COMMENT_HEAD,
        "foot": printed.first_of_last_sums(table),
        "notes": [displayable(note) for note in printed.table_notes(table)],
    }


def _comments(table: Table) -> list[list[str]] | None:
    """What is said of each row's cells, None for a table without comments."""
    if not table.has_comments:
        return None
    return [[*map(displayable, printed.comments(row, table.columns))] for row in table.rows]


def _row(row: Row, columns: Sequence[Column]) -> _Data:
    pairs = zip(row.cells, columns, strict=True) if row.cells else ()
    return {
        "text": displayable(row.text),
        "role": row.role,
        "cells": [_cell(cell, column) for cell, column in pairs],
    }


def _cell(cell: Cell, column: Column) -> _Data:
    pale = column.tone == "pale" or cell.absent is not None
    tone = printed.direction(cell, column) or ("pale" if pale else "")
    return {"text": printed.cell_text(cell, column), "tone": tone}


def _chart(chart: Chart, look: Look) -> _Data:
    return {
        "kind": "chart",
        "heading": displayable(chart.heading),
        "unit": chart.unit_mark,
        "alt": chart.alt,
        "svg": chart_svg(chart, look=look),
        "width": min(chart_size(chart, look)[0] * _PIXEL, _TEXT_WIDTH),
    }
