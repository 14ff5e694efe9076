"""What a year could end on, by what is booked: suggestions to whoever gives a forecast.

Each way is simple enough to be told in a sentence, and has shown how wrong it has been: a way that
was wrong by much in October of earlier years is no better this October. None of them decides;
a person does, and says why.

The ways are those that forecasts are usually held against. Source: Hyndman and Athanasopoulos,
*Forecasting: Principles and Practice*, 3rd ed., 5.2 (the naive and the seasonal naive method).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, Period, Value, tidy
from uppsikt.figures.swedish import round_half_away

Actual = Callable[[Period], Value]
"""What is booked in a period, in öre."""

Forecasts = Mapping[Period, int]
"""What the year was expected to end on, in öre, by the month it was said after."""


class Way(StrEnum):
    """A way to a suggestion, by the name that people see."""

    CARRIED = "Samma som sist"
    SHAPE = "Som fjolårets kurva"
    REST = "Resten som i fjol"
    TWELFTHS = "Tolftedelar"


EXPLAINED = {
    Way.CARRIED: "Den prognos som senast lämnades för året.",
    Way.SHAPE: "Utfallet hittills, ökat i samma förhållande som förra årets från samma månad "
    "till årets slut.",
    Way.REST: "Utfallet hittills och det som bokfördes under förra årets återstående månader.",
    Way.TWELFTHS: "Utfallet hittills, delat med antalet månader och gånger tolv.",
}


@dataclass(frozen=True, slots=True)
class Miss:
    """How wrong a way has been after the same month: the mean of the misses without their signs.

    `mean` is in öre, rounded; `years` are those that it is the mean of, in order.
    """

    mean: int
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a way says that the year ends on, in öre, or why it says nothing; None: never tried."""

    way: Way
    value: Value
    miss: Miss | None


def suggested(way: Way, month: Period, actual: Actual, forecasts: Forecasts) -> Value:
    """What the way would have said after the month, by what is booked up to it and earlier years.

    In December all but the forecast are what is booked. MISSING where there is nothing to go by;
    NOT_COMPUTABLE where what there is gives no answer, such as a last year that had nothing, or
    the other sign, by then.
    """
    if way is Way.CARRIED:
        earlier = [one for one in forecasts if one.year == month.year and one < month]
        return forecasts[max(earlier)] if earlier else MISSING
    booked = actual(month.to_date_of())
    if isinstance(booked, Absent):
        return booked
    if way is Way.TWELFTHS:
        return round_half_away(Fraction(booked * 12, month.last))
    before, by_then = _last_year(month, actual)
    if isinstance(before, Absent) or isinstance(by_then, Absent):
        return MISSING if MISSING in (before, by_then) else NOT_COMPUTABLE
    if way is Way.REST:
        return tidy(booked + before - by_then)
    if by_then == 0 or before * by_then < 0:
        return NOT_COMPUTABLE
    return round_half_away(Fraction(booked * before, by_then))


def miss(way: Way, month: Period, actual: Actual, forecasts: Forecasts, years: int) -> Miss | None:
    """How wrong the way was after the same month of as many earlier years; None if never tried."""
    missed: dict[int, int] = {}
    for year in range(month.year - years, month.year):
        said = suggested(way, Period.month(year, month.last), actual, forecasts)
        became = actual(Period.whole_year(year))
        if not isinstance(said, Absent) and not isinstance(became, Absent):
            missed[year] = abs(round_half_away(Fraction(said - became)))
    if not missed:
        return None
    return Miss(round_half_away(Fraction(sum(missed.values()), len(missed))), tuple(missed))


def suggestions(
    month: Period, actual: Actual, forecasts: Forecasts, years: int
) -> tuple[Suggestion, ...]:
    """What each way says after the month, and how wrong it has been in as many earlier years."""
    return tuple(
        Suggestion(
            way,
            suggested(way, month, actual, forecasts),
            miss(way, month, actual, forecasts, years),
        )
        for way in Way
    )


def _last_year(month: Period, actual: Actual) -> tuple[Value, Value]:
    """Last year as a whole, and as far as the same month."""
    whole = Period.whole_year(month.year - 1)
    return actual(whole), actual(month.to_date_of().previous_year())
