"""Tables in plain text: where they are, and what stands in which cell."""

from collections.abc import Sequence
from dataclasses import replace

from uppsikt.reading.cells import figure_cell
from uppsikt.reading.grids.grid import GridCell
from uppsikt.reading.grids.grids import read_grid
from uppsikt.reading.model import EMPTY, Cell, Row, Table, Text, Unread, joined
from uppsikt.reading.plain.cut import cut_rows
from uppsikt.reading.plain.heads import header
from uppsikt.reading.plain.layout import Extent
from uppsikt.reading.plain.regions import Region, is_stacked
from uppsikt.reading.plain.rows import PlainRow, mended, paired_rows, plain_rows
from uppsikt.reading.plain.shapes import Shape, Shaped


def read_region(
    lines: Sequence[Shaped],
    region: Region,
    title: Text,
    about: Sequence[str],
    known: frozenset[str] = frozenset(),
) -> tuple[list[Table], list[Text], list[Unread]]:
    """The tables of one region, texts in it that are none, and what could not be read."""
    heads = list(lines[region.first : region.body])
    named = bool(lines[region.body].label.text)
    lead = _lead(heads, named)
    headed = any(one.shape is Shape.HEAD for one in heads) or (named and is_stacked(heads))
    head_lines = heads[: len(heads) - lead] if headed else []
    body = lines[region.body - lead : region.last + 1]
    if any(one.shape is Shape.PAIRS for one in body):
        rows, count = paired_rows(body)
        extents: Sequence[Extent] = ()
    else:
        rows = list(plain_rows(body))
        count, extents = cut_rows(rows, head_lines)
    for row in rows:
        row.label = mended(row.label, known)
    said = header(head_lines, count, extents) if head_lines else None
    return _tables(rows, said or (EMPTY, [EMPTY] * count), head_lines, title, about)


def _lead(heads: Sequence[Shaped], named: bool) -> int:
    """How many lines before the first row are its label: what comes after the header, or the
    words right above it. ``named`` if the row has a label of its own."""
    last = max((i for i, one in enumerate(heads) if one.shape is Shape.HEAD), default=-1)
    if last >= 0 or (named and is_stacked(heads)):
        # Words right under the header's last line belong to it if room follows.
        while last + 1 < len(heads) and heads[last + 1].shape is Shape.WORDS:
            last += 1
        if last + 1 < len(heads):
            return len(heads) - 1 - last
        last = max((i for i, one in enumerate(heads) if one.shape is Shape.HEAD), default=-1)
        return len(heads) - 1 - last
    count = 0
    for one in reversed(heads):
        if one.shape is Shape.BLANK and count == 0:
            count += 1
            continue
        if one.shape is not Shape.WORDS:
            break
        count += 1
    if all(one.shape is Shape.BLANK for one in heads[len(heads) - count :]):
        return 0
    return count


def _tables(
    rows: Sequence[PlainRow],
    said: tuple[Text, list[Text]],
    heads: Sequence[Shaped],
    title: Text,
    about: Sequence[str],
) -> tuple[list[Table], list[Text], list[Unread]]:
    """The rows as a grid, read as every other format's grids are."""
    corner, columns = said
    count = len(columns)
    grid: list[list[GridCell]] = []
    if any(text.text for text in columns):
        grid.append([GridCell(corner, head=True), *(GridCell(text, head=True) for text in columns)])
    unread: list[Unread] = []
    others: dict[int, tuple[tuple[Cell, ...], ...]] = {}
    labels: dict[int, tuple[Text, ...]] = {}
    for row in rows:
        cells = _cell_texts(row, count)
        if row.shaped is not None and not cells:
            unread.append(
                Unread(
                    _whole(row), "Det går inte att avgöra vilket tal som hör till vilken kolumn."
                )
            )
            continue
        grid.append([GridCell(row.label), *(GridCell(text) for text in cells or [EMPTY] * count)])
        if cells and len(row.cuts) > 1:
            others[_key(cells)] = tuple(
                tuple(figure_cell(text) for text in _texts(row, cut)) for cut in row.cuts[1:]
            )
        if cells and row.labels:
            labels[_key(cells)] = row.labels
    in_corner = [one.words.text for one in heads if one.tokens and one.words.text in corner.text]
    read = read_grid(grid, title, (*in_corner, *about, " ".join(one.words.text for one in heads)))
    tables = [
        replace(table, rows=tuple(_completed(row, others, labels) for row in table.rows))
        for table in read.tables
    ]
    if tables and unread:
        tables[-1] = replace(tables[-1], unread=tuple(unread))
        unread = []
    if not tables and not unread and rows:
        unread = [
            Unread(_whole(row), "Raderna bildar ingen tabell.") for row in rows[:1] if row.shaped
        ]
    return tables, list(read.texts), unread


def _cell_texts(row: PlainRow, count: int) -> list[Text]:
    if row.cells:
        return list(row.cells) if len(row.cells) == count else []
    return _texts(row, row.cuts[0]) if row.cuts else []


def _texts(row: PlainRow, cut: Sequence[tuple[int, int]]) -> list[Text]:
    assert row.shaped is not None
    return [
        row.shaped.text(row.figures[start].start, row.figures[end - 1].end)
        if end > start
        else EMPTY
        for start, end in cut
    ]


def _whole(row: PlainRow) -> Text:
    parts = [row.label]
    if row.shaped is not None and row.figures:
        parts.append(row.shaped.text(row.figures[0].start, row.figures[-1].end))
    return joined([part for part in parts if part.text])


def _key(cells: Sequence[Text]) -> int:
    """What knows a row again when the grid has been read: its first text that is not empty."""
    return next((id(text) for text in cells if text.text), 0)


def _completed(
    row: Row, others: dict[int, tuple[tuple[Cell, ...], ...]], labels: dict[int, tuple[Text, ...]]
) -> Row:
    """The row with its other splits, and with the labels that its cells have of their own."""
    first = _key([cell.text for cell in row.cells])
    row = replace(row, others=others.get(first, ()))
    own = labels.get(first)
    if own is None or len(own) != len(row.cells):
        return row
    cells = tuple(
        cell if label.text.casefold() == row.label.text.casefold() else replace(cell, label=label)
        for cell, label in zip(row.cells, own, strict=True)
    )
    return replace(row, cells=cells)
