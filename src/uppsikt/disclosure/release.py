"""What is shown and what is hidden, decided in the order in which it is published.

What has been published cannot be taken back, so each step decides only of what is new, and looks
at it together with all that was shown before: a later report then gives no earlier cell away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Generic

from uppsikt.disclosure.choice import Case, Choice, choose
from uppsikt.disclosure.pieces import Piece, pieces
from uppsikt.disclosure.sums import Key, Row, Sum

THRESHOLD = 5
"""Counts below it are not shown, unless they are zero, which is nobody."""


class Release(Generic[Key]):
    """All that is published of some counts, in one step after another.

    `hidden` are the keys that are not shown. Of none of them can be computed, from all that is
    shown, more than an interval as wide as the threshold, but of those in `given_away`: what was
    published before their sums were known left too little room, whatever is hidden now.
    """

    def __init__(self, threshold: int = THRESHOLD) -> None:
        self.threshold = threshold
        self.hidden: set[Key] = set()
        self.given_away: set[Key] = set()
        self._values: dict[Key, int] = {}
        self._people: set[Key] = set()
        self._rows: list[Row[Key]] = []

    def publish(
        self,
        counts: Mapping[Key, int],
        sums: Sequence[Sum[Key] | Row[Key]] = (),
        *,
        totals: Mapping[Key, int] | None = None,
    ) -> None:
        """Publishes what of the new counts and totals can be shown.

        `counts` are of people, and hidden where small; `totals` follow from them, and are hidden
        only where they would give one away. `sums` may have members from earlier steps, and cross:
        a table's rows and columns, as many ways as it is summed. Counts give way before totals,
        small ones before large; one that is zero is always shown where that leaves room enough, so
        whoever sees one that is hidden knows that it is not.
        """
        new = {**counts, **(totals or {})}
        self._values |= new
        self._people |= set(counts)
        first_row = len(self._rows)
        self._rows += [one.row if isinstance(one, Sum) else one for one in sums]
        self.hidden |= {key for key, value in counts.items() if 0 < value < self.threshold}
        self._decide(new, frozenset(totals or {}), first_row)

    def _decide(self, new: Collection[Key], totals: frozenset[Key], first_row: int) -> None:
        """Hides what is to be hidden of what is new."""
        free = frozenset(key for key in new if key in totals or self._values[key])
        touched = {*new, *(key for row in self._rows[first_row:] for _, key in row.terms)}
        for piece in pieces(self.hidden | free, self._values, self._rows):
            if touched.isdisjoint(piece.keys):
                continue
            choice = self._choose(piece, free, totals)
            if choice.weak:
                choice = self._last_resort(min(choice.weak, key=str), new, totals)
            self.hidden |= choice.hidden
            self.given_away |= choice.weak

    def _choose(
        self, piece: Piece[Key], free: Collection[Key], totals: frozenset[Key]
    ) -> Choice[Key]:
        keys = frozenset(piece.keys)
        least = {key: int(key in self._people) for key in keys}
        hidden, free = keys & self.hidden, keys & frozenset(free)
        return choose(Case(piece, self._values, least, hidden, free, totals, self.threshold))

    def _last_resort(self, weak: Key, new: Collection[Key], totals: frozenset[Key]) -> Choice[Key]:
        """Hides zeros too, among all that is tied to a weak count: what is hidden may be nobody.

        A total that was shown before its parts can leave less room than that: six in two groups of
        three, each known to be one to five where it is known to be somebody.
        """
        unknown = self.hidden | set(new)
        piece = next(p for p in pieces(unknown, self._values, self._rows) if weak in p.keys)
        mine = set(new) & set(piece.keys)
        self._people -= mine
        self.hidden |= {key for key in mine if not self._values[key]}
        return self._choose(piece, mine, totals)
