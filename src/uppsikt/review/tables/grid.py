"""A table as exact values with what its rows and columns are: the ground of rules on tables."""

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache

from uppsikt.figures import (
    HARD_SPACE,
    Exact,
    Figure,
    Name,
    Period,
    Subject,
    Unit,
    What,
    number,
    tidy,
)
from uppsikt.reading import Cell, Number, Table
from uppsikt.review import words
from uppsikt.review.lexicon.vocabulary import Role, is_sum, month, role, sign
from uppsikt.review.model import Mark, Place
from uppsikt.review.printed import exact
from uppsikt.review.tables.columns import Meaning, meanings, unit_of

_MEASURED = re.compile(
    r"årsarb|heltid|tjänst|timm|medel|snitt|dygn|helår|plats|fte|vakans|volym|avrund|cirka|tusen"
)
_NO_ENTRY = "ingen post"
"""What our own pages say to a screen reader where a dash is printed."""

Spot = tuple[int, int]
"""A cell: row and column, from 0."""


@dataclass(frozen=True, slots=True)
class Held:
    """The value of one cell: exact in base units, its unit, and how far the truth may lie.

    ``stated`` tells whether the document says the unit; if not, the unit is a bare number's.
    """

    value: Exact
    unit: Unit
    half: Exact
    stated: bool
    number: Number


class Grid:
    """One table: its values by row and column, and what its rows and columns are."""

    def __init__(
        self, file: int, table: Table, period: Period | None = None, *, nudged: bool = False
    ) -> None:
        """``nudged`` says that the document's counts are changed at random against disclosure."""
        self.file = file
        self._nudged = nudged
        self.table = table
        self.meanings: tuple[Meaning, ...] = _with_units(table, meanings(table, period))
        self.roles: tuple[Role, ...] = tuple(role(row.label.text) for row in table.rows)
        self.sums: tuple[bool, ...] = tuple(is_sum(row.label.text) for row in table.rows)
        self._held = [
            [self._hold(row, column) for column in range(len(table.columns))]
            for row in range(len(table.rows))
        ]

    def with_row(self, row: int, cells: tuple[Cell, ...]) -> "Grid":
        """The same table with one row split into other cells."""
        other = copy(self)
        rows = list(self.table.rows)
        rows[row] = replace(rows[row], cells=cells)
        other.table = replace(self.table, rows=tuple(rows))
        other._held = [*self._held]
        other._held[row] = [other._hold(row, column) for column in self.columns]
        return other

    @property
    def rows(self) -> range:
        """The rows, from 0."""
        return range(len(self.table.rows))

    @property
    def columns(self) -> range:
        """The columns, from 0."""
        return range(len(self.table.columns))

    def at(self, spot: Spot) -> Held | None:
        """The value of a cell; None if it holds none."""
        return self._held[spot[0]][spot[1]]

    def blank(self, spot: Spot) -> bool:
        """Whether a cell is empty, a dash or ``ingen post``: that there is nothing to add."""
        cell = self._cell(spot)
        if cell is None:
            return True
        text = cell.text.text.strip().casefold()
        return cell.number is None and (text == _NO_ENTRY or not any(map(str.isalnum, text)))

    def label(self, row: int) -> str:
        """A row's label, with the section it stands under if it only names a side."""
        one = self.table.rows[row]
        text = " ".join(one.label.text.split()).rstrip(" :")
        section = one.under[-1].text.strip(" :") if one.under else ""
        short = self.roles[row] in (Role.INCOME, Role.COST, Role.NET, Role.TOTAL)
        return f"{section}, {text}" if section and short else text or "raden"

    def head(self, column: int) -> str:
        """A column's head in one line; its number where it has none."""
        return self._heads[column]

    @cached_property
    def _heads(self) -> tuple[str, ...]:
        texts = (" ".join(column.text.split()) for column in self.table.columns)
        return tuple(text or f"kolumn {place}" for place, text in enumerate(texts, start=1))

    @cached_property
    def _measured(self) -> tuple[frozenset[int], frozenset[int]]:
        """The rows and the columns that are measured rather than counted, by their words."""
        if any(_is_measured(text.text) for text in (self.table.corner, self.table.title)):
            return frozenset(self.rows), frozenset()
        rows = (row for row in self.rows if _is_measured(self.table.rows[row].label.text))
        return frozenset(rows), frozenset(
            one for one in self.columns if _is_measured(self.head(one))
        )

    def where(self, spot: Spot) -> str:
        """The words that tell a reader which cell it is: ``Rad, Kolumn``."""
        return f"{self.label(spot[0])}, {self.head(spot[1])}"

    def place(self, spot: Spot) -> Place:
        """Where the cell's number is printed."""
        held = self.at(spot)
        return Place(self.file, held.number.spans if held else ())

    def mark(self, spot: Spot) -> Mark:
        """The cell as a mark: its row and column in words, and the number at stake."""
        held = self.at(spot)
        before = words.before(self.where(spot))
        text = held.number.text if held else ""
        return Mark(self.place(spot), before + text, (len(before), len(before) + len(text)))

    def text(self, value: Exact, like: Held) -> str:
        """A value as the cells like that one are printed: decimals and unit."""
        decimals = max(0, -_exponent(like.number))
        scaled = Fraction(value) / Fraction(like.unit.factor)
        if (scaled * 10**decimals).denominator != 1:
            decimals += 2 if like.unit is Unit.PERCENT else 1
        printed = number(scaled, decimals)
        return printed + HARD_SPACE + like.unit.symbol if like.stated else printed

    @cached_property
    def series(self) -> bool:
        """Whether the rows are months, which have rules of their own."""
        named = sum(1 for row in self.table.rows if month(row.label.text.split(" ")[0]))
        return named >= 3

    def section(self, row: int) -> tuple[str, ...]:
        """The groups that a row stands under, outermost first."""
        return tuple(text.text for text in self.table.rows[row].under)

    def _cell(self, spot: Spot) -> Cell | None:
        cells = self.table.rows[spot[0]].cells
        return cells[spot[1]] if spot[1] < len(cells) else None

    def _hold(self, row: int, column: int) -> Held | None:
        cell = self._cell((row, column))
        if cell is None or cell.number is None:
            return None
        return self.hold((row, column), self.unit_at((row, column)))

    def hold(self, spot: Spot, unit: Unit | None) -> Held | None:
        """The value of a cell in a unit; a count of whole things is exact, anything else rounded.

        A count is printed in full, so one that is one off is wrong. What is measured rather than
        counted (full-time posts, hours, means) and statistics that are nudged are as inexact as
        any printed number.
        """
        cell = self._cell(spot)
        held = hold(cell.number, unit) if cell and cell.number else None
        if held is not None and held.value > 0 and sign(self.table.rows[spot[0]].label.text) < 0:
            held = replace(held, value=tidy(-held.value))
        if held is None or unit is not Unit.COUNT or self._nudged or held.number.amount.step != 1:
            return held
        rows, columns = self._measured
        measured = spot[0] in rows or spot[1] in columns
        return held if measured else replace(held, half=0)

    def unit_at(self, spot: Spot) -> Unit | None:
        """The unit that number, head, label or table say of a cell; None if none of them does."""
        cell = self._cell(spot)
        if cell and cell.number and cell.number.amount.unit:
            return cell.number.amount.unit
        own = self.meanings[spot[1]].unit
        if own is None and self.roles[spot[0]] is Role.SHARE:
            return Unit.PERCENT
        return own or unit_of(self.table.rows[spot[0]].label.text) or self.table.unit


