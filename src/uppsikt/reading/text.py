"""Reports as plain text."""

from uppsikt.reading.model import Document, Line
from uppsikt.reading.plain_blocks import blocks_of_lines
from uppsikt.reading.plain_delimited import with_tabs

__all__ = ["blocks_of_lines", "lines_of", "read_text"]


def read_text(text: str, name: str) -> Document:
    """Read a report in plain text: lines are counted through the file, a form feed turns a page."""
    lines = lines_of(text)
    blocks, unread = blocks_of_lines(with_tabs(lines))
    pages = lines[-1].page if lines and lines[-1].page > 1 else None
    return Document(name, "txt", lines, blocks, pages, unread)


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text file, with page and number."""
    page = 1
    lines: list[Line] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        page += line.count("\f")
        lines.append(Line(page, number, line.replace("\f", " ")))
    return tuple(lines)
