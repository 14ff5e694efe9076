"""The headings of a document: their places to jump to, and the table of contents."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Document, Heading

CONTENTS_FROM = 4  # a shorter document is seen whole, and needs no table of contents
CONTENTS_LONGEST = 12  # a longer one names the highest headings only


@dataclass(frozen=True, slots=True)
class Entry:
    """One heading with the name of its place in the file."""

    anchor: str
    level: int
    text: str


def entries(doc: Document) -> tuple[Entry, ...]:
    """Return all headings in order, each with a place of its own ("avsnitt-1", "avsnitt-2" …)."""
    headings = [block for block in doc.blocks if isinstance(block, Heading)]
    return tuple(
        Entry(f"avsnitt-{number}", heading.level, heading.text)
        for number, heading in enumerate(headings, 1)
    )


def contents(doc: Document) -> tuple[Entry, ...]:
    """Return the table of contents: the headings down to `contents_depth`, none in a short text."""
    depth = contents_depth(doc)
    listed = tuple(entry for entry in entries(doc) if entry.level <= depth)
    return listed if len(listed) >= CONTENTS_FROM else ()


def contents_depth(doc: Document) -> int:
    """Return how many levels the table of contents has: two, or one where two would be long."""
    two_levels = [entry for entry in entries(doc) if entry.level <= 2]
    return 2 if len(two_levels) <= CONTENTS_LONGEST else 1
