"""Dates in running text as they are written, whether the calendar has them or not."""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from uppsikt.figures import month_name, weekday_name
from uppsikt.review.lexicon.vocabulary import month

MONTH = r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
"""A pattern for the whole name of a month."""

WEEKDAYS = tuple(weekday_name(number) for number in range(7))
WEEKDAY = "(?:" + "|".join(WEEKDAYS) + ")"
"""A pattern for the name of a weekday, in its bare form."""


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written, at the columns from ``start`` to ``end``; ``year`` None if it has none.

    ``sure`` is true if nothing but a date can be meant: a day before the name of a month, or
    digits after a word that only dates follow.
    """

    year: int | None
    month: int
    day: int
    start: int
    end: int
    sure: bool

    @property
    def exists(self) -> bool:
        """Whether the calendar has it; 29 February without a year counts as being there."""
        return 1 <= self.month <= 12 and 1 <= self.day <= days_in(self.month, self.year)

    @property
    def date(self) -> datetime.date | None:
        """The date, where it has a year and exists."""
        if self.year is None or not self.exists:
            return None
        return datetime.date(self.year, self.month, self.day)

    @property
    def text(self) -> str:
        """The date in words: ``7 juni 2022``; of a month that exists."""
        year = f" {self.year}" if self.year else ""
        return f"{self.day} {month_name(self.month)}{year}"


def days_in(month: int, year: int | None) -> int:
    """How many days a month has; February 29 where the year is unknown."""
    return calendar.monthrange(year or 2000, month)[1]


_YEAR = r"(?:19|20)\d\d"
_DIGITS = re.compile(rf"(?<![\w./:–-])({_YEAR})-\s?(\d\d)-\s?(\d\d)(?![\w/:]|[-–.,]\d)")
_NAMED = re.compile(
    rf"(?<![\d.,:/§–-])(?<!\d\s)(?P<day>\d{{1,2}})(?::?e|:a)?\s(?P<month>{MONTH})\b"
    rf"(?:\s(?:år\s)?(?P<year>{_YEAR})(?![\d:/]|[-–]\d|\s\d{{3}}\b|\sårs\b))?",
    re.IGNORECASE,
)
_SLASHED = re.compile(
    rf"(?:\bden|{WEEKDAY}(?:en)?)\s(?P<date>(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})"
    rf"(?:[ -]{{1,2}}(?P<year>{_YEAR}))?)(?![\w/:-]|\s\d)",
    re.IGNORECASE,
)
_NO_DATE = re.compile(
    r"(?:\b(?:dnr|diarienr|diarienummer|ärende|ärendenr|ärendenummer|version|ver|v|art|artikel|"
    r"artikelnr|artikelnummer|tel|telefon|tfn|org|orgnr|organisationsnummer|nr|nummer|id|faktura|"
    r"fakturanr|fakturanummer|kund|kundnr|kundnummer|plusgiro|pg|bankgiro|bg|isbn|issn|kod|konto|"
    r"projekt|målnr|mål|handling|beteckning|referens|ref|tabell|diagram|figur|bilaga|kapitel|kap|"
    r"punkt|sid|sida|sidan|antal|objekt|fastighet)\b[.:\s]*(?:[A-ZÅÄÖ]{1,5}[ -])?|§\s?)$",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(
    r"\b(?:den|datum|daterad|daterat|daterade|dat|senast|t\.?\s?o\.?\s?m|fr\.?\s?o\.?\s?m|med|"
    r"beslut|beslutade|protokoll|sammanträde|sammanträdet|inkom|efter|före|innan|till|från|mellan|"
    rf"{WEEKDAY}(?:en)?)[.:,]?\s$",
    re.IGNORECASE,
)
_AFTER_MONTH = re.compile(rf"\b{MONTH}\s$", re.IGNORECASE)

_ANY = re.compile(
    r"\d(?:-\s?\d\d|/\d|(?::?e|:a)?\s(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))",
    re.IGNORECASE,
)
"""What every date has in it: most texts have none, and are passed over at once."""


@lru_cache(maxsize=10_000)
def find_dates(text: str) -> tuple[Written, ...]:
    """The dates with day and month in a text, in order, also those that cannot be.

    Numbers of cases, versions, articles, accounts and pages are none, and neither is a figure
    that stands between two months (``mars 31 april 45``). Kept, for several rules ask of each text.
    """
    if not _ANY.search(text):
        return ()
    found = [*_in_digits(text), *_named(text), *_slashed(text)]
    return tuple(sorted(found, key=lambda one: one.start))


def _in_digits(text: str) -> Iterator[Written]:
    for match in _DIGITS.finditer(text):
        if not _NO_DATE.search(_before(text, match.start())):
            year, number, day = (int(part) for part in match.groups())
            sure = bool(_BEFORE_DATE.search(_before(text, match.start())))
            yield Written(year, number, day, *match.span(), sure)


def _named(text: str) -> Iterator[Written]:
    for match in _NAMED.finditer(text):
        before = _before(text, match.start())
        number = month(match["month"])
        if number is None or _NO_DATE.search(before) or _AFTER_MONTH.search(before):
            continue
        year = int(match["year"]) if match["year"] else None
        sure = year is not None or bool(_BEFORE_DATE.search(before))
        yield Written(year, number, int(match["day"]), *match.span(), sure)


def _slashed(text: str) -> Iterator[Written]:
    """``den 3/4 2024``; a month that cannot be is no date but a part."""
    for match in _SLASHED.finditer(text):
        year = int(match["year"]) if match["year"] else None
        if 1 <= int(match["month"]) <= 12:
            yield Written(year, int(match["month"]), int(match["day"]), *match.span("date"), True)


def _before(text: str, start: int) -> str:
    """The words right before a place, enough of them to tell what it is."""
    return text[max(start - 30, 0) : start]
