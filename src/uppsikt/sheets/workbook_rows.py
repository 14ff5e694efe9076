"""A worksheet's cells, with what the quick reader leaves out put where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import islice

import python_calamine as calamine

from uppsikt.sheets.blocks import ROWS, Block, Odd
from uppsikt.sheets.cells import Broken, Value, from_excel
from uppsikt.sheets.look import Scan


@dataclass(frozen=True)
class SheetSource:
    """One worksheet as calamine reads it, and what is told of it beside that."""

    sheet: calamine.CalamineSheet
    scan: Scan

    def rows(self) -> Iterator[Odd]:
        """Number and cells of each row with anything in it."""
        for number, cells in enumerate(self._raw(), 1):
            values = self._typed(number, cells)
            if any(value != "" for value in values):
                yield number, values
        yield from self._below()

    def blocks(self, after: int, width: int) -> Iterator[Block]:
        """The rows after row ``after``; those with special cells are the odd ones."""
        del width  # a workbook's rows all have the sheet's own
        height = max(self._height, 1)
        later = islice(enumerate(self._raw(), 1), after, None)
        while taken := list(islice(later, ROWS)):
            filled = [row for row in taken if row[1].count("") < len(row[1])]
            usual = [row for row in filled if row[0] not in self._special]
            # A row with nothing but a special cell looks empty to calamine.
            typed = (
                (number, self._typed(number, cells))
                for number, cells in taken
                if number in self._special
            )
            yield Block(
                [number for number, _ in usual],
                tuple(zip(*(cells for _, cells in usual), strict=True)),
                taken[-1][0] / height,
                [row for row in typed if any(value != "" for value in row[1])],
            )
        if rest := [row for row in self._below() if row[0] > after]:
            yield Block([], [], 1.0, rest)

    @cached_property
    def _special(self) -> dict[int, set[int]]:
        special: dict[int, set[int]] = {}
        for row, column in (*self.scan.broken, *self.scan.padded):
            special.setdefault(row, set()).add(column)
        return special

    @property
    def _height(self) -> int:
        """The number of the last row that calamine reads."""
        return self.sheet.end[0] + 1 if self.sheet.end else 0

    def _raw(self) -> Iterable[list[object]]:
        """Every row from the first one on, empty cells to the left too."""
        start = self.sheet.start
        if start is None:
            return ()
        before: list[object] = [""] * start[1]
        return (before + cells for cells in self.sheet.iter_rows())

    def _typed(self, number: int, cells: Sequence[object]) -> tuple[Value, ...]:
        values = [from_excel(cell) for cell in cells]
        for column in self._special.get(number, ()):
            values.extend([""] * (column + 1 - len(values)))
            values[column] = _special(values[column], (number, column), self.scan)
        return tuple(values)

    def _below(self) -> Iterator[Odd]:
        """Rows below all values that hold errors alone."""
        for number in sorted(row for row in self._special if row > self._height):
            columns = range(max(self._special[number]) + 1)
            cells = tuple(
                Broken(self.scan.broken[number, column])
                if (number, column) in self.scan.broken
                else ""
                for column in columns
            )
            if any(cell != "" for cell in cells):
                yield number, cells


def _special(value: Value, place: tuple[int, int], scan: Scan) -> Value:
    if place in scan.broken:
        return Broken(scan.broken[place])
    if isinstance(value, Decimal) and value == value.to_integral_value() and value >= 0:
        return f"{int(value):0{scan.padded[place]}d}"
    return value
