"""What a file changes, told before it does: rows new, gone and the same, and sums that move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from uppsikt.figures import Absent, Value


@dataclass(frozen=True)
class RowCounts:
    """How many rows a file brings that were not there, that were, and that it makes go away."""

    new: int
    same: int
    gone: int

    @classmethod
    def of(cls, before: Iterable[Hashable], after: Iterable[Hashable]) -> RowCounts:
        """By comparing all rows that count before with all that count after; equal ones pair."""
        old, new = Counter(before), Counter(after)
        same = sum((old & new).values())
        return cls(sum(new.values()) - same, same, sum(old.values()) - same)


@dataclass(frozen=True)
class SumChange:
    """A sum before and after, in öre. `activity` is its name; empty for the whole committee."""

    committee: str
    activity: str
    period: str
    before: Value
    after: Value

    @property
    def difference(self) -> int | None:
        """What is added; None where a side is not known."""
        if isinstance(self.before, Absent) or isinstance(self.after, Absent):
            return None
        return int(self.after - self.before)

    @property
    def moves(self) -> bool:
        """Whether before and after differ."""
        return self.before != self.after


@dataclass(frozen=True)
class Comparison:
    """What one file would change. `noun` names its rows: ``rader``, ``budgetrader``."""

    noun: str
    rows: RowCounts
    sums: tuple[SumChange, ...]
    periods: tuple[str, ...] = ()
