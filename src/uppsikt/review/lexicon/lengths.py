"""How long a text says that a time is, and from when to when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from uppsikt.review.lexicon.calendar import MONTH
from uppsikt.review.lexicon.dated import YEAR
from uppsikt.review.lexicon.numerals import NUMERAL, numeral
from uppsikt.review.lexicon.vocabulary import month


@dataclass(frozen=True, slots=True)
class Length:
    """A length told beside its ends, at columns in a text.

    ``number`` is how many months or years are told; ``fits`` the numbers that the ends allow,
    counted with both ends in and with one of them out.
    """

    number: int
    unit: str
    fits: tuple[int, ...]
    told: tuple[int, int]
    ends: tuple[int, int]


_LOOSE = re.compile(
    r"(?:minst|högst|mer än|mindre än|över|under minst|upp till|cirka|ca|omkring|ungefär|drygt|"
    r"knappt|nästan|närmare|längre än|kortare än|inom|efter|var|i mer än|vart|varje)\s$",
    re.IGNORECASE,
)
_MONTHS = rf"(?P<number>{NUMERAL})\smånader(?:na|s)?"
_LATEST = r"(?:de\s)?(?:senaste|sista|gångna|föregående)\s"
_DURING = r"(?:under|senaste|första|sista|gångna|kommande|närmaste|dessa|de)\s"
_YEARS = (
    rf"(?:(?:senaste|gångna|kommande|närmaste)\s|under\s(?!\d))"
    rf"(?P<told>(?P<number>{NUMERAL})\sår(?:en)?)"
)
"""Years in digits after ``under`` are an age: ``barn under 18 år, 2020–2023``."""
_YEAR_PERIOD = rf"(?P<told>(?P<number>{NUMERAL})-?årsperiod(?:en)?)"
_OF_YEAR = rf"(?:\s(?P<{{0}}>{YEAR}))?(?!\d)"
_VALUE = r"(?:\s(?!och\b|till\b)[^\s,.;:()]+){0,6}?"
_FROM_TO_MONTHS = (
    rf"från{_VALUE}\s(?P<first>{MONTH}){_OF_YEAR.format('y1')}{_VALUE}"
    rf"\still(?:\soch\smed)?{_VALUE}\s(?P<last>{MONTH}){_OF_YEAR.format('y2')}"
)
_MONTH_SPAN = (
    rf"(?:från\s|perioden\s|dvs\.?\s)*(?P<first>{MONTH}){_OF_YEAR.format('y1')}"
    rf"\s?(?:[-–]|\still\soch\smed\s|till\soch\smed\s|till\s)\s?"
    rf"(?P<last>{MONTH}){_OF_YEAR.format('y2')}"
)
_YEAR_SPAN = (
    rf"(?:från\s|åren\s|perioden\s|år\s|dvs\.?\s)*(?P<first>(?:20|19)\d\d)\s?"
    rf"(?:[-–]|till\soch\smed\s|till\s)\s?(?P<last>{YEAR})(?!\d|[-–/:]\d)"
)
_PATTERNS = tuple(
    (unit, re.compile(pattern, re.IGNORECASE))
    for unit, pattern in (
        ("månader", rf"\b{_LATEST}(?P<told>{_MONTHS}),?\s(?P<ends>{_FROM_TO_MONTHS})"),
        ("månader", rf"\b{_DURING}(?P<told>{_MONTHS})(?:,\s|\s\()(?P<ends>{_MONTH_SPAN})"),
        ("år", rf"\b{_YEARS}(?:,\s|\s\(|\s)(?P<ends>{_YEAR_SPAN})"),
        ("år", rf"\b{_YEAR_PERIOD}(?:,\s|\s\(|\s)(?P<ends>{_YEAR_SPAN})"),
    )
)

_ENDS = {
    "månader": re.compile(rf"{MONTH}.*?{MONTH}", re.DOTALL),
    "år": re.compile(r"\d\d\s?(?:[-–]|till\b)"),
}
"""What the ends of a length have in them: most texts have neither."""


def lengths(text: str) -> Iterator[Length]:
    """The lengths of time in a text whose ends stand beside them in the same clause."""
    small = text.casefold()
    for unit, pattern in _PATTERNS:
        if unit not in small or not _ENDS[unit].search(small):
            continue
        for match in pattern.finditer(text):
            before = text[max(match.start("told") - 14, 0) : match.start("told")]
            number = numeral(match["number"])
            steps = _months(match) if unit == "månader" else _years(match)
            if number and steps and not _LOOSE.search(before):
                fits = (steps, steps + 1)
                yield Length(number, unit, fits, match.span("told"), match.span("ends"))


def _years(match: re.Match[str]) -> int:
    return int(match["last"]) - int(match["first"])


def _months(match: re.Match[str]) -> int:
    """The months from the first to the last; over the turn of the year where they go back."""
    first, last = month(match["first"]) or 0, month(match["last"]) or 0
    if match["y1"] and match["y2"]:
        return (int(match["y2"]) - int(match["y1"])) * 12 + last - first
    return (last - first) % 12


_TREND = re.compile(rf"\b{_LATEST}(?P<number>{NUMERAL})\smånader(?:na)?\b", re.IGNORECASE)
_COUNTED = re.compile(r"\bantal(?:et)?\s(?P<noun>[^\W\d_]{4,})", re.IGNORECASE)
_DOWN = re.compile(r"\bminsk(?:at|ade|ar|ning|ningen)\b|\bsjunk(?:it|er)\b", re.IGNORECASE)
_UP = re.compile(r"\bök(?:at|ade|ar|ning|ningen)\b|\bstigit\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trend:
    """Something said to have gone one way for the latest months.

    ``noun`` is what is counted, ``up`` the way; ``told`` the columns of the length.
    """

    noun: str
    up: bool
    number: int
    told: tuple[int, int]


def trend(text: str) -> Trend | None:
    """What a sentence says of the latest months; None if it says more than one thing."""
    if "månad" not in text.casefold():
        return None
    told, counted = list(_TREND.finditer(text)), list(_COUNTED.finditer(text))
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    if len(told) != 1 or len(counted) != 1 or up == down:
        return None
    number = numeral(told[0]["number"])
    if number is None:
        return None
    return Trend(counted[0]["noun"].casefold(), up, number, told[0].span())
