"""How many columns a table in plain text has, and which figures of a row stand in which."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from uppsikt.reading.plain.heads import certain_count, possible_counts
from uppsikt.reading.plain.layout import Extent
from uppsikt.reading.plain.rows import PlainRow
from uppsikt.reading.plain.shapes import Shaped, Token
from uppsikt.reading.plain.splits import Cut, counts, is_one, splits
from uppsikt.reading.plain.tabs import cut_at_tabs

_ALIKE = 2
"""Digits: a cut is no way to read a row if its figures differ more in length than need be."""
_SAMPLE = 300
"""So many rows, from all over a table, tell what its rows are like."""
_OFF = 3
"""Characters: a figure this near the end of a column's others stands in that column."""


def cut_rows(rows: Sequence[PlainRow], heads: Sequence[Shaped]) -> tuple[int, list[Extent]]:
    """Cut every row into cells, in all ways that are possible.

    Returns how many columns there are, and where in the lines each stands, if the figures stand
    under each other. A row that cannot be cut into as many cells keeps no cut.
    """
    parted = cut_at_tabs(rows)
    if parted:
        return parted, []
    count = _cut_apart(rows, certain_count(heads))
    if not count:
        holes = _Holes(rows)
        count = _count(rows, heads, holes)
        for row in rows:
            _cut(row, count, holes)
        _drop_unlike(rows)
    extents = _extents([row for row in rows if len(row.cuts) == 1], count)
    for row in rows:
        if row.figures and not row.cuts and extents:
            row.cuts = _aligned(row, [end for _, end in extents])
    return count, extents


def _cut_apart(rows: Sequence[PlainRow], said: int) -> int:
    """Cut rows whose cells all stand apart at the wide gaps; 0 if the table is not like that.

    ``said`` is how many columns the header certainly has; 0 if it does not tell.
    """
    parted = [(row, _parted(row.figures)) for row in rows if row.figures]
    sizes = Counter(len(cut) for _, cut in parted)
    count, times = sizes.most_common(1)[0] if sizes else (0, 0)
    if count < 2 or times < 2 or times * 2 <= len(parted) or 0 in sizes:
        return 0
    wide = any(token.gap > 2 for row, _ in parted for token in row.figures[1:])
    if said not in (0, 1, count) and not wide:
        return 0
    for row, cut in parted:
        row.cuts = [cut] if len(cut) == count else []
    return count


def _parted(tokens: Sequence[Token]) -> Cut:
    """The cells that wide gaps part; none if one of them is no single number."""
    starts = [0, *(index for index, token in enumerate(tokens) if index and token.gap > 1)]
    cut = tuple(pairwise([*starts, len(tokens)]))
    return cut if all(is_one(tokens[start:end]) for start, end in cut) else ()


