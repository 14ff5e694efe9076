"""From the structure of a tagged PDF page and its words to headings, paragraphs, lists, tables."""

import re
from collections.abc import Iterator, Sequence

from uppsikt.reading.assemble import Raw, RawGrid, RawHeading, RawItem, RawParagraph
from uppsikt.reading.grids.grid import GridCell, laid_out
from uppsikt.reading.model import EMPTY, Piece, Text
from uppsikt.reading.pdf.cells import TagCell, in_columns
from uppsikt.reading.pdf.tree import Node
from uppsikt.reading.pdf.words import Word
from uppsikt.reading.source import Source

_HEADING = re.compile(r"H([1-6])?")
_LEFT_OUT = frozenset(("Figure", "Formula", "Artifact", "TOC", "TOCI", "Note", "FENote", "Lbl"))
_INLINE = frozenset(("Span", "Link", "Em", "Strong", "Quote", "Code", "Reference", "BibEntry",
                     "Annot", "Sub", "Ruby", "Warichu"))  # fmt: skip
_SILENT = frozenset(("NonStruct", "Private", "Div", ""))
_LEAVES = frozenset(("P", "LI", "LBody", "Caption", "TH", "TD", "BlockQuote"))
_BLOCKS = frozenset(("P", "L", "LI", "LBody", "Table", "Caption", "Sect", "Art", "Part", "Title",
                     "BlockQuote", "H", "H1", "H2", "H3", "H4", "H5", "H6", "TOC"))  # fmt: skip
_CUT_NUMBER = re.compile(r"\d[ \u00a0\u202f\u2009]\d{1,2}$")
_DIVIDED = re.compile(r"[^\W\d_][a-zåäöé]-$")
_KEEPS_HYPHEN = frozenset(("och", "eller", "samt", "respektive", "till"))
# What a narrow column leaves over of a word; no words by themselves.
_ENDINGS = frozenset(("a", "d", "e", "g", "k", "l", "m", "n", "p", "r", "s", "t", "er", "ar", "or",
                      "et", "na", "ng", "ts", "ns", "rs", "re", "te"))  # fmt: skip
_COVERED = 0.8  # of the letters of a page: with less the structure is not to be trusted


def covers(tree: Node, words: Sequence[Word]) -> bool:
    """Whether a structure holds so much of a page's words that the page can be read by it."""
    known = tree.contents()
    letters = sum(len(word.text) for word in words)
    held = sum(len(word.text) for word in words if word.content in known)
    marked = any(word.content >= 0 for word in words)
    return marked and held >= _COVERED * letters


def tagged_raws(tree: Node, words: Sequence[Word], source: Source) -> Iterator[Raw]:
    """The parts of a page in the order of its structure."""
    reading = _Reading(words, source)
    yield from reading.block(tree)


class _Reading:
    """Walks the structure; the words of each content number are at hand."""

    def __init__(self, words: Sequence[Word], source: Source) -> None:
        self.source = source
        self.words: dict[int, list[Word]] = {}
        for word in words:
            if word.line >= 0:
                self.words.setdefault(word.content, []).append(word)

    def block(self, node: Node, in_list: bool = False) -> Iterator[Raw]:
        """The parts in an element: what runs on in it is a paragraph, or an item in a list.

        An element that says nothing of itself is a run of words where its parent is a paragraph,
        and elsewhere if it stands right beside what is before it.
        """
        running: list[Word] = []
        for child in node.children:
            if isinstance(child, int):
                running.extend(self.words.get(child, ()))
            elif _runs_on(child, node):
                words = list(self._within(child))
                if node.kind not in _LEAVES and not _beside(running, words):
                    yield from _ended(running, in_list)
                    running = []
                running.extend(words)
            else:
                yield from _ended(running, in_list)
                running = []
                yield from self._element(child, in_list)
        yield from _ended(running, in_list)

    def _element(self, node: Node, in_list: bool) -> Iterator[Raw]:
        if node.kind in _LEFT_OUT:
            return
        heading = _HEADING.fullmatch(node.kind)
        if heading or node.kind == "Title":
            text = run_together(list(self._within(node)))
            if text.text.strip():
                level = int(heading[1]) if heading and heading[1] else 1
                yield RawHeading(level, text)
        elif node.kind == "Table":
            yield from self._table(node)
        elif node.kind in ("L", "LI", "LBody"):
            yield from self.block(node, in_list=True)
        else:
            yield from self.block(node, in_list)

    def _within(self, node: Node) -> Iterator[Word]:
        """The words in an element and below it, without those of pictures and labels."""
        for child in node.children:
            if isinstance(child, int):
                yield from self.words.get(child, ())
            elif child.kind not in _LEFT_OUT:
                yield from self._within(child)

    def _table(self, table: Node) -> Iterator[Raw]:
        rows = list(_rows(table, in_head=False))
        if any(_holds_table(cell) for row, _ in rows for cell in _cells(row)):
            for row, _ in rows:
                for cell in _cells(row):
                    yield from self.block(cell)
            return
        caption = next((one for one in table.children if _is(one, "Caption")), None)
        title = run_together(list(self._within(caption))) if isinstance(caption, Node) else EMPTY
        cells = in_columns([self._row(row, in_head) for row, in_head in rows])
        yield RawGrid(laid_out(cells, self.source), title)

    def _row(self, row: Node, in_head: bool) -> list[TagCell]:
        return [self._cell(cell, in_head) for cell in _cells(row)]

    def _cell(self, cell: Node, in_head: bool) -> TagCell:
        words = list(self._within(cell))
        head = in_head or (cell.kind == "TH" and cell.scope.casefold() != "row")
        return TagCell(GridCell(run_together(words), head), words, cell.columns, cell.rows)


