"""The days that a municipality's office works, and the days that follow from them. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

_FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26))
"""Nyårsdagen, trettondedag jul, första maj, nationaldagen, juldagen, annandag jul."""
_EVES = ((12, 24), (12, 31))
"""Julafton and nyårsafton, which like midsommarafton count as Sundays of a holiday by law."""
_FROM_EASTER = (-2, 1, 39)
"""Långfredagen, annandag påsk, Kristi himmelsfärds dag: days from Easter Sunday."""


@lru_cache(maxsize=32)
def holidays(year: int) -> frozenset[date]:
    """The days of the year off work besides Saturdays and Sundays.

    Lag (1989:253) om allmänna helgdagar 1 §; the eves by semesterlagen (1977:480) 3 a §.
    """
    midsummer_eve = _first_friday(date(year, 6, 19))
    return frozenset(
        (
            *(date(year, *day) for day in (*_FIXED, *_EVES)),
            *(easter(year) + timedelta(days=after) for after in _FROM_EASTER),
            midsummer_eve,
        )
    )


def is_workday(day: date) -> bool:
    """Whether the office works on the day."""
    return day.weekday() < 5 and day not in holidays(day.year)


def workday_after(day: date, count: int = 1) -> date:
    """The workday that comes as many workdays (one or more) after the day."""
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def workday_from(day: date) -> date:
    """The day itself if the office works then, else the next day that it does."""
    return day if is_workday(day) else workday_after(day)


def _first_friday(day: date) -> date:
    return day + timedelta(days=(4 - day.weekday()) % 7)
