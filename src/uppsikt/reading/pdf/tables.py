"""Tables of an untagged PDF, told by where their figures stand under each other.

Lines with figures set apart by wide gaps make the columns; every word then belongs to the column
that it is printed in, also where two cells stand so close that the text alone does not tell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from uppsikt.reading.cells import is_missing, is_year, read_amount
from uppsikt.reading.grids.grid import Grid, GridCell, Spanning, laid_out
from uppsikt.reading.pdf.lines import PageLine, parts_of
from uppsikt.reading.pdf.tags import is_cut_number, run_together
from uppsikt.reading.pdf.words import Word
from uppsikt.reading.source import Source

_FAR = 3.2  # letters' heights between lines: farther apart they are not one table
_MOST_HEADS = 6  # lines
_MOST_GROUPS = 2  # lines without figures between the header and the first figures
_PROSE = 7  # words in one run: a line with so many is text
_LEADERS = "....", "…"


@dataclass(slots=True)
class Part:
    """A run of words in a line, a wide gap from the next."""

    words: list[Word]
    text: str
    is_figure: bool = field(init=False)
    """Whether it is one number, or says that there is none."""

    def __post_init__(self) -> None:
        self.is_figure = len(self.text) <= 40 and (
            read_amount(self.text.rstrip("*¹²³⁴⁵")) is not None or is_missing(self.text)
        )

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.words[-1].right


@dataclass(slots=True)
class FoundTable:
    """A table on a page: its lines, the line above it, and its grid."""

    lines: list[PageLine]
    above: PageLine | None
    grid: Grid = field(default_factory=list)


def find_tables(lines: Sequence[PageLine], source: Source) -> list[FoundTable]:
    """The tables among the lines of a page, which already stand among the document's lines."""
    parts = [[Part(words, text) for words, text in parts_of(line)] for line in lines]
    tables: list[FoundTable] = []
    done = 0
    for first, last in _regions(lines, parts):
        columns = _columns([parts[index] for index in range(first, last + 1)])
        if not columns or first < done or _is_contents(parts[first : last + 1]):
            continue
        top, end = _head_lines(lines, parts, first, done)
        if _is_axis(parts[first : last + 1], columns):
            # Taken out all the same: the numbers along a chart say nothing by themselves.
            tables.append(FoundTable(list(lines[first : last + 1]), None))
            done = last + 1
            continue
        rows = _Rows(columns, _label_end(parts[first : last + 1], columns), source)
        grid = rows.grid(parts[top:end], lines[end : last + 1])
        above = lines[top - 1] if top else None
        tables.append(FoundTable(list(lines[top : last + 1]), above, grid))
        done = last + 1
    return tables


def _is_data(parts: Sequence[Part]) -> bool:
    """Whether a line holds figures set apart: after a label, or several beside each other."""
    figures = [part for part in parts if part.is_figure and not is_year(part.text)]
    own = [part for part in parts[1:] if part.is_figure and not is_year(part.text)]
    words = [part for part in parts if not part.is_figure]
    return bool(own) and any(map(_has_digit, figures)) and len(words) <= len(figures) + 1


def _has_digit(part: Part) -> bool:
    return any(char.isdigit() for char in part.text)


def _regions(
    lines: Sequence[PageLine], parts: Sequence[Sequence[Part]]
) -> Iterator[tuple[int, int]]:
    """The first and last lines with figures of each run that may be a table."""
    first = last = -1
    count = 0
    for index, line in enumerate(lines):
        near = last >= 0 and 0 <= lines[index - 1].base - line.base <= _FAR * max(line.size, 1.0)
        if first >= 0 and (not near or _is_prose(parts[index])):
            if _enough(count, parts[first]):
                yield first, last
            first = last = -1
            count = 0
        if _is_data(parts[index]) and not line.running:
            first = index if first < 0 else first
            last = index
            count += 1
    if first >= 0 and _enough(count, parts[first]):
        yield first, last


def _enough(count: int, first: Sequence[Part]) -> bool:
    return count > 1 or sum(part.is_figure for part in first) > 2


