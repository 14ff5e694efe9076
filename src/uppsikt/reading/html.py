"""Web pages: headings, paragraphs, lists and tables in the order of their source.

What a reader does not see (scripts, hidden parts, menus, forms) is left out. Nothing is fetched.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from uppsikt.reading.assemble import Raw, RawGrid, RawHeading, RawItem, RawParagraph, assembled
from uppsikt.reading.cells import superscript
from uppsikt.reading.errors import Unreadable
from uppsikt.reading.grids.grid import GridCell, Spanning, laid_out
from uppsikt.reading.limits import LIMITS, Limits
from uppsikt.reading.model import EMPTY, Document, Text
from uppsikt.reading.source import Source

_UNSEEN = frozenset(
    ("script", "style", "nav", "head", "template", "noscript", "svg", "math", "iframe", "object",
     "button", "select", "input", "label", "textarea", "audio", "video", "canvas", "map", "dialog",
     "datalist", "title", "meta", "link")
)  # fmt: skip
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
     "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
     "time", "tt", "u", "var", "wbr", "img")
)  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_DEEPEST = 150  # elements within each other; deeper ones are read as plain text

Element: TypeAlias = Any  # an element of lxml, which has no types


def read_html(text: str, name: str, limits: Limits = LIMITS) -> Document:
    """Read a web page. Raises ``Unreadable`` where there is nothing in it to read."""
    source = Source(name, limits)
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        body = root.find("body")
        page = _Page(source)
        page.block(root if body is None else body, 0)
        page.flush()
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Unreadable(
            "Webbsidan går inte att läsa.",
            where=name,
            why="Filen är tom eller trasig.",
            todo="Spara sidan på nytt i webbläsaren.",
        ) from error
    return Document(name, "html", tuple(source.lines), assembled(page.raws))


class _Page:
    """The parts read so far, and the running text that is not yet a paragraph."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.raws: list[Raw] = []
        self._text: list[str] = []
        self._items = 0

    def flush(self) -> None:
        """End the running text: it becomes a paragraph, or an item within a list."""
        text = _tidy("".join(self._text))
        self._text = []
        if text:
            line = self.source.line(text)
            self.raws.append(RawItem(line) if self._items else RawParagraph(line))

    def block(self, element: Element, depth: int) -> None:
        """Read an element and what is in it."""
        tag = element.tag
        if _unseen(element):
            return
        if depth > _DEEPEST:
            self._text.append(_plain(element))
            return
        if tag == "br":
            self._text.append("\n")
            return
        if tag in _INLINE:
            self._inline(element, depth)
            return
        if tag == "dd":
            # A term and what it is belong in one line.
            self._text.append(_plain(element))
            self.flush()
            return
        self.flush()
        if tag == "dt":
            self._text.append(_plain(element).strip().rstrip(":") + ": ")
            return
        self._block(element, str(tag), depth)
        self.flush()

    def _block(self, element: Element, tag: str, depth: int) -> None:
        if heading := _HEADING.fullmatch(tag):
            if text := _tidy(_plain(element)):
                self.raws.append(RawHeading(int(heading[1]), self.source.line(text)))
        elif tag == "table" and (grid := self._grid(element)) is not None:
            self.raws.append(grid)
        elif tag in ("ul", "ol"):
            self._items += 1
            self._children(element, depth)
            self.flush()
            self._items -= 1
        else:
            self._children(element, depth)

    def _inline(self, element: Element, depth: int) -> None:
        if element.tag in ("sup", "sub"):
            self._text.append(_small(element))
        elif element.tag not in ("del", "s", "strike"):
            self._children(element, depth)

    def _children(self, element: Element, depth: int) -> None:
        self._text.append(element.text or "")
        for child in element:
            self.block(child, depth + 1)
            self._text.append(child.tail or "")

    def _grid(self, table: Element) -> RawGrid | None:
        """The table as a grid, None if it only lays out other tables."""
        if table.find(".//table") is not None:
            return None
        caption = table.find("caption")
        title = EMPTY
        if caption is not None and not _unseen(caption):
            words = _tidy(_plain(caption))
            title = self.source.line(words) if words else EMPTY
        rows = [self._row(row) for row in _table_rows(table)]
        return RawGrid(laid_out(rows, self.source), title)

    def _row(self, row: Element) -> list[Spanning]:
        cells = [cell for cell in row if cell.tag in ("td", "th") and not _hidden(cell)]
        in_head = row.getparent().tag == "thead"
        texts: list[Text] = self.source.row([_tidy(_plain(cell)) for cell in cells])
        return [
            Spanning(
                GridCell(text, in_head or _is_head(cell)),
                _span(cell.get("colspan"), 1),
                _span(cell.get("rowspan"), 1),
            )
            for cell, text in zip(cells, texts, strict=True)
        ]


def _table_rows(table: Element) -> Iterator[Element]:
    """The rows of a table in print order: the foot last, wherever it stands in the source."""
    parts = [table, *table.findall("thead"), *table.findall("tbody"), *table.findall("tfoot")]
    return chain.from_iterable(
        (row for row in part.findall("tr") if not _hidden(row))
        for part in parts
        if part is table or not _hidden(part)
    )


def _is_head(cell: Element) -> bool:
    """Whether a cell is a header of columns, not of its row or of the rows below."""
    return cell.tag == "th" and cell.get("scope") not in ("row", "rowgroup")


def _span(text: str | None, least: int) -> int:
    """A span; 0 means to the end, which the grid cuts to size."""
    if text is None or not text.strip().isdecimal():
        return least
    return min(int(text.strip()[:6]), 10_000) or 10_000


def _unseen(element: Element) -> bool:
    return not isinstance(element.tag, str) or element.tag in _UNSEEN or _hidden(element)


def _hidden(element: Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style") or "") is not None
    )


def _small(element: Element) -> str:
    return superscript(_plain(element)) if element.tag == "sup" else _plain(element)


def _plain(element: Element) -> str:
    """The visible text of an element and all in it, blocks in it parted by a blank."""
    parts: list[str] = []
    events = etree.iterwalk(element, events=("start", "end"))
    for event, one in events:
        if event == "start":
            if one is not element and (_unseen(one) or one.tag in ("del", "s", "strike")):
                events.skip_subtree()
            else:
                parts.append(_opening(one, element) + _raised(one, one.text or ""))
        elif one is not element:
            closing = " " if isinstance(one.tag, str) and one.tag not in _INLINE else ""
            parts.append(closing + _raised(one.getparent(), one.tail or ""))
    return "".join(parts)


def _opening(one: Element, whole: Element) -> str:
    return "" if one is whole or one.tag in _INLINE else " "


def _raised(element: Element | None, text: str) -> str:
    return superscript(text) if element is not None and element.tag == "sup" else text


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", text.replace("\u00ad", "")).strip()
