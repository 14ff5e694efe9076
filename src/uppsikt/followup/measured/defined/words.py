"""A measure in words: more or fewer, the wanted way or not and how often."""

from __future__ import annotations

from uppsikt.documents import FigureText, Runs, Text
from uppsikt.documents.model import Direction as Course
from uppsikt.figures import SUPPRESSED, Absent, Exact, Period, Unit, month_name, number
from uppsikt.followup.measured.defined.values import ShownMeasure
from uppsikt.measures.definitions import Definition, Direction, Frequency
from uppsikt.measures.rules import Sort

WANTED = {Direction.UP: "ska öka", Direction.DOWN: "ska minska", Direction.NONE: "ingen"}
"""Which way a measure is wanted to go, in words."""
OFTEN = {
    Frequency.MONTH: "varje månad",
    Frequency.QUARTER: "varje kvartal",
    Frequency.TERTIAL: "varje tertial",
    Frequency.HALF_YEAR: "varje halvår",
    Frequency.YEAR: "varje år",
}
"""How often a measure is told, in words."""


def amount_words(one: Definition, value: Exact) -> str:
    """A value with its unit where the name does not say it: ``636``, ``8,1 %``."""
    told = number(value, one.decimals)
    return told if one.printed_unit is Unit.COUNT else f"{told} {one.printed_unit.symbol}"


def difference_words(one: Definition, difference: Exact, than: str) -> tuple[str, str]:
    """``88 färre`` and `` än i oktober 2021``: people are fewer, what is no people is lower."""
    if not difference:
        return f"lika {'många' if one.people else 'mycket'}", f" som {than}"
    is_more = difference > 0
    word = ("fler" if is_more else "färre") if one.people else ("högre" if is_more else "lägre")
    size = number(difference if is_more else -difference, one.decimals)
    if one.printed_unit is Unit.PERCENT:
        size += " procentenhet" if size == "1" else " procentenheter"
    elif one.printed_unit is not Unit.COUNT:
        size += f" {one.printed_unit.symbol}"
    return f"{size} {word}", f" än {than}"


def is_wanted(one: Definition, difference: Exact) -> bool | None:
    """Whether a change goes the wanted way; None where none is wanted or nothing has changed."""
    if one.direction is Direction.NONE or not difference:
        return None
    return (difference > 0) is (one.direction is Direction.UP)


def better_by(one: Definition, value: Exact, held_against: Exact) -> Exact | None:
    """How much better than a budget or a target a value is; below zero is worse.

    None where neither way is wanted.
    """
    if one.direction is Direction.NONE:
        return None
    return value - held_against if one.direction is Direction.UP else held_against - value


def change_runs(shown: ShownMeasure) -> Runs:
    """What a measure is after a month, how that is against last year, and if it is wanted."""
    one, year = shown.definition, shown.period.year
    now, last = shown.told(year), shown.last_due(year)
    if last is None or isinstance(now, Absent):
        return (Text(_lacking(shown, now if isinstance(now, Absent) else None)),)
    figure = FigureText(amount_words(one, now), f"{one.name} {_when(one, last)}")
    start = (Text(f"{one.name} var "), figure, Text(f" {_when(one, last)}"))
    before = shown.told(year - 1)
    if isinstance(before, Absent):
        return (*start, Text("."))
    than = f"samma tid {year - 1}"
    if one.sort is not Sort.SUM:
        than = f"i {Period.month(*divmod(last - 100, 100)).text}"
    wanted = is_wanted(one, now - before)
    words, rest = difference_words(one, now - before, than)
    course: Course = "" if wanted is None else "better" if wanted else "worse"
    told = FigureText(words, f"{one.name}, skillnad mot {than.removeprefix('i ')}", course)
    verdict = "" if wanted is None else f" Det är {'' if wanted else 'inte '}åt önskat håll."
    return (*start, Text(", "), told, Text(f"{rest}.{verdict}"))


def _lacking(shown: ShownMeasure, why: Absent | None) -> str:
    name, when = shown.definition.name, shown.period.text
    if why is SUPPRESSED:
        return f"{name} visas inte för {when}, eftersom antalet kunde peka ut någon."
    if why is Absent.NOT_COMPUTABLE:
        return f"{name} går inte att beräkna för {when}, eftersom en uppgift saknas."
    return f"{name} saknar värde för {when}. Det är inte samma sak som noll."


def _when(one: Definition, last: int) -> str:
    month = Period.month(*divmod(last, 100))
    if one.frequency is Frequency.YEAR:
        return f"år {month.year}"
    return f"till och med {month.text}" if one.sort is Sort.SUM else f"i {month.text}"


def span_words(last: int) -> str:
    """January to a month (yyyymm), as the committees' tables have it: ``januari-oktober``."""
    name = month_name(last % 100)
    return name if last % 100 == 1 else f"januari-{name}"
