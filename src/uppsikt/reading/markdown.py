"""Markdown: headings, paragraphs, lists and tables, each at its line in the source."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from uppsikt.reading.assemble import Raw, RawGrid, RawHeading, RawItem, RawParagraph, assembled
from uppsikt.reading.grids.grid import GridCell, Spanning, laid_out
from uppsikt.reading.limits import LIMITS, Limits
from uppsikt.reading.model import Document, Text, joined
from uppsikt.reading.source import Source


def read_markdown(text: str, name: str, limits: Limits = LIMITS) -> Document:
    """Read Markdown with tables. HTML in it stays the text it is."""
    source = Source(name, limits)
    places = [source.line(line) for line in text.split("\n")]
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
    raws = _Reader(source, places, tokens).raws()
    return Document(name, "md", tuple(source.lines), assembled(raws))


class _Reader:
    """Walks the tokens; each piece of text is looked up in its source lines, in order."""

    def __init__(self, source: Source, places: Sequence[Text], tokens: Sequence[Token]) -> None:
        self.source = source
        self.places = places
        self.tokens = tokens

    def raws(self) -> Iterator[Raw]:
        """The parts of the document in order."""
        lists = level = 0
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            if token.type in ("bullet_list_open", "ordered_list_open"):
                lists += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                lists -= 1
            elif token.type == "heading_open":
                level = int(token.tag[1:])
            elif token.type == "table_open":
                end = index + _until_close(self.tokens[index:])
                yield RawGrid(laid_out(self._rows(self.tokens[index:end]), self.source))
                index = end
            elif token.type == "inline":
                yield from self._inline(token, level, lists)
                level = 0
            elif token.type in ("code_block", "fence"):
                yield from self._code(token)
            index += 1

    def _inline(self, token: Token, level: int, lists: int) -> Iterator[Raw]:
        text = self._text(token, _Cursor(self.places, token))
        if text.text.strip():
            if level:
                yield RawHeading(level, text)
            else:
                yield RawItem(text) if lists else RawParagraph(text)

    def _code(self, token: Token) -> Iterator[Raw]:
        first, last = token.map or (0, 0)
        for place in self.places[first:last]:
            if place.text.strip() and not place.text.lstrip().startswith(("```", "~~~")):
                yield RawParagraph(place)

    def _rows(self, tokens: Sequence[Token]) -> list[list[Spanning]]:
        rows: list[list[Spanning]] = []
        head = False
        cursor: _Cursor | None = None
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
                cursor = _Cursor(self.places, token)
            elif token.type in ("thead_open", "thead_close"):
                head = token.type == "thead_open"
            elif token.type == "inline" and cursor is not None:
                rows[-1].append(Spanning(GridCell(self._text(token, cursor), head)))
        return rows

    def _text(self, token: Token, cursor: "_Cursor") -> Text:
        """The text of an inline token, without its marks."""
        parts: list[Text] = []
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                parts.append(cursor.next_line())
            elif child.content:
                parts.append(cursor.find(child.content))
        return joined(parts, by="")


class _Cursor:
    """A place in the source that moves forward with the texts found."""

    def __init__(self, places: Sequence[Text], token: Token) -> None:
        first, last = token.map or (0, 0)
        self._lines = places[first:last]
        self._line = 0
        self._column = 0

    def next_line(self) -> Text:
        """The blank that a line break stands for."""
        if self._line + 1 < len(self._lines):
            self._line += 1
            self._column = 0
        return Text(" ")

    def find(self, words: str) -> Text:
        """The words with their place; without one where the source writes them otherwise."""
        for index in range(self._line, len(self._lines)):
            line = self._lines[index].text
            start = line.find(words, self._column if index == self._line else 0)
            if start >= 0:
                self._line, self._column = index, start + len(words)
                return self._lines[index].part(start, start + len(words))
        return Text(words)


def _until_close(tokens: Sequence[Token]) -> int:
    return next(
        (index for index, token in enumerate(tokens) if token.type == "table_close"),
        len(tokens) - 1,
    )
