"""Reports in: files of six kinds become lines, headings, tables, lists and sentences.

Knows nothing of what a figure means; that is for ``review``.
"""

from uppsikt.reading.errors import Unreadable
from uppsikt.reading.limits import LIMITS, Limits
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
from uppsikt.reading.plain.read import read_text
from uppsikt.reading.read import read

__all__ = [
    "EMPTY",
    "LIMITS",
    "Block",
    "Cell",
    "Column",
    "Document",
    "Heading",
    "Kind",
    "Limits",
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
    "read",
    "read_text",
    "sentences_of",
]
