"""What more to hide, so that nothing hidden is known too closely: one piece at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic

from uppsikt.disclosure.intervals import known
from uppsikt.disclosure.pieces import Piece
from uppsikt.disclosure.sums import Interval, Key

if TYPE_CHECKING:
    from uppsikt.disclosure.puzzle import Puzzle


@dataclass(frozen=True)
class Case(Generic[Key]):
    """A piece in which some counts are hidden, and others can be.

    `free` are the counts that may be hidden: they are shown for the first time now. Of them
    `totals` are the last to give way. A hidden one is to be as wide as `widths` says of it, or else
    `width`.
    """

    piece: Piece[Key]
    values: Mapping[Key, int]
    least: Mapping[Key, int | None]
    hidden: frozenset[Key]
    free: frozenset[Key]
    totals: frozenset[Key]
    width: int
    widths: Mapping[Key, int] = field(default_factory=dict)

    def wanted(self, key: Key) -> int:
        """How wide a count is to be, if it is hidden."""
        return self.widths.get(key, self.width)

    def order(self, keys: Collection[Key]) -> list[Key]:
        """Counts in the order in which they give way: before totals, and small before large."""
        return sorted(keys, key=lambda key: (key in self.totals, self.values[key], str(key)))


@dataclass(frozen=True)
class Choice(Generic[Key]):
    """What is hidden, and what of that is known too closely all the same: how closely."""

    hidden: frozenset[Key]
    weak: Mapping[Key, int] = field(default_factory=dict)


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
    return Choice(frozenset(hidden), {k: _width(case, hidden, k) for k in _weak(case, hidden)})


def _weak(case: Case[Key], hidden: Collection[Key]) -> list[Key]:
    """The hidden counts of which too much can be computed."""
    found = _known(case, hidden)
    return case.order(
        [key for key, one in found.items() if not one.is_as_wide_as(case.wanted(key))]
    )


def _next(case: Case[Key], hidden: set[Key], weak: Key) -> Key | None:
    """What to hide for a weak count: what alone is enough, else what is of most help."""
    shown = case.order(case.free & _tied(case, hidden, weak) - hidden)
    widths = [(_width(case, hidden | {key}, weak), key) for key in shown]
    enough = next((key for width, key in widths if width >= case.wanted(weak)), None)
    if enough is not None or not widths:
        return enough
    return max(widths, key=lambda pair: pair[0])[1]


def _width(case: Case[Key], hidden: Collection[Key], weak: Key) -> int:
    """How wide the weak count's interval is; cut at what is asked for."""
    one = _known(case, hidden)[weak]
    if one.least is None or one.most is None:
        return case.wanted(weak)
    return min(one.most - one.least, case.wanted(weak))


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
    while (key := _too_close(case, puzzle, case.order(hidden - weak))) is not None:
        hidden |= patterns.widen(key, case.wanted(key))
        if not puzzle.is_wide(key, case.wanted(key)):
            weak.add(key)
    shown = _not_needed(case, puzzle, hidden, weak)
    return Choice(frozenset(hidden - shown), {key: puzzle.width(key) for key in weak})


def _too_close(case: Case[Key], puzzle: Puzzle[Key], keys: Sequence[Key]) -> Key | None:
    """The first of which too much can be computed."""
    return next((key for key in keys if not puzzle.is_wide(key, case.wanted(key))), None)


def _not_needed(
    case: Case[Key], puzzle: Puzzle[Key], hidden: Collection[Key], weak: Collection[Key]
) -> set[Key]:
    """What can be shown again, the largest first, each beside those before it.

    What one was needed for the next is most often needed for too, and is tried first.
    """
    shown, needed_for = set[Key](), list[Key]()
    for key in reversed(case.order([one for one in hidden if one not in case.hidden])):
        rest = [k for k in case.order(hidden) if k not in weak and k not in shown and k != key]
        first = [k for k in needed_for if k != key]
        stopped_by = puzzle.show(key, case.wanted, [*first, *rest])
        if stopped_by is None:
            shown.add(key)
            needed_for = [k for k in needed_for if k != key]
        elif stopped_by not in needed_for:
            needed_for.insert(0, stopped_by)
    return shown


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
