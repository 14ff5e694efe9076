"""Identities at the door: recognised in any form, and sealed before anything is kept.

A sealed identity is a keyed hash (HMAC-SHA-256): the same one gives the same seal, so that a
household can be followed from month to month, and without the site's key nobody can try their way
from a seal to a number. It is still personal data (GDPR, recital 26).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import date

_NUMBER = re.compile(
    r"(?<!\d)((?:1[89]|20)?)(\d{2})(\d{2})(\d{2})([-–−+ ]?)(\d{4})(?!\d)", re.ASCII
)
_IN_A_NAME = re.compile(r"(?<!\d)(?:\d{8}|\d{6})\D?\d{4}(?!\d)", re.ASCII)
_CO_ORDINATION = 60
_SEAL = 32
"""Signs of a seal: 128 bits, of which no two are ever the same by chance."""


class Sealer:
    """Seals identities with a site's own key. `mark` tells keys apart without telling the key."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()
        self.mark = self._hash("nyckelns märke")[:12]

    def seal(self, identity: str) -> str:
        """The keyed hash of an identity as `canonical` gives it, as hex."""
        return self._hash(f"identitet:{identity}")[:_SEAL]

    def _hash(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def canonical(text: str, today: date) -> str:
    """An identity in its one form: an identity number as its twelve digits, others in lower case.

    Without a century the person is taken to be under 100 years old on the day, or with a plus
    sign over (Skatteverket, SKV 704). Raises ValueError for a number whose check digit is wrong.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None or not _is_like(found):
        return " ".join(text.split()).casefold()
    if not _checks(found):
        raise ValueError("the check digit is wrong")
    century, year, month, day, sign, rest = found.groups()
    if not century:
        whole = today.year // 100 * 100 + int(year)
        if _birthday(whole, month, day) > today:
            whole -= 100
        century = str((whole - (100 if sign == "+" else 0)) // 100)
    return f"{century}{year}{month}{day}{rest}"


def birth_year(identity: str) -> int | None:
    """The year of birth of a canonical identity; None for what is no identity number."""
    return int(identity[:4]) if len(identity) == 12 and identity.isdecimal() else None


def has_century(text: str) -> bool | None:
    """Whether an identity number is written with its century; None for what is none."""
    found = _NUMBER.fullmatch(text.strip())
    return bool(found[1]) if found is not None and _is_like(found) else None


def holds_number(text: str) -> bool:
    """Whether something like an identity number stands anywhere in a text."""
    return any(_is_like(found) for found in _NUMBER.finditer(text))


def hidden(text: str) -> str:
    """A text of the user's own, the name of a file or a sheet, without what can be an identity.

    Whatever stands between the parts: in a name there is no check digit worth trusting.
    """
    return _IN_A_NAME.sub("••••••", text)


def _is_like(found: re.Match[str]) -> bool:
    """A day of birth that exists, and century, sign or check digit: ten digits can be anything."""
    century, year, month, day, sign, _ = found.groups()
    try:
        _birthday(int((century or "20") + year), month, day)
    except ValueError:
        return False
    return bool(century or sign.strip()) or _checks(found)


def _checks(found: re.Match[str]) -> bool:
    """Whether the check digit is right (Luhn, on the ten digits without century)."""
    digits = [int(sign) for sign in "".join(found.group(2, 3, 4, 6))]
    doubled = [digit * 2 if place % 2 == 0 else digit for place, digit in enumerate(digits)]
    return sum(digit // 10 + digit % 10 for digit in doubled) % 10 == 0


def _birthday(year: int, month: str, day: str) -> date:
    """The day of birth; a co-ordination number has 60 added to it. Raises ValueError."""
    number = int(day)
    return date(year, int(month), number - _CO_ORDINATION if number > _CO_ORDINATION else number)
