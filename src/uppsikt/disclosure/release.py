"""What is shown and what is hidden, decided in the order in which it is published.

What has been published cannot be taken back, so each step decides only of what is new, and looks
at it together with all that was shown before: a later report then gives no earlier cell away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Generic

from uppsikt.disclosure.intervals import Interval, Key, Sum, intervals

THRESHOLD = 5
"""Counts below it are not shown, unless they are zero, which is nobody."""


class Release(Generic[Key]):
    """All that is published of some counts, in one step after another.

    `hidden` are the keys that are not shown. Of none of them can be computed, from all that is
    shown, more than an interval as wide as the threshold.
    """

    def __init__(self, threshold: int = THRESHOLD) -> None:
        self.threshold = threshold
        self.hidden: set[Key] = set()
        self._values: dict[Key, int] = {}
        self._people: set[Key] = set()
        self._sums: list[Sum[Key]] = []

    def publish(
        self,
        counts: Mapping[Key, int],
        sums: Sequence[Sum[Key]] = (),
        *,
        totals: Mapping[Key, int] | None = None,
    ) -> None:
        """Publishes what of the new counts and totals can be shown.

        `counts` are of people, and hidden where small; `totals` follow from them, and are hidden
        only where they would give one away. `sums` may have members from earlier steps. Counts
        give way before totals, small ones before large; one that is zero is always shown, so
        whoever sees one that is hidden knows that it is not. Raises TablesCross.
        """
        new = {**counts, **(totals or {})}
        self._values |= new
        self._people |= set(counts)
        self._sums += sums
        self.hidden |= {key for key, value in counts.items() if 0 < value < self.threshold}
        while (weak := self._weakest()) is not None:
            self.hidden.add(self._next(weak, new, totals or {}))

    def _weakest(self) -> Key | None:
        """A hidden count of which too much can be computed, if there is any."""
        known = self._known(self.hidden)
        weak = [key for key, one in known.items() if not one.is_as_wide_as(self.threshold)]
        return min(weak, key=lambda key: (self._values[key], str(key)), default=None)

    def _next(self, weak: Key, new: Collection[Key], totals: Collection[Key]) -> Key:
        """What to hide for a weak count: what alone is enough, else what is of most help."""
        tied = self._tied(weak) - self.hidden
        shown = [key for key in new if key in tied and (key in totals or self._values[key])]
        ranked = sorted(shown, key=lambda key: (key in totals, self._values[key], str(key)))
        widths = [(self._width(weak, key), key) for key in ranked]
        enough = next((key for width, key in widths if width >= self.threshold), None)
        if enough is not None:
            return enough
        assert widths, f"nothing new gives {weak!r} away, and yet it is given away"
        return max(widths, key=lambda pair: pair[0])[1]

    def _width(self, weak: Key, also: Key) -> int:
        """How wide the weak count's interval is with one more hidden; cut at the threshold."""
        known = self._known(self.hidden | {also})[weak]
        if known.is_as_wide_as(self.threshold):
            return self.threshold
        return (known.most or 0) - known.least

    def _known(self, hidden: Collection[Key]) -> dict[Key, Interval]:
        return intervals(self._values, hidden, self._sums, self._people)

    def _tied(self, weak: Key) -> set[Key]:
        """All members of the sums that a count is tied to by way of hidden ones."""
        tied, found = {weak}, {weak}
        while tied:
            tied = {
                key
                for one in self._sums
                if tied & {one.total, *one.parts} & self.hidden
                for key in (one.total, *one.parts)
                if key not in found
            }
            found |= tied
        return found
