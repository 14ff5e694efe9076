"""The numbers in running text, each with its unit and place.

What only looks like a number of something is left out: years, dates, paragraphs of law, diary and
telephone numbers, ranges, ordinals, section and page numbers.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from uppsikt.figures import Amount, AmountError, Unit, amount
from uppsikt.reading.model import Number, Text

_SPACE = r"[ \u00a0\u2007\u2009\u202f]"
_MONTHS = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec"
)
_UNITS: dict[str, Unit] = {
    "tkr": Unit.TKR, "tsek": Unit.TKR, "kkr": Unit.TKR, "tusen kronor": Unit.TKR,
    "tusen kr": Unit.TKR, "mnkr": Unit.MNKR, "mkr": Unit.MNKR, "msek": Unit.MNKR,
    "miljoner kronor": Unit.MNKR, "miljon kronor": Unit.MNKR, "miljoner kr": Unit.MNKR,
    "milj kr": Unit.MNKR, "milj. kr": Unit.MNKR, "milj kronor": Unit.MNKR,
    "miljoner": Unit.MNKR, "milj.": Unit.MNKR, "milj": Unit.MNKR,
    "kronor": Unit.KR, "kr": Unit.KR, "sek": Unit.KR, "%": Unit.PERCENT, "procent": Unit.PERCENT,
    "st.": Unit.COUNT, "st": Unit.COUNT, "stycken": Unit.COUNT,
}  # fmt: skip
_UNIT = re.compile(
    rf"{_SPACE}{{0,2}}(?P<unit>"
    + "|".join(
        re.escape(word).replace(r"\ ", _SPACE) for word in sorted(_UNITS, key=len, reverse=True)
    )
    + r")(?![\wåäö])",
    re.IGNORECASE,
)
_SKIP = "|".join(
    (
        r"\d{4}-\d{2}-\d{2}",  # a day
        r"(?:19|20)\d\d-\d{2}(?!\d)",  # a month
        r"(?<!\d)\d{1,2}/\d{1,2}(?:[ -/]\d{2,4})?",  # a day as 3/4
        rf"(?:[Dd]en{_SPACE})?\b\d{{1,2}}{_SPACE}(?:{_MONTHS})\b\.?",  # 7 juni
        r"\d+:\d+(?:\.\d+)?",  # a law, a clock
        rf"§+{_SPACE}?\d+\w?(?:{_SPACE}?[-–,]{_SPACE}?\d+)*",
        rf"\d+\w?{_SPACE}?§+",
        rf"\d+{_SPACE}?kap\b",
        rf"\bkap\.?{_SPACE}?\d+",
        r"\b\d{1,3}\(\d{1,3}\)",  # a page of pages
        rf"\b0\d{{1,3}}[-–]\d{{2,3}}(?:{_SPACE}?\d{{2,3}}){{1,3}}",  # a telephone
        r"(?<![A-Za-zÅÄÖåäö])[A-Za-zÅÄÖåäö]+-?\d[\w-]*",  # T2, SAM14
        r"\d+[A-Za-zÅÄÖåäö]{1,2}\b(?<!kr)(?<!st)",
        r"\d+(?:\.\d+){2,}",  # a section
        r"\d{1,3}\+",
    )
)
_FIGURE = (
    rf"(?P<sign>(?<![\w.,)%])(?:[+\-−–]|[+−]{_SPACE})(?=\d))?"
    rf"(?P<digits>\d{{1,3}}(?:{_SPACE}\d{{3}})+(?![\d])(?:,\d+)?|\d+(?:[.,]\d+)?)"
)
_BROKEN = (
    rf"(?P<broken>\d{{1,3}}(?:{_SPACE}\d{{1,3}}){{1,4}})(?={_SPACE}(?:tkr|mnkr|mkr|kr|kronor)\b)"
)
_TOKEN = re.compile(rf"(?P<skip>{_SKIP})|(?<![\w.,:/]){_BROKEN}|(?<![\w.,:/])(?:{_FIGURE})(?!\d)")
_RANGE = re.compile(rf"{_SPACE}?[-–]{_SPACE}?\d")
_MARKER = re.compile(rf"\s*\d{{1,2}}[.)]{_SPACE}+(?=[A-ZÅÄÖ”\"])")
_ORDINAL = re.compile(r":(?:a|e)\b|\.\s*$")


def find_numbers(text: Text) -> tuple[Number, ...]:
    """Every number in running text, in order."""
    return tuple(_found(text))


def _found(text: Text) -> Iterator[Number]:
    whole = text.text
    marker = _MARKER.match(whole)
    position = marker.end() if marker else 0
    while match := _TOKEN.search(whole, position):
        position = match.end()
        if match["skip"] is not None:
            continue
        number = _number(text, match)
        after = _RANGE.match(whole, match.end())
        if after and (number is None or number.amount.unit is None):
            position = _end_of_range(whole, after.end() - 1)
        elif number is not None:
            yield number


def _end_of_range(whole: str, start: int) -> int:
    """Where the second number of a range ends."""
    position = start
    while position < len(whole) and (whole[position].isdigit() or whole[position] == ","):
        position += 1
    return position


def _number(text: Text, match: re.Match[str]) -> Number | None:
    """The number of one match, with the unit after it; None for a bare year or no amount."""
    whole = text.text
    name = "broken" if match["broken"] is not None else "digits"
    start, end = match.span(name)
    digits = match[name]
    if name == "digits" and match["sign"]:
        start = match.start("sign")
    if name == "broken":
        digits = _mended(digits)
    found = _UNIT.match(whole, end)
    unit = _UNITS[" ".join(found["unit"].casefold().split())] if found else None
    if digits is None or (unit is None and _is_year(digits)):
        return None
    read = _amount(digits, unit)
    if read is None:
        return None
    if name == "digits" and match["sign"] and match["sign"][0] in "-−–":
        read = Amount(read.number.copy_negate(), read.unit, read.step)
    return Number(read, whole[start:end], start, end, text.spans(start, end))


def _mended(digits: str) -> str | None:
    """A number whose groups were torn apart (``2 5 00``), if only one reading keeps them all.

    Whole groups of three after the first are no damage and are read as they stand.
    """
    parts = digits.split()
    rest = "".join(parts[1:])
    return parts[0] + rest if len(rest) % 3 == 0 else None


def _amount(digits: str, unit: Unit | None) -> Amount | None:
    try:
        return amount(digits, unit)
    except AmountError:
        plain = re.sub(_SPACE, "", digits)
        if not plain.isdigit():
            return None
        return Amount(Decimal(plain), unit, Decimal(1))


def _is_year(digits: str) -> bool:
    """Whether bare digits are more likely a year than a number of something."""
    return len(digits) == 4 and digits.isdigit() and 1900 <= int(digits) <= 2060
