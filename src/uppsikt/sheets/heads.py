"""Where a table's head stands, and what each column is called.

Titles above the head, and heads in two rows with merged cells, are common in real files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from uppsikt.sheets.book import Sheet
from uppsikt.sheets.cells import Value, displayed

_LOOKED_AT = 30
"""Rows with anything in them that may be the head."""


@dataclass(frozen=True)
class Head:
    """A head of one row or two: its first and last row, and each column's text.

    ``texts`` are as they stand, empty where there is none.
    """

    first: int
    last: int
    texts: tuple[str, ...]


def heads(sheet: Sheet) -> Iterator[Head]:
    """Every row near the top as a head, alone first and then together with the row below."""
    top = list(sheet.rows[:_LOOKED_AT])
    for index, (number, cells) in enumerate(top):
        yield Head(number, number, tuple(_words(cell) for cell in cells))
        if index + 1 < len(top) and top[index + 1][0] == number + 1:
            yield _two(sheet, number, cells, top[index + 1][1])


def _two(sheet: Sheet, number: int, upper: Sequence[Value], lower: Sequence[Value]) -> Head:
    """A head of two rows: a merged cell in the upper one stands over all its columns."""
    width = max(len(upper), len(lower))
    above = [_words(cell) for cell in upper] + [""] * (width - len(upper))
    below = [_words(cell) for cell in lower] + [""] * (width - len(lower))
    for (top, left), (_, right) in sheet.merged:
        if top == number and left < width:
            above[left : right + 1] = [above[left]] * (min(right, width - 1) - left + 1)
    texts = [" ".join(filter(None, pair)) for pair in zip(above, below, strict=True)]
    return Head(number, number + 1, tuple(texts))


def _words(cell: Value) -> str:
    return " ".join(displayed(cell).split())
