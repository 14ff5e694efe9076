"""What is shown and what is hidden, decided in the order in which it is published.

What has been published cannot be taken back, so each step decides only of what is new, and looks
at it together with all that was shown before: a later report then gives no earlier cell away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from typing import Generic

from uppsikt.disclosure import memory
from uppsikt.disclosure.choice import Case, Choice, choose
from uppsikt.disclosure.pieces import Piece, pieces
from uppsikt.disclosure.shares import rows_of_ratio
from uppsikt.disclosure.sums import Key, Row, Sum
from uppsikt.disclosure.told import Record, Told

THRESHOLD = 5
"""Counts below it are not shown, unless they are zero, which is nobody."""


class Release(Generic[Key]):
    """All that is published of some counts, in one step after another.

    Of no hidden count can be computed, from all that is shown, more than an interval as wide as the
    threshold, but of those in `given_away`: what was published before their sums were known left
    too little room, whatever is hidden now.
    """

    def __init__(self, threshold: int = THRESHOLD) -> None:
        self.threshold = threshold
        self.given_away: set[Key] = set()
        self._record: Record[Key] = Record()

    @property
    def hidden(self) -> set[Key]:
        """The keys that are not shown, as they were published last."""
        return {one.key for one in self._record.hidden if one == self._record.now(one.key)}

    @property
    def somebody(self) -> set[Key]:
        """Those not shown that are known to be somebody: most often all that are counts."""
        record = self._record
        return {key for key in self.hidden if record.now(key) in record.people}

    def publish(
        self,
        counts: Mapping[Key, int],
        sums: Sequence[Sum[Key] | Row[Key]] = (),
        *,
        totals: Mapping[Key, int] | None = None,
        unseen: Mapping[Key, int] | None = None,
    ) -> None:
        """Publishes what of the new counts and totals can be shown.

        `counts` are of people, and hidden where small; `totals` follow from them, and are hidden
        only where they would give one away; `unseen` are of people too, and told nowhere, but they
        are not to be computed either where they are small. `sums` may have members from earlier
        steps, and cross: a table's rows and columns, as many ways as it is summed. Counts give way
        before totals, small ones before large; one that is zero is always shown where that leaves
        room enough, so whoever sees one that is hidden knows that it is not.

        What was published before as the same number is as it was, shown or hidden. As another it is
        a correction: both are known, and no small difference between them can be computed.

        Raises NotTrue where a sum does not hold.
        """
        record = self._record
        people = record.take(counts)
        known = set(record.rows)
        also = record.take(totals or {})
        never = record.take(unseen or {})
        new = [*people, *also, *record.corrections(people, self.threshold), *never]
        record.people |= set(people)
        for one in sums:
            record.tie(one.row if isinstance(one, Sum) else one)
        record.hidden |= {one for one in people if 0 < record.values[one] < self.threshold}
        record.hidden |= set(never)
        record.widths |= {one: 0 for one in never if not 0 < record.values[one] < self.threshold}
        touched = {*new, *(one for row in record.rows.keys() - known for _, one in row.terms)}
        self._decide([*people, *also], frozenset(also), touched)

    def tell_ratio(self, part: Key, whole: Key, step: Fraction) -> bool:
        """Whether a share or mean of two that were published can be printed; if so, it is.

        It is printed as whole `step`s: hundredths for whole per cent, a hundred öre for whole
        kronor of an amount that is a total. It cannot be where it would tell too much of a hidden
        count, or where it and an amount that is shown do. Raises KeyError for what was not
        published, ZeroDivisionError for a ratio of nothing, NotTrue for one below zero.
        """
        record = self._record
        ends = record.now(part), record.now(whole)
        ratio = Fraction(record.values[ends[0]], record.values[ends[1]])
        before = dict(record.rows)
        for row in rows_of_ratio(part, whole, ratio, step):
            record.tie(row)
        if record.rows.keys() == before.keys():
            return True
        found = pieces(record.hidden, record.values, list(record.rows))
        touched = [piece for piece in found if not {*ends}.isdisjoint(piece.keys)]
        if any(self._choose(piece, (), frozenset()).weak for piece in touched):
            record.rows = before
            return False
        return True

    def remember(self, name: Callable[[Key], str] = str) -> str:
        """All that was published, as text for `from_memory`. It has the hidden counts too."""
        return memory.as_text(self._record, self.threshold, name)

    @classmethod
    def from_memory(
        cls, text: str, key: Callable[[str], Key], threshold: int = THRESHOLD
    ) -> Release[Key]:
        """A release after all that was published, with what each key is by its name.

        What was hidden keeps the width that it was hidden by. Raises NotAMemory.
        """
        release = cls(threshold)
        release._record = memory.from_text(text, key)
        return release

    def _decide(
        self,
        new: Collection[Told[Key]],
        totals: frozenset[Told[Key]],
        touched: Collection[Told[Key]],
    ) -> None:
        """Hides what is to be hidden of what is new."""
        record = self._record
        free = frozenset(one for one in new if one in totals or record.values[one])
        for piece in pieces(record.hidden | free, record.values, list(record.rows)):
            if set(touched).isdisjoint(piece.keys):
                continue
            choice = self._choose(piece, free, totals)
            if choice.weak:
                choice = self._last_resort(min(choice.weak, key=str), new, totals)
            record.hidden |= choice.hidden
            record.widths |= choice.weak
            self.given_away |= {one.key for one in choice.weak}

    def _choose(
        self,
        piece: Piece[Told[Key]],
        free: Collection[Told[Key]],
        totals: frozenset[Told[Key]],
    ) -> Choice[Told[Key]]:
        record, keys = self._record, frozenset(piece.keys)
        hidden = keys & record.hidden
        return choose(
            Case(
                piece, record.values, record.least(keys), hidden, keys & frozenset(free), totals,
                self.threshold, record.widths,
            )
        )  # fmt: skip

    def _last_resort(
        self, weak: Told[Key], new: Collection[Told[Key]], totals: frozenset[Told[Key]]
    ) -> Choice[Told[Key]]:
        """Hides zeros too, among all that is tied to a weak count: what is hidden may be nobody.

        A total that was shown before its parts can leave less room than that: six in two groups of
        three, each known to be one to five where it is known to be somebody.
        """
        record = self._record
        unknown = record.hidden | set(new)
        found = pieces(unknown, record.values, list(record.rows))
        piece = next(one for one in found if weak in one.keys)
        mine = set(new) & set(piece.keys)
        record.people -= mine
        record.hidden |= {one for one in mine if not record.values[one]}
        return self._choose(piece, mine, totals)
