"""Tables in plain text: where they are, and what stands in which cell."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from uppsikt.reading.cells import figure_cell
from uppsikt.reading.grid import GridCell
from uppsikt.reading.grids import read_grid
from uppsikt.reading.model import EMPTY, Cell, Row, Table, Text, Unread, joined
from uppsikt.reading.plain_heads import certain_count, header, possible_counts
from uppsikt.reading.plain_shapes import Shape, Shaped, Token, is_numbered
from uppsikt.reading.plain_splits import counts, splits
from uppsikt.reading.stated import stated_unit

_FIGURES = (Shape.ROW, Shape.PAIRS)
_BETWEEN = 6
"""So many lines of words may stand between two rows: a label, or names of groups."""
_HEADER = 40
"""So many lines back a header may begin."""


@dataclass(frozen=True, slots=True)
class Region:
    """Lines ``first`` to ``last`` that are a table; its rows begin at ``body``."""

    first: int
    body: int
    last: int


@dataclass(slots=True)
class _Line:
    """A row of the table to be: its label and its figures, before they are cut into cells."""

    label: Text
    shaped: Shaped | None = None
    figures: tuple[Token, ...] = ()
    cuts: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    cells: tuple[Text, ...] = ()
    labels: tuple[Text, ...] = ()


def regions(lines: Sequence[Shaped]) -> Iterator[Region]:
    """The runs of lines that are tables, in order."""
    start = 0
    position = 0
    while position < len(lines):
        if lines[position].shape not in _FIGURES:
            position += 1
            continue
        last = _last(lines, position)
        first = _first(lines, position, start)
        region = Region(first, position, last)
        if _is_table(lines, region):
            yield region
            start = last + 1
        position = last + 1


def _last(lines: Sequence[Shaped], start: int) -> int:
    """The last row of a table whose first row is at ``start``."""
    last, words, kind = start, 0, lines[start].shape
    for position in range(start + 1, len(lines)):
        one = lines[position]
        if one.shape is Shape.PROSE or (
            one.shape is Shape.HEAD and (kind is Shape.ROW or len(one.tokens) > 2)
        ):
            break
        if one.shape in (Shape.WORDS, Shape.HEAD):
            words += 1
            if words > _BETWEEN or is_numbered(one.line.text):
                break
        elif one.shape in _FIGURES:
            if one.shape is Shape.PAIRS and kind is Shape.ROW:
                break
            last, words = position, 0
    return last


def _first(lines: Sequence[Shaped], body: int, limit: int) -> int:
    """Where the header of the table begins, or its first row's label."""
    first = body
    for position in range(body - 1, max(limit, body - _HEADER) - 1, -1):
        one = lines[position]
        if one.shape is Shape.HEAD:
            first = position
        elif one.shape is not Shape.BLANK and one.shape is not Shape.WORDS:
            break
    if first == body:
        while first > limit and lines[first - 1].shape is Shape.WORDS:
            first -= 1
    return first


def _is_table(lines: Sequence[Shaped], region: Region) -> bool:
    """Whether the rows are enough to be a table and not a stray figure in a text."""
    rows = [one for one in lines[region.body : region.last + 1] if one.shape in _FIGURES]
    headed = any(one.shape is Shape.HEAD for one in lines[region.first : region.body])
    if rows[0].shape is Shape.PAIRS:
        return len(rows) >= 2
    if headed:
        return len(rows) >= 2 or counts(rows[0].figures) != {1}
    if len(rows) < 3:
        return len(rows) == 2 and all(min(counts(row.figures) or {0}) >= 3 for row in rows)
    labelled = sum(bool(row.label.text) for row in rows)
    return labelled * 2 >= len(rows) or all(row.tail > 1 for row in rows)


def read_region(
    lines: Sequence[Shaped],
    region: Region,
    title: Text,
    about: Sequence[str],
    known: frozenset[str] = frozenset(),
) -> tuple[list[Table], list[Text], list[Unread]]:
    """The tables of one region, texts in it that are none, and what could not be read."""
    heads = list(lines[region.first : region.body])
    lead = _lead(heads)
    headed = any(one.shape is Shape.HEAD for one in heads)
    head_lines = heads[: len(heads) - lead] if headed else []
    body = lines[region.body - lead : region.last + 1]
    if any(one.shape is Shape.PAIRS for one in body):
        rows, count = _pair_rows(body)
    else:
        rows = list(_rows(body))
        count = _count(rows, head_lines)
        for row in rows:
            _cut(row, count)
    for row in rows:
        row.label = _mended(row.label, known)
    return _tables(rows, count, head_lines, title, about)


def _mended(label: Text, known: frozenset[str]) -> Text:
    """A label whose words were broken without a hyphen, where the document has the whole word."""
    words = label.text.split(" ")
    at = 0
    for first, second in pairwise(words):
        at += len(first)
        whole = (first + second).casefold()
        if second[:1].islower() and whole in known and second.casefold() not in known:
            whole_text = joined([label.part(0, at), label.part(at + 1, len(label.text))], "")
            return _mended(whole_text, known)
        at += 1
    return label


