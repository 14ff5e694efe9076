"""The shape of a table's sums: which are settled together, and which after their total.

A sum is an equation total − Σ parts = 0. Equations are a flow network when every cell stands in at
most two of them and, after turning the sign of some equations, once with plus and once with minus.
Then whole numbers can always be found between the floors and the ceilings.
"""

from collections import Counter, deque
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Sum(Generic[K]):
    """One sum of a table: the total's cell and the cells of its parts."""

    total: K
    parts: tuple[K, ...]


@dataclass(frozen=True)
class Plan(Generic[K]):
    """The sums to settle together with the sign of each equation, then the splits in order."""

    together: tuple[Sum[K], ...]
    signs: tuple[int, ...]
    splits: tuple[Sum[K], ...]


@dataclass(frozen=True)
class Tangle(Generic[K]):
    """Why sums are no network: the cell in which they meet."""

    cell: K


def plan(sums: Sequence[Sum[K]], held: Collection[K] = ()) -> Plan[K] | Tangle[K]:
    """How to settle the sums: as they stand, or rewritten where one is nested in another.

    Cells in ``held`` may not be left to a split, if it can be helped: they have a demand of their
    own, which is sure to be met only in what is settled together.
    """
    first = _plan(sums, held)
    if isinstance(first, Plan):
        return first
    rewritten = _unnested(sums)
    others = (_plan(rewritten, held), _plan(sums, ()), _plan(rewritten, ()))
    return next((one for one in others if isinstance(one, Plan)), first)


def _plan(sums: Sequence[Sum[K]], held: Collection[K]) -> Plan[K] | Tangle[K]:
    """Split off the leaves, then find the signs of the rest."""
    together, splits = _leaves_apart(sums, held)
    signs = _signs(together)
    return Plan(together, signs, splits) if isinstance(signs, tuple) else signs


def _leaves_apart(
    sums: Sequence[Sum[K]], held: Collection[K]
) -> tuple[tuple[Sum[K], ...], tuple[Sum[K], ...]]:
    """Take off, again and again, each sum whose parts stand in no other sum and are not held.

    Such a split (months, account groups, accounts) can always be settled when its total is, and
    so never moves a figure above it. Returned in the order to settle: outermost total first.
    """
    rest = list(sums)
    splits: list[Sum[K]] = []
    while True:
        standing = Counter(cell for one in rest for cell in (one.total, *one.parts))
        leaves = {
            one
            for one in rest
            if all(standing[part] == 1 and part not in held for part in one.parts)
        }
        if not leaves:
            return tuple(rest), tuple(reversed(splits))
        splits.extend(one for one in reversed(rest) if one in leaves)
        rest = [one for one in rest if one not in leaves]


def _signs(sums: Sequence[Sum[K]]) -> tuple[int, ...] | Tangle[K]:
    """A sign per equation so that each shared cell has plus in one and minus in the other."""
    standing: dict[K, list[tuple[int, int]]] = {}
    for index, one in enumerate(sums):
        standing.setdefault(one.total, []).append((index, 1))
        for part in one.parts:
            standing.setdefault(part, []).append((index, -1))
    bound: list[list[tuple[int, int, K]]] = [[] for _ in sums]
    for cell, places in standing.items():
        if len(places) > 2:
            return Tangle(cell)
        if len(places) == 2:
            (a, plus_a), (b, plus_b) = places
            turn = -plus_a * plus_b
            bound[a].append((b, turn, cell))
            bound[b].append((a, turn, cell))
    return _coloured(bound)


def _coloured(bound: Sequence[Sequence[tuple[int, int, K]]]) -> tuple[int, ...] | Tangle[K]:
    """Two-colour the equations: neighbours have equal (1) or opposite (−1) signs as told."""
    signs: dict[int, int] = {}
    for start in range(len(bound)):
        if start in signs:
            continue
        signs[start] = 1
        queue = deque([start])
        while queue:
            here = queue.popleft()
            for there, turn, cell in bound[here]:
                sign = turn * signs[here]
                if there not in signs:
                    signs[there] = sign
                    queue.append(there)
                elif signs[there] != sign:
                    return Tangle(cell)
    return tuple(signs[index] for index in range(len(bound)))


def _unnested(sums: Sequence[Sum[K]]) -> tuple[Sum[K], ...]:
    """The same demands with nested sums replaced by their totals, and repeated sums left out."""
    done = list(dict.fromkeys(_merged(sums)))
    for _ in range(len(done)):
        before = list(done)
        for index in sorted(range(len(done)), key=lambda at: len(before[at].parts)):
            for other in range(len(done)):
                done[other] = _without(done[other], done[index])
        if done == before:
            break
    return tuple(dict.fromkeys(done))


def _merged(sums: Sequence[Sum[K]]) -> list[Sum[K]]:
    """The same demands with one cell standing for all that are equal to it.

    A sum of one part says that two cells are equal (contingency in two tables). The total then
    leaves all other sums to the part, and becomes a split of it.
    """
    done = list(sums)
    for index in range(len(done)):
        if len(done[index].parts) != 1:
            continue
        twin, (kept,) = done[index].total, done[index].parts
        done = [_renamed(one, twin, kept) for one in done]
        done[index] = Sum(kept, (twin,))
    return done


def _renamed(one: Sum[K], old: K, new: K) -> Sum[K]:
    """The sum with one cell in place of another."""
    parts = tuple(new if part == old else part for part in one.parts)
    return Sum(new if one.total == old else one.total, parts)


def _without(outer: Sum[K], inner: Sum[K]) -> Sum[K]:
    """The outer sum with the inner one taken out of it, if it is in it."""
    if inner == outer:
        return outer
    held, own = set(inner.parts), set(outer.parts)
    if inner.total == outer.total:
        extra = [part for part in inner.parts if part not in own]
        left = tuple(part for part in outer.parts if part not in held)
        shared = len(left) < len(outer.parts)
        return Sum(extra[0], left) if shared and left and len(extra) == 1 else outer
    if len(held) > 1 and held <= own and inner.total not in own:
        left = tuple(part for part in outer.parts if part not in held)
        return Sum(outer.total, (inner.total, *left))
    return outer
