"""What a reader of reports makes of a file: lines, and what stands in them, each with its place.

Everything points back into ``Document.lines``: a number, a sentence or a cell knows the lines and
columns it was printed in, also when it was broken over two of them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from uppsikt.figures import Amount, Unit

Kind = Literal["txt", "md", "html", "docx", "pdf", "xlsx"]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.

    ``page`` and ``number`` count from 1. A PDF counts lines on each page and a workbook rows on
    each sheet (``page`` is the sheet); a text file counts through the whole file, as an editor
    does, and a form feed begins a new page. In HTML, Markdown and DOCX, which have no pages, all
    is page 1; a line is a source line in Markdown, a block or table row in the others.
    """

    page: int
    number: int
    text: str


class Span(NamedTuple):
    """A run of characters in one line: ``line`` is an index in ``Document.lines``."""

    line: int
    start: int
    end: int


class Piece(NamedTuple):
    """Where a part of a text came from: from ``offset`` in the text on, columns from ``start``."""

    offset: int
    line: int
    start: int
    length: int


def _offset(piece: Piece) -> int:
    return piece.offset


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text put together from one or more lines, which knows where each part stands.

    Lines are joined by one space; a hyphen at a line's end that only divides a word is taken
    away. ``pieces`` are in order and cover all but the joins.
    """

    text: str
    pieces: tuple[Piece, ...] = ()

    def spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """The places of the characters from ``start`` to ``end`` (the whole text if not given)."""
        stop = len(self.text) if end is None else end
        return tuple(
            Span(
                piece.line,
                piece.start + max(start - piece.offset, 0),
                piece.start + min(stop - piece.offset, piece.length),
            )
            for piece in self._within(start, stop)
        )

    def part(self, start: int, end: int) -> "Text":
        """The text from ``start`` to ``end``, with its places."""
        pieces = tuple(
            Piece(
                max(piece.offset - start, 0),
                piece.line,
                piece.start + max(start - piece.offset, 0),
                min(end, piece.offset + piece.length) - max(start, piece.offset),
            )
            for piece in self._within(start, end)
        )
        return Text(self.text[start:end], pieces)

    def _within(self, start: int, end: int) -> list[Piece]:
        """The pieces that hold any of the characters from ``start`` to ``end``.

        A paragraph may have thousands of pieces and as many sentences, so they are searched for.
        """
        if len(self.pieces) == 1:
            (only,) = self.pieces
            return [only] if only.offset < end and start < only.offset + only.length else []
        first = max(0, bisect_right(self.pieces, start, key=_offset) - 1)
        last = bisect_left(self.pieces, end, lo=first, key=_offset)
        return [one for one in self.pieces[first:last] if start < one.offset + one.length]

    def __str__(self) -> str:
        return self.text


EMPTY = Text("")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed: ``8 530 tkr``, ``99 %``, ``−11 149``.

    ``start`` and ``end`` are columns in the sentence or cell it stands in, without the unit;
    ``amount`` carries the unit if one is printed right after it. ``spans`` are its places.
    """

    amount: Amount
    text: str
    start: int
    end: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item or heading with the numbers in it."""

    text: Text
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` from 1. Without the number before it (``number`` is that: ``2.1``)."""

    level: int
    sentence: Sentence
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list: its sentences."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list. ``intro`` is the sentence before it if that leads into it (often ends in a colon);
    it stands in its paragraph as well."""

    intro: Sentence | None
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table's body. An empty one has no text; a dash or a word has no number.

    ``note`` is a mark that was stuck to the number (``*``, ``1)``) and is no part of it. ``label``
    is the cell's own label in tables that repeat a label before each figure (``Januari 4 814
    Januari 4 357``), where it is another than the row's.
    """

    text: Text = EMPTY
    number: Number | None = None
    note: str = ""
    label: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Column:
    """One column of figures. ``path`` is its header from the outermost word group to the
    innermost (``("2025", "Utfall")``); empty if the header could not be read."""

    path: tuple[Text, ...] = ()

    @property
    def text(self) -> str:
        """The header in one line."""
        return " ".join(part.text for part in self.path)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its label, one cell a column, and the labels of the groups it stands under.

    ``under`` are rows without figures above it (``Central administration`` over ``Intäkt``).
    ``others`` are the other ways to split the row into cells: as many columns, from the same
    characters. Which is right is for the identities to say; if they cannot, the row is unread.
    """

    label: Text
    cells: tuple[Cell, ...]
    under: tuple[Text, ...] = ()
    others: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that holds figures and could not be read, with a Swedish reason."""

    text: Text
    why: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures.

    ``title`` is its caption, or the heading or line that it stands under; ``unit`` what the title,
    header or corner says of all its cells (``Tkr``); ``corner`` the header of the label column.
    A table that goes on over a page break, with its head repeated, is one table. A row that could
    not be read at all is in ``unread``.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: Text = EMPTY
    corner: Text = EMPTY
    unit: Unit | None = None
    unread: tuple[Unread, ...] = ()


Block: TypeAlias = Heading | Paragraph | ListBlock | Table


@dataclass(frozen=True)
class Document:
    """A report as read. ``pages`` is None for a format without pages.

    ``unread`` are whole tables (or pages) that could not be read; rows that could not be are in
    their table.
    """

    name: str
    kind: Kind
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    pages: int | None = None
    unread: tuple[Unread, ...] = field(default=())

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence in order: of headings, paragraphs and lists."""
        for block in self.blocks:
            yield from sentences_of(block)


def sentences_of(block: Block) -> Iterable[Sentence]:
    """The sentences of one block; a table has none."""
    if isinstance(block, Heading):
        return (block.sentence,)
    if isinstance(block, Paragraph):
        return block.sentences
    if isinstance(block, ListBlock):
        return (sentence for item in block.items for sentence in item.sentences)
    return ()


def joined(parts: Sequence[Text], by: str = " ") -> Text:
    """Several texts as one, with the places of each."""
    return strung([(by, part) for part in parts])


def strung(parts: Iterable[tuple[str, Text]]) -> Text:
    """Texts as one, each after what joins it to those before; what joins the first is left out."""
    words: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for by, part in parts:
        if length:
            words.append(by)
            length += len(by)
        words.append(part.text)
        pieces.extend(
            Piece(length + piece.offset, piece.line, piece.start, piece.length)
            for piece in part.pieces
        )
        length += len(part.text)
    return Text("".join(words), tuple(pieces))
