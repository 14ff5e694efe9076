"""Numbers, months and lists as Swedish text: hard spaces, decimal comma, true minus."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from uppsikt.figures.absent import Absent, Exact, Value
from uppsikt.figures.unit import Unit

HARD_SPACE = "\u00a0"
MINUS = "\u2212"

_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_SHORT_MONTHS = (
    "jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec",
)  # fmt: skip


def kronor(ore: Exact) -> str:
    """Öre as kronor, always with both decimals: ``−1 234,50 kr``."""
    return f"{bare_kronor(ore)} kr"


def bare_kronor(ore: Exact) -> str:
    """As ``kronor``, without the unit, for tables that have it in their head."""
    return number(Fraction(ore, 100), 2)


def alike_in_kronor(ore: Iterable[int]) -> Callable[[int], str]:
    """How amounts below one another are written in kronor: with öre where any of them has some."""
    if any(one % 100 for one in ore):
        return bare_kronor
    return lambda one: thousands(one // 100)


def thousands(n: int) -> str:
    """A whole number with hard spaces between thousands and a true minus: ``−11 149``."""
    grouped = f"{abs(n):,}".replace(",", HARD_SPACE)
    return MINUS + grouped if n < 0 else grouped


def round_half_away(value: Exact | Decimal) -> int:
    """The nearest whole number; a half goes away from zero."""
    exact = Fraction(value)
    return round_share(exact.numerator, exact.denominator)


def round_share(part: int, whole: int) -> int:
    """The whole number nearest to part / whole; a half goes away from zero."""
    nearest = (2 * abs(part) + abs(whole)) // (2 * abs(whole))
    return -nearest if (part < 0) != (whole < 0) else nearest


def number(value: Exact | Decimal, decimals: int = 0) -> str:
    """A number with the given count of decimals after a comma; a half goes away from zero.

    What rounds to zero is written without a minus.
    """
    scaled = round_half_away(Fraction(value) * 10**decimals)
    whole, rest = divmod(abs(scaled), 10**decimals)
    text = thousands(whole) + (f",{rest:0{decimals}d}" if decimals else "")
    return MINUS + text if scaled < 0 else text


def percent(ratio: Exact | Decimal, decimals: int = 1) -> str:
    """A ratio as per cent: ``Fraction(16, 1000)`` is ``1,6 %``."""
    return number(Fraction(ratio) * 100, decimals) + HARD_SPACE + Unit.PERCENT.symbol


def steps(n: int, decimals: int = 0) -> str:
    """A printed value that counts its last decimal: 2170 with one decimal is ``217,0``."""
    return number(Fraction(n, 10**decimals), decimals)


def with_unit(n: int, unit: Unit, decimals: int = 0) -> str:
    """A printed value with its unit: ``1 000 tkr``; with decimals it counts the last of them."""
    return steps(n, decimals) + HARD_SPACE + unit.symbol


def value_text(value: Value, unit: Unit) -> str:
    """A value in base units with all its decimals, at most six: ``1 000,5 tkr``, ``saknas``."""
    if isinstance(value, Absent):
        return value.text
    text = number(Fraction(value) / Fraction(unit.factor), 6).rstrip("0").rstrip(",")
    return text + HARD_SPACE + unit.symbol


def plus_minus(n: int, unit: Unit, decimals: int = 0) -> str:
    """A printed variance in words: ``plus 1 000 tkr``, ``minus 2 500 tkr``, ``plus minus noll``."""
    if n == 0:
        return "plus minus noll"
    return f"{'plus' if n > 0 else 'minus'} {with_unit(abs(n), unit, decimals)}"


def higher_lower(diff: int, unit: Unit, than: str = "budget") -> str:
    """A printed difference in words: ``1 562 tkr högre än budget``.

    Positive is higher. A cost is negative in the books, so whoever speaks of costs turns the sign.
    """
    if diff == 0:
        return f"i nivå med {than}"
    return f"{with_unit(abs(diff), unit)} {'högre' if diff > 0 else 'lägre'} än {than}"


def month_name(month: int) -> str:
    """The month 1–12 in lower case: ``oktober``."""
    return _MONTHS[month - 1]


def month_short(month: int) -> str:
    """The month 1–12 shortened: ``okt``; mars, april, maj, juni and juli are never shortened."""
    return _SHORT_MONTHS[month - 1]


def weekday_name(weekday: int) -> str:
    """The day of the week 0–6, from Monday, in lower case: ``tisdag``."""
    return _WEEKDAYS[weekday]


def join_words(words: Sequence[str]) -> str:
    """A list in running text: ``a, b och c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} och {words[-1]}"


_LETTERS = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"})


def swedish_sort_key(text: str) -> tuple[str, str]:
    """A key that sorts å, ä, ö after z, case and other accents apart only as a last resort."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return plain, text
