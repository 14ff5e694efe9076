"""Reports in: files of six kinds become lines, headings, tables, lists and sentences.

Knows nothing of what a figure means; that is for ``review``.
"""

from uppsikt.reading.errors import Unreadable
from uppsikt.reading.model import (
    EMPTY,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Kind,
    Line,
    ListBlock,
    ListItem,
    Number,
    Paragraph,
    Piece,
    Row,
    Sentence,
    Span,
    Table,
    Text,
    Unread,
    joined,
    sentences_of,
)

__all__ = [
    "EMPTY",
    "Block",
    "Cell",
    "Column",
    "Document",
    "Heading",
    "Kind",
    "Line",
    "ListBlock",
    "ListItem",
    "Number",
    "Paragraph",
    "Piece",
    "Row",
    "Sentence",
    "Span",
    "Table",
    "Text",
    "Unread",
    "Unreadable",
    "joined",
    "sentences_of",
]
