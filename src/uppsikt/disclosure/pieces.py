"""Counts that are tied together by sums, apart from those that they have nothing to do with."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic

from uppsikt.disclosure.sums import Key, Row


@dataclass(frozen=True)
class Piece(Generic[Key]):
    """Unknown counts that are tied together, in a fixed order, and all that is said of them."""

    keys: tuple[Key, ...]
    rows: tuple[Row[Key], ...]

    @property
    def is_tree(self) -> bool:
        """Whether no sum leads back to where it began, so that bounds can be passed on."""
        ties = sum(len(row.terms) for row in self.rows)
        return ties == len(self.keys) + len(self.rows) - 1 and all(r.is_sum for r in self.rows)


def pieces(
    unknown: Collection[Key], values: Mapping[Key, int], rows: Sequence[Row[Key]]
) -> list[Piece[Key]]:
    """The unknown counts in pieces that say nothing of each other."""
    said = [row for row in (row.of(unknown, values) for row in rows) if row.terms]
    roots = _roots(unknown, [[key for _, key in row.terms] for row in said])
    keys: dict[Hashable, list[Key]] = {}
    for key in sorted(unknown, key=str):
        keys.setdefault(roots[key], []).append(key)
    of: dict[Hashable, list[Row[Key]]] = {root: [] for root in keys}
    for row in said:
        of[roots[row.terms[0][1]]].append(row)
    return [Piece(tuple(keys[root]), tuple(of[root])) for root in keys]


def _roots(unknown: Collection[Key], groups: Iterable[Sequence[Key]]) -> dict[Key, Key]:
    """For each count one that stands for all that it is tied to."""
    above: dict[Key, Key] = {}

    def root(one: Key) -> Key:
        top = one
        while top in above:
            top = above[top]
        while one in above:
            above[one], one = top, above[one]
        return top

    for group in groups:
        for key in group[1:]:
            ends = root(group[0]), root(key)
            if ends[0] != ends[1]:
                above[ends[1]] = ends[0]
    return {key: root(key) for key in unknown}