def _lead(heads: Sequence[Shaped]) -> int:
    """How many lines before the first row are its label: what comes after the header, or the
    words right above it."""
    last = max((i for i, one in enumerate(heads) if one.shape is Shape.HEAD), default=-1)
    if last >= 0:
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


def _rows(body: Sequence[Shaped]) -> Iterator[_Line]:
    """The rows and group names of a table in order."""
    waiting: list[list[Shaped]] = []
    adjacent = False
    for one in body:
        if one.shape is Shape.BLANK:
            adjacent = False
        elif one.shape is Shape.WORDS:
            if waiting and (adjacent or one.words.text[0].islower()):
                waiting[-1].append(one)
            else:
                waiting.append([one])
            adjacent = True
        elif one.shape in _FIGURES:
            yield from _row(one, waiting, adjacent)
            waiting, adjacent = [], False


def _row(one: Shaped, waiting: list[list[Shaped]], adjacent: bool) -> Iterator[_Line]:
    own = one.label
    taken: list[Shaped] = []
    if waiting and (not own.text or (adjacent and _reads_on(waiting[-1], own.text))):
        taken = waiting.pop()
    for block in waiting:
        yield _Line(_wrapped(block))
    label = _wrapped(taken) if taken else EMPTY
    parts = [part for part in (label, own) if part.text]
    yield _Line(_glued(parts), one, one.figures)


def _reads_on(block: Sequence[Shaped], own: str) -> bool:
    """Whether a row's own words go on from the line above."""
    last = block[-1].words.text
    return own[0].islower() or last.endswith(("-", ",", "/")) or last.split()[-1].casefold() in (
        "och", "i", "med", "av", "för", "till", "på", "samt", "från"
    )  # fmt: skip


def _wrapped(block: Sequence[Shaped]) -> Text:
    return _glued([one.words for one in block])


def _glued(parts: Sequence[Text]) -> Text:
    """Parts of a label as one; a hyphen at a line's end divides a word before a small letter."""
    text = parts[0] if parts else EMPTY
    for part in parts[1:]:
        if text.text.endswith("-") and part.text[:1].islower() and not part.text.startswith("och "):
            keep = text.text[:-1].isupper() or text.text[-4:-1].isupper()
            text = joined([text if keep else text.part(0, len(text.text) - 1), part], "")
        else:
            text = joined([text, part])
    return text


def _count(rows: Sequence[_Line], heads: Sequence[Shaped]) -> int:
    """How many columns of figures the table has: what most rows can be cut into."""
    found: Counter[int] = Counter()
    filled = [row for row in rows if row.figures]
    for row in filled:
        possible = counts(row.figures)
        gaps = len(_gaps(row.figures))
        possible |= {one + gaps for one in possible}
        if not row.label.text:
            possible |= {one - 1 for one in possible if one > 1}
        found.update(possible)
    said = possible_counts(heads) if heads else set()
    certain = certain_count(heads)
    if certain > 1 and found[certain] * 2 < len(filled):
        return certain
    most = max(found.values(), default=0)
    fitting = [one for one, times in found.items() if times * 5 >= len(filled) * 4 and times >= 1]
    agreed = [one for one in fitting if one in said]
    if agreed:
        return max(agreed, key=lambda one: (found[one], one))
    best = [one for one, times in found.items() if times == most]
    return min(best, key=lambda one: (_unevenness(filled, one), one), default=0)


def _gaps(tokens: Sequence[Token]) -> list[int]:
    """Where a wide gap stands among the figures: an empty cell, where the others have none."""
    return [index for index, token in enumerate(tokens) if index and token.gap > 1]


def _unevenness(rows: Sequence[_Line], count: int) -> float:
    """How different in size the figures of a row would be, in digits, on average over the rows."""
    spreads: list[float] = []
    for row in rows:
        found = [_spread(row.figures, cut) for cut in splits(row.figures, count)]
        if found:
            spreads.append(min(found))
    return sum(spreads) / len(spreads) if spreads else 99.0


def _spread(tokens: Sequence[Token], cut: Sequence[tuple[int, int]]) -> float:
    lengths = [
        sum(char.isdigit() for token in tokens[start:end] for char in token.text.split(",")[0])
        for start, end in cut
    ]
    long = sum(length > 7 for length in lengths)
    return max(lengths) - min(lengths) + 2 * long


def _cut(row: _Line, count: int) -> None:
    """Cut a row into cells; a label that is a number is taken from the figures."""
    if not row.figures or row.shaped is None or not count:
        return
    if not row.label.text and splits(row.figures, count + 1) and not splits(row.figures, count):
        first = row.figures[0]
        row.label = row.shaped.text(first.start, first.end)
        row.figures = row.figures[1:]
    row.cuts = sorted(
        splits(row.figures, count) or _with_holes(row.figures, count),
        key=lambda cut: _spread(row.figures, cut),
    )


