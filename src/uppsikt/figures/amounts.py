"""The one way from text to a number.

``amount`` reads what Swedish reports and files hold and refuses what can be read in two ways,
because a guess of a factor of a thousand would travel unseen into a decision.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from uppsikt.figures.absent import Exact, tidy
from uppsikt.figures.errors import UppsiktError
from uppsikt.figures.unit import Unit


class AmountError(UppsiktError):
    """A text could not be taken as an amount."""


class EmptyAmountError(AmountError):
    """There is no number in the text, not even a zero."""


class AmbiguousAmountError(AmountError):
    """The text can be read as two different amounts."""


class UnreadableAmountError(AmountError):
    """The text is not one number with at most one unit."""


class UnitMismatchError(AmountError):
    """The unit in the text is another than the unit that was expected."""


class UnitUnknownError(AmountError):
    """Neither the text nor the reader says which unit the number is in."""


class NotWholeOreError(AmountError):
    """Money with a part of an öre."""


@dataclass(frozen=True)
class Amount:
    """A number as it was written.

    ``number`` is in ``unit`` (None when no unit is stated); ``step`` is the value of the last
    written digit in the same unit (1 for ``11 149``, 0.01 for ``11 149,50``), so half of it is
    how far the exact value may lie from what is written.
    """

    number: Decimal
    unit: Unit | None
    step: Decimal

    def exact(self, unit: Unit | None = None) -> Exact:
        """The value in base units: öre for money, the number itself for counts, a ratio for %.

        ``unit`` is used when the text stated none. Raises ``UnitUnknownError`` when there is none
        at all, ``UnitMismatchError`` when the two differ, ``NotWholeOreError`` for a part of an
        öre.
        """
        known = _agreed(self.unit, unit, str(self.number))
        if known is None:
            raise UnitUnknownError(
                "Beloppet saknar enhet.",
                values=[str(self.number)],
                why="Kronor, tkr och mnkr skiljer sig tusenfalt och gissas aldrig.",
                todo="Skriv enheten efter talet, till exempel 2 500 tkr.",
            )
        value = _in_base_units(self.number, known)
        if known.is_money and not isinstance(value, int):
            raise NotWholeOreError(
                "Beloppet innehåller delar av ett öre.",
                values=[f"{self.number} {known.symbol}"],
                todo="Ange högst två decimaler i kronor, fem i tkr och åtta i mnkr.",
            )
        return value


@lru_cache(maxsize=10_000)
def _in_base_units(number: Decimal, unit: Unit) -> Exact:
    """A number in base units; kept, for a report asks for the same figures again and again."""
    return tidy(Fraction(number) * Fraction(unit.factor))


_LONGEST = 60
_SPACES = "\u0020\u00a0\u2007\u2009\u202f"
_BETWEEN_GROUPS = re.compile(f"[{_SPACES}]")
_EN_DASH = "\u2013"
_DASHES = "-\u2212\u2010\u2011\u2013\u2014"
_MINUS_CLASS = r"\-\u2212\u2010\u2011"  # inside [ ]
_DASH_CLASS = _MINUS_CLASS + r"\u2013\u2014"
_SHAPE = re.compile(
    rf"(?P<open>\()?[{_SPACES}]*"
    rf"(?P<sign>[+{_MINUS_CLASS}][{_SPACES}]?|{_EN_DASH})?"
    rf"(?P<digits>[0-9](?:[0-9.,{_SPACES}]*[0-9])?)[{_SPACES}]*"
    rf"(?P<inner>[^0-9()+{_DASH_CLASS}]*?)[{_SPACES}]*"
    rf"(?P<close>\))?[{_SPACES}]*(?P<outer>[^0-9()+{_DASH_CLASS}]*)"
)


def amount(text: str, unit: Unit | None = None) -> Amount:
    """Read one amount as written in Swedish.

    Accepts thousands by spaces (ordinary, hard, thin or narrow), a decimal comma, a decimal point
    where it cannot separate thousands, minus as ``-``, ``−`` or an en dash right before the
    digits, a negative in brackets, and a unit after the number (``kr``, ``tkr``, ``mnkr``, ``st``,
    ``%``). ``unit`` is the unit the reader knows from elsewhere, such as a table head; it never
    overrules the text. Raises a subclass of ``AmountError`` that says why in Swedish.
    """
    whole = text.strip()
    _refuse_blank(whole)
    shape = _SHAPE.fullmatch(whole)
    if shape is None:
        raise _unreadable(whole)
    negative = _is_negative(shape, whole)
    number = _digits(shape["digits"], whole)
    stated = _stated_unit(shape, whole)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Amount(
        number=number.copy_negate() if negative and number else number,
        unit=_agreed(stated, unit, whole),
        step=Decimal((0, (1,), exponent)),
    )


def _shown(text: str) -> str:
    """The text between quotation marks, cut if it is long."""
    return f"”{text}”" if len(text) <= _LONGEST else f"”{text[:_LONGEST]} …”"


def _refuse_blank(whole: str) -> None:
    """Refuse a text that holds no digit at all, and one that is too long to be an amount."""
    if not whole:
        raise EmptyAmountError(
            "Beloppet är tomt.",
            why="Ett tomt fält betyder att uppgift saknas, inte noll.",
            todo="Skriv 0 om beloppet är noll.",
        )
    if whole.strip(_DASHES + ".…") == "":
        raise EmptyAmountError(
            "Ett streck är inget belopp.",
            values=[_shown(whole)],
            why="Ett streck betyder att uppgift saknas, inte noll.",
            todo="Skriv 0 om beloppet är noll.",
        )
    if len(whole) > _LONGEST:
        raise UnreadableAmountError(
            "Texten är för lång för att vara ett belopp.",
            values=[_shown(whole)],
            todo="Kontrollera att fältet bara innehåller ett tal.",
        )


def _unreadable(whole: str) -> AmountError:
    """The error for a text that does not have the shape of an amount, as precise as can be."""
    values = [_shown(whole)]
    dashes = sum(whole.count(mark) for mark in _DASHES)
    if not re.search("[0-9]", whole):
        return UnreadableAmountError("Texten innehåller inget tal.", values=values)
    if "±" in whole or re.search(rf"[+{_DASH_CLASS}]\s*[+{_DASH_CLASS}]", whole):
        return AmbiguousAmountError(
            "Talet har två tecken före sig.",
            values=values,
            why="Det går inte att se om beloppet är plus eller minus.",
            todo="Skriv ett enda tecken.",
        )
    if re.fullmatch(rf"{_EN_DASH}\s+[0-9].*", whole):
        return AmbiguousAmountError(
            "Strecket före talet kan vara både ett minustecken och ett tankstreck.",
            values=values,
            todo="Skriv minustecknet direkt före första siffran.",
        )
    if re.fullmatch(rf"[0-9.,:\s]*[{_DASH_CLASS}]", whole):
        return AmbiguousAmountError(
            "Talet har ett streck efter sig.",
            values=values,
            why="Det går inte att se om det är ett minustecken.",
            todo="Skriv minustecknet före talet.",
        )
    if dashes and re.search(rf"[0-9]\s*[{_DASH_CLASS}]\s*[0-9]", whole):
        return UnreadableAmountError(
            "Texten innehåller två tal.", values=values, todo="Ange ett tal."
        )
    return UnreadableAmountError(
        "Texten går inte att läsa som ett tal.",
        values=values,
        todo="Skriv talet med siffror, mellanslag mellan tusental och komma före decimaler.",
    )


def _is_negative(shape: re.Match[str], whole: str) -> bool:
    """Whether sign or brackets make the number negative; refuses half a pair and both at once."""
    opened, closed = shape["open"] is not None, shape["close"] is not None
    if opened != closed:
        raise UnreadableAmountError(
            "En parentes saknar sin andra hälft.",
            values=[_shown(whole)],
            why="Ett tal inom parentes är negativt, men bara om parentesen är hel.",
        )
    sign = (shape["sign"] or "").strip(_SPACES)
    if opened and sign:
        raise AmbiguousAmountError(
            "Talet har både tecken och parentes.",
            values=[_shown(whole)],
            why="Parentes betyder minus, så tillsammans med ett tecken är det oklart.",
            todo="Använd antingen parentes eller tecken.",
        )
    return opened or sign not in ("", "+")


def _stated_unit(shape: re.Match[str], whole: str) -> Unit | None:
    """The unit written after the number, None if there is none."""
    words = [word for word in (shape["inner"], shape["outer"]) if word.strip()]
    if not words:
        return None
    unit = Unit.from_text(words[0]) if len(words) == 1 else None
    if unit is None:
        raise UnreadableAmountError(
            "Enheten efter talet är okänd.",
            values=[_shown(whole)],
            todo="Använd kr, tkr, mnkr, st eller %.",
        )
    return unit


def _agreed(stated: Unit | None, expected: Unit | None, whole: str) -> Unit | None:
    """The one unit that text and reader agree on; refuses two different ones."""
    if stated is not None and expected is not None and stated is not expected:
        raise UnitMismatchError(
            "Enheten stämmer inte.",
            values=[_shown(whole), f"väntad enhet: {expected.symbol}"],
            why=f"Texten säger {stated.symbol} där {expected.symbol} väntas.",
            todo="Rätta enheten i texten eller i tabellens rubrik.",
        )
    return stated if stated is not None else expected


def _digits(text: str, whole: str) -> Decimal:
    """The unsigned number that digits, spaces and at most one decimal mark stand for."""
    marks = [char for char in text if char in ".,"]
    if len(marks) > 1:
        raise AmbiguousAmountError(
            "Talet innehåller flera punkter eller kommatecken.",
            values=[_shown(whole)],
            why="Det går inte att se vilka som skiljer tusental och vilket som är decimaltecken.",
            todo="Skriv mellanslag mellan tusental och ett komma före decimaler.",
        )
    head, mark, tail = text.partition(marks[0]) if marks else (text, "", "")
    if not head.strip(_SPACES) or head[-1] in _SPACES or tail.strip("0123456789"):
        raise UnreadableAmountError(
            "Decimalerna går inte att läsa.",
            values=[_shown(whole)],
            todo="Skriv decimalerna direkt efter kommat, utan mellanslag.",
        )
    whole_part = _thousands(head, whole)
    if mark and len(tail) == 3 and head == whole_part and _could_group(head):
        raise AmbiguousAmountError(
            f"Tecknet ”{mark}” kan skilja både tusental och decimaler.",
            values=[_shown(whole)],
            why=f"{_shown(text)} kan vara både {head} {tail} och {head},{tail}.",
            todo="Skriv mellanslag mellan tusental, eller ett annat antal decimaler.",
        )
    return Decimal(f"{whole_part}.{tail}" if mark else whole_part)


def _could_group(head: str) -> bool:
    """Whether digits before a mark may be the first group of thousands: ``1``, but not ``0``."""
    return len(head) <= 3 and head != "0"


def _thousands(text: str, whole: str) -> str:
    """Digits without their thousands spaces; refuses groups that are not thousands."""
    groups = _BETWEEN_GROUPS.split(text)
    joined = "".join(groups)
    if len(groups) > 1 and (
        not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])
    ):
        raise AmbiguousAmountError(
            "Siffrorna står inte i grupper om tre.",
            values=[_shown(whole)],
            why="Det kan vara två tal eller ett felskrivet.",
            todo="Skriv mellanslag bara mellan tusental, till exempel 11 149.",
        )
    if len({char for char in text if char in _SPACES}) > 1:
        raise AmbiguousAmountError(
            "Talet innehåller olika slags mellanslag.",
            values=[_shown(whole)],
            why="Ett hårt mellanslag kan höra till talet och ett vanligt skilja två tal åt.",
            todo="Använd samma slags mellanslag mellan alla tusental.",
        )
    if len(joined) > 1 and joined.startswith("0"):
        raise AmbiguousAmountError(
            "Talet börjar med en nolla.",
            values=[_shown(whole)],
            why="Det kan vara en kod, eller två tal efter varandra.",
            todo="Ta bort nollan om det är ett belopp.",
        )
    return joined
