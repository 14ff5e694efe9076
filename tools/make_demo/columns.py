"""Exact öre for one published column, such that the rounding rule prints that column and no other.

Each cell gets its printed value plus a small part of a thousand; one cell may be *awkward*, nearer
to its other neighbour, so that rounding every cell by itself leaves the sum off. What is drawn is
checked by :mod:`rounding` and drawn again until it holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .dice import Dice
from .rounding import TKR, Line, Solution, breaks_naive, plain, solve, split, square

INCOME, COST = "intäkt", "kostnad"
Cell = tuple[str, str]  # activity, side


@dataclass(frozen=True)
class Column:
    """What a column shall print, and where its exact values shall lie.

    ``cells``: printed tkr per activity and side. ``income`` and ``cost``: how far, in öre, the
    exact side totals lie from the sums of the printed cells. ``fixed``: exact cells given from
    elsewhere. ``awkward``: öre from the printed value, more than half a thousand.
    """

    name: str
    cells: Mapping[Cell, int]
    income: int
    cost: int
    fixed: Mapping[Cell, int] = field(default_factory=dict)
    awkward: Mapping[Cell, int] = field(default_factory=dict)
    grain: int = 1

    @property
    def activities(self) -> list[str]:
        """Activities in the order of the cells."""
        return list(dict.fromkeys(activity for activity, _ in self.cells))


def draw(column: Column) -> dict[Cell, int]:
    """Exact öre per cell; raises if two hundred draws give nothing that prints as wanted.

    With an awkward cell, rounding every net by itself must leave the sum off.
    """
    for attempt in range(200):
        exact = _attempt(column, Dice(f"{column.name} {attempt}"))
        if exact is None or not prints(column, exact):
            continue
        if not column.awkward or breaks_naive(lines(column, exact)):
            return exact
    raise ValueError(f"{column.name}: no exact values found that print as published")


def _attempt(column: Column, dice: Dice) -> dict[Cell, int] | None:
    exact = dict(column.fixed)
    for side, wanted in ((INCOME, column.income), (COST, column.cost)):
        cells = {cell: n for cell, n in column.cells.items() if cell[1] == side}
        parts: dict[Cell, int] = {}
        left = wanted
        for cell, printed in cells.items():
            if cell in column.fixed:
                left -= column.fixed[cell] - printed * TKR
            elif cell in column.awkward:
                left -= column.awkward[cell]
                exact[cell] = printed * TKR + column.awkward[cell]
            elif printed == 0:
                exact[cell] = 0
            else:
                parts[cell] = dice.between(-18_000, 18_000) // column.grain * column.grain
        settled = _even_out(parts, left, column.grain)
        if settled is None:
            return None
        exact.update({cell: cells[cell] * TKR + part for cell, part in settled.items()})
    return {cell: exact[cell] for cell in column.cells}


def _even_out(parts: dict[Cell, int], wanted: int, grain: int) -> dict[Cell, int] | None:
    """Move all parts alike until they sum to what is wanted; None if that takes one too far."""
    if not parts:
        return parts if wanted == 0 else None
    left = wanted - sum(parts.values())
    for at, cell in enumerate(parts):
        step = left // (len(parts) - at) // grain * grain
        parts[cell] += step
        left -= step
    return parts if left == 0 and all(abs(part) < 42_000 for part in parts.values()) else None


def lines(column: Column, exact: Mapping[Cell, int]) -> list[Line]:
    """The column as lines for the rounding check."""
    return [
        Line(activity, exact.get((activity, INCOME), 0), exact.get((activity, COST), 0))
        for activity in column.activities
    ]


def prints(column: Column, exact: Mapping[Cell, int]) -> bool:
    """Tell if the rounding rule prints the column, whichever way near is measured."""
    book = lines(column, exact)
    sides = tuple(
        (column.cells.get((a, INCOME), 0), column.cells.get((a, COST), 0))
        for a in column.activities
    )
    nets = tuple((income + cost, 0) for income, cost in sides)
    return (
        solve(book, plain) == Solution(sides, 1)
        and solve(book, square) == Solution(sides, 1)
        and tuple((sum(c), 0) for c in solve(book, plain, nets_only=True).cells) == nets
        and solve(book, plain, nets_only=True).ways == 1
    )


def series(name: str, printed: list[int], offset: int, *, awkward: int | None = None) -> list[int]:
    """Exact öre for months whose printed values are given, with a given offset of their sum.

    ``awkward`` is the index of a month that lies nearer to its other neighbour.
    """
    for attempt in range(200):
        dice = Dice(f"{name} {attempt}")
        parts = {("", str(i)): dice.between(-18_000, 18_000) for i in range(len(printed))}
        rest = offset
        if awkward is not None:
            parts.pop(("", str(awkward)))
            rest -= 55_000
        settled = _even_out(parts, rest, 1)
        if settled is None:
            continue
        exact = [n * TKR + settled.get(("", str(i)), 55_000) for i, n in enumerate(printed)]
        if split(sum(printed), exact) == tuple(printed):
            return exact
    raise ValueError(f"{name}: no exact months found that print as published")