def _with_holes(tokens: Sequence[Token], count: int) -> list[tuple[tuple[int, int], ...]]:
    """The row with an empty cell at each wide gap, if that gives the right number of cells."""
    gaps = _gaps(tokens)
    if not gaps:
        return []
    cells: list[tuple[int, int]] = []
    starts = [0, *gaps]
    parts = [tokens[start:end] for start, end in zip(starts, [*gaps, len(tokens)], strict=True)]
    sizes = [counts(part) for part in parts]
    if any(len(size) != 1 for size in sizes) or sum(map(min, sizes)) != count - len(gaps):
        return []
    for start, part, size in zip(starts, parts, sizes, strict=True):
        if start:
            cells.append((start, start))
        cells.extend((start + a, start + b) for a, b in splits(part, min(size))[0])
    return [tuple(cells)]


def _pair_rows(body: Sequence[Shaped]) -> tuple[list[_Line], int]:
    """The rows of a table that repeats a label before each figure."""
    sizes = Counter(len(_pairs(one)) for one in body if one.shape is Shape.PAIRS)
    count = sizes.most_common(1)[0][0]
    rows: list[_Line] = []
    labels: list[Text] = []
    cells: list[Text] = []
    words: list[Text] = []
    for one in body:
        if one.shape is Shape.BLANK:
            continue
        for label, figure in _pairs(one) or ((one.words, EMPTY),):
            if label.text:
                words.append(label)
            if figure.text:
                labels.append(_glued(words))
                cells.append(figure)
                words = []
        if len(cells) >= count:
            rows.append(
                _Line(labels[0], one, cells=tuple(cells[:count]), labels=tuple(labels[:count]))
            )
            labels, cells = [], []
    return rows, count


def _pairs(one: Shaped) -> list[tuple[Text, Text]]:
    """Label and figure, as often as a line has them; words after the last figure go with none."""
    found: list[tuple[Text, Text]] = []
    words: list[Token] = []
    figure: list[Token] = []
    for token in one.tokens:
        if (token.figure and (words or figure or found)) or (token.figure and not words):
            figure.append(token)
            continue
        if figure:
            found.append(_pair(one, words, figure))
            words, figure = [], []
        words.append(token)
    if words or figure:
        found.append(_pair(one, words, figure))
    return found if any(figure.text for _, figure in found) else []


def _pair(one: Shaped, words: Sequence[Token], figure: Sequence[Token]) -> tuple[Text, Text]:
    label = one.text(words[0].start, words[-1].end) if words else EMPTY
    return label, one.text(figure[0].start, figure[-1].end) if figure else EMPTY


def _tables(
    rows: Sequence[_Line], count: int, heads: Sequence[Shaped], title: Text, about: Sequence[str]
) -> tuple[list[Table], list[Text], list[Unread]]:
    """The rows as a grid, read as every other format's grids are."""
    corner, columns = EMPTY, [EMPTY] * count
    said = header(list(heads), count) if heads else None
    if said:
        corner, columns = said
    grid: list[list[GridCell]] = []
    if said:
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
            others[id(cells[0])] = tuple(
                tuple(figure_cell(text) for text in _texts(row, cut)) for cut in row.cuts[1:]
            )
        if cells and row.labels:
            labels[id(cells[0])] = row.labels
    read = read_grid(grid, title, (*about, " ".join(one.words.text for one in heads)))
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
    if tables and tables[0].unit is None and (unit := stated_unit(corner.text)):
        tables[0] = replace(tables[0], unit=unit)
    return tables, list(read.texts), unread


def _cell_texts(row: _Line, count: int) -> list[Text]:
    if row.cells:
        return list(row.cells) if len(row.cells) == count else []
    return _texts(row, row.cuts[0]) if row.cuts else []


def _texts(row: _Line, cut: Sequence[tuple[int, int]]) -> list[Text]:
    assert row.shaped is not None
    return [
        row.shaped.text(row.figures[start].start, row.figures[end - 1].end)
        if end > start
        else EMPTY
        for start, end in cut
    ]


def _whole(row: _Line) -> Text:
    parts = [row.label]
    if row.shaped is not None and row.figures:
        parts.append(row.shaped.text(row.figures[0].start, row.figures[-1].end))
    return joined([part for part in parts if part.text])


def _completed(
    row: Row, others: dict[int, tuple[tuple[Cell, ...], ...]], labels: dict[int, tuple[Text, ...]]
) -> Row:
    """The row with its other splits, and with the labels that its cells have of their own."""
    first = id(row.cells[0].text) if row.cells else 0
    row = replace(row, others=others.get(first, ()))
    own = labels.get(first)
    if own is None:
        return row
    cells = tuple(
        cell if label.text.casefold() == row.label.text.casefold() else replace(cell, label=label)
        for cell, label in zip(row.cells, own, strict=True)
    )
    return replace(row, cells=cells)
