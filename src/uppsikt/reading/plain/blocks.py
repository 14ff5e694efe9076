"""Plain lines to headings, paragraphs, lists and tables."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from uppsikt.reading.model import (
    EMPTY,
    Block,
    Heading,
    Line,
    ListBlock,
    ListItem,
    Paragraph,
    Sentence,
    Table,
    Text,
    Unread,
    sentences_of,
    strung,
)
from uppsikt.reading.plain.regions import Region, regions
from uppsikt.reading.plain.shapes import (
    Shape,
    Shaped,
    is_bullet,
    is_numbered,
    shaped,
    with_broken_periods,
    with_heads_above,
)
from uppsikt.reading.plain.tables import read_region
from uppsikt.reading.sentences import sentences

_PAGE_MARK = re.compile(r".{0,90}?(?:\b\d{1,3}\s?\(\d{1,3}\)|\bSida \d{1,3}(?: av \d{1,3})?)\s*")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_HEADING = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[A-ZÅÄÖ”\"])")
_OPEN = re.compile(r"(?:\b(?:och|i|med|av|för|till|på|samt|från|om|under|per|der?n?)|[,-])$")
_ENDS = (".", "!", "?", ":", ";")
_INTRO_END = (":", "varav", "följande", "nedan")
_FULL = 55
"""Characters: a line as long as this was broken for want of room, so the sentence may go on."""
_LONGEST_HEADING = 90
_DIVIDED = re.compile(r"[a-zåäö]-$")
_LISTED = re.compile(r"(?:och|eller|samt|respektive)\b")


def blocks_of_lines(lines: Sequence[Line]) -> tuple[tuple[Block, ...], tuple[Unread, ...]]:
    """The blocks that plain lines make, and what holds figures but could not be read.

    Two spaces or more in a line part cells of a table. Running heads and page numbers are left
    out.
    """
    furniture = _furniture(lines)
    every = with_heads_above(
        with_broken_periods([shaped(i, line) for i, line in enumerate(lines) if i not in furniture])
    )
    known = _long_words(lines)
    making = _Making()
    start = 0
    for region in regions(every):
        making.prose(every[start : region.first])
        making.table(every, region, known)
        start = region.last + 1
    making.prose(every[start:])
    return tuple(making.blocks), tuple(making.unread)


def _long_words(lines: Sequence[Line]) -> frozenset[str]:
    """The long words of the document: what a word in a narrow column was before it was broken."""
    return frozenset(
        word.casefold() for line in lines for word in _WORD.findall(line.text) if len(word) > 5
    )


def _furniture(lines: Sequence[Line]) -> set[int]:
    """The lines that are printed on every page: running heads, page numbers."""
    found: set[int] = set()
    edges: Counter[str] = Counter()
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        text = line.text.strip()
        if text and _PAGE_MARK.fullmatch(text):
            found.add(index)
        if text:
            pages.setdefault(line.page, []).append(index)
    if len(pages) < 3:
        return found
    ends = {index for one in pages.values() for index in (*one[:3], *one[-3:])}
    for index in ends:
        edges[_DIGITS.sub("#", lines[index].text.strip())] += 1
    least = max(3, len(pages) // 3)
    return found | {
        index for index in ends if edges[_DIGITS.sub("#", lines[index].text.strip())] >= least
    }


class _Making:
    """The blocks so far, and the heading and line that a table stands under."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.unread: list[Unread] = []
        self._title = EMPTY
        self._before = EMPTY

    def table(self, lines: Sequence[Shaped], region: Region, known: frozenset[str]) -> None:
        """Read one region of table lines."""
        tables, texts, unread = read_region(
            lines, region, self._before if self._before.text else self._title,
            (self._before.text, self._title.text),
            known,
        )  # fmt: skip
        for table in tables:
            self._table(table)
        self.unread.extend(unread)
        for text in texts:
            self._paragraph(text)
        self._before = EMPTY

    def _table(self, table: Table) -> None:
        """Add a table, or its rows to the one before that it goes on from after a page break."""
        before = self.blocks[:-1] if self._names_again(table) else self.blocks
        last = before[-1] if before else None
        if isinstance(last, Table) and _goes_on_from(last, table):
            del self.blocks[len(before) :]
            rows, unread = (*last.rows, *table.rows), (*last.unread, *table.unread)
            self.blocks[-1] = replace(last, rows=rows, unread=unread)
        else:
            self.blocks.append(table)

    def _names_again(self, table: Table) -> bool:
        """Whether the last block is the table's title, printed again on a new page."""
        last = self.blocks[-1] if self.blocks else None
        said = list(sentences_of(last)) if last else []
        return len(said) == 1 and said[0].text.text == table.title.text

    def prose(self, lines: Sequence[Shaped]) -> None:
        """Read lines that are no table."""
        items: list[ListItem] = []
        for kind, text in _parts(lines):
            if kind == "item":
                items.append(ListItem(sentences(text)))
                continue
            self._list(items)
            items = []
            self._before = EMPTY
            if kind == "heading":
                self._heading(text)
            else:
                self._paragraph(text)
                if len(text.text) <= _LONGEST_HEADING and not text.text.endswith("."):
                    self._before = text
        self._list(items)

    def _list(self, items: list[ListItem]) -> None:
        if not items:
            return
        last = self.blocks[-1] if self.blocks else None
        intro: Sentence | None = None
        if isinstance(last, Paragraph) and last.sentences[-1].text.text.endswith(_INTRO_END):
            intro = last.sentences[-1]
        elif isinstance(last, Heading) and last.sentence.text.text.endswith(_INTRO_END):
            intro = last.sentence
        self.blocks.append(ListBlock(intro, tuple(items)))

    def _heading(self, text: Text) -> None:
        number = _HEADING.match(text.text)
        words = text.part(number.end(), len(text.text)) if number else text
        found = sentences(words)
        level = number[1].count(".") + 1 if number else 3
        numbers = tuple(found[0].numbers) if len(found) == 1 else ()
        self.blocks.append(Heading(level, Sentence(words, numbers), number[1] if number else ""))
        self._title = words

    def _paragraph(self, text: Text) -> None:
        found = sentences(text)
        if found:
            self.blocks.append(Paragraph(found))


