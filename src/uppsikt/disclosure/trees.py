"""Bounds passed on through sums that never lead back to where they began: exact, and fast.

Where no two sums share more than one unknown count, and none leads back, what each sum says of each
of its members is all that can be known: bounds are passed on until none changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from uppsikt.disclosure.pieces import Piece
from uppsikt.disclosure.sums import Interval, Key, Terms


def intervals_of_tree(piece: Piece[Key], least: Mapping[Key, int | None]) -> dict[Key, Interval]:
    """What can be known of each count of a piece that is a tree."""
    found = {key: Interval(least[key]) for key in piece.keys}
    changed = True
    while changed:
        changed = False
        for row in piece.rows:
            for place, (_, key) in enumerate(row.terms):
                tighter = _tightened(found, row.terms, row.low or 0, place)
                if tighter != found[key]:
                    found[key], changed = tighter, True
    return found


def _tightened(found: Mapping[Key, Interval], terms: Terms[Key], rest: int, place: int) -> Interval:
    """What a sum says of one of its members, from what is known of the others."""
    sign, key = terms[place]
    others = [(one, found[other]) for at, (one, other) in enumerate(terms) if at != place]
    low, high = _total(others)
    # sign · x = rest − others
    least = None if high is None else rest - high
    most = None if low is None else rest - low
    if sign < 0:
        least, most = _negative(most), _negative(least)
    known = found[key]
    return Interval(_either(max, known.least, least), _either(min, known.most, most))


def _total(others: Iterable[tuple[int, Interval]]) -> tuple[int | None, int | None]:
    """The least and the most that signed counts can come to; None where there is no bound."""
    low: int | None = 0
    high: int | None = 0
    for sign, one in others:
        ends = (one.least, one.most) if sign > 0 else (_negative(one.most), _negative(one.least))
        low = None if low is None or ends[0] is None else low + ends[0]
        high = None if high is None or ends[1] is None else high + ends[1]
    return low, high


def _negative(value: int | None) -> int | None:
    return None if value is None else -value


def _either(tighter: Callable[[int, int], int], one: int | None, other: int | None) -> int | None:
    """The tighter of two bounds, where None is no bound."""
    if one is None or other is None:
        return other if one is None else one
    return tighter(one, other)