def _is_prose(parts: Sequence[Part]) -> bool:
    return any(
        len(part.words) >= _PROSE
        and sum(not word.text[-1:].isdigit() for word in part.words) >= _PROSE
        for part in parts[:1]
    ) and not _is_data(parts)


def _columns(rows: Sequence[Sequence[Part]]) -> list[tuple[float, float]]:
    """From where to where the figures of each column stand; empty where they overlap wildly."""
    spans = sorted(
        (part.left, part.right)
        for row in rows
        if _is_data(row)
        for index, part in enumerate(row)
        if part.is_figure and (index > 0 or len(row) > 1)
        if not (index == 0 and not _first_is_figure(rows))
    )
    merged: list[tuple[float, float]] = []
    for left, right in spans:
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    most = max((sum(part.is_figure for part in row) for row in rows), default=0)
    return merged if len(merged) <= most + 1 else []


def _first_is_figure(rows: Sequence[Sequence[Part]]) -> bool:
    """Whether the rows have no labels: each begins with a figure."""
    return all(row[0].is_figure and not is_year(row[0].text) for row in rows if _is_data(row))


def _label_end(rows: Sequence[Sequence[Part]], columns: Sequence[tuple[float, float]]) -> float:
    """Where the labels end and the first column begins."""
    ends = [
        part.right
        for row in rows
        if _is_data(row)
        for part in row[:1]
        if not part.is_figure and part.right <= columns[0][0]
    ]
    return (max(ends) + columns[0][0]) / 2 if ends else columns[0][0] - 1.0


def _head_lines(
    lines: Sequence[PageLine], parts: Sequence[Sequence[Part]], first: int, done: int
) -> tuple[int, int]:
    """From where to before where the header lines stand above the first line with figures.

    The name of a first group of rows may stand between them and that line.
    """
    top = end = first
    index = first - 1
    while index >= done and first - index <= _MOST_HEADS:
        line, below = lines[index], lines[index + 1]
        step = line.base - below.base
        if not 0 <= step <= _FAR * max(line.size, 1.0) or _is_prose(parts[index]):
            break
        if len(parts[index]) > 1 or _goes_with(parts, index, first):
            end = index + 1 if top == first else end
            top = index
        elif first - index > _MOST_GROUPS and top == first:
            break
        index -= 1
    return top, end


def _goes_with(parts: Sequence[Sequence[Part]], index: int, first: int) -> bool:
    """Whether a line with one run of words is a header of columns: it stands over the figures."""
    figures = [part for part in parts[first] if part.is_figure]
    left = min(part.left for part in figures)
    return parts[index][0].left >= left - 3 * (parts[first][0].words[0].size)


def _is_contents(rows: Sequence[Sequence[Part]]) -> bool:
    """Whether the rows are a table of contents: leaders before page numbers."""
    leaders = sum(any(mark in part.text for part in row for mark in _LEADERS) for row in rows)
    return 2 * leaders >= len(rows)


