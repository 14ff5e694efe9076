"""What is known of counts: sums, bounds, and the interval that a hidden one lies in."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
"""What a count is known by."""

Terms = tuple[tuple[int, Key], ...]
"""Counts, each with the whole number that it is multiplied by."""


@dataclass(frozen=True)
class Sum(Generic[Key]):
    """That a total is the sum of its parts. The total may be a part of another sum."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def signed(self) -> Terms[Key]:
        """All members, with the signs that make their sum zero."""
        return ((-1, self.total), *((1, part) for part in self.parts))

    @property
    def row(self) -> Row[Key]:
        """The same as a row."""
        return Row(self.signed)


@dataclass(frozen=True)
class Row(Generic[Key]):
    """That counts, each times a whole number, come to something between `low` and `high`.

    None is no bound.
    """

    terms: Terms[Key]
    low: int | None = 0
    high: int | None = 0

    def of(self, unknown: Collection[Key], values: Mapping[Key, int]) -> Row[Key]:
        """What the row says of the unknown, the others having their values."""
        known = sum(times * values[key] for times, key in self.terms if key not in unknown)
        return Row(
            tuple((times, key) for times, key in self.terms if key in unknown),
            None if self.low is None else self.low - known,
            None if self.high is None else self.high - known,
        )

    @property
    def is_sum(self) -> bool:
        """Whether it is as simple as a sum: equal, and nothing more than once."""
        return self.low == self.high and all(abs(times) == 1 for times, _ in self.terms)


@dataclass(frozen=True)
class Interval:
    """From the least that a count can be to the most; None is no bound."""

    least: int | None = 0
    most: int | None = None

    def is_as_wide_as(self, width: int) -> bool:
        """Whether there are at least so many steps between the ends."""
        return self.most is None or self.least is None or self.most - self.least >= width
