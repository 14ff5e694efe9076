"""The smallest parts of a SIE line: fields, objects, amounts and dates (SIE 4B, chapter 5)."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

BLANKS = " \t\r\n\x1a"  # DOS programs end a file with the last of these

# A quote ends a field only before a blank or at the end of the line: programs that lose ö to
# code page 1252 write "F"rskott". A field never closed runs to the end of the line.
# No possessive repeats (*+): Python before 3.11.5, which Debian 12 has, matches them wrongly.
_FIELD = re.compile(r'"([^"\\]*(?:(?:\\"?|"(?=[^ \t]))[^"\\]*)*)(?:"|$)|([^ \t]+)')
_OBJECTS = r'\{([^"}]*(?:"[^"]*"[^"}]*)*)\}[ \t]*(.*)'
_LOOSE = r"\{([^}]*)\}[ \t]*(.*)"  # where the quotes do not pair up
_BEFORE = r'(?:"[^"]*"|[^ \t{"]+)'
_AMOUNT = re.compile(r"(-?)([0-9]{0,12})(?:\.([0-9]{0,2})0*)?")
_DATE = re.compile(r"[0-9]{8}")
_MONTH = re.compile(r"[0-9]{6}")


def fields(text: str) -> list[str]:
    r"""The fields of a line, without quotes and with ``\"`` as a quote.

    >>> fields(r'A 1 20220131 "He said \"no\"" ""')
    ['A', '1', '20220131', 'He said "no"', '']
    """
    return [bare or quoted.replace('\\"', '"') for quoted, bare in _FIELD.findall(text)]


def _with_objects(before: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    head = rf"[ \t]*({_BEFORE}(?:[ \t]+{_BEFORE}){{{before - 1}}})[ \t]*"
    return re.compile(head + _OBJECTS, re.DOTALL), re.compile(head + _LOOSE, re.DOTALL)


_SHAPES = {1: _with_objects(1), 3: _with_objects(3)}


def split_objects(text: str, before: int) -> tuple[list[str], str, list[str]] | None:
    """What stands before ``{…}`` (1 or 3 fields), inside it and after it.

    A line without braces gives an empty inside; None if a brace is opened and never closed, or
    fields are missing.

    >>> split_objects('5010 {20 "5710" 21 "11"} 100.00 20220131 "Hyra"', 1)
    (['5010'], '20 "5710" 21 "11"', ['100.00', '20220131', 'Hyra'])
    """
    strict, loose = _SHAPES[before]
    found = strict.match(text) or loose.match(text)
    if found:
        return fields(found[1]), found[2], fields(found[3])
    parts = fields(text)
    if len(parts) <= before or parts[before].startswith("{"):
        return None
    return parts[:before], "", parts[before:]


def objects(inside: str) -> tuple[tuple[str, str], ...] | None:
    """The pairs of dimension and object inside braces; None if one of a pair is missing.

    >>> objects('"20" "5710" 21 11')
    (('20', '5710'), ('21', '11'))
    """
    parts = fields(inside)
    if len(parts) % 2:
        return None
    return tuple(zip(parts[::2], parts[1::2], strict=True))


def ore(text: str) -> int | None:
    """An amount in öre, in the file's own sign; None if it is not one.

    A point before the decimals, minus before, no plus, no more than whole öre.

    >>> ore("-212.5"), ore("0.000"), ore("1,50"), ore("1.234")
    (-21250, 0, None, None)
    """
    found = _AMOUNT.fullmatch(text)
    if not found or not (found[2] or found[3]):
        return None
    sum_ = int(found[2] or 0) * 100 + int((found[3] or "").ljust(2, "0"))
    return -sum_ if found[1] else sum_


@lru_cache(maxsize=1 << 12)
def day(text: str) -> int | None:
    """A date YYYYMMDD as a number; None if there is no such day."""
    if not _DATE.fullmatch(text) or month(text[:6]) is None:
        return None
    longest = monthrange(int(text[:4]), int(text[4:6]))[1]
    return int(text) if 1 <= int(text[6:]) <= longest else None


def month(text: str) -> int | None:
    """A period YYYYMM as a number; None if there is no such month."""
    if not _MONTH.fullmatch(text) or not 1 <= int(text[4:]) <= 12 or int(text[:4]) < 1:
        return None
    return int(text)
