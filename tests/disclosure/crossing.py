"""Tables that cross, as the tests draw them: every way in which cells can be summed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from hypothesis import strategies as st

from uppsikt.disclosure import Sum

Table = tuple[dict[str, int], list[Sum[str]]]


def table(name: str, sizes: Sequence[int], cells: Sequence[int], ways: int = 9) -> Table:
    """The cells of a table and all that they are summed to, with the sums between them.

    Only what is divided in so many ways at most is told: of three, each two against each other.
    """
    places = list(product(*map(range, sizes)))
    known = dict(zip(places, cells, strict=True))
    counts: dict[str, int] = {}
    sums = []
    for place in product(*((*range(size), None) for size in sizes)):
        if sum(at is not None for at in place) > ways:
            continue
        counts[_named(name, place)] = sum(
            value for one, value in known.items()
            if all(at in {None, other} for at, other in zip(place, one, strict=True))
        )  # fmt: skip
        for axis, at in enumerate(place):
            if at is None and sum(other is not None for other in place) < ways:
                parts = ((*place[:axis], one, *place[axis + 1 :]) for one in range(sizes[axis]))
                sums.append(Sum(_named(name, place), tuple(_named(name, p) for p in parts)))
    return counts, sums


def whole(name: str, sizes: Sequence[int]) -> str:
    """What everything in a table is summed to."""
    return _named(name, [None] * len(sizes))


def _named(name: str, place: Sequence[int | None]) -> str:
    return name + ":" + ",".join("all" if at is None else str(at) for at in place)


COUNTS = st.integers(0, 6) | st.integers(0, 30) | st.integers(0, 400)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[int], list[list[int]], int]:
    """The sizes of a table, its cells at one to three times, and how many ways it is divided."""
    sizes = draw(st.sampled_from([[2, 2], [2, 3], [3, 4], [2, 2, 2], [2, 2, 3]]))
    count = 1
    for size in sizes:
        count *= size
    cells = draw(st.lists(st.lists(COUNTS, min_size=count, max_size=count), min_size=1, max_size=3))
    return sizes, cells, draw(st.sampled_from([len(sizes), 2]))
