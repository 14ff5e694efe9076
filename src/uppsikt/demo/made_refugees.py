"""A register of received refugees that is made up: no person in it is anybody.

It is the same each time, and gives what the committee published: 110 and 107 to October 2022 and
2021, 52 and 55 to May, and for October 2022 the shares by sex, country, age and schooling. One
grown-up has never been to school, since no whole numbers give the shares otherwise
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
_COUNTRIES = {
    "Afghanistan": 29, "Syrien": 19, "Turkiet": 17, "Iran": 8, "Somalia": 8, "Burundi": 6,
    "Jemen": 5, "Eritrea": 4, "Palestina": 3, "Sudan": 3, "Libanon": 1, "Kina": 1, "Haiti": 1,
    "Irak": 1, "Statslösa": 4,
}  # fmt: skip
_AGES = {(0, 5): 4, (6, 6): 4, (7, 15): 17, (16, 19): 9, (20, 39): 50, (40, 59): 22, (60, 72): 4}
_SCHOOL = {(13, 18): 27, (10, 12): 19, (7, 9): 5, (4, 6): 5, (1, 3): 2, (0, 0): 1, None: 17}
_SEXES = {"kvinna": 48, "man": 62}
_WOMEN_2021 = {"kvinna": 55, "man": 52}
_GROWN = 20
# Steps that have no factor in common with how many there are, so that each is taken once.
_COUNTRY_STEP, _AGE_STEP, _SEX_STEP, _SCHOOL_STEP = 37, 47, 29, 31


def refugees_csv() -> bytes:
    """Refugees received from January 2020 to October 2022, as a file to read in."""
    heads = [column.head for column in REFUGEES.columns]
    return csv_bytes(heads, (row for year in _BY_MONTH for row in _year(year)))


def _year(year: int) -> Iterator[Sequence[str]]:
    countries, ages, school = (_spread(one) for one in (_COUNTRIES, _AGES, _SCHOOL))
    sexes = _spread(_WOMEN_2021 if year == 2021 else _SEXES)
    grown = 0
    months = [at for at, count in enumerate(_BY_MONTH[year], 1) for _ in range(count)]
    for number, month in enumerate(months):
        first, last = ages[number * _AGE_STEP % len(ages)]
        age = first + number % (last - first + 1)
        went = ""
        if age >= _GROWN:
            span = school[grown * _SCHOOL_STEP % len(school)]
            went = "" if span is None else str(span[0] + grown % (span[1] - span[0] + 1))
            grown += 1
        yield (
            f"F-{year}-{number:03d}", f"{year}-{month:02d}-{number % 28 + 1:02d}",
            sexes[number * _SEX_STEP % len(sexes)], str(year - age),
            countries[number * _COUNTRY_STEP % len(countries)], went,
        )  # fmt: skip


def _spread(counts: Mapping[T, int]) -> list[T]:
    return [one for one, count in counts.items() for _ in range(count)]
