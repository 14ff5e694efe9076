"""What more to hide, so that nothing hidden is known too closely: one piece at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Generic

from uppsikt.disclosure.intervals import known
from uppsikt.disclosure.pieces import Piece
from uppsikt.disclosure.sums import Interval, Key


@dataclass(frozen=True)
class Case(Generic[Key]):
    """A piece in which some counts are hidden, and others can be.

    `free` are the counts that may be hidden: they are shown for the first time now. Of them
    `totals` are the last to give way. Every hidden one is to be `width` wide.
    """

    piece: Piece[Key]
    values: Mapping[Key, int]
    least: Mapping[Key, int | None]
    hidden: frozenset[Key]
    free: frozenset[Key]
    totals: frozenset[Key]
    width: int

    def order(self, keys: Collection[Key]) -> list[Key]:
        """Counts in the order in which they give way: before totals, and small before large."""
        return sorted(keys, key=lambda key: (key in self.totals, self.values[key], str(key)))


@dataclass(frozen=True)
class Choice(Generic[Key]):
    """What is hidden, and of that what is known too closely all the same."""

    hidden: frozenset[Key]
    weak: frozenset[Key] = frozenset()


def choose(case: Case[Key]) -> Choice[Key]:
    """What is to be hidden of a piece, so that all of it is as wide as it should be."""
    if not case.hidden:
        return Choice(case.hidden)
    return _in_tree(case) if case.piece.is_tree else _in_tables(case)


def _in_tree(case: Case[Key]) -> Choice[Key]:
    """For the weakest count what alone is enough, else what is of most help, until none is weak."""
    hidden, given_up = set(case.hidden), set[Key]()
    while weak := [key for key in _weak(case, hidden) if key not in given_up]:
        more = _next(case, hidden, weak[0])
        if more is None:
            given_up.add(weak[0])
        else:
            hidden.add(more)
    return Choice(frozenset(hidden), frozenset(_weak(case, hidden)))


def _weak(case: Case[Key], hidden: Collection[Key]) -> list[Key]:
    """The hidden counts of which too much can be computed."""
    found = _known(case, hidden)
    return case.order([key for key, one in found.items() if not one.is_as_wide_as(case.width)])


def _next(case: Case[Key], hidden: set[Key], weak: Key) -> Key | None:
    """What to hide for a weak count: what alone is enough, else what is of most help."""
    shown = case.order(case.free & _tied(case, hidden, weak) - hidden)
    widths = [(_width(case, hidden | {key}, weak), key) for key in shown]
    enough = next((key for width, key in widths if width >= case.width), None)
    if enough is not None or not widths:
        return enough
    return max(widths, key=lambda pair: pair[0])[1]


def _width(case: Case[Key], hidden: Collection[Key], weak: Key) -> int:
    """How wide the weak count's interval is; cut at what is asked for."""
    one = _known(case, hidden)[weak]
    if one.least is None or one.most is None:
        return case.width
    return min(one.most - one.least, case.width)


def _known(case: Case[Key], hidden: Collection[Key]) -> dict[Key, Interval]:
    return known(case.values, hidden, case.piece.rows, case.least)


def _tied(case: Case[Key], hidden: Collection[Key], weak: Key) -> set[Key]:
    """All members of the sums that a count is tied to by way of hidden ones."""
    tied, found = {weak}, {weak}
    while tied:
        tied = {
            key
            for members in ({key for _, key in row.terms} for row in case.piece.rows)
            if tied & members & set(hidden)
            for key in members
            if key not in found
        }
        found |= tied
    return found


def _in_tables(case: Case[Key]) -> Choice[Key]:
    """The cheapest pattern for each weak count, and then shown again what is not needed."""
    from uppsikt.disclosure.patterns import Patterns  # noqa: PLC0415 - tables that cross are few
    from uppsikt.disclosure.puzzle import Puzzle  # noqa: PLC0415

    puzzle = Puzzle(case.piece, case.values, case.least)
    puzzle.hide(case.hidden)
    patterns = Patterns(puzzle, _costs(case))
    hidden, weak = set(case.hidden), set[Key]()
    while todo := [k for k in case.order(hidden - weak) if not puzzle.is_wide(k, case.width)]:
        more = patterns.widen(todo[0], case.width)
        hidden |= more
        if not puzzle.is_wide(todo[0], case.width):
            weak.add(todo[0])
    for key in reversed(case.order(hidden - case.hidden)):
        if puzzle.can_show(key, case.width, case.order(hidden - weak - {key})):
            hidden.remove(key)
    return Choice(frozenset(hidden), frozenset(weak))


def _costs(case: Case[Key]) -> dict[Key, float]:
    """What it costs to change a count by one: its size, and for a total more than all counts.

    No two cost the same, so that which way is the cheapest does not hang on the solver.
    """
    order = case.order(case.piece.keys)
    all_counts = sum(abs(case.values[key]) for key in order if key not in case.totals)
    return {
        key: 1 + abs(case.values[key]) + (all_counts if key in case.totals else 0) + at / len(order)
        for at, key in enumerate(order)
    }
