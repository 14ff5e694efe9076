"""Word documents: headings, paragraphs, lists, tables and text boxes in the order of the body.

Headers, footers and notes at the foot of a page are no part of what is said and are left out.
"""

import re
from collections.abc import Iterator, Sequence

from uppsikt.reading.assemble import Raw, RawGrid, RawHeading, RawItem, RawParagraph, assembled
from uppsikt.reading.errors import Unreadable
from uppsikt.reading.grids.grid import GridCell, Spanning, laid_out
from uppsikt.reading.limits import LIMITS, Limits
from uppsikt.reading.model import Document
from uppsikt.reading.office.docx_styles import (
    PLAIN,
    Element,
    Style,
    W,
    in_list,
    is_on,
    outline_level,
    styles_of,
)
from uppsikt.reading.office.docx_text import boxes_of, is_bold, text_of
from uppsikt.reading.packages import damaged, member, opened_package, parsed
from uppsikt.reading.source import Source

_HOLDERS = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml"))
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_MAKESHIFT = 80  # characters: a longer line in bold is no heading
_BELOW_ALL = 9  # the level of a heading that only looks like one
_DEEPEST = 40  # tables and boxes within each other


def read_docx(data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """Read a Word document. Raises ``Unreadable`` for one that is damaged or too large."""
    package = opened_package(data, name, limits)
    body_data = member(package, "word/document.xml", name)
    if body_data is None:
        raise damaged(name)
    body = parsed(body_data, name).find(W + "body")
    if body is None:
        raise damaged(name)
    styles_data = member(package, "word/styles.xml", name)
    styles = styles_of(None if styles_data is None else parsed(styles_data, name))
    source = Source(name, limits)
    blocks = assembled(_tabulated(_Body(source, styles).raws(body, 0), source))
    if not blocks:
        raise Unreadable(
            "Dokumentet innehåller ingen text.",
            where=name,
            why="Sidorna är tomma eller består bara av bilder.",
            todo="Granska ett dokument med riktig text.",
        )
    return Document(name, "docx", tuple(source.lines), blocks)


class _Body:
    """Reads the elements of a body, a cell or a text box."""

    def __init__(self, source: Source, styles: dict[str, Style]) -> None:
        self.source = source
        self.styles = styles

    def raws(self, holder: Element, depth: int) -> Iterator[Raw]:
        """The parts in a body, in order."""
        if depth > _DEEPEST:
            return
        for element in holder:
            if element.tag == W + "p":
                yield from self._paragraph(element)
                for box in boxes_of(element):
                    yield from self.raws(box, depth + 1)
            elif element.tag == W + "tbl":
                yield from self._table(element, depth)
            elif element.tag in _HOLDERS:
                yield from self.raws(element, depth + 1)

    def _paragraph(self, element: Element) -> Iterator[Raw]:
        properties = element.find(W + "pPr")
        style = self._style(properties)
        text = _tidy(text_of(element))
        if not text or style.is_contents:
            return
        line = self.source.line(text)
        listed = in_list(properties)
        if level := outline_level(properties) or style.level:
            yield RawHeading(level, line)
        elif listed or (listed is None and style.is_list):
            yield RawItem(line)
        elif _looks_like_heading(element, text):
            yield RawHeading(_BELOW_ALL, line)
        else:
            yield RawParagraph(line)

    def _style(self, properties: Element | None) -> Style:
        found = None if properties is None else properties.find(W + "pStyle")
        return PLAIN if found is None else self.styles.get(found.get(W + "val") or "", PLAIN)

    def _table(self, table: Element, depth: int) -> Iterator[Raw]:
        rows = [row for row in _within(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
        if table.find(f".//{W}tbl") is not None or _is_frame(rows):
            # A table around others, or around all of a text, only lays it out.
            for row in rows:
                for cell in _within(row, "tc"):
                    yield from self.raws(cell, depth + 1)
            return
        yield RawGrid(laid_out(_merged([self._row(row) for row in rows]), self.source))

    def _row(self, row: Element) -> list["_WordCell"]:
        head = is_on(row.find(f"{W}trPr/{W}tblHeader"))
        cells = list(_within(row, "tc"))
        texts = self.source.row([_cell_text(cell) for cell in cells])
        before = row.find(f"{W}trPr/{W}gridBefore")
        read = [
            _WordCell(GridCell(text, head), _span(cell), _goes_on(cell))
            for cell, text in zip(cells, texts, strict=True)
        ]
        skipped = _value(before)
        return [_WordCell(GridCell(), skipped, False), *read] if skipped else read


class _WordCell:
    """A cell of a row, and whether it is the continuation of the one above it."""

    def __init__(self, cell: GridCell, columns: int, goes_on: bool) -> None:
        self.cell = cell
        self.columns = columns
        self.goes_on = goes_on
        self.rows = 1


def _merged(rows: Sequence[Sequence[_WordCell]]) -> list[list[Spanning]]:
    """The rows with cells that go on below made into cells that span rows."""
    open_at: dict[int, _WordCell] = {}
    kept: list[list[_WordCell]] = []
    for row in rows:
        line: list[_WordCell] = []
        column = 0
        for cell in row:
            above = open_at.get(column)
            if cell.goes_on and above is not None and above.columns == cell.columns:
                above.rows += 1
            else:
                open_at[column] = cell
                line.append(cell)
            column += cell.columns
        kept.append(line)
    return [[Spanning(one.cell, one.columns, one.rows) for one in line] for line in kept]


def _tabulated(raws: Iterator[Raw], source: Source) -> Iterator[Raw]:
    """Paragraphs set in columns by tabs, two or more of one kind in a row, as a grid."""
    run: list[RawParagraph] = []
    for raw in raws:
        if isinstance(raw, RawParagraph) and "\t" in raw.text.text:
            if run and raw.text.text.count("\t") != run[0].text.text.count("\t"):
                yield from _as_grid(run, source)
                run = []
            run.append(raw)
            continue
        yield from _as_grid(run, source)
        run = []
        yield raw
    yield from _as_grid(run, source)


def _as_grid(run: Sequence[RawParagraph], source: Source) -> Iterator[Raw]:
    if len(run) < 2:
        yield from run
        return
    rows: list[list[Spanning]] = []
    for raw in run:
        start = 0
        row: list[Spanning] = []
        for part in raw.text.text.split("\t"):
            row.append(Spanning(GridCell(raw.text.part(start, start + len(part)))))
            start += len(part) + 1
        rows.append(row)
    yield RawGrid(laid_out(rows, source))


def _within(holder: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for child in holder:
        if child.tag == W + name:
            yield child
        elif child.tag in _HOLDERS:
            yield from _within(child, name)


def _is_frame(rows: Sequence[Element]) -> bool:
    return sum(1 for row in rows for _ in _within(row, "tc")) == 1


def _cell_text(cell: Element) -> str:
    parts = (_flat(text_of(paragraph)) for paragraph in cell.iter(W + "p"))
    return " ".join(part for part in parts if part)


def _span(cell: Element) -> int:
    return max(_value(cell.find(f"{W}tcPr/{W}gridSpan")), 1)


def _goes_on(cell: Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(W + "val") != "restart"


def _value(element: Element | None) -> int:
    value = "" if element is None else element.get(W + "val") or ""
    return min(int(value[:6]), 200) if value.isdecimal() else 0


def _looks_like_heading(element: Element, text: str) -> bool:
    return (
        len(text) <= _MAKESHIFT
        and not text.endswith((".", ":", ",", ";", "!", "?"))
        and "\t" not in text
        and any(char.isalpha() for char in text)
        and is_bold(element)
    )


def _flat(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _tidy(text: str) -> str:
    """The text in one line; tabs between words stay, since they set columns."""
    parts = [_flat(part) for part in text.strip().split("\t")]
    return "\t".join(parts) if sum(map(bool, parts)) > 1 and parts[0] else _flat(text)
