"""A register of received refugees that is made up: no person in it is anybody.

It is the same each time, and gives what the committee published: 110 and 107 to October 2022 and
2021, 52 and 55 to May, for October 2022 the shares by sex, country, age and schooling, and month by
month of 2022 how many of 1-5, 6-15 and 16-19 years are within their 24 months. One grown-up has
never been to school, since no whole numbers give the shares otherwise
(docs/gar-inte-att-aterskapa.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from uppsikt.registers import REFUGEES
from uppsikt.sheets import csv_bytes

T = TypeVar("T")

FIRST, LAST = "2020-01", "2022-10"
"""The months that it tells of."""

_BY_MONTH = {
    2020: (9,) * 12,
    2021: (11, 11, 11, 11, 11, 10, 10, 11, 11, 10, 9, 10),
    2022: (10, 11, 10, 11, 10, 12, 11, 12, 12, 11),
}
_YOUNG = {
    2020: (
        (1, 0, 2, 1, 0, 0, 2, 0, 0, 0, 1, 1),
        (3, 6, 2, 1, 2, 2, 2, 4, 1, 5, 3, 3),
        (1, 0, 5, 1, 0, 0, 0, 0, 0, 1, 0, 0),
    ),
    2021: (
        (1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2),
        (3, 3, 2, 3, 2, 3, 2, 3, 3, 2, 2, 3),
        (1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0),
    ),
    2022: (
        (0, 0, 0, 0, 0, 1, 0, 0, 0, 3),
        (3, 1, 1, 2, 2, 3, 2, 1, 4, 2),
        (1, 1, 0, 0, 0, 2, 1, 1, 2, 1),
    ),
}
"""By year and month of reception those who in 2022 are 1-5, 6-15 and 16-19 years old.

From one month of 2022 to the next those who came then are added, and those who came 24 months
before are left out: that gives each month's difference.
"""
_LAST_YEAR = 2022
_COUNTRIES = {
    "Afghanistan": 29, "Syrien": 19, "Turkiet": 17, "Iran": 8, "Somalia": 8, "Burundi": 6,
    "Jemen": 5, "Eritrea": 4, "Palestina": 3, "Sudan": 3, "Libanon": 1, "Kina": 1, "Haiti": 1,
    "Irak": 1, "Statslösa": 4,
}  # fmt: skip
_GROWN_AGES = {(20, 39): 50, (40, 59): 22, (60, 72): 4}
_SCHOOL = {(13, 18): 27, (10, 12): 19, (7, 9): 5, (4, 6): 5, (1, 3): 2, (0, 0): 1, None: 17}
_SEXES = {"kvinna": 48, "man": 62}
_WOMEN_2021 = {"kvinna": 55, "man": 52}
# Steps that have no factor in common with how many there are, so that each is taken once.
_COUNTRY_STEP, _AGE_STEP, _SEX_STEP, _SCHOOL_STEP = 37, 47, 29, 31
_SIX_EVERY = 6
"""Of the 21 of 6-15 years who came in 2022 four are six."""


def refugees_csv() -> bytes:
    """Refugees received from January 2020 to October 2022, as a file to read in."""
    heads = [column.head for column in REFUGEES.columns]
    return csv_bytes(heads, (row for year in _BY_MONTH for row in _year(year)))


def _year(year: int) -> Iterator[Sequence[str]]:
    countries, school = _spread(_COUNTRIES), _spread(_SCHOOL)
    sexes = _spread(_WOMEN_2021 if year == 2021 else _SEXES)
    grown = 0
    for number, (month, young) in enumerate(_people(year)):
        went, age = "", young
        if age is None:
            age = _grown_age(grown, number)
            span = school[grown * _SCHOOL_STEP % len(school)]
            went = "" if span is None else str(span[0] + grown % (span[1] - span[0] + 1))
            grown += 1
        yield (
            f"F-{year}-{number:03d}", f"{year}-{month:02d}-{number % 28 + 1:02d}",
            sexes[number * _SEX_STEP % len(sexes)], str(year - age),
            countries[number * _COUNTRY_STEP % len(countries)], went,
        )  # fmt: skip


def _people(year: int) -> Iterator[tuple[int, int | None]]:
    """The month of each who came, and the age then; None for a grown-up."""
    back = _LAST_YEAR - year
    groups = [_young_ages(group, back) for group in range(3)]
    for month, everybody in enumerate(_BY_MONTH[year], 1):
        young = [
            next(ages)
            for group, ages in enumerate(groups)
            for _ in range(_YOUNG[year][group][month - 1])
        ]
        yield from ((month, age) for age in young)
        yield from ((month, None) for _ in range(everybody - len(young)))


def _young_ages(group: int, back: int) -> Iterator[int]:
    """The ages on reception, so many years before 2022, of those in a group then."""
    first, last = ((max(1, back), 5), (7, 15), (16, 19))[group]
    number = 0
    while True:
        is_six = group == 1 and number % _SIX_EVERY == 0
        yield (6 if is_six else first + number % (last - first + 1)) - back
        number += 1


def _grown_age(grown: int, number: int) -> int:
    ages = _spread(_GROWN_AGES)
    first, last = ages[grown * _AGE_STEP % len(ages)]
    return first + number % (last - first + 1)


def _spread(counts: Mapping[T, int]) -> list[T]:
    return [one for one, count in counts.items() for _ in range(count)]