def _is_axis(rows: Sequence[Sequence[Part]], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether the figures are those along the axis of a chart: one column, most without a label."""
    data = [row for row in rows if any(map(_has_digit, row))]
    return len(columns) == 1 and 2 * sum(row[0].is_figure for row in data) > len(data)


class _Rows:
    """Puts the words of lines in columns and the lines together to rows."""

    def __init__(
        self, columns: Sequence[tuple[float, float]], label_end: float, source: Source
    ) -> None:
        self.columns = columns
        self.source = source
        middles = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
        self.starts = [label_end, *middles]

    def grid(self, heads: Sequence[Sequence[Part]], body: Sequence[PageLine]) -> Grid:
        """The grid of a table: its header lines as header rows, then its rows."""
        rows = [
            *(self._head(parts) for parts in heads),
            *([_spanning(words) for words in row] for row in self._body(body)),
        ]
        return laid_out(rows, self.source)

    def _head(self, parts: Sequence[Part]) -> list[Spanning]:
        """The cells of a header line: one after the other where there are as many as columns."""
        width = len(self.columns)
        labelled = parts[0].left < self.starts[0] - parts[0].words[0].size
        places: dict[int, tuple[list[Word], int]] = {}
        if len(parts) == width + labelled:
            for index, part in enumerate(parts, 1 - labelled):
                places[index] = (part.words, index)
        else:
            for part in (piece for whole in parts for piece in self._split(whole)):
                first, last = self._over(part)
                words, end = places.get(first, ([], first))
                places[first] = ([*words, *part.words], max(last, end))
        return _in_order(places, width)

    def _split(self, part: Part) -> Iterator[Part]:
        """A header part over several columns in its pieces, where its words part between them."""
        gaps = [after.left - before.right for before, after in pairwise(part.words)]
        run: list[Word] = [part.words[0]]
        for word, gap in zip(part.words[1:], gaps, strict=True):
            if gap > 1.25 * min(gaps) and self._column(run[-1]) != self._column(word):
                yield Part(run, " ".join(one.text for one in run))
                run = []
            run.append(word)
        yield Part(run, " ".join(one.text for one in run))

    def _column(self, one: Part | Word) -> int:
        """The column that the middle of something stands in, 0 for the labels."""
        middle = (one.left + one.right) / 2
        return sum(middle > start for start in self.starts)

    def _over(self, part: Part) -> tuple[int, int]:
        """The first and the last column that a part of a header stands over."""
        under = [
            column
            for column, (left, right) in enumerate(self.columns, 1)
            if min(right, part.right) - max(left, part.left) > 0.3 * (right - left)
        ]
        if part.right > self.starts[0] and under:
            return under[0], under[-1]
        return self._column(part), self._column(part)

    def _body(self, lines: Sequence[PageLine]) -> list[list[list[Word]]]:
        """The words of each row by column, where a label or number went on below put together."""
        rows: list[list[list[Word]]] = []
        waiting: list[list[Word]] = []
        for line in lines:
            cells = self._cells(line)
            label = cells[0]
            if not any(cells[1:]):
                if label[0].text[0].islower() and (waiting or rows):
                    # The rest of a label that was too long for one line.
                    (waiting[-1] if waiting else rows[-1][0]).extend(label)
                else:
                    waiting.append(label)
                continue
            if rows and not waiting and not label and _rest_of_numbers(rows[-1], cells):
                for above, below in zip(rows[-1], cells, strict=True):
                    above.extend(below)
                continue
            if waiting and (not label or label[0].text[0].islower() or _cut(waiting[-1])):
                cells[0] = [*waiting.pop(), *label]
            rows.extend(self._alone(waiting))
            waiting = []
            rows.append(cells)
        return [*rows, *self._alone(waiting)]

    def _alone(self, labels: Sequence[list[Word]]) -> Iterator[list[list[Word]]]:
        for label in labels:
            yield [label, *([] for _ in self.columns)]

    def _cells(self, line: PageLine) -> list[list[Word]]:
        """The words in each column of a line, the label's first."""
        cells: list[list[Word]] = [[] for _ in range(len(self.columns) + 1)]
        for word in line.words:
            cells[self._column(word)].append(word)
        return cells


def _in_order(places: dict[int, tuple[list[Word], int]], width: int) -> list[Spanning]:
    """Header cells from left to right, with holes where there are none."""
    cells: list[Spanning] = []
    column = 0
    while column <= width:
        words, last = places.get(column, ([], column))
        # A cell reaches no farther than to where the next one begins.
        last = min([last, *(other - 1 for other in places if other > column)])
        cells.append(Spanning(GridCell(run_together(words), head=True), last - column + 1))
        column = last + 1
    return cells


def _spanning(words: Sequence[Word]) -> Spanning:
    return Spanning(GridCell(run_together(words)))


def _cut(label: Sequence[Word]) -> bool:
    return label[-1].text.endswith("-")


def _rest_of_numbers(row: Sequence[Sequence[Word]], cells: Sequence[Sequence[Word]]) -> bool:
    """Whether a line holds nothing but the last digits of numbers that did not fit above."""
    return all(
        not below or (above and is_cut_number([*above, *below]))
        for above, below in zip(row[1:], cells[1:], strict=True)
    )
