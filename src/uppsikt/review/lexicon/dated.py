"""Values with the date they are of (``2022-10-31, 435 hushåll``), and rows of years."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from uppsikt.review.lexicon.calendar import MONTH
from uppsikt.review.lexicon.vocabulary import month

YEAR = r"(?:19|20)\d\d"
"""A pattern for a year that reports speak of."""

_FAR = 5
"""A year this far from its place in a row is a slip; one nearer may be chosen (election years)."""


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value and its date in one text.

    ``when`` is year, month and day, with 0 for what is not written; ``noun`` the words that tell
    of what it is a value. ``start`` and ``end`` take in both, ``date`` and ``value`` are columns.
    """

    when: tuple[int, int, int]
    number: str
    noun: str
    start: int
    end: int
    date: tuple[int, int]
    value: tuple[int, int]

    @property
    def size(self) -> str:
        """The number without its spaces."""
        return "".join(self.number.split())


_ANY_YEAR = re.compile(YEAR)
_DATE = (
    rf"(?P<date>(?P<y>{YEAR})-\s?(?P<m>\d\d)(?:-\s?(?P<d>\d\d))?(?![\w-])"
    rf"|(?:(?P<d2>\d\d?)\s)?(?P<name>{MONTH})\s(?P<y2>{YEAR})(?!\d|[-–:/]\d)"
    rf"|(?P<y3>{YEAR})(?!\d|[-–:/,.]\d|\s\d{{3}}\b))"
)
_NUMBER = r"(?P<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\d:/-])"
_COMPARING = (
    r"(?:i\s)?(?:jämförelse\s(?:med|mot)|jämfört(?:\s(?:med|mot))?|att\sjämföra\smed|mot(?=\s))"
)
_STATED = (
    r"\s(?:då\s(?:den|det|de|antalet|andelen)\s)?"
    r"(?:(?:var|är|fanns|uppgick\still|låg\spå)(?:\s(?:det|den|antalet|andelen))?)\s"
)
_DATE_FIRST = re.compile(
    rf"(?<![\d–-]){_DATE}(?:\s?[,:]\s?|{_STATED}|(?<=-\d\d)\s){_NUMBER}"
    r"(?P<noun>(?:\s(?!och\b|samt\b|mot\b|jämfört\b|från\b|till\b|att\b|i\sjäm)[^\W\d_]+"
    r"|\s?%){0,6})",
    re.IGNORECASE,
)
_VALUE_FIRST = re.compile(
    rf"(?<![\d,:/–-])(?<!\d\s){_NUMBER}(?P<noun>(?:\s(?!i\b|per\b|den\b|under\b|för\b|år\b|till\b|"
    r"och\b|mot\b|från\b|jämfört\b)[^\W\d_]+|\s?%){0,3})"
    rf"\s(?:(?:i|per|den|under|för|år)\s){{0,2}}{_DATE}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\s?(?:\([^()]*\))?\s?(?:st\b\.?)?\s?,?\s?{_COMPARING}(?:\s(?:den|år|per|i|under))?\s?",
    re.IGNORECASE,
)

_ENDED = re.compile(rf"\s?(?:$|[.,;:!?()]|(?:och|samt|medan)\b|{_COMPARING})", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def dated_values(text: str) -> tuple[DatedValue, ...]:
    """The values with a date in a text, in order; those that state the date first win.

    Kept, for two rules ask of each text.
    """
    found: list[DatedValue] = []
    if not _ANY_YEAR.search(text):
        return ()
    for pattern in (_DATE_FIRST, _VALUE_FIRST):
        for match in pattern.finditer(text):
            one = _dated_value(match)
            bare_year = pattern is _DATE_FIRST and not one.when[1] and ":" not in match.group()
            if not bare_year and not any(_overlap(one, other) for other in found):
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _dated_value(match: re.Match[str]) -> DatedValue:
    year = int(match["y"] or match["y2"] or match["y3"])
    number = int(match["m"] or 0) or (month(match["name"]) or 0 if match["name"] else 0)
    day = int(match["d"] or match["d2"] or 0)
    noun = " ".join((match["noun"] or "").casefold().split())
    return DatedValue(
        (year, number, day), match["number"], noun, *match.span(), match.span("date"),
        match.span("number"),
    )  # fmt: skip


def _overlap(one: DatedValue, other: DatedValue) -> bool:
    return one.start < other.end and other.start < one.end


def compared(text: str) -> Iterator[tuple[DatedValue, DatedValue]]:
    """The pairs of dated values of one thing that a text compares with each other.

    Words that go on after the second (``82 % 2022 i riket``) tell of another thing.
    """
    for one, other in pairwise(dated_values(text)):
        between = text[one.end : other.start]
        led = re.search(r"\bfrån\s$", text[max(one.start - 6, 0) : one.start], re.IGNORECASE)
        joined = _BETWEEN.fullmatch(between) or (led and between.strip().casefold() == "till")
        if joined and _ENDED.match(text, other.end) and of_one_thing(one, other):
            yield one, other


def of_one_thing(one: DatedValue, other: DatedValue) -> bool:
    """Whether two values are of the same thing by their words; the later may leave them out."""
    return one.noun == other.noun or not other.noun


def odd_year(years: Sequence[int]) -> tuple[int, int] | None:
    """The one year that breaks a row of years, as its position and what it should be.

    At least three years, of which all but one follow on each other one by one, up or down, and
    that do not even rise or fall throughout as they stand; the odd one stands twice or is far
    from its place. None where that is not so.

    >>> odd_year([2022, 2022, 2020]), odd_year([2021, 2022, 2032])
    ((1, 2021), None)
    """
    steps = {(after > before) - (after < before) for before, after in pairwise(years)}
    if len(years) < 3 or steps in ({1}, {-1}):
        return None
    found = [
        (position, right)
        for position in range(len(years))
        for right in _fitting(years, position)
        if right != years[position]
    ]
    if len(found) != 1:
        return None
    position, right = found[0]
    twice = years.count(years[position]) > 1
    return found[0] if twice or abs(years[position] - right) >= _FAR else None


def _fitting(years: Sequence[int], position: int) -> Iterator[int]:
    """What the year at a position has to be for all to follow on each other."""
    for step in (1, -1):
        base = 0 if position else 1
        row = [years[base] + step * (place - base) for place in range(len(years))]
        if all(row[place] == years[place] for place in range(len(years)) if place != position):
            yield row[position]
