"""PDF: by its structure where it is tagged, else by its lines as plain text is read.

Page headers and footers stay among the lines and are left out of the blocks.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from uppsikt.reading.assemble import (
    Raw,
    RawGrid,
    RawHeading,
    RawParagraph,
    assembled,
    joined_over_break,
)
from uppsikt.reading.errors import Unreadable
from uppsikt.reading.limits import LIMITS, Limits
from uppsikt.reading.model import (
    EMPTY,
    Block,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Piece,
    Table,
    Text,
    Unread,
    joined,
    sentences_of,
)
from uppsikt.reading.packages import damaged, locked
from uppsikt.reading.pdf.lines import Page, PageLine, in_reading_order, mark_running, put_lines
from uppsikt.reading.pdf.tables import FoundTable, find_tables
from uppsikt.reading.pdf.tags import covers, tagged_raws
from uppsikt.reading.pdf.tree import Node, page_tree
from uppsikt.reading.pdf.words import Turned, page_words
from uppsikt.reading.plain.read import blocks_of_lines
from uppsikt.reading.sentences import sentences
from uppsikt.reading.source import Source

_STRANGE = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x1f]")
_FEW = 20  # characters: a scanned report may have a stamp of so many
_UNKNOWN = 0.3  # of the characters
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read_pdf(data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """Read a PDF. Raises ``Unreadable`` for one without text, with a password, or broken."""
    pdf = _opened(data, name)
    try:
        if len(pdf) > limits.pages:
            raise _too_many_pages(name, len(pdf), limits)
        tagged = bool(raw.FPDFCatalog_IsTagged(pdf.raw))
        pages, trees = _pages(pdf, tagged, Source(name, limits))
    finally:
        pdf.close()
    _refuse_without_text(pages, name)
    mark_running(pages)
    source = Source(name, limits)
    put_lines(pages, source)
    blocks, unread = _blocks(pages, trees, source)
    pictures = [page.number for page in pages if not page.words]
    return Document(
        name, "pdf", tuple(source.lines), blocks, len(pages), (*unread, *_without_text(pictures))
    )


def _opened(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).casefold():
            raise locked(name) from error
        raise damaged(name) from error


def _pages(
    pdf: pdfium.PdfDocument, tagged: bool, counting: Source
) -> tuple[list[Page], list[Node | None]]:
    """The words and lines of every page, and its structure where that can be trusted."""
    pages: list[Page] = []
    trees: list[Node | None] = []
    for index in range(len(pdf)):
        page, tree = _page(pdf, index, tagged)
        # Counted here too, so that a file without end is refused before all of it is read.
        counting.line(" ".join(word.text for word in page.words))
        pages.append(page)
        trees.append(tree)
    return pages, trees


def _page(pdf: pdfium.PdfDocument, index: int, tagged: bool) -> tuple[Page, Node | None]:
    try:
        page = pdf[index]
    except pdfium.PdfiumError:
        return Page(index + 1, 0.0, []), None
    text_page = None
    try:
        text_page = page.get_textpage()
        tree = page_tree(page.raw) if tagged else None
        rotation = page.get_rotation()
        left, bottom, right, top = page.get_mediabox()
        turned = Turned(rotation, left + right, bottom + top)
        words = page_words(text_page.raw, turned, tree is not None)
        height = right - left if rotation in (90, 270) else top - bottom
    except pdfium.PdfiumError:
        return Page(index + 1, 0.0, []), None
    finally:
        if text_page is not None:
            text_page.close()
        page.close()
    read = Page(index + 1, float(height), words, in_reading_order(words))
    return read, tree if tree is not None and covers(tree, words) else None


def _refuse_without_text(pages: Sequence[Page], name: str) -> None:
    text = "".join(word.text.strip("._") for page in pages for word in page.words)
    if len(text) < _FEW:
        raise Unreadable(
            "PDF-filen innehåller ingen text, bara bilder.",
            where=name,
            why="En inläst (skannad) rapport har inga bokstäver att läsa.",
            todo="Granska originalet, eller låt ett program tolka texten (OCR) först.",
        )
    letters, digits = sum(map(str.isalpha, text)), sum(map(str.isdecimal, text))
    if len(_STRANGE.findall(text)) > _UNKNOWN * len(text) or letters + digits < len(text) / 4:
        raise Unreadable(
            "PDF-filens typsnitt går inte att läsa.",
            where=name,
            why="Bokstäverna syns på sidan men filen säger inte vilka de är.",
            todo="Spara rapporten på nytt som PDF ur det program den är skriven i.",
        )


def _blocks(
    pages: Sequence[Page], trees: Sequence[Node | None], source: Source
) -> tuple[tuple[Block, ...], tuple[Unread, ...]]:
    """The blocks of all pages in order, tagged and untagged ones each in their own way."""
    tables = _positioned(pages, trees, source)
    plain: tuple[Block, ...] = ()
    unread: tuple[Unread, ...] = ()
    if not all(trees):
        read = {page.number for page, tree in zip(pages, trees, strict=True) if tree is None}
        taken = {line.index for page in pages for line in page.lines if line.running}
        taken |= {line.index for table in tables for line in table.lines}
        # Lines that are read otherwise, or not at all, are empty here; all keep their index.
        lines = [
            line if line.page in read and index not in taken else replace(line, text="")
            for index, line in enumerate(source.lines)
        ]
        found, unread = blocks_of_lines(lines)
        starts = sorted(table.lines[0].index for table in tables)
        plain = tuple(piece for block in found for piece in _cut(block, starts))
    raws: list[Raw] = []
    for page, tree in zip(pages, trees, strict=True):
        if tree is not None:
            _append(raws, tagged_raws(tree, page.words, source))
    blocks = [*assembled(raws), *plain]
    blocks = sorted([*blocks, *_tables(tables, plain, source)], key=_first_line)
    return tuple(blocks), tuple(unread)


def _cut(block: Block, starts: Sequence[int]) -> Iterator[Block]:
    """A paragraph in two where a table stood in it: what is before and after does not belong."""
    if not isinstance(block, Paragraph) or not starts:
        yield block
        return
    text = joined([sentence.text for sentence in block.sentences])
    cuts = [
        piece.offset
        for before, piece in pairwise(text.pieces)
        if bisect(starts, before.line) < bisect(starts, piece.line)
    ]
    if not cuts:
        yield block
        return
    for start, end in pairwise([0, *cuts, len(text.text)]):
        part = text.part(start, end)
        words = part.text.strip()
        if words:
            first = part.text.index(words[0])
            yield Paragraph(sentences(part.part(first, first + len(words))))


def _positioned(
    pages: Sequence[Page], trees: Sequence[Node | None], source: Source
) -> list[FoundTable]:
    """The tables of the untagged pages; one that goes on on the next page is one with its start."""
    tables: list[FoundTable] = []
    last_line: PageLine | None = None
    for page, tree in zip(pages, trees, strict=True):
        body = [line for line in page.lines if not line.running]
        found = find_tables(body, source) if tree is None else []
        if found and tables and found[0].lines[0] is body[0] and tables[-1].lines[-1] is last_line:
            first, second = RawGrid(tables[-1].grid), RawGrid(found[0].grid)
            if _same_table(first, second):
                tables[-1].grid.extend(second.grid)
                tables[-1].lines.extend(found.pop(0).lines)
        tables.extend(found)
        last_line = body[-1] if body else last_line
    return tables


def _tables(
    tables: Sequence[FoundTable], plain: Sequence[Block], source: Source
) -> Iterator[Block]:
    """The blocks of tables told by place; each is named by the line above it, or its heading."""
    headings = [block for block in plain if isinstance(block, Heading)]
    for table in tables:
        raws: list[Raw] = []
        first = table.lines[0].index
        heading = max(
            (one for one in headings if _first_line(one) < first), key=_first_line, default=None
        )
        if heading is not None:
            raws.append(RawHeading(heading.level, heading.sentence.text))
        if table.above is not None:
            raws.append(RawParagraph(whole_line(source, table.above.index)))
        raws.append(RawGrid(table.grid))
        # What names the table is read where it stands.
        yield from (block for block in assembled(raws) if _first_line(block) >= first)


def whole_line(source: Source, index: int) -> Text:
    """One of the document's lines as a text."""
    line = source.lines[index].text
    return Text(line, (Piece(0, index, 0, len(line)),))