def _drop_unlike(rows: Sequence[PlainRow]) -> None:
    """Take back a row's cuts where a figure may be missing: none of them is like the other rows.

    ``Feb 1 100`` in a table of two columns of thousands is one figure and an empty cell, not 1
    and 100.
    """
    cut = [row for row in rows if row.cuts]
    sizes = [[_digits(row.figures, cell) for cell in row.cuts[0]] for row in cut]
    if len(cut) < 4:
        return
    usual = [sorted(column)[len(column) // 2] for column in zip(*sizes, strict=True)]
    for row, own in zip(cut, sizes, strict=True):
        off = sum(abs(one - other) for one, other in zip(own, usual, strict=True))
        if 0 not in own and off >= 2 * len(own) and _fits_without_one(row.figures, usual):
            row.cuts = []


def _fits_without_one(tokens: Sequence[Token], usual: Sequence[int]) -> bool:
    """Whether figures, one fewer than the columns, are as long as their columns' others are."""
    for cut in splits(tokens, len(usual) - 1):
        own = [_digits(tokens, cell) for cell in cut]
        for left_out in range(len(usual)):
            others = [*usual[:left_out], *usual[left_out + 1 :]]
            if all(abs(one - other) <= 1 for one, other in zip(own, others, strict=True)):
                return True
    return False


class _Holes:
    """Spaces that stand for empty cells: more of them than the table's other rows have."""

    def __init__(self, rows: Sequence[PlainRow]) -> None:
        filled = [row for row in rows if row.figures and row.shaped]
        self._before = min((_before(row) for row in filled if _labelled(row)), default=1)
        self._after = min((_after(row) for row in filled), default=0)
        if len(filled) == 1:
            self._after = min(self._after, 1)
        gaps = [token.gap for row in filled for token in row.figures[1:]]
        self._narrow = 1 in gaps or max(gaps, default=0) <= 2

    def of(self, row: PlainRow) -> list[int]:
        """How many empty cells stand before each figure token, and after the last."""
        if not self._narrow or not row.figures:
            return []
        before = _before(row) - self._before if _labelled(row) else 0
        inner = [token.gap - 1 for token in row.figures[1:]]
        return [max(before, 0), *inner, max(_after(row) - self._after, 0)]


def _labelled(row: PlainRow) -> bool:
    """Whether the label stands in the line of the figures."""
    return row.shaped is not None and bool(row.shaped.label.text)


def _before(row: PlainRow) -> int:
    return row.figures[0].gap


def _after(row: PlainRow) -> int:
    assert row.shaped is not None
    text = row.shaped.line.text
    return len(text) - len(text.rstrip(" "))


def _count(rows: Sequence[PlainRow], heads: Sequence[Shaped], holes: _Holes) -> int:
    """How many columns of figures the table has: what most rows can be cut into."""
    found: Counter[int] = Counter()
    filled = [row for row in rows if row.figures]
    for row in filled:
        possible = counts(row.figures)
        possible |= {one + sum(holes.of(row)) for one in possible}
        if not row.label.text:
            possible |= {one - 1 for one in possible if one > 1}
        found.update(possible)
    most = max(found.values(), default=0)
    certain = certain_count(heads)
    if certain > 1 and found[certain] == most:
        return certain
    least = most if most == len(filled) else len(filled) * 4 / 5
    fitting = [one for one, times in found.items() if times >= least]
    fitting = fitting or [one for one, times in found.items() if times == most]
    said = possible_counts(heads) if heads else {}
    return min(
        fitting, key=lambda one: (_unevenness(filled, one) - said.get(one, 0), one), default=0
    )


def _unevenness(rows: Sequence[PlainRow], count: int) -> float:
    """How different in size the figures of a row would be, in digits, on average over the rows."""
    spreads: list[float] = []
    for row in rows[:: len(rows) // _SAMPLE + 1]:
        found = [_spread(row.figures, cut) for cut in splits(row.figures, count)]
        if found:
            spreads.append(min(found))
    return sum(spreads) / len(spreads) if spreads else 99.0


def _digits(tokens: Sequence[Token], cell: tuple[int, int]) -> int:
    """How many digits a cell's figure has before the comma."""
    sizes = _sizes(tuple(tokens))
    return sizes[cell[1]] - sizes[cell[0]]


@lru_cache(maxsize=2_000)
def _sizes(tokens: tuple[Token, ...]) -> tuple[int, ...]:
    """How many digits before the comma stand before each token, and in all."""
    own = (sum(map(str.isdigit, token.text.split(",")[0])) for token in tokens)
    return tuple(accumulate(own, initial=0))


def _spread(tokens: Sequence[Token], cut: Sequence[tuple[int, int]]) -> float:
    sizes = _sizes(tuple(tokens))
    lengths = [sizes[end] - sizes[start] for start, end in cut if end > start]
    long = sum(length > 7 for length in lengths)
    return max(lengths) - min(lengths) + 2 * long


def _cut(row: PlainRow, count: int, holes: _Holes) -> None:
    """Cut a row into cells; a label that is a number is taken from the figures."""
    if not row.figures or row.shaped is None or not count:
        return
    if not row.label.text and splits(row.figures, count + 1) and not splits(row.figures, count):
        first = row.figures[0]
        row.label = row.shaped.text(first.start, first.end)
        row.figures = row.figures[1:]
    full = _by_evenness(row.figures, splits(row.figures, count))
    holed = _by_evenness(row.figures, _with_holes(row.figures, holes.of(row), count))
    even = full and (not holed or _spread(row.figures, full[0]) <= _spread(row.figures, holed[0]))
    row.cuts = full if even else holed


def _by_evenness(tokens: Sequence[Token], cuts: Sequence[Cut]) -> list[Cut]:
    """The cuts whose figures are most alike in size, and those that are nearly so."""
    spread = {cut: _spread(tokens, cut) for cut in cuts}
    least = min(spread.values(), default=0)
    return sorted((cut for cut in spread if spread[cut] <= least + _ALIKE), key=spread.__getitem__)


def _with_holes(tokens: Sequence[Token], empty: Sequence[int], count: int) -> list[Cut]:
    """The cuts with an empty cell at each hole, if figures and holes make up the right number."""
    if not sum(empty) or sum(empty) >= count:
        return []
    marks = [0, *(index for index in range(1, len(tokens)) if empty[index]), len(tokens)]
    found: list[Cut] = [()]
    for start, end in pairwise(marks):
        inner = _alone(tokens[start:end])
        blank: Cut = ((start, start),) * empty[start]
        found = [
            (*before, *blank, *((start + first, start + last) for first, last in one))
            for before in found
            for one in inner
        ]
    tail: Cut = ((len(tokens), len(tokens)),) * empty[len(tokens)]
    return [(*one, *tail) for one in found if len(one) + len(tail) == count][:8]


def _alone(tokens: Sequence[Token]) -> list[Cut]:
    """All cuts of figures between two holes."""
    return [one for size in sorted(counts(tokens)) for one in splits(tokens, size)][:16]


def _extents(rows: Sequence[PlainRow], count: int) -> list[Extent]:
    """Where in the lines each column's figures stand, if they stand under each other."""
    apart = [row for row in rows if _wide(row)]
    if len(apart) < 2 or 2 * len(apart) <= len(rows):
        return []
    found: list[Extent] = []
    for column in range(count):
        own = [
            (row.figures[start].start, row.figures[end - 1].end)
            for row in apart
            for start, end in row.cuts[0][column : column + 1]
            if end > start
        ]
        ends = [end for _, end in own]
        if not own or max(ends) - min(ends) > _OFF:
            return []
        found.append((min(start for start, _ in own), max(ends)))
    return found


def _wide(row: PlainRow) -> bool:
    """Whether all cells after the first stand apart."""
    return all(row.figures[start].gap > 1 for start, end in row.cuts[0][1:] if end > start)


def _aligned(row: PlainRow, ends: Sequence[int]) -> list[Cut]:
    """The cut that puts each figure in the column whose others it stands under."""
    best: list[Cut] = []
    under = [_column(token.end, ends) for token in row.figures]
    for size in sorted(counts(row.figures)):
        for one in splits(row.figures, size):
            placed = [under[end - 1] for _, end in one]
            if -1 in placed or len(set(placed)) < len(placed) or placed != sorted(placed):
                continue
            cells = dict(zip(placed, one, strict=True))
            best.append(tuple(cells.get(column, (0, 0)) for column in range(len(ends))))
    return best[:1]


def _column(end: int, ends: Sequence[int]) -> int:
    near = [column for column, other in enumerate(ends) if abs(end - other) <= _OFF]
    return near[0] if len(near) == 1 else -1