def _is_measured(text: str) -> bool:
    return _MEASURED.search(text.casefold()) is not None


def _with_units(table: Table, found: Sequence[Meaning]) -> tuple[Meaning, ...]:
    """The meanings, where a column whose cells say per cent and whose head does not is one."""
    known = list(found)
    for column, one in enumerate(found):
        numbers = [row.cells[column].number for row in table.rows if column < len(row.cells)]
        printed = [number.amount.unit for number in numbers if number]
        if printed and printed.count(Unit.PERCENT) * 2 > len(printed) and one.unit is None:
            known[column] = replace(one, unit=Unit.PERCENT, additive=False)
    return tuple(known)


def hold(printed: Number, unit: Unit | None) -> Held | None:
    """A printed number as an exact value with its half step; None if it has no exact value."""
    found = exact(printed, unit)
    if found is None:
        return None
    value, half, used, stated = found
    return Held(value, used, half, stated, printed)


@lru_cache(maxsize=5_000)
def line_name(line: str) -> Name:
    """The name of a row's or column's figure while a table is held against itself."""
    return Name(What.ACTUAL, Subject("tabellen", line), Period.whole_year(2000))


def as_figure(held: Held, name: Name, source: str, *, turned: bool = False) -> Figure:
    """A cell's value as a stated figure; turned where the table prints the opposite sign."""
    value = tidy(-held.value) if turned else held.value
    return Figure(name, value, held.unit, source, held.half)


def same_unit(cells: Sequence[Held]) -> bool:
    """Whether the cells are all in one unit, so that they can be added."""
    return len({held.unit for held in cells}) <= 1


def _exponent(printed: Number) -> int:
    exponent = printed.amount.step.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
