"""A reviewed document as HTML, from its blocks: headings, text, lists and tables, all in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from uppsikt.reading import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Piece,
    Row,
    Sentence,
    Table,
    Text,
    Unread,
)
from uppsikt.review import places
from uppsikt.review.shown.marking import Stakes, escaped

_SUMS = ("summa", "total", "s:a", "sammanlagt")


def document_html(document: Document, index: int, stakes: Stakes) -> Iterator[str]:
    """The document piece by piece, with its figures at stake marked and unread parts told.

    A figure at stake in a line that no block holds (the head of a page) comes at the end.
    """
    writer = _Writer(document, index, stakes)
    for block in sorted((*document.blocks, *document.unread), key=writer.position):
        yield from writer.page_of(block)
        yield writer.block(block)
    left = list(stakes.unplaced(index))
    if left:
        yield "<h3>Rader utanför texten</h3><ul>"
        yield from (f"<li>{writer.line(line)}</li>" for line in left)
        yield "</ul>"


class _Writer:
    """What the parts of one document need to become HTML."""

    def __init__(self, document: Document, index: int, stakes: Stakes) -> None:
        self.document = document
        self.index = index
        self.stakes = stakes
        self.page = 0
        self.latest = 0
        self.tables = 0
        self.level = 2
        self.written: set[int] = set()
        """Lines that stand in the page already: a heading is not told again as a caption."""

    def position(self, block: Block | Unread) -> int:
        """The line a block begins on; one that does not say comes after the one before it."""
        self.latest = next((piece.line for text in _texts(block) for piece in text.pieces),
                           self.latest)  # fmt: skip
        return self.latest

    def page_of(self, block: Block | Unread) -> Iterator[str]:
        """The number of the page, where the block is the first on it."""
        line = self.document.lines[self.position(block)] if self.document.lines else None
        page = places.page_of(self.document, line) if line else None
        if page is not None and page != self.page:
            self.page = page
            word = "Blad" if self.document.kind == "xlsx" else "Sida"
            yield f'<p class="page">{word} {page}</p>\n'

    def text(self, text: Text, *, ahead: bool = False) -> str:
        """A text with its marks; their numbers ``ahead`` of them in a column of figures."""
        self.written.update(piece.line for piece in text.pieces)
        return self.stakes.text_html(text, self.index, ahead=ahead)

    def line(self, line: int) -> str:
        """A whole printed line with its marks."""
        text = self.document.lines[line].text
        return self.text(Text(text, (Piece(0, line, 0, len(text)),)))

    def block(self, block: Block | Unread) -> str:
        """One block, or one part that could not be read."""
        match block:
            case Heading(level, sentence, number):
                # A page may not skip a level, though the report's own headings may.
                self.level = min(level + 2, self.level + 1, 6)
                tag = f"h{self.level}"
                number = f"{escaped(number)} " if number else ""
                return f"<{tag}>{number}{self.text(sentence.text)}</{tag}>\n"
            case Paragraph(sentences):
                return f"<p>{self.sentences(sentences)}</p>\n"
            case ListBlock(_, items):
                return f"<ul>{''.join(map(self.item, items))}</ul>\n"
            case Table():
                return self.table(block)
            case Unread(text, why):
                words = f"<p>{self.text(text)}</p>" if text.text else ""
                return (
                    f'<div class="unread"><p class="why">Kunde inte läsas: {escaped(why)}</p>'
                    f"{words}</div>\n"
                )

    def item(self, item: ListItem) -> str:
        """One item of a list."""
        return f"<li>{self.sentences(item.sentences)}</li>"

    def sentences(self, sentences: Sequence[Sentence]) -> str:
        """Sentences with a space between them."""
        return " ".join(self.text(sentence.text) for sentence in sentences)

    def table(self, table: Table) -> str:
        """A table in a frame of its own, which alone may scroll sideways."""
        self.tables += 1
        name = f"Tabell {self.tables}" + (f" i {self.document.name}" if self.index else "")
        name += f": {table.title.text}" if table.title.text else ""
        caption = self.caption(table)
        head = "".join(self.head(table))
        return (
            f'<div class="scroll" role="region" tabindex="0" aria-label="{escaped(name)}">'
            f"<table>{caption}{head}<tbody>{''.join(self.rows(table))}</tbody></table>"
            "</div>\n"
        )

    def caption(self, table: Table) -> str:
        """The title, seen only where it does not already stand above the table."""
        if not table.title.text:
            return ""
        told = all(piece.line in self.written for piece in table.title.pieces)
        kind = ' class="unseen"' if told else ""
        return f"<caption{kind}>{self.text(table.title)}</caption>"

    def head(self, table: Table) -> Iterator[str]:
        """The header rows; equal words over neighbouring columns are one cell."""
        depth = max((len(column.path) for column in table.columns), default=0)
        if not depth:
            return
        yield "<thead>"
        for level in range(depth):
            last = level == depth - 1
            corner = self.text(table.corner) if last else ""
            first = f'<th scope="col">{corner}</th>' if corner else "<td></td>"
            yield f"<tr>{first}{''.join(self.heads(table.columns, level, depth))}</tr>"
        yield "</thead>"

    def heads(self, columns: Sequence[Column], level: int, depth: int) -> Iterator[str]:
        """One header row; a path that is shorter than the others stands at the bottom."""
        above = depth - 1 - level
        paths = [column.path[: max(len(column.path) - above, 0)] for column in columns]
        for path, over in _neighbours(paths, alone=not above):
            if not path:
                yield "<td></td>" * over
            elif over > 1:
                yield f'<th scope="colgroup" colspan="{over}">{self.text(path[-1])}</th>'
            else:
                yield f'<th scope="col">{self.text(path[-1])}</th>'

    def rows(self, table: Table) -> Iterator[str]:
        """The rows in their order, with those that could not be read where they stand."""
        width = len(table.columns) + 1
        under: tuple[Text, ...] = ()
        rows: list[Row | Unread] = [*table.rows, *table.unread]
        for row in sorted(rows, key=_first_line):
            if isinstance(row, Unread):
                yield (
                    f'<tr class="unread"><td colspan="{width}">{self.text(row.text)} '
                    f'<span class="why">(kunde inte läsas: {escaped(row.why)})</span></td></tr>'
                )
                continue
            for level, label in enumerate(row.under):
                if under[: level + 1] != row.under[: level + 1]:
                    yield self.section(label, width)
            under = row.under
            yield self.row(row)

    def section(self, label: Text, width: int) -> str:
        """The label of a group of rows."""
        return (
            f'<tr class="under"><th scope="rowgroup" colspan="{width}">{self.text(label)}</th></tr>'
        )

    def row(self, row: Row) -> str:
        """One row."""
        kind = ' class="sum"' if row.label.text.casefold().startswith(_SUMS) else ""
        cells = "".join(map(self.cell, row.cells))
        label = f'<th scope="row">{self.text(row.label)}</th>' if row.label.text else "<td></td>"
        return f"<tr{kind}>{label}{cells}</tr>"

    def cell(self, cell: Cell) -> str:
        """One cell, with its own label and note mark where it has them."""
        label = f"{self.text(cell.label)} " if cell.label.text else ""
        note = f"<sup>{escaped(cell.note)}</sup>" if cell.note else ""
        kind = "" if cell.number or not cell.text.text else ' class="words"'
        return f"<td{kind}>{label}{self.text(cell.text, ahead=not kind)}{note}</td>"


def _neighbours(
    paths: Sequence[tuple[Text, ...]], *, alone: bool
) -> Iterator[tuple[tuple[Text, ...], int]]:
    """Each path and over how many neighbouring columns it stands; over one if ``alone``."""
    for path, same in groupby(paths):
        count = len(list(same))
        yield from [(path, 1)] * count if alone else [(path, count)]


def _first_line(row: Row | Unread) -> int:
    texts = (row.text,) if isinstance(row, Unread) else (row.label, *(c.text for c in row.cells))
    return min((piece.line for text in texts for piece in text.pieces), default=0)


def _texts(block: Block | Unread) -> Iterator[Text]:
    """Texts of a block, at least until the first that knows its place."""
    match block:
        case Heading(_, sentence):
            yield sentence.text
        case Paragraph(sentences):
            yield from (sentence.text for sentence in sentences)
        case ListBlock(_, items):
            yield from (sentence.text for item in items for sentence in item.sentences)
        case Table():
            for column in block.columns:
                yield from column.path
            for row in block.rows:
                yield row.label
                yield from (cell.text for cell in row.cells)
        case Unread(text):
            yield text
