"""The header of a text table whose words stand over the columns they head."""

from collections.abc import Sequence

from uppsikt.reading.model import EMPTY, Text, joined
from uppsikt.reading.plain.shapes import Shaped, Token, is_period

Extent = tuple[int, int]
"""From and to which character of a line a column's figures stand."""
_NEAR = 6
"""Characters: a header word may stand this far beside the figures it heads."""


def chunks(line: Shaped) -> list[Extent]:
    """The parts of a line between wide gaps, as from and to character."""
    found: list[list[Token]] = []
    for token in line.tokens:
        if not found or token.gap > 1:
            found.append([])
        found[-1].append(token)
    return [(part[0].start, part[-1].end) for part in found]


def by_position(
    lines: Sequence[Shaped], extents: Sequence[Extent]
) -> tuple[Text, list[Text]] | None:
    """The corner and the header of each column; None if a column has no word over it."""
    columns: list[list[Text]] = [[] for _ in extents]
    corner: list[Text] = []
    for line in lines:
        for start, end in chunks(line):
            over = _over((start, end), extents)
            words = [one for one in line.tokens if start <= one.start < end]
            each = len(over) > 1 and len(words) == len(over)
            for position, column in enumerate(over):
                first, last = start, end
                if each:
                    first, last = words[position].start, words[position].end
                columns[column].append(line.text(first, last))
            if not over:
                corner.append(line.text(start, end))
    if not extents or not all(columns):
        return None
    return joined(corner) if corner else EMPTY, [put_together(column) for column in columns]


def by_order(lines: Sequence[Shaped], count: int) -> list[Text] | None:
    """The header of each column where the first header line has one word for each.

    The lines below have as many, or periods for the first columns only: a variance has none.
    """
    filled = [line for line in lines if line.tokens]
    if count < 2 or len(filled) < 2 or len(filled[0].tokens) != count:
        return None
    columns: list[list[Text]] = [[] for _ in range(count)]
    for line in filled:
        fewer = len(line.tokens) < count and all(is_period(one.text) for one in line.tokens)
        if len(line.tokens) != count and not fewer:
            return None
        for column, token in zip(columns, line.tokens, strict=False):
            column.append(line.text(token.start, token.end))
    return [put_together(column) for column in columns]


def _over(chunk: Extent, extents: Sequence[Extent]) -> list[int]:
    """The columns that a header's words stand over; the nearest, if they stand beside one."""
    start, end = chunk
    inside = [i for i, (first, last) in enumerate(extents) if start < last and first < end]
    if inside or not extents:
        return inside
    away = [max(first - end, start - last) for first, last in extents]
    nearest = min(range(len(extents)), key=away.__getitem__)
    return [nearest] if away[nearest] <= _NEAR else []


def put_together(parts: Sequence[Text]) -> Text:
    """Words over each other as one text; a hyphen at the end divides a word."""
    text = parts[0]
    for part in parts[1:]:
        divided = text.text.endswith("-") and part.text[:1].islower()
        text = joined([text, part], "" if divided else " ")
    return text
