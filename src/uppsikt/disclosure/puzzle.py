"""What somebody who wants to know has before him: tables with holes, and a solver.

The solver (HiGHS) counts in floats, so nothing that it says is taken at its word: what it finds is
rounded to whole numbers and tried in whole numbers against every row and bound. Two fillings that
both stand prove that a hidden count is not known closer than they differ. So an interval can be
told too narrow, where the solver fails, but never too wide.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Generic

import highspy
import numpy as np
import numpy.typing as npt

from uppsikt.disclosure.pieces import Piece
from uppsikt.disclosure.sums import Interval, Key

Whole = npt.NDArray[np.int64]

NO_BOUND = 1_000_000
"""A count that can be so much larger than all that is shown has no bound."""

UNBOUNDED = 2**61
"""What no row comes to, whatever its counts are."""

NODES = 500
"""How many branches are tried for whole numbers. Not a time: the same is to be found each time."""


class Puzzle(Generic[Key]):
    """The counts of a piece, of which some are hidden and can be filled in otherwise.

    `low` and `high` are, for each count, the least and the most of the fillings that have been
    found to stand; the true values are one.
    """

    def __init__(
        self, piece: Piece[Key], values: Mapping[Key, int], least: Mapping[Key, int | None]
    ) -> None:
        self.keys = piece.keys
        self.place = {key: at for at, key in enumerate(piece.keys)}
        self.true: Whole = np.array([values[key] for key in piece.keys], dtype=np.int64)
        self.far = NO_BOUND + 2 * int(np.abs(self.true).sum())
        self.rows = Rows(piece, self.place)
        self.least: Whole = np.array(
            [-self.far if (one := least[key]) is None else one for key in piece.keys],
            dtype=np.int64,
        )
        self.hidden = np.zeros(len(self.keys), dtype=bool)
        self.low, self.high = self.true.copy(), self.true.copy()
        self._fillings = [self.true]
        self._lowest = np.zeros(len(self.keys), dtype=np.int64)
        self._highest = np.zeros(len(self.keys), dtype=np.int64)
        self._solver = _solver(self.rows, self.true.astype(float), self.true.astype(float))

    def hide(self, keys: Collection[Key]) -> None:
        """Lets counts be filled in otherwise than they are."""
        for at in sorted(self.place[key] for key in keys):
            self.hidden[at] = True
            self._solver.changeColBounds(at, float(self.least[at]), float(self.far))

    def is_wide(self, key: Key, width: int) -> bool:
        """Whether fillings are found of which the most has `width` more than the least."""
        at = self.place[key]
        for sign in (-1, 1):
            if self.high[at] - self.low[at] >= width:
                return True
            self._search(at, sign)
        return bool(self.high[at] - self.low[at] >= width)

    def width(self, key: Key) -> int:
        """How much more the most is than the least, of the fillings that have been found."""
        return int(self.high[self.place[key]] - self.low[self.place[key]])

    def interval(self, key: Key) -> Interval:
        """All that can be known of a count."""
        at = self.place[key]
        for sign in (-1, 1):
            self._search(at, sign)
        least, most = int(self.low[at]), int(self.high[at])
        return Interval(
            None if least <= -NO_BOUND else least,
            None if most - int(self.true[at]) >= NO_BOUND else most,
        )

    def is_found(self, filling: Whole) -> bool:
        """Whether a filling stands; if it does, it is remembered."""
        stands = (
            self.rows.hold(filling)
            and bool((filling >= np.where(self.hidden, self.least, self.true)).all())
            and bool((filling[~self.hidden] == self.true[~self.hidden]).all())
        )
        if stands:
            lower, higher = filling < self.low, filling > self.high
            if lower.any() or higher.any():
                self._fillings.append(filling)
                self._lowest[lower] = self._highest[higher] = len(self._fillings) - 1
                self.low = np.minimum(self.low, filling)
                self.high = np.maximum(self.high, filling)
        return stands

    def show(self, key: Key, wanted: Callable[[Key], int], rest: Collection[Key]) -> Key | None:
        """Shows a hidden count again if all of the rest stay as wide as wanted.

        If not, it stays hidden, and the first that would be known too closely is returned.
        """
        at = self.place[key]
        before = self.low, self.high, self._lowest.copy(), self._highest.copy(), self.hidden.copy()
        self._show(at)
        for one in rest:
            if not self.is_wide(one, wanted(one)):
                self.low, self.high, self._lowest, self._highest, self.hidden = before
                self._solver.changeColBounds(at, float(self.least[at]), float(self.far))
                return one
        return None

    def _show(self, at: int) -> None:
        """Takes a count as shown, and forgets the fillings that fill it in otherwise."""
        self.hidden[at] = False
        self._solver.changeColBounds(at, float(self.true[at]), float(self.true[at]))
        wrong = np.array([one[at] != self.true[at] for one in self._fillings])
        self._lowest = np.where(wrong[self._lowest], 0, self._lowest)
        self._highest = np.where(wrong[self._highest], 0, self._highest)
        every, fillings = np.arange(len(self.keys)), np.array(self._fillings)
        self.low, self.high = fillings[self._lowest, every], fillings[self._highest, every]

    def _search(self, at: int, sign: int) -> None:
        """Fills in with the least (sign 1) or the most (sign -1) of one count."""
        self._solver.changeColCost(at, float(sign))
        best = _run(self._solver)
        if best is not None and not self.is_found(np.rint(best).astype(np.int64)):
            self._in_whole_numbers()
        self._solver.changeColCost(at, 0.0)

    def _in_whole_numbers(self) -> None:
        """Solves once more, with whole numbers alone."""
        every = np.arange(len(self.keys), dtype=np.int32)
        for kind in (highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous):
            self._solver.changeColsIntegrality(
                len(every), every, np.full(len(every), kind.value, dtype=np.uint8)
            )
            if kind is highspy.HighsVarType.kInteger:
                best = _run(self._solver)
                if best is not None:
                    self.is_found(np.rint(best).astype(np.int64))


class Rows:
    """The rows of a piece as a sparse matrix of whole numbers."""

    def __init__(self, piece: Piece[Any], place: Mapping[Any, int]) -> None:
        terms = [row.terms for row in piece.rows]
        self.starts = np.cumsum([0, *(len(one) for one in terms)])[:-1].astype(np.int32)
        self.places = np.array([place[key] for one in terms for _, key in one], dtype=np.int32)
        self.times = np.array([times for one in terms for times, _ in one], dtype=np.int64)
        self.low = np.array(
            [-UNBOUNDED if r.low is None else r.low for r in piece.rows], dtype=np.int64
        )
        self.high = np.array(
            [UNBOUNDED if r.high is None else r.high for r in piece.rows], dtype=np.int64
        )

    def at(self, filling: Whole) -> Whole:
        """What each row comes to."""
        if not len(self.starts):
            return np.zeros(0, dtype=np.int64)
        return np.add.reduceat(self.times * filling[self.places], self.starts)

    def hold(self, filling: Whole) -> bool:
        """Whether every row comes to what it should."""
        come_to = self.at(filling)
        return bool(((self.low <= come_to) & (come_to <= self.high)).all())


def _solver(
    rows: Rows, lower: npt.NDArray[np.float64], upper: npt.NDArray[np.float64]
) -> highspy.Highs:
    """A solver of the rows, in one thread and without a word."""
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(lower), len(rows.starts)
    model.col_cost_ = np.zeros(len(lower))
    model.col_lower_, model.col_upper_ = lower, upper
    model.row_lower_, model.row_upper_ = _ends(rows.low), _ends(rows.high)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.append(rows.starts, len(rows.places)).astype(np.int32)
    model.a_matrix_.index_ = rows.places
    model.a_matrix_.value_ = rows.times.astype(float)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (
        ("output_flag", False), ("threads", 1), ("random_seed", 0), ("mip_max_nodes", NODES),
        ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5),
    ):  # fmt: skip
        solver.setOptionValue(option, value)
    solver.passModel(model)
    return solver


def _ends(of: Whole) -> npt.NDArray[np.float64]:
    """The ends of rows as the solver takes them, without a bound where there is none."""
    ends = of.astype(float)
    ends[of >= UNBOUNDED // 2], ends[of <= -UNBOUNDED // 2] = np.inf, -np.inf
    return ends


def _run(solver: highspy.Highs) -> npt.NDArray[np.float64] | None:
    """The best values that were found, if any were."""
    solver.run()
    if not solver.getSolution().value_valid:
        return None
    return np.array(solver.getSolution().col_value)
