"""Reports as plain text."""

import re

from uppsikt.reading.errors import Unreadable
from uppsikt.reading.limits import LIMITS, Limits
from uppsikt.reading.model import Document, Line
from uppsikt.reading.plain.blocks import blocks_of_lines
from uppsikt.reading.plain.delimited import with_tabs

_FIGURE = re.compile(r"\d+(?:[.,\u00a0 ]\d{3}(?!\d))*")

__all__ = ["blocks_of_lines", "lines_of", "read_text"]


def read_text(text: str, name: str, limits: Limits = LIMITS) -> Document:
    """Read a report in plain text: lines are counted through the file, a form feed turns a page.

    Raises ``Unreadable`` for more text, lines or figures than any report has.
    """
    refuse_too_much(text, name, limits)
    lines = lines_of(text)
    blocks, unread = blocks_of_lines(with_tabs(lines))
    pages = lines[-1].page if lines and lines[-1].page > 1 else None
    return Document(name, "txt", lines, blocks, pages, unread)


def refuse_too_much(text: str, name: str, limits: Limits) -> None:
    """Refuse what nobody has written as a report: it would only take long to find nothing in."""
    lines = text.count("\n") + text.count("\r")
    for most, found, what in (
        (limits.characters, len(text), "tecken"),
        (limits.lines, lines, "rader"),
        (limits.cells, sum(1 for _ in _FIGURE.finditer(text)), "tal"),
    ):
        if found > most:
            raise Unreadable(
                "Filen innehåller för mycket text.",
                where=name,
                values=[f"{found} {what}", f"gräns: {most} {what}"],
                why="Så mycket text ryms inte i en rapport.",
                todo="Dela upp filen och granska delarna var för sig.",
            )


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text file, with page and number."""
    page = 1
    lines: list[Line] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        page += line.count("\f")
        lines.append(Line(page, number, line.replace("\f", " ")))
    return tuple(lines)
