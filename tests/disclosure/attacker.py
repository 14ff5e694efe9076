"""Somebody with a solver, who wants to know what is hidden."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from scipy.optimize import linprog

from uppsikt.disclosure import Sum


def attacked(
    values: Mapping[str, int],
    hidden: Collection[str],
    sums: Sequence[Sum[str]],
    somebody: Collection[str] = (),
    below_zero: Collection[str] = (),
) -> dict[str, tuple[float, float]]:
    """What somebody with a solver gets out of the shown counts: least and most of each hidden.

    Nothing here is of the program's own: a count is not negative, one of `somebody` is not zero
    either, one of `below_zero` can be negative, and every sum holds.
    """
    unknown = sorted(hidden)
    bounds = [(None if key in below_zero else int(key in somebody), None) for key in unknown]
    rows, right = [], []
    for one in sums:
        row = np.zeros(len(unknown))
        known = 0.0
        for sign, key in ((-1, one.total), *((1, part) for part in one.parts)):
            if key in hidden:
                row[unknown.index(str(key))] += sign
            else:
                known += sign * values[str(key)]
        rows.append(row)
        right.append(-known)
    found = {}
    for place, key in enumerate(unknown):
        ends = []
        for direction in (1, -1):
            goal = np.zeros(len(unknown))
            goal[place] = direction
            done = linprog(
                goal, A_eq=rows or None, b_eq=right or None, bounds=bounds, method="highs"
            )
            assert done.status in (0, 3), done.message
            ends.append(done.fun * direction if done.status == 0 else direction * -np.inf)
        found[key] = (ends[0], ends[1])
    return found
