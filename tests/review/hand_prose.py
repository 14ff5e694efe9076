"""Prose written by hand for tests of the review: paragraphs, headings and lists."""

from collections.abc import Sequence

from uppsikt.figures import Period
from uppsikt.reading import (
    Block,
    Document,
    Heading,
    Line,
    ListBlock,
    ListItem,
    Paragraph,
    Piece,
    Sentence,
    Text,
)
from uppsikt.review.material import Material, Reviewed
from uppsikt.review.model import Statement


def prose(*lines: str, pages: Sequence[int] = ()) -> Document:
    """A document: a line is a sentence of its own paragraph, ``# `` begins a heading, and lines
    that begin with ``- `` are a list led in by the line before. ``pages`` are the lines' pages."""
    numbers = pages or [1] * len(lines)
    printed = tuple(
        Line(page, at, line) for at, (page, line) in enumerate(zip(numbers, lines, strict=True), 1)
    )
    blocks: list[Block] = []
    items: list[ListItem] = []
    for at, line in enumerate(lines):
        if line.startswith("- "):
            items.append(ListItem((sentence(line, at, 2),)))
            continue
        _end_list(blocks, items)
        own = sentence(line, at, 2 if line.startswith("# ") else 0)
        blocks.append(Heading(1, own) if line.startswith("# ") else Paragraph((own,)))
    _end_list(blocks, items)
    return Document("rapport.txt", "txt", printed, tuple(blocks), pages=max(numbers, default=1))


def _end_list(blocks: list[Block], items: list[ListItem]) -> None:
    if not items:
        return
    before = blocks[-1] if blocks else None
    intro = before.sentences[-1] if isinstance(before, Paragraph) else None
    blocks.append(ListBlock(intro, tuple(items)))
    items.clear()


def sentence(line: str, at: int, start: int = 0) -> Sentence:
    """A line, from a column on, as a sentence that knows its place."""
    text = line[start:]
    return Sentence(Text(text, (Piece(0, at, start, len(text)),)))


def told(
    *documents: Document,
    period: Period | None = None,
    statements: Sequence[Statement] = (),
    earlier: Sequence[Reviewed] = (),
) -> Material:
    """A material of documents that are about the same period."""
    return Material(
        [
            Reviewed(index, document, "namnden", period, tuple(statements) if not index else ())
            for index, document in enumerate(documents)
        ],
        earlier,
    )


def words(finding_marks: Sequence[object]) -> list[str]:
    """The marked words of a finding."""
    found = []
    for mark in finding_marks:
        text, at = getattr(mark, "text"), getattr(mark, "mark")  # noqa: B009
        found.append(text[slice(*at)] if at else text)
    return found
