"""Subsidised employments that are made up: no person in them is anybody.

They are the same each time, and give what the committee published: those employed by form in May
and October of 2022 and 2021, and how many of them had switched assistance for a wage (46, 52, 63
and 61). The months between are drawn straight from one published month to the next.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from zlib import crc32

from uppsikt.registers import EMPLOYMENT
from uppsikt.sheets import csv_bytes

FIRST, LAST = 202101, 202210
"""The months that the extract is complete for (yyyymm)."""
_START = 2021 * 12
"""January 2021, as months since the year 0."""
_KNOWN = (4, 9, 16, 21)
"""May and October of 2021 and 2022, as months since the first."""

_BY_FORM: Mapping[str, tuple[int, int, int, int]] = {
    "trygghetsanställning": (155, 147, 144, 139),
    "OSA": (80, 84, 92, 90),
    "utvecklingsanställning": (69, 63, 48, 52),
    "nystartsjobb": (8, 22, 64, 51),
    "introduktionsjobb": (36, 22, 29, 41),
    "extratjänst": (139, 91, 32, 22),
    "lönebidrag": (7, 7, 12, 10),
}
_SWITCHED: Mapping[str, tuple[int, int, int, int]] = {
    "nystartsjobb": (3, 8, 30, 24),
    "introduktionsjobb": (16, 11, 15, 20),
    "extratjänst": (27, 33, 18, 17),
}
"""Of those in each form who had switched: together what was published, split by our own choice."""

_WAGE = {"trygghetsanställning": 28_600, "OSA": 27_900, "lönebidrag": 29_400}
_SUPPORT = {
    "trygghetsanställning": 17_100, "OSA": 16_200, "utvecklingsanställning": 18_300,
    "nystartsjobb": 12_900, "introduktionsjobb": 18_400, "extratjänst": 22_100,
    "lönebidrag": 13_600,
}  # fmt: skip
"""Kronor a month, before what differs between people."""
_OPEN = ("trygghetsanställning", "OSA", "lönebidrag")
"""Forms whose last day is not told while they go on."""
_STAY = 14
"""Months that a place has the same person, at most."""


def employment_csv() -> bytes:
    """The employments of January 2021 to October 2022, as a file to read in."""
    return csv_bytes([column.head for column in EMPLOYMENT.columns], _rows())


def _rows() -> Iterator[Sequence[str]]:
    for form, counts in _BY_FORM.items():
        switched = _drawn(_SWITCHED.get(form, (0, 0, 0, 0)))
        others = [all_ - some for all_, some in zip(_drawn(counts), switched, strict=True)]
        yield from _places(form, "ja", switched)
        yield from _places(form, "nej", others)


def _drawn(known: Sequence[int]) -> list[int]:
    """A count for every month: as published where it was, and straight between."""
    drawn = [known[0]] * _KNOWN[0]
    for at, (first, last) in enumerate(pairwise(_KNOWN)):
        steps = last - first
        drawn += [known[at] + (known[at + 1] - known[at]) * step // steps for step in range(steps)]
    return [*drawn, known[-1]]


def _places(form: str, switched: str, counts: Sequence[int]) -> Iterator[Sequence[str]]:
    """The employments at each place: one after another, for as long as the place is there."""
    for place in range(max(counts)):
        there = [at for at, count in enumerate(counts) if place < count]
        spells: dict[tuple[int, int], list[int]] = {}
        for at in there:
            # A place that has been away begins anew.
            gap = at - there.index(at)
            spells.setdefault((gap, (at + place) // _STAY), []).append(at)
        for (gap, turn), months in spells.items():
            yield _row(f"{form}-{switched}-{place}-{gap}-{turn}", form, switched, place, months)


def _row(name: str, form: str, switched: str, place: int, months: Sequence[int]) -> Sequence[str]:
    die = crc32(name.encode())
    first, last = months[0], months[-1]
    began = _day(first if first else -1 - die % 9, 1 + die // 9 % 20)
    if last < len(_drawn(_BY_FORM[form])) - 1:
        ended = _day(last, 31)
    elif form in _OPEN:
        ended = ""
    else:
        turn_ends = ((last + place) // _STAY + 1) * _STAY - place - 1
        ended = _day(turn_ends, 31)
    wage = _WAGE.get(form, 26_400) + die // 180 % 40 * 50
    return f"P-{die:08x}", form, began, ended, str(wage), str(_SUPPORT[form]), switched


def _day(at: int, day: int) -> str:
    """A day of a month since the first, at most its last."""
    year, month = divmod(_START + at, 12)
    return f"{year}-{month + 1:02d}-{min(day, monthrange(year, month + 1)[1]):02d}"
