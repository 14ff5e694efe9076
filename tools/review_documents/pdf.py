"""An invented report as a PDF: printed from Word by LibreOffice, by a browser, and by ourselves."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from uppsikt import documents as own
from uppsikt.figures import Unit

from .office import word
from .source import Block, Heading, Items, Paragraph, Table
from .web import page

_WHOLE = re.compile(r"-?\d[\d ]*( %)?$")


def from_word(blocks: Sequence[Block]) -> bytes:
    """What LibreOffice makes of the Word document: not tagged, as many reports are."""
    return _made_by(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", "{folder}", "{folder}/r.docx"],
        "r.docx",
        word(blocks),
    )


def from_browser(blocks: Sequence[Block], title: str) -> bytes:
    """What Chromium prints of the web page: tagged."""
    return _made_by(
        [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--print-to-pdf={folder}/r.pdf",
            "{folder}/r.html",
        ],
        "r.html",
        page(blocks, title).encode(),
    )


def by_ourselves(blocks: Sequence[Block], title: str) -> bytes | None:
    """What our own documents room makes; None if a table holds other than whole numbers."""
    parts = [_own(number, block) for number, block in enumerate(blocks)]
    if None in parts:
        return None
    return own.render_pdf(
        own.Document(
            title=title,
            subtitle="",
            author="Förvaltningen",
            date="2025-01-31",
            period_text="",
            blocks=tuple(part for part in parts if part is not None),
            identifier="uppdiktad",
        )
    )


def _made_by(command: list[str], name: str, content: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(content)
        filled = [part.replace("{folder}", folder) for part in command]
        subprocess.run(filled, check=True, capture_output=True, timeout=120)
        return (Path(folder) / "r.pdf").read_bytes()


def _own(number: int, block: Block) -> own.Block | None:
    if isinstance(block, Heading):
        return own.Heading(1 if block.level == 1 else 2, block.text)
    if isinstance(block, Paragraph):
        return own.Paragraph((own.Text(block.text),))
    if isinstance(block, Items):
        return own.Bullets(tuple((own.Text(item),) for item in block.items))
    return _own_table(number, block)


def _own_table(number: int, table: Table) -> own.Block | None:
    figures = [cell for row in table.rows for cell in row[1:] if cell]
    if not all(map(_WHOLE.match, figures)):
        return None
    shares = {cell.endswith("%") for cell in figures}
    if len(shares) > 1:
        return None
    return own.Table(
        key=f"t{number}",
        name=f"t{number}",
        caption=table.head[0],
        unit=Unit.PERCENT if True in shares else Unit.TKR if "tkr" in _words(table) else Unit.COUNT,
        columns=tuple(own.Column(head, head) for head in table.head[1:]),
        rows=tuple(_own_row(at, row) for at, row in enumerate(table.rows)),
        row_head=table.head[0],
    )


def _words(table: Table) -> str:
    return table.head[0].casefold()


def _own_row(number: int, row: tuple[str, ...]) -> own.Row:
    if not any(row[1:]):
        return own.Row(row[0], row[0], "head", (), f"r{number}")
    values = [int(cell.rstrip("%").replace(" ", "")) for cell in row[1:]]
    cells = tuple(own.Cell(value, Decimal(value)) for value in values)
    role = "sum" if row[0].casefold().startswith(("summa", "tot")) else "row"
    return own.Row(row[0], row[0], "sum" if role == "sum" else "row", cells, f"r{number}")
