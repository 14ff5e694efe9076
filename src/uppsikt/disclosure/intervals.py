"""What somebody can compute of hidden counts from those that are shown, in whole numbers.

Whoever sees a table knows the least that each count can be (zero is always shown, so one that is
hidden is of somebody), and that sums hold. Where sums form a tree, bounds are passed on; where
tables cross, so that rows and columns are both summed, a solver looks for the least and the most.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from uppsikt.disclosure.pieces import Piece, pieces
from uppsikt.disclosure.sums import Interval, Key, Row, Sum
from uppsikt.disclosure.trees import intervals_of_tree


def intervals(
    values: Mapping[Key, int],
    hidden: Collection[Key],
    sums: Sequence[Sum[Key] | Row[Key]],
    somebody: Collection[Key] = (),
) -> dict[Key, Interval]:
    """What can be known of each hidden count, from all others and the sums.

    Those of `somebody` are known not to be zero, and others not to be negative. What is known
    otherwise, as that one count is at most another, is a `Row`. `values` has the hidden too: no
    interval is told without room for what is true.
    """
    rows = [one.row if isinstance(one, Sum) else one for one in sums]
    return known(values, hidden, rows, {key: int(key in somebody) for key in hidden})


def known(
    values: Mapping[Key, int],
    hidden: Collection[Key],
    rows: Sequence[Row[Key]],
    least: Mapping[Key, int | None],
) -> dict[Key, Interval]:
    """The same, of rows, where each hidden count has its own least; None is no bound."""
    found: dict[Key, Interval] = {}
    for piece in pieces(hidden, values, rows):
        found |= _of_piece(piece, values, least)
    return found


def _of_piece(
    piece: Piece[Key], values: Mapping[Key, int], least: Mapping[Key, int | None]
) -> dict[Key, Interval]:
    if piece.is_tree:
        return intervals_of_tree(piece, least)
    from uppsikt.disclosure.puzzle import Puzzle  # noqa: PLC0415 - tables that cross are few

    puzzle = Puzzle(piece, values, least)
    puzzle.hide(piece.keys)
    return {key: puzzle.interval(key) for key in piece.keys}
