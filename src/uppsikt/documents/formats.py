"""The file formats of a document, by the ending of their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .model import Document
from .to_docx import render_docx
from .to_html import render_html
from .to_json import render_json
from .to_pdf import render_pdf
from .to_xlsx import render_xlsx


@dataclass(frozen=True)
class Format:
    """A file format: what renders a document to it, and whether it is text."""

    render: Callable[[Document], str | bytes]
    is_text: bool

    def content(self, document: Document) -> bytes:
        """The document in this format."""
        content = self.render(document)
        return content.encode() if isinstance(content, str) else content


FORMATS = {
    "html": Format(render_html, is_text=True),
    "pdf": Format(render_pdf, is_text=False),
    "docx": Format(render_docx, is_text=False),
    "xlsx": Format(render_xlsx, is_text=False),
    "json": Format(render_json, is_text=True),
}
