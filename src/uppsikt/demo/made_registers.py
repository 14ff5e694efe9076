"""Register extracts that are made up: no household in them is anybody's.

They are the same each time, and give the figures that the committee published: households in
October 636, 724 and 734 of 2022, 2021 and 2020, their means to date, those with at least ten of
the last twelve months (435, 433 and 405), and what was paid month by month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

from uppsikt.registers import ASSISTANCE
from uppsikt.sheets import csv_bytes

FIRST = 2019 * 12 + 10
"""November 2019, as months since the year 0: twelve months before the first that is told of."""

_HOUSEHOLDS = (
    716, 719,
    722, 724, 735, 738, 731, 736, 737, 733, 730, 734, 738, 742,
    748, 752, 758, 745, 725, 744, 742, 734, 728, 724, 718, 712,
    705, 712, 720, 700, 674, 690, 685, 667, 641, 636,
)  # fmt: skip
"""Households by month. Published are May and October, March 2022 and the means to October."""

_PAID = (
    4400, 4400,
    4449, 4336, 5674, 4366, 4039, 5557, 5162, 3886, 3968, 4787, 4835, 4835,
    4357, 4595, 5901, 4991, 5548, 6615, 5101, 3018, 5084, 4940, 5308, 5308,
    4814, 5203, 5167, 5203, 4986, 6025, 5211, 3499, 4815, 4556,
)  # fmt: skip
"""Thousands of kronor by month, as published; what is not known of a year is split evenly."""

_LONG = ((0, 405), (13, 28), (25, 2))
"""Households that have assistance from a month on, each month: first month, and how many."""

_STAY = 8
"""Months that all others have assistance for, at most: fewer than ten."""

_CAUSES = (
    ("arbetslös utan ersättning", 40), ("arbetslös med otillräcklig ersättning", 12),
    ("sjuk utan ersättning", 14), ("sjuk med otillräcklig ersättning", 5),
    ("sjuk- eller aktivitetsersättning som inte räcker", 8), ("sociala skäl", 9),
    ("språkhinder", 30), ("föräldraledig", 4), ("arbetar deltid", 5), ("arbetar heltid", 1),
    ("utan försörjningshinder", 2), ("", 6),
)  # fmt: skip
_SPREAD = [cause for cause, weight in _CAUSES for _ in range(weight)]

_Household = tuple[str, int, int, str]
"""Its reference, adults, children and cause."""


def assistance_csv() -> bytes:
    """Social assistance paid from November 2019 to October 2022, as a file to read in."""
    heads = [column.head for column in ASSISTANCE.columns]
    return csv_bytes(heads, (row for at in range(len(_PAID)) for row in _month(at)))


def _month(at: int) -> Iterator[Sequence[str]]:
    year, month = divmod(FIRST + at, 12)
    there = [_household(name) for name in _names(at)]
    for one, kronor in zip(there, _shared(_PAID[at] * 1000, there), strict=True):
        name, adults, children, cause = one
        yield name, f"{year}-{month + 1:02d}", str(kronor), str(adults), str(children), cause


def _names(at: int) -> list[str]:
    """The households of a month: those that stay, and others who come and go."""
    long = [f"L-{first:02d}-{number}" for first, count in _LONG if first <= at
            for number in range(count)]  # fmt: skip
    others = _HOUSEHOLDS[at] - len(long)
    return [*long, *(f"K-{place}-{(at + place) // _STAY}" for place in range(others))]


def _household(name: str) -> _Household:
    die = crc32(name.encode())
    adults, children = 1 + die % 10 // 7, max(0, die // 10 % 9 - 4)
    return name, adults, children, _SPREAD[die // 100 % len(_SPREAD)]


def _shared(kronor: int, households: Sequence[_Household]) -> list[int]:
    """The month's kronor between its households, more to those who are more; nothing is left."""
    weights = [100 + 60 * (adults - 1) + 35 * children for _, adults, children, _ in households]
    parts = [kronor * weight // sum(weights) for weight in weights]
    rest = kronor - sum(parts)
    return [part + (place < rest) for place, part in enumerate(parts)]
