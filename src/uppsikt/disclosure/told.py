"""What was told of counts, one time after another: each number that a count was given as.

Whoever has an earlier report knows both what it said and what is said now, and reckons that what
was not corrected is as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic

from uppsikt.disclosure.sums import Key, Row


@dataclass(frozen=True)
class Told(Generic[Key]):
    """A count as it was told: the first time, and anew each time that it was corrected.

    With `less`, an earlier version, it is by how much the count was corrected since. That is told
    nowhere, but can be computed.
    """

    key: Key
    version: int = 1
    less: int = 0

    def __str__(self) -> str:
        return str(self.key) if self.version == 1 else f"{self.key} {self.version} {self.less}"


class NotTrue(ValueError):
    """What is said of counts does not hold: a total is not the sum of its parts."""


@dataclass
class Record(Generic[Key]):
    """All that was told: values, what ties them, and which of them were hidden.

    `people` are known to be somebody where they are hidden. `widths` says of those hidden ones that
    were to be of another width than all are now, how wide they are to be.
    """

    values: dict[Told[Key], int] = field(default_factory=dict)
    latest: dict[Key, int] = field(default_factory=dict)
    people: set[Told[Key]] = field(default_factory=set)
    hidden: set[Told[Key]] = field(default_factory=set)
    widths: dict[Told[Key], int] = field(default_factory=dict)
    rows: dict[Row[Told[Key]], None] = field(default_factory=dict)

    def now(self, key: Key) -> Told[Key]:
        """A count as it was told last. Raises KeyError."""
        return Told(key, self.latest[key])

    def tie(self, row: Row[Key]) -> Row[Told[Key]]:
        """Takes in what ties counts as they were told last. Raises NotTrue."""
        terms = sorted(((times, self.now(key)) for times, key in row.terms), key=_by_name)
        come_to = sum(times * self.values[one] for times, one in terms)
        if (row.low is not None and come_to < row.low) or (
            row.high is not None and come_to > row.high
        ):
            names = ", ".join(f"{times} × {one}" for times, one in terms)
            raise NotTrue(f"{names} come to {come_to}, and should to {row.low}–{row.high}")
        tied = Row(tuple(terms), row.low, row.high)
        self.rows[tied] = None
        return tied

    def least(self, keys: Iterable[Told[Key]]) -> dict[Told[Key], int | None]:
        """The least that each is known to be; None for a correction, which can be down."""
        return {key: None if key.less else int(key in self.people) for key in keys}

    def take(self, counts: Mapping[Key, int]) -> list[Told[Key]]:
        """Takes in counts, and returns those that were not told before as the number they are."""
        new = []
        for key, value in counts.items():
            if key in self.latest and self.values[self.now(key)] == value:
                continue
            self.latest[key] = self.latest.get(key, 0) + 1
            self.values[self.now(key)] = value
            new.append(self.now(key))
        return new

    def corrections(self, new: Collection[Told[Key]], threshold: int) -> list[Told[Key]]:
        """Takes in by how few each was corrected, where it was by few; these are hidden."""
        found = []
        for one in new:
            for less in range(1, one.version):
                before, change = Told(one.key, less), Told(one.key, one.version, less)
                by = self.values[one] - self.values[before]
                if 0 < abs(by) < threshold:
                    self.values[change] = by
                    self.rows[Row(((1, one), (-1, before), (-1, change)))] = None
                    found.append(change)
        self.hidden |= set(found)
        return found


def _by_name(term: tuple[int, Told[Key]]) -> str:
    return str(term[1])
