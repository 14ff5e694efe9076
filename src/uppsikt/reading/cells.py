"""The number in a table cell. A cell holds one number, a dash, or words; nothing is guessed."""

import re
from decimal import Decimal
from functools import lru_cache

from uppsikt.figures import Amount, AmountError, amount
from uppsikt.reading.model import EMPTY, Cell, Number, Text

_SPACES = " \t\u00a0\u2007\u2009\u202f"
_DASHES = "-\u2010\u2011\u2012\u2212\u2013\u2014"
_ALIKE = str.maketrans(dict.fromkeys(_SPACES, " "))
_LONGEST = 40  # characters: longer texts are words

_NOTE = re.compile(
    rf"(?:[{_SPACES}]*(?:\*+\)?|[\u00b9\u00b2\u00b3\u2070-\u2079]+\)?|\[\d{{1,2}}\])"
    rf"|[{_SPACES}]+\d\))$"
)
_NOTE_ENDS = tuple("*)]\u00b9\u00b2\u00b3" + "".join(map(chr, range(0x2070, 0x207A))))
_SIGN = re.compile(rf"^[{_DASHES}][{_SPACES}]*(?=\d)")
_NO_CHANGE = re.compile(rf"^(?:±|\+[{_SPACES}]?/?[{_SPACES}]?[{_DASHES}])[{_SPACES}]*0$")
_DIGITS = re.compile(rf"[+({_DASHES}±]?[{_SPACES}]*\d(?:[\d.,{_SPACES}]*\d)?\)?")
_MISSING = frozenset(
    ("*", "**", ".", "..", "...", "…", "x", "i.u.", "i u", "iu", "u.s.", "e.t.", "ej aktuellt",
     "saknas", "uppgift saknas", "ingen uppgift", "går inte att beräkna", "går ej", "ingen post",
     "ej beslutat", "ej beslutad",
     "n/a", "na", "ua",
     "#n/a", "#ref!", "#value!", "#div/0!", "#saknas!", "#värdefel!", "#division/0!")
)  # fmt: skip
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_YEAR = re.compile(r"(?:19|20)\d\d")


def figure_cell(text: Text, given: Amount | None = None) -> Cell:
    """The cell with its number, if it holds one and nothing else than a unit and a note mark.

    ``given`` is the number that the format itself states for the cell (a workbook does).
    """
    if given is not None:
        return Cell(text, _number(text, given))
    if not 0 < len(text.text) <= _LONGEST:
        return Cell(text)
    printed = text.text.strip()
    note = _NOTE.search(printed) if printed.endswith(_NOTE_ENDS) else None
    bare = printed[: note.start()] if note else printed
    read = read_amount(bare)
    if read is None:
        return Cell(text)
    return Cell(text, _number(text, read), note[0].strip() if note else "")


@lru_cache(maxsize=5_000)
def read_amount(printed: str) -> Amount | None:
    """The amount that a whole cell states, None if it is not one number alone.

    Kinder than ``figures.amount`` in what cannot be mistaken in a cell: a dash before digits is a
    minus also with a space between them, and all spaces are alike.
    """
    plain = printed.translate(_ALIKE).strip()
    if not any(map(str.isdigit, plain)):
        return None
    if _NO_CHANGE.match(plain):
        return Amount(Decimal(0), None, Decimal(1))
    try:
        return amount(_SIGN.sub("-", plain))
    except AmountError:
        return None


def _number(text: Text, read: Amount) -> Number:
    """The number with the columns of its digits and sign."""
    found = _DIGITS.search(text.text)
    start, end = found.span() if found else (0, len(text.text))
    return Number(read, text.text[start:end], start, end, text.spans(start, end))


def is_missing(text: str) -> bool:
    """Whether a cell says in so many words, or by a dash, that there is no figure."""
    plain = text.strip().casefold()
    return bool(plain) and (not plain.strip(_DASHES + _SPACES) or plain in _MISSING)


def is_year(text: str) -> bool:
    """Whether a text is a bare year: ``2022``."""
    return _YEAR.fullmatch(text.strip()) is not None


def superscript(text: str) -> str:
    """Digits as raised ones, so that a note mark after a figure stays apart from it."""
    return text.translate(_RAISED)


EMPTY_CELL = Cell(EMPTY)
"""A cell in which nothing is printed."""
