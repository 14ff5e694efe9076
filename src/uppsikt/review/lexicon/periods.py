"""Periods in running text: ``oktober 2022``, ``till och med augusti``, ``samma period 2021``.

Where the text gives no year, it is that of the report. ``find_periods`` tells where each period
stands.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from uppsikt.figures import Period, PeriodError
from uppsikt.review.lexicon.vocabulary import month


@dataclass(frozen=True, slots=True)
class Found:
    """A period in a text, at the columns from ``start`` to ``end``.

    ``point`` is true for a date or a lone month (``2022-10-31``, ``i oktober``): of money it
    means January to that month, of a count that month. ``tertial`` is true for the second and
    third, which reports use both for four months and for the year so far. ``relative`` is true
    for a period told by another (``samma period 2021``); ``dated`` if a year was written.
    """

    period: Period
    start: int
    end: int
    point: bool = False
    tertial: bool = False
    relative: bool = False
    dated: bool = True


_MONTH = (
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|okt|nov|dec)"
)
_YEAR = r"(?:19|20)\d\d"
_OF_YEAR = rf"(?:\.?\s+(?:år(?:et)?\s+)?(?P<year>{_YEAR})(?![\d:/]|[-–]\d|\s\d\d\d\b))?"
_UNTIL = r"(?:fram\s+)?(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?)\s+(?:(?:den\s+)?(?:\d\d?\s+))?"
_AFTER = r"(?:efter|fram\s+till|till\s+och\s+med\s+utgången\s+av)\s+(?:utgången\s+av\s+)?"
_PREVIOUS = r"(?:föregående\s+år|förra\s+året|fjolåret|i\s+fjol|året\s+innan|året\s+före)"
_SAME = r"(?:(?:vid\s+)?(?:samma|motsvarande)\s+(?:period|tid|tidpunkt|månader|månad))"
_ORDINAL = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "ett": 1, "två": 2, "tre": 3}

_Make = Callable[[re.Match[str], Period | None], Found | None]


def _year(found: re.Match[str], default: Period | None) -> int | None:
    """The year written in the match, else the report's."""
    written = found["year"]
    return int(written) if written else default.year if default else None


def _spell(
    found: re.Match[str],
    default: Period | None,
    first: int | None,
    last: int | None,
    *,
    point: bool = False,
    tertial: bool = False,
) -> Found | None:
    """The months of the year that the match gives; None if there is no such period."""
    year = _year(found, default)
    if year is None or first is None or last is None:
        return None
    try:
        period = Period(year, first, last)
    except PeriodError:
        return None
    dated = bool(found["year"])
    return Found(period, *found.span(), point=point, tertial=tertial, dated=dated)


def _date(found: re.Match[str], default: Period | None) -> Found | None:
    number = int(found["month"])
    return _spell(found, default, number, number, point=True)


def _span(found: re.Match[str], default: Period | None) -> Found | None:
    return _spell(found, default, month(found["first"]), month(found["last"]))


def _until(found: re.Match[str], default: Period | None) -> Found | None:
    return _spell(found, default, 1, month(found["month"]))


def _until_part(size: int) -> _Make:
    """A maker for January to the end of a third or quarter."""
    part = _part(size)

    def make(found: re.Match[str], default: Period | None) -> Found | None:
        made = part(found, default)
        if made is None:
            return None
        return replace(made, period=made.period.to_date_of(), tertial=False)

    return make


def _lone_month(found: re.Match[str], default: Period | None) -> Found | None:
    number = month(found["month"])
    return _spell(found, default, number, number, point=True)


def _part(size: int) -> _Make:
    """A maker for thirds, quarters and halves of the year: ``size`` months each."""

    def make(found: re.Match[str], default: Period | None) -> Found | None:
        word = (found["before"] or found["after"]).casefold()
        number = _ORDINAL.get(word) or (int(word) if word.isdecimal() else 0)
        if not 1 <= number <= 12 // size:
            return None
        first = (number - 1) * size + 1
        unclear = size == 4 and number > 1
        return _spell(found, default, first, number * size, tertial=unclear)

    return make


def _same(found: re.Match[str], default: Period | None) -> Found | None:
    """The same months of another year; without a report's period nobody knows which."""
    if default is None:
        return None
    written = found["year"]
    year = int(written) if written else default.year - (1 if found["previous"] else 0)
    period = Period(year, default.first, default.last)
    dated = bool(written or found["previous"])
    return Found(period, *found.span(), relative=True, dated=dated)


def _own(found: re.Match[str], default: Period | None) -> Found | None:
    """The report's own period, where it is a part of a year."""
    if default is None or default.kind == "year":
        return None
    return Found(default, *found.span(), relative=True, dated=False)


def _before(found: re.Match[str], default: Period | None) -> Found | None:
    if default is None:
        return None
    return Found(Period.whole_year(default.year - 1), *found.span(), relative=True)


def _whole_year(found: re.Match[str], default: Period | None) -> Found | None:
    return _spell(found, default, 1, 12)


