"""What somebody can compute of hidden counts from those that are shown: exact, without floats.

Whoever sees a table knows the least that each count can be (zero is always shown, so one that is
hidden is of somebody), and that sums hold. Where no two sums
share more than one hidden count, and none leads back to where it began, what each sum says of each
of its members is all that can be known: bounds are passed on until none changes. Tables that cross
(rows and columns both summed) are more than that, and are refused.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
"""What a count is known by."""


class TablesCross(ValueError):
    """Sums that lead back to where they began: their bounds are not computed here."""


@dataclass(frozen=True)
class Sum(Generic[Key]):
    """That a total is the sum of its parts. The total may be a part of another sum."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def signed(self) -> tuple[tuple[int, Key], ...]:
        """All members, with the signs that make their sum zero."""
        return ((-1, self.total), *((1, part) for part in self.parts))


@dataclass(frozen=True)
class Interval:
    """From the least that a count can be to the most; `most` is None where there is no bound."""

    least: int = 0
    most: int | None = None

    def is_as_wide_as(self, width: int) -> bool:
        """Whether there are at least so many steps between the ends."""
        return self.most is None or self.most - self.least >= width


def intervals(
    values: Mapping[Key, int],
    hidden: Collection[Key],
    sums: Sequence[Sum[Key]],
    somebody: Collection[Key] = (),
) -> dict[Key, Interval]:
    """What can be known of each hidden count, from all others and the sums.

    Those of `somebody` are known not to be zero, and others not to be negative. Raises TablesCross.
    """
    rows = [_row(values, hidden, one) for one in sums]
    rows = [(terms, rest) for terms, rest in rows if terms]
    _refuse_crossing([[key for _, key in terms] for terms, _ in rows])
    found: dict[Key, Interval] = {key: Interval(int(key in somebody)) for key in hidden}
    changed = True
    while changed:
        changed = False
        for terms, rest in rows:
            for place, (_, key) in enumerate(terms):
                tighter = _tightened(found, terms, rest, place)
                if tighter != found[key]:
                    found[key], changed = tighter, True
    return found


def _row(
    values: Mapping[Key, int], hidden: Collection[Key], one: Sum[Key]
) -> tuple[list[tuple[int, Key]], int]:
    """The hidden members of a sum with their signs, and what they come to together."""
    terms = [(sign, key) for sign, key in one.signed if key in hidden]
    rest = -sum(sign * values[key] for sign, key in one.signed if key not in hidden)
    return terms, rest


def _tightened(
    found: Mapping[Key, Interval], terms: list[tuple[int, Key]], rest: int, place: int
) -> Interval:
    """What a sum says of one of its hidden members, from what is known of the others."""
    sign, key = terms[place]
    others = [(one, found[other]) for at, (one, other) in enumerate(terms) if at != place]
    low, high = _total(others)
    # sign · x = rest − others
    least = None if high is None else rest - high
    most = None if low is None else rest - low
    if sign < 0:
        least, most = (None if most is None else -most), (None if least is None else -least)
    known = found[key]
    return Interval(
        known.least if least is None else max(known.least, least),
        known.most if most is None else most if known.most is None else min(known.most, most),
    )


def _total(others: Iterable[tuple[int, Interval]]) -> tuple[int | None, int | None]:
    """The least and the most that signed counts can come to; None where there is no bound."""
    low: int | None = 0
    high: int | None = 0
    for sign, one in others:
        ends = (one.least, one.most) if sign > 0 else (_negative(one.most), -one.least)
        low = None if low is None or ends[0] is None else low + ends[0]
        high = None if high is None or ends[1] is None else high + ends[1]
    return low, high


def _negative(value: int | None) -> int | None:
    return None if value is None else -value


def _refuse_crossing(rows: Sequence[Sequence[Key]]) -> None:
    """Raises TablesCross where hidden counts are tied together in two ways."""
    above: dict[object, object] = {}

    def root(one: object) -> object:
        while one in above:
            one = above[one]
        return one

    for number, keys in enumerate(rows):
        for key in keys:
            ends = root(("sum", number)), root(("count", key))
            if ends[0] == ends[1]:
                raise TablesCross(f"the sums cross at {key!r}")
            above[ends[0]] = ends[1]