def run_together(words: Sequence[Word]) -> Text:
    """The words as one text; a word or number that was divided at a line's end is whole again."""
    text = ""
    pieces: list[Piece] = []
    last: Word | None = None
    for word in words:
        if last is not None:
            text, divided = _joint(text, last, word)
            if divided:
                _shorten(pieces)
        offset = len(text)
        same = last is not None and pieces and _goes_on(pieces[-1], word, offset)
        if same:
            end = pieces[-1]
            pieces[-1] = Piece(
                end.offset, end.line, end.start, offset + len(word.text) - end.offset
            )
        else:
            pieces.append(Piece(offset, word.line, word.start, len(word.text)))
        text += word.text
        last = word
    return Text(text, tuple(pieces))


def is_cut_number(words: Sequence[Word]) -> bool:
    """Whether words are a number of which the last digits stand on a line of their own."""
    last, before = words[-1], words[:-1]
    text = run_together(before).text
    return last.text.isdecimal() and _joint(text, before[-1], last)[0] == text


def _joint(text: str, last: Word, word: Word) -> tuple[str, bool]:
    """The text so far with what parts it from the next word; whether a hyphen was taken away."""
    if last.line == word.line:
        apart = word.start - (last.start + len(last.text))
        return (text + " " if apart else text), False
    if text.endswith("-") and len(text) > 1 and text[-2].isalpha() and word.text[0].isalpha():
        if word.text.casefold() in _KEEPS_HYPHEN:
            return text + " ", False
        if _DIVIDED.search(text) and word.text[0].islower():
            return text[:-1], True
        return text, False
    if word.text in _ENDINGS and text[-1:].isalpha() and len(text) > 3:
        return text, False
    if _CUT_NUMBER.search(text) and word.text.isdecimal():
        digits = re.split("[ \u00a0\u202f\u2009]", text)[-1]
        if len(digits) + len(word.text) == 3:
            return text, False
    return text + " ", False


def _goes_on(piece: Piece, word: Word, offset: int) -> bool:
    """Whether a word stands in its line right where the piece before it leads to."""
    return piece.line == word.line and piece.start + offset - piece.offset == word.start


def _shorten(pieces: list[Piece]) -> None:
    last = pieces[-1]
    pieces[-1] = Piece(last.offset, last.line, last.start, last.length - 1)


def _ended(words: Sequence[Word], in_list: bool) -> Iterator[Raw]:
    text = run_together(words)
    if text.text.strip():
        yield RawItem(text) if in_list else RawParagraph(text)


def _runs_on(child: Node, parent: Node) -> bool:
    """Whether an element is a run of words in its parent, and no part of its own."""
    if child.kind in _INLINE:
        return True
    if child.kind not in _SILENT or _holds_block(child):
        return False
    return parent.kind in _LEAVES or all(
        isinstance(one, int) or one.kind in _INLINE for one in child.children
    )


def _beside(running: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether words stand on the line of those before them, a space away."""
    if not running or not words:
        return True
    last, first = running[-1], words[0]
    return last.line == first.line and first.left - last.right < last.size


def _holds_block(node: Node) -> bool:
    return any(
        isinstance(child, Node) and (child.kind in _BLOCKS or _holds_block(child))
        for child in node.children
    )


def _rows(node: Node, in_head: bool) -> Iterator[tuple[Node, bool]]:
    """The rows of a table in order, each with whether it is in the table's head."""
    for child in node.children:
        if not isinstance(child, Node) or child.kind == "Caption":
            continue
        if child.kind == "TR":
            yield child, in_head
        elif child.kind not in ("TH", "TD"):
            yield from _rows(child, in_head or child.kind == "THead")


def _cells(row: Node) -> Iterator[Node]:
    return (one for one in row.children if isinstance(one, Node) and one.kind in ("TH", "TD"))


def _is(node: Node | int, kind: str) -> bool:
    return isinstance(node, Node) and node.kind == kind


def _holds_table(node: Node) -> bool:
    return any(
        _is(child, "Table") or (isinstance(child, Node) and _holds_table(child))
        for child in node.children
    )
