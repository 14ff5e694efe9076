"""Rows whose cells are parted by tabs: the tabs say which cells are empty."""

from collections.abc import Sequence

from uppsikt.reading.plain.rows import PlainRow
from uppsikt.reading.plain.splits import Cut, counts


def cut_at_tabs(rows: Sequence[PlainRow]) -> int:
    """Cut rows at their tabs; 0, and nothing cut, if not every row has as many of them."""
    filled = [row for row in rows if row.figures and row.shaped is not None]
    tabs = {_line(row).rstrip(" ").count("\t") for row in filled}
    if len(filled) < 2 or len(tabs) != 1 or 0 in tabs:
        return 0
    first = min(_field(row, 0) for row in filled)
    count = tabs.pop() + 1 - first
    cuts = [_cut(row, first, count) for row in filled]
    if count < 1 or not all(cuts):
        return 0
    for row, cut in zip(filled, cuts, strict=True):
        row.cuts = [cut]
    return count


def _line(row: PlainRow) -> str:
    assert row.shaped is not None
    return row.shaped.line.text


def _field(row: PlainRow, token: int) -> int:
    """How many tabs stand before one of the figures' tokens."""
    return _line(row)[: row.figures[token].start].count("\t")


def _cut(row: PlainRow, first: int, count: int) -> Cut:
    """The tokens of each field; none if a field holds more than one figure."""
    fields = [_field(row, token) - first for token in range(len(row.figures))]
    cut: list[tuple[int, int]] = []
    for field in range(count):
        start = sum(one < field for one in fields)
        end = start + fields.count(field)
        if end > start and 1 not in counts(row.figures[start:end]):
            return ()
        cut.append((start, end))
    return tuple(cut)