def _goes_on_from(last: Table, table: Table) -> bool:
    """Whether a table repeats the head of the one right before it, with other rows."""
    heads = [column.text for column in table.columns]
    labels = {(row.under, row.label.text) for row in last.rows}
    return (
        any(heads)
        and heads == [column.text for column in last.columns]
        and (last.title.text, last.corner.text) == (table.title.text, table.corner.text)
        and not any((row.under, row.label.text) in labels for row in table.rows)
    )


def _parts(lines: Sequence[Shaped]) -> Iterator[tuple[str, Text]]:
    """Headings, paragraphs and items, each as one text."""
    open_lines: list[Shaped] = []
    kind = "paragraph"
    blank = False
    for position, one in enumerate(lines):
        if one.shape is Shape.BLANK:
            blank = True
            continue
        bullet = is_bullet(one.line.text)
        if open_lines and not bullet and _goes_on(open_lines[-1], one, blank):
            open_lines.append(one)
        else:
            if open_lines:
                yield from _closed(kind, open_lines)
            kind = "item" if bullet or _is_item(one, lines, position) else "paragraph"
            open_lines = [one]
        blank = False
    if open_lines:
        yield from _closed(kind, open_lines)


def _goes_on(last: Shaped, one: Shaped, blank: bool) -> bool:
    """Whether a line goes on with the sentence, or the paragraph, of the line before it."""
    before, after = last.words.text, one.words.text
    ended = before.endswith(_ENDS)
    heads = _HEADING.match(after) is not None and len(after) <= _LONGEST_HEADING
    if not blank:
        short = len(before) < _FULL and after[:1].isupper() and not _OPEN.search(before)
        return not (heads or short or _numbered_heading(last))
    if ended or heads or _numbered_heading(last):
        return False
    if after[:1].islower() or (after[:1].isdigit() and before[-1:].isdigit()):
        return True
    return before.endswith((",", "-")) or (len(before) >= _FULL and one.shape is Shape.PROSE)


def _numbered_heading(one: Shaped) -> bool:
    text = one.words.text
    return (
        _HEADING.match(text) is not None and len(text) <= _LONGEST_HEADING and text[-1] not in ".,"
    )


def _is_item(one: Shaped, lines: Sequence[Shaped], position: int) -> bool:
    """Whether a line with a number before it is an item of a numbered list, not a heading."""
    number = is_numbered(one.line.text)
    if number is None or "." in number[1] or not re.match(r"\s*\d+\.\s", one.line.text):
        return False
    near = [
        int(found[1])
        for other in lines[max(0, position - 30) : position + 30]
        if (found := is_numbered(other.line.text)) and "." not in found[1]
    ]
    return any(abs(other - int(number[1])) == 1 for other in near)


def _closed(kind: str, lines: Sequence[Shaped]) -> Iterator[tuple[str, Text]]:
    """A finished part with what it is."""
    if kind == "item":
        first = lines[0]
        mark = is_bullet(first.line.text) or is_numbered(first.line.text)
        start = mark.end() if mark else 0
        own = first.text(start, len(first.line.text.rstrip()))
        yield ("item", _flowing([own, *(one.words for one in lines[1:])]))
        return
    text = _flowing([one.words for one in lines])
    yield ("heading" if _is_heading(text.text, lines) else "paragraph", text)


def _is_heading(text: str, lines: Sequence[Shaped]) -> bool:
    if (
        text.endswith((".", ",", ";", "!", "?", ":"))
        or len(text) > _LONGEST_HEADING
        or len(lines) > 2
    ):
        return False
    if _HEADING.match(text):
        return True
    return text[:1].isupper() and len(text) <= 60 and not text[-1].isdigit()


def _flowing(parts: Sequence[Text]) -> Text:
    """Lines as one text: a hyphen that only divides a word at the line's end is taken away."""
    strings: list[tuple[str, Text]] = [("", parts[0])]
    end = parts[0].text[-2:]
    for part in parts[1:]:
        listed = _LISTED.match(part.text) is not None
        by = " "
        if _DIVIDED.search(end) and part.text[:1].islower() and not listed:
            before, last = strings[-1]
            strings[-1] = (before, last.part(0, len(last.text) - 1))
            by = ""
        elif end.endswith("-") and end != " -" and not listed:
            by = ""
        strings.append((by, part))
        end = (end + by + part.text)[-2:]
    return strung(strings)
