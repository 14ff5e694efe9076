"""What a cell holds, and the one way from it to an amount, a day, a month or a code."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias

from uppsikt.figures import Amount, Exact, Unit, UppsiktError, amount, month_name, month_short
from uppsikt.sheets.faults import shown


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell without a value that can be used: ``#REF!``, a formula never calculated, a time."""

    what: str


Value: TypeAlias = str | Decimal | date | Broken
"""A cell. An empty one is the empty text; a text has no blanks around it."""

_DIGITS = 15
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_DMY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-?(\d{2})", re.ASCII)
_MY = re.compile(r"(\d{1,2})[./-](\d{4})", re.ASCII)
_WORDS = re.compile(r"([a-zåäö]+)\.?[ -](\d{4})|(\d{4})[ -]([a-zåäö]+)\.?")
_POINTED = re.compile(r"([-−+(]?\s*)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(\D*)")
_AFTER = re.compile(r"(\d[\d\s.,]*)[-−]")
_MONTHS = {
    name: month
    for month in range(1, 13)
    for name in (month_name(month), month_short(month), month_name(month)[:3])
}


def from_excel(value: object) -> Value:
    """A cell as Excel keeps it. A number is a double, of which 15 digits are the number.

    Source: Excel's own specification, number precision 15 digits.
    """
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        if not math.isfinite(value):
            return Broken("inget tal")
        return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_DIGITS}g}")
    if isinstance(value, time | timedelta):
        return Broken("ett klockslag")
    return ""


def text(value: Value) -> str:
    """A cell as text: a code, a name, a comment. Raises UppsiktError for a broken cell."""
    if isinstance(value, str):
        return value
    if isinstance(value, Broken):
        raise broken(value)
    if isinstance(value, date):
        return value.isoformat()
    plain = f"{value:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".").replace(".", ",")
    return plain


def broken(value: Broken) -> UppsiktError:
    """The error for a cell that has no value."""
    return UppsiktError(
        "Cellen har inget värde som går att använda.",
        values=[value.what],
        todo="Rätta formeln, eller räkna om boken i kalkylprogrammet och spara den.",
    )


def displayed(value: Value) -> str:
    """A cell as an error shows it."""
    return shown(value.what if isinstance(value, Broken) else text(value))


def measured(value: Value, marks: str = "comma") -> Amount:
    """The number of a cell, as it was written. Raises AmountError, or UppsiktError if broken."""
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        step = Decimal((0, (1,), exponent if isinstance(exponent, int) else 0))
        return Amount(number=value, unit=None, step=step)
    if isinstance(value, str):
        return amount(_swedish(value, marks))
    return amount(displayed(value)) if isinstance(value, date) else _no_number(value)


def _no_number(value: Broken) -> Amount:
    raise broken(value)


def _swedish(written: str, marks: str) -> str:
    """A minus after the digits is put before; with ``point``, 1,234.5 becomes 1 234,5."""
    if after := _AFTER.fullmatch(written):
        written = f"-{after[1].strip()}"
    if marks == "point" and (found := _POINTED.fullmatch(written)):
        decimals = (found[3] or "").replace(".", ",")
        padded = f"{decimals}0" if len(decimals) == 4 else decimals  # 1,234 could be thousands
        written = found[1] + found[2].replace(",", " ") + padded + found[4]
    return written


def ore(value: Value, unit: Unit, *, marks: str = "comma", largest: int = 10**14) -> int:
    """An amount in öre; ``unit`` holds where the cell states none.

    Raises UppsiktError: no number, two possible numbers, a part of an öre, or too large to be
    true.
    """
    exact: Exact = measured(value, marks).exact(unit)
    if not isinstance(exact, int) or abs(exact) > largest:
        raise UppsiktError("Beloppet är orimligt stort.", values=[displayed(value)])
    return exact


def day(value: Value, *, dates: str = "iso") -> date:
    """A day: a cell of that kind, 2022-10-31 or 20221031; 31.10.2022 and 31/10/2022 with ``dmy``.

    Raises UppsiktError.
    """
    if isinstance(value, date):
        return value
    written = text(value)
    found = _ISO.fullmatch(written) or _EIGHT.fullmatch(written)
    parts = [int(part) for part in found.groups()] if found else []
    if not found and dates == "dmy" and (turned := _DMY.fullmatch(written)):
        parts = [int(part) for part in reversed(turned.groups())]
    try:
        return date(*parts)
    except (TypeError, ValueError):
        raise UppsiktError(
            f"”{shown(written)}” är ingen dag.",
            todo="Skriv dagen som 2022-01-31.",
        ) from None


def month(value: Value, *, dates: str = "iso") -> int:
    """A month as yyyymm: a day's month, 2022-10, 202210, okt 2022; 10/2022 with ``dmy``.

    Raises UppsiktError.
    """
    if isinstance(value, date):
        return value.year * 100 + value.month
    written = text(value).casefold()
    year, number = _year_month(written, dates)
    if not (1 <= number <= 12 and 1900 <= year <= 2999):
        raise UppsiktError(
            f"”{shown(text(value))}” är ingen månad.", todo="Skriv månaden som 2022-10."
        )
    return year * 100 + number


def _year_month(written: str, dates: str) -> tuple[int, int]:
    """Year and month of a text; zeros if it is none."""
    if found := _MONTH.fullmatch(written):
        return int(found[1]), int(found[2])
    if named := _WORDS.fullmatch(written):
        year, name = (named[2], named[1]) if named[1] else (named[3], named[4])
        return int(year), _MONTHS.get(name, 0)
    if dates == "dmy" and (turned := _MY.fullmatch(written)):
        return int(turned[2]), int(turned[1])
    return 0, 0