_PATTERNS: tuple[tuple[re.Pattern[str], _Make], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), make)
    for pattern, make in (
        (
            (
                rf"\b{_SAME}(?:\s+(?:(?:under\s+|för\s+)?(?:år\s+)?(?P<year>{_YEAR})(?!\d)"
                rf"|(?:under\s+)?(?P<previous>{_PREVIOUS})))?"
            ),
            _same,
        ),
        (
            (
                rf"(?<![\d-])(?P<year>{_YEAR})-\s?(?P<month>0[1-9]|1[0-2])"
                r"(?:-\s?(?:0[1-9]|[12]\d|3[01]))?(?![\d-])"
            ),
            _date,
        ),
        (
            (
                rf"\b(?P<first>{_MONTH})\.?\s*(?:[-–—]|\still\s(?:och\smed\s)?|\st\.?o\.?m\.?\s)\s*"
                rf"(?P<last>{_MONTH})\b{_OF_YEAR}"
            ),
            _span,
        ),
        (rf"\b{_UNTIL}(?P<month>{_MONTH})\b{_OF_YEAR}", _until),
        (rf"\b{_AFTER}(?P<month>{_MONTH})\b(?:\smånad)?{_OF_YEAR}", _until),
        (
            (
                rf"\b(?:{_UNTIL}|{_AFTER})(?:tertial\s(?P<before>[1-3])"
                rf"|(?P<after>första|andra|tredje)\s+tertialet)\b{_OF_YEAR}"
            ),
            _until_part(4),
        ),
        (
            (
                rf"\b(?:{_UNTIL}|{_AFTER})(?:kvartal\s(?P<before>[1-4])"
                rf"|(?P<after>första|andra|tredje|fjärde)\s+kvartalet)\b{_OF_YEAR}"
            ),
            _until_part(3),
        ),
        (
            rf"\b(?:t(?P<before>[1-3])|(?P<after>första|andra|tredje)\s+tertialet)\b{_OF_YEAR}",
            _part(4),
        ),
        (rf"\btertial\s+(?P<before>[1-3]|ett|två|tre)\b(?P<after>),?{_OF_YEAR}", _part(4)),
        (
            (
                rf"\b(?:(?:q|kv\.?\s?)(?P<before>[1-4])"
                rf"|(?P<after>första|andra|tredje|fjärde)\s+kvartalet)\b{_OF_YEAR}"
            ),
            _part(3),
        ),
        (rf"\bkvartal\s+(?P<before>[1-4])\b(?P<after>){_OF_YEAR}", _part(3)),
        (rf"\b(?P<before>första|andra)\s+halvåret\b(?P<after>){_OF_YEAR}", _part(6)),
        (
            (
                rf"(?:\bden\s)?\b(?:(?:[12]\d|3[01]|[1-9])\s)?(?P<month>{_MONTH})\b(?:\smånad)?"
                rf"{_OF_YEAR}"
            ),
            _lone_month,
        ),
        (rf"\b(?:{_PREVIOUS})\b", _before),
        (r"\b(?:för|under)\s+perioden\b(?!\s+\d)", _own),
        (r"\b(?:hela\s+året|helåret|helår|årets\s+slut)\b" + _OF_YEAR, _whole_year),
        (r"\bi\s+år\b(?P<year>)", _whole_year),
        (
            rf"(?<![\d,.:/§-])(?P<year>{_YEAR})(?![\d:/%]|[-–]\d|,\d|\s\d\d\d\b)",
            _whole_year,
        ),
    )
)
# ``mar`` and ``jan`` may be cut words in other places; a lone short month needs its year.
_SHORT = re.compile(r"^(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\.?$", re.IGNORECASE)


def find_periods(text: str, default: Period | None = None) -> tuple[Found, ...]:
    """Every period in a text, in order, none inside another.

    ``default`` is the period that the report is about (January to its month): it gives the year
    where none is written, and the months of ``samma period 2021`` unless the same text has told
    others before it.
    """
    found: list[Found] = []
    for pattern, make in _PATTERNS:
        if make is _same:
            continue
        for match in pattern.finditer(text):
            if any(one.start < match.end() and match.start() < one.end for one in found):
                continue
            if _SHORT.match(match.group()):
                continue
            made = make(match, default)
            if made is not None:
                found.append(made)
    pattern, make = _PATTERNS[0]
    for match in pattern.finditer(text):
        inside = [one for one in found if match.start() <= one.start and one.end <= match.end()]
        before = [one for one in found if one.end <= match.start() and not one.tertial]
        made = make(match, _told(before, default))
        found = [one for one in found if one not in inside]
        if made is not None:
            found.append(made)
    return tuple(sorted(found, key=lambda one: one.start))


def _told(before: list[Found], default: Period | None) -> Period | None:
    """What ``samma period`` refers to: the one part of a year told before, else the report's."""
    parts = [one.period for one in before if one.period.kind != "year"]
    return max(parts, key=lambda one: one.last) if parts and len(set(parts)) == 1 else default