def _append(raws: list[Raw], page: Iterator[Raw]) -> None:
    """Add the parts of a page; a table or paragraph that it goes on with is one with its start."""
    for index, raw_part in enumerate(page):
        last = raws[-1] if raws else None
        if index == 0 and isinstance(raw_part, RawGrid) and isinstance(last, RawGrid):
            if _same_table(last, raw_part):
                raws[-1] = RawGrid([*last.grid, *raw_part.grid], last.caption)
                continue
        elif (
            index == 0
            and isinstance(raw_part, RawParagraph)
            and isinstance(last, RawParagraph)
            and joined_over_break(last.text.text, raw_part.text.text)
        ):
            raws[-1] = RawParagraph(joined([last.text, raw_part.text]))
            continue
        raws.append(raw_part)


def _same_table(first: RawGrid, second: RawGrid) -> bool:
    """Whether a table at the top of a page goes on with the one at the end of the page before."""
    if not first.grid or not second.grid or second.caption.text:
        return False
    if len(first.grid[0]) != len(second.grid[0]):
        return False
    heads = [cell.words for cell in first.grid[0]]
    again = [cell.words for cell in second.grid[0]]
    return heads == again or not any(cell.head for cell in second.grid[0])


def _first_line(block: Block) -> int:
    return min((text.pieces[0].line for text in _texts(block) if text.pieces), default=0)


def _texts(block: Block) -> Iterator[Text]:
    if isinstance(block, Table):
        # A title may be a heading far above.
        for row in block.rows:
            yield row.label
            yield from (cell.text for cell in row.cells)
    elif isinstance(block, Heading | Paragraph | ListBlock):
        yield from (sentence.text for sentence in sentences_of(block))


def _without_text(numbers: Sequence[int]) -> Iterator[Unread]:
    """One note for each run of pages without text between pages with text."""
    for _, run in groupby(enumerate(numbers), key=lambda one: one[1] - one[0]):
        found = [number for _, number in run]
        pages = f"Sida {found[0]}" if len(found) == 1 else f"Sidorna {found[0]}–{found[-1]}"
        yield Unread(EMPTY, f"{pages} innehåller ingen text, bara bilder eller ingenting.")


def _too_many_pages(name: str, count: int, limits: Limits) -> Unreadable:
    return Unreadable(
        "PDF-filen har för många sidor.",
        where=name,
        values=[f"{count} sidor", f"gräns: {limits.pages} sidor"],
        todo="Dela upp filen och granska delarna var för sig.",
    )
