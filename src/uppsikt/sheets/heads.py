"""Where a table's head stands, and what each column is called.

Titles above the head, and heads in two rows with merged cells, are common in real files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from uppsikt.sheets.book import Sheet
from uppsikt.sheets.cells import Value, displayed

_LOOKED_AT = 30
"""Rows with anything in them that may be the head."""


@dataclass(frozen=True)
class Head:
    """A head of one row or two: its first and last row, and each column's text.

    ``texts`` are as they stand, empty where there is none. ``names`` tell two equal ones apart:
    ``Belopp``, ``Belopp (2)``.
    """

    first: int
    last: int
    texts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The texts made unique, in order; empty where there is none."""
        seen: dict[str, int] = {}
        names = []
        for text in self.texts:
            key = text.casefold()
            seen[key] = seen.get(key, 0) + 1
            names.append(f"{text} ({seen[key]})" if text and seen[key] > 1 else text)
        return tuple(names)

    @property
    def filled(self) -> int:
        """How many columns have a head."""
        return sum(1 for text in self.texts if text)


def heads(sheet: Sheet) -> Iterator[Head]:
    """Every row near the top as a head, alone first and then together with the row below."""
    top = list(sheet.rows[:_LOOKED_AT])
    for index, (number, cells) in enumerate(top):
        yield Head(number, number, tuple(_words(cell) for cell in cells))
        if index + 1 < len(top) and top[index + 1][0] == number + 1:
            yield _two(sheet, number, cells, top[index + 1][1])


def likeliest(sheet: Sheet) -> Head | None:
    """The head of a sheet that nobody has told us of: the first row that is full of words.

    The one with the most columns named of those where no cell is a number; None without rows.
    """
    found = [head for head in heads(sheet) if head.first == head.last]
    rows = dict(sheet.rows[: _LOOKED_AT + 1])
    words = [head for head in found if all(isinstance(cell, str) for cell in rows[head.last])]
    if not words:
        return found[0] if found else None
    best = max(words, key=lambda head: (head.filled, -head.first))
    for upper in (best.first - 1, best.first):  # with the row above, or the row below
        if upper in rows and _stands_over(sheet, upper, rows):
            return _two(sheet, upper, rows[upper], rows[upper + 1])
    return best


def _stands_over(sheet: Sheet, number: int, rows: Mapping[int, Sequence[Value]]) -> bool:
    """Whether a merged cell of the row stands over several heads of words in the row below.

    A single cell in its row is a title.
    """
    below = rows.get(number + 1, ())
    wide = any(start[0] == number == end[0] and start[1] < end[1] for start, end in sheet.merged)
    several = sum(1 for cell in rows[number] if cell != "") > 1
    return bool(below) and wide and several and all(isinstance(cell, str) for cell in below)


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
