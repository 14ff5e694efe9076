"""Where plain text holds tables: runs of lines with figures under a header or beside labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from uppsikt.reading.plain.shapes import Shape, Shaped, is_numbered
from uppsikt.reading.plain.splits import counts

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
    if first == body and (stacked := _stacked(lines, body, limit)) < body:
        return stacked
    if first == body and not lines[body].label.text:
        while first > limit and lines[first - 1].shape is Shape.BLANK:
            first -= 1
    most = 4
    while first > limit and most and lines[first - 1].shape is Shape.WORDS:
        if is_numbered(lines[first - 1].line.text):
            break
        first -= 1
        most -= 1
    return first


def _stacked(lines: Sequence[Shaped], body: int, limit: int) -> int:
    """Where a header begins whose words stand under each other, a capital for each column."""
    first = body
    while first > limit and lines[first - 1].shape is Shape.BLANK:
        first -= 1
    last = first
    while first > limit and lines[first - 1].shape is Shape.WORDS and body - first < _HEADER:
        first -= 1
    columns = counts(lines[body].figures)
    if lines[body].label.text and is_stacked(lines[first:body]) and last < body:
        starts = sum(line.words.text[:1].isupper() for line in lines[first:last])
        return first if columns & {starts, starts - 1} else body
    return body


def is_stacked(lines: Sequence[Shaped]) -> bool:
    """Whether lines are words under each other, with room after them."""
    words = sum(line.shape is Shape.WORDS for line in lines)
    return (
        words >= 2
        and len(lines) > words
        and all(line.shape is Shape.WORDS for line in lines[:words])
        and not any(is_numbered(line.line.text) for line in lines[:words])
        and lines[0].words.text[:1].isupper()
    )


def _is_table(lines: Sequence[Shaped], region: Region) -> bool:
    """Whether the rows are enough to be a table and not a stray figure in a text."""
    rows = [one for one in lines[region.body : region.last + 1] if one.shape in _FIGURES]
    headed = any(one.shape is Shape.HEAD for one in lines[region.first : region.body])
    if rows[0].shape is Shape.PAIRS:
        return len(rows) >= 2
    single = all(counts(row.figures) == {1} for row in rows)
    if headed and not single:
        return True
    if headed and len(rows) == 2:
        between = lines[rows[0].index + 1 - lines[0].index : region.last]
        return not any(one.shape is Shape.WORDS for one in between)
    if len(rows) < 3:
        return len(rows) == 2 and all(min(counts(row.figures) or {0}) >= 3 for row in rows)
    labelled = sum(bool(row.label.text) for row in rows)
    return labelled * 2 >= len(rows) or all(row.tail > 1 for row in rows)
