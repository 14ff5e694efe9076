"""What to hide besides, in tables that cross: the cheapest way in which a count could be another.

To leave a count open, something else has to make up for it in every sum that it stands in, and
something for that in turn. The cheapest such change, where what is hidden already costs nothing, is
a linear program; the counts that it changes are those to hide. That is the rule of Kelly, Golden
and Assad (Cell suppression, Networks 22, 1992), with each change paid by the size of the count.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Generic

import highspy
import numpy as np
import numpy.typing as npt

from uppsikt.disclosure.puzzle import Puzzle, Rows, Whole, _run, _solver
from uppsikt.disclosure.sums import Key

UNCHANGED = 1e-6
"""A change so small is none."""


class Patterns(Generic[Key]):
    """The changes of a puzzle's counts, each up or down, that keep every row."""

    def __init__(self, puzzle: Puzzle[Key], costs: Mapping[Key, float]) -> None:
        self.puzzle = puzzle
        self.costs = np.array([costs[key] for key in puzzle.keys])
        count = len(puzzle.keys)
        down = (puzzle.true - puzzle.least).astype(float)
        self.room = np.concatenate([np.full(count, float(puzzle.far)), down])
        self._solver = _solver(_twice(puzzle.rows, puzzle.true), np.zeros(2 * count), self.room)

    def widen(self, key: Key, width: int) -> set[Key]:
        """What to hide for a count that is not as wide as it should be; maybe not enough.

        More is asked for where the cheapest change is one in fractions, which nobody counts in.
        """
        puzzle, at, more = self.puzzle, self.puzzle.place[key], set[Key]()
        below, above = puzzle.true[at] - puzzle.low[at], puzzle.high[at] - puzzle.true[at]
        for further in range(width + 1):
            found = self.cheapest(key, int(width - below) + further, int(width - above) + further)
            more |= set(found or ())
            if found is None or puzzle.is_wide(key, width):
                break
        return more if puzzle.is_wide(key, width) else more | self._both_ways(key, width)

    def _both_ways(self, key: Key, width: int) -> set[Key]:
        """What to hide where a count can be not be so much more or less, but some of each."""
        more = set[Key]()
        for sign in (1, -1):
            for size in range(width, 0, -1):
                found = self.cheapest(key, size if sign > 0 else 0, size if sign < 0 else 0)
                if found is not None:
                    more |= set(found)
                    break
            if self.puzzle.is_wide(key, width):
                break
        return more

    def cheapest(self, key: Key, up: int, down: int) -> Collection[Key] | None:
        """What to hide so that the count can be `up` more or `down` less; None where nothing is.

        What is not above zero is not asked for. What is found is shown to the puzzle, as a filling.
        """
        found = []
        for sign, size in ((1, up), (-1, down)):
            change = self._change(self.puzzle.place[key], sign, size)
            if change is not None:
                new = (np.abs(change) > UNCHANGED) & ~self.puzzle.hidden
                found.append((float((np.abs(change) * self.costs)[new].sum()), -sign, new, change))
        if not found:
            return None
        _, _, new, change = min(found, key=lambda one: one[:2])
        hide = [self.puzzle.keys[at] for at in np.flatnonzero(new)]
        self.puzzle.hide(hide)
        self.puzzle.is_found(self.puzzle.true + np.rint(change).astype(np.int64))
        return hide

    def _change(self, at: int, sign: int, size: int) -> npt.NDArray[np.float64] | None:
        """The cheapest change that has the count so much more (sign 1) or less (sign -1)."""
        count = len(self.puzzle.keys)
        one, other = (at, at + count) if sign > 0 else (at + count, at)
        if not 0 < size <= self.room[one]:
            return None
        costs = np.tile(np.where(self.puzzle.hidden, 0.0, self.costs), 2)
        self._solver.changeColsCost(2 * count, np.arange(2 * count, dtype=np.int32), costs)
        self._solver.changeColBounds(one, float(size), float(self.room[one]))
        self._solver.changeColBounds(other, 0.0, 0.0)
        best = _run(self._solver)
        possible = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        self._solver.changeColBounds(one, 0.0, float(self.room[one]))
        self._solver.changeColBounds(other, 0.0, float(self.room[other]))
        return best[:count] - best[count:] if best is not None and possible else None


def _twice(rows: Rows, true: Whole) -> Rows:
    """The rows for changes from what is true, with a column up and one down for each count."""
    twice = object.__new__(Rows)
    twice.starts = rows.starts * 2
    twice.places = np.stack([rows.places, rows.places + len(true)], axis=1).ravel()
    twice.times = np.stack([rows.times, -rows.times], axis=1).ravel()
    now = rows.at(true)
    twice.low, twice.high = rows.low - now, rows.high - now
    return twice
