"""An extract of placements that is made up: no person in it is anybody.

It is the same each time, and gives the figures that the committee published for January to July of
2021–2023. Open care of children in June and July 2023 was published as zero, not filled in: July
is here what the report's table of measures says (204), June is made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from uppsikt.registers import PLACEMENTS
from uppsikt.registers.spells import ends_of
from uppsikt.sheets import csv_bytes

_CHILD, _ADULT, _ALONE = "barn och unga 0-20", "vuxna över 20", "ensamkommande barn"

_ALL_DAY: Mapping[str, Mapping[int, Sequence[int]]] = {
    _CHILD: {
        2021: (178, 180, 181, 184, 186, 204, 188),
        2022: (186, 193, 194, 199, 201, 204, 194),
        2023: (204, 200, 208, 217, 220, 215, 204),
    },
    _ADULT: {
        2021: (58, 57, 54, 67, 63, 60, 60),
        2022: (56, 58, 62, 62, 62, 67, 69),
        2023: (63, 56, 63, 66, 69, 72, 61),
    },
    _ALONE: {
        2021: (2, 3, 3, 3, 2, 3, 2),
        2022: (6, 6, 6, 6, 4, 2, 5),
        2023: (6, 5, 5, 6, 6, 6, 8),
    },
}
_FAMILY: Mapping[int, Sequence[int]] = {
    2021: (111, 110, 111, 111, 116, 133, 118),
    2022: (122, 128, 129, 133, 135, 132, 132),
    2023: (139, 134, 138, 138, 142, 136, 124),
}
"""Children in family homes, who are among those with care around the clock."""

_OPEN: Mapping[str, Mapping[int, Sequence[int]]] = {
    _CHILD: {
        2021: (219, 235, 231, 238, 238, 235, 202),
        2022: (224, 232, 252, 221, 227, 254, 210),
        2023: (244, 243, 222, 217, 224, 214, 204),
    },
    _ADULT: {
        2021: (86, 91, 101, 90, 86, 79, 82),
        2022: (100, 108, 112, 105, 99, 103, 90),
        2023: (105, 105, 100, 104, 100, 95, 93),
    },
}
_PRICES: Mapping[tuple[str, str], int] = {
    ("familjehem", "egen"): 890, ("familjehem", "köpt"): 2150,
    ("hvb", "egen"): 3900, ("hvb", "köpt"): 5400,
    ("öppenvård", "egen"): 210, ("öppenvård", "köpt"): 640,
}  # fmt: skip
"""Kronor a day in 2021, made up; each year they are three per cent more."""

YEARS = (2021, 2022, 2023)
MONTHS = 7


def placements_csv(year: int) -> bytes:
    """Placements from January to July of a year, as a file to read in."""
    heads = [column.head for column in PLACEMENTS.columns]
    return csv_bytes(heads, _rows(year))


def _rows(year: int) -> Iterator[Sequence[str]]:
    for group, counts in _ALL_DAY.items():
        family = _FAMILY[year] if group == _CHILD else (0,) * MONTHS
        for place in range(max(counts[year])):
            kinds = [
                "" if place >= whole else "familjehem" if place < part else "hvb"
                for whole, part in zip(counts[year], family, strict=True)
            ]
            yield from _spells(year, f"{group[0]}-{place}", group, kinds, place)
    for group, counts in _OPEN.items():
        for place in range(max(counts[year])):
            kinds = ["öppenvård" if place < count else "" for count in counts[year]]
            yield from _spells(year, f"{group[0]}o-{place}", group, kinds, place)


def _spells(
    year: int, name: str, group: str, kinds: Sequence[str], place: int
) -> Iterator[Sequence[str]]:
    """A row for each unbroken run of months with the same care; the last month's goes on."""
    supplier = "köpt" if place % 3 == 0 else "egen"
    for at, kind in enumerate(kinds):
        if not kind or (at and kinds[at - 1] == kind):
            continue
        last = next(
            (after for after in range(at + 1, len(kinds)) if kinds[after] != kind), len(kinds)
        )
        ends = "" if last == len(kinds) else f"{ends_of(year * 100 + last)[1]}"
        begins = f"{ends_of(year * 100 + at + 1)[0]}"
        price = _PRICES[kind, supplier] * (100 + 3 * (year - YEARS[0])) // 100
        yield name, kind, group, begins, ends, supplier, str(price)
