"""A register of holiday work that is made up: no person in it is anybody.

It is the same each time, and gives what the committee published for 2022: 1 746 applied and 1 468
accepted. How they are divided into groups, how many were offered a place, and 2021, are our own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from uppsikt.registers import HOLIDAY
from uppsikt.sheets import csv_bytes

FIRST, LAST = 202010, 202210
"""The months that the extract is complete for (yyyymm)."""

_BY_GROUP: Mapping[int, Mapping[str, tuple[int, int, int]]] = {
    2021: {
        "årskurs 9": (610, 598, 520),
        "gymnasiet år 1": (575, 561, 480),
        "gymnasiet år 2": (490, 474, 402),
    },
    2022: {
        "årskurs 9": (648, 636, 546),
        "gymnasiet år 1": (592, 580, 498),
        "gymnasiet år 2": (506, 492, 424),
    },
}
"""Applied, offered and accepted, by year and group."""


def holiday_csv() -> bytes:
    """Applications for holiday work in 2021 and 2022, as a file to read in."""
    return csv_bytes([column.head for column in HOLIDAY.columns], _rows())


def _rows() -> Iterator[Sequence[str]]:
    for year, groups in _BY_GROUP.items():
        for group, (applied, offered, accepted) in groups.items():
            for place in range(applied):
                yield (
                    f"S-{year}-{group[-1]}-{place:03d}", str(year), group,
                    f"{year}-{place % 3 + 1:02d}-{place % 28 + 1:02d}",
                    f"{year}-04-{place % 20 + 5:02d}" if place < offered else "",
                    f"{year}-05-{place % 28 + 1:02d}" if place < accepted else "",
                )  # fmt: skip
