"""What a year could end on, by what is booked: suggestions to whoever gives a forecast.

Each way is simple enough to be told in a sentence, and has shown how wrong it has been: a way that
was wrong by much in October of earlier years is no better this October. None of them decides;
a person does, and says why.

The ways are those that forecasts are usually held against. Source: Hyndman and Athanasopoulos,
*Forecasting: Principles and Practice*, 3rd ed., 5.2 (the naive and the seasonal naive method).
One of them is statistical, and also says how sure it is; it lives in `seasonal_rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, Period, Value, tidy
from uppsikt.figures.swedish import round_half_away
from uppsikt.planning import seasonal_rules as seasonal
from uppsikt.planning.seasonal_rules import Months

Actual = Callable[[Period], Value]
"""What is booked in a period, in öre."""

Forecasts = Mapping[Period, int]
"""What the year was expected to end on, in öre, by the month it was said after."""


class Way(StrEnum):
    """A way to a suggestion, by the name that people see."""

    CARRIED = "Samma som sist"
    SHAPE = "Som fjolårets kurva"
    REST = "Resten som i fjol"
    SEASONAL = "Årsmönster och trend"
    TWELFTHS = "Tolftedelar"


EXPLAINED = {
    Way.CARRIED: "Den prognos som senast lämnades för året.",
    Way.SHAPE: "Utfallet hittills, ökat i samma förhållande som förra årets från samma månad "
    "till årets slut.",
    Way.REST: "Utfallet hittills och det som bokfördes under förra årets återstående månader.",
    Way.SEASONAL: "Som resten i fjol, flyttad halvvägs mot hur de senaste tolv månaderna har skilt "
    "sig från året före.",
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
class Held:
    """How many times an interval had the year's end in it, of the years (in order) it was tried."""

    times: int
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a way says that the year ends on, in öre, or why it says nothing; None: never tried.

    `low` and `high` (öre) are what eight years of ten are to end between, and `held` is how often
    they did, after the same month; None of a way that does not say how sure it is.
    """

    way: Way
    value: Value
    miss: Miss | None
    low: int | None = None
    high: int | None = None
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the ways go by: what is booked, what was said before, and how far back they are tried.

    `actual` has earlier years by this year's organisation, `published` as they were booked then:
    a forecast of an earlier year was said of that one. `months` are those of `actual` that are
    known each by itself.
    """

    actual: Actual
    published: Actual
    months: Months
    forecasts: Forecasts
    years: int
    _outlooks: dict[Period, seasonal.Outlook | None] = field(
        default_factory=dict, repr=False, compare=False
    )

    def outlook(self, month: Period) -> seasonal.Outlook | None:
        """What the months after the month come to, by the statistical way."""
        if month not in self._outlooks:
            now = seasonal.number(month.year, month.last)
            self._outlooks[month] = seasonal.outlook(self.months, now, 12 - month.last)
        return self._outlooks[month]


def months_of(actual: Actual, first_year: int, month: Period) -> dict[int, int]:
    """What is booked in each month that is known by itself, from a year to a month."""
    found: dict[int, int] = {}
    for year in range(first_year, month.year + 1):
        for one in range(1, 13 if year < month.year else month.last + 1):
            booked = actual(Period.month(year, one))
            if not isinstance(booked, Absent):
                found[seasonal.number(year, one)] = round_half_away(Fraction(booked))
    return found


def grounds(
    month: Period,
    actual: Actual,
    forecasts: Forecasts,
    years: int,
    published: Actual | None = None,
) -> Grounds:
    """What the ways go by after a month, tried on as many earlier years."""
    months = months_of(actual, month.year - years - 1, month)
    return Grounds(actual, published or actual, months, forecasts, years)


def suggested(way: Way, month: Period, by: Grounds) -> Value:
    """What the way would have said after the month, by what is booked up to it and earlier years.

    In December all but the forecast are what is booked. MISSING where there is nothing to go by;
    NOT_COMPUTABLE where what there is gives no answer, such as a last year that had nothing, or
    the other sign, by then.
    """
    if way is Way.CARRIED:
        earlier = [one for one in by.forecasts if one.year == month.year and one < month]
        return by.forecasts[max(earlier)] if earlier else MISSING
    booked = by.actual(month.to_date_of())
    if isinstance(booked, Absent):
        return booked
    if way is Way.TWELFTHS:
        return round_half_away(Fraction(booked * 12, month.last))
    before, by_then = _last_year(month, by.actual)
    if isinstance(before, Absent) or isinstance(by_then, Absent):
        return MISSING if MISSING in (before, by_then) else NOT_COMPUTABLE
    if way is Way.REST:
        return tidy(booked + before - by_then)
    if way is Way.SEASONAL:
        ahead = by.outlook(month)
        return MISSING if ahead is None else tidy(booked + before - by_then + ahead.more)
    if by_then == 0 or before * by_then < 0:
        return NOT_COMPUTABLE
    return round_half_away(Fraction(booked * before, by_then))


def interval(way: Way, month: Period, by: Grounds) -> tuple[int, int] | None:
    """What eight years of ten are to end between (öre), if the way says that."""
    said = suggested(way, month, by) if way is Way.SEASONAL else MISSING
    ahead = by.outlook(month)
    if isinstance(said, Absent) or ahead is None or ahead.margin is None:
        return None
    middle = round_half_away(Fraction(said))
    return middle - ahead.margin, middle + ahead.margin


def miss(way: Way, month: Period, by: Grounds) -> Miss | None:
    """How wrong the way was after the same month of earlier years; None if it was never tried."""
    became = by.published if way is Way.CARRIED else by.actual
    missed: dict[int, int] = {}
    for then in _earlier(month, by.years):
        said, ended = suggested(way, then, by), became(Period.whole_year(then.year))
        if not isinstance(said, Absent) and not isinstance(ended, Absent):
            missed[then.year] = abs(round_half_away(Fraction(said - ended)))
    if not missed:
        return None
    return Miss(round_half_away(Fraction(sum(missed.values()), len(missed))), tuple(missed))


def held(way: Way, month: Period, by: Grounds) -> Held | None:
    """How often the way's interval had the year's end in it; None if it was never tried."""
    found: dict[int, bool] = {}
    for then in _earlier(month, by.years):
        said, ended = interval(way, then, by), by.actual(Period.whole_year(then.year))
        if said is not None and not isinstance(ended, Absent):
            found[then.year] = said[0] <= ended <= said[1]
    return Held(sum(found.values()), tuple(found)) if found else None


def suggestions(month: Period, by: Grounds) -> tuple[Suggestion, ...]:
    """What each way says after the month, and how wrong it has been in earlier years."""
    return tuple(_suggestion(way, month, by) for way in Way)


def _suggestion(way: Way, month: Period, by: Grounds) -> Suggestion:
    low, high = interval(way, month, by) or (None, None)
    value, missed = suggested(way, month, by), miss(way, month, by)
    return Suggestion(way, value, missed, low, high, held(way, month, by))


def _earlier(month: Period, years: int) -> Iterator[Period]:
    """The same month of the years before, in order."""
    return (Period.month(year, month.last) for year in range(month.year - years, month.year))


def _last_year(month: Period, actual: Actual) -> tuple[Value, Value]:
    """Last year as a whole, and as far as the same month."""
    whole = Period.whole_year(month.year - 1)
    return actual(whole), actual(month.to_date_of().previous_year())
