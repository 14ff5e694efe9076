"""The chain of the audit log: what is digested, and in which form. Pure, and for good.

A link of the chain holds its number, its time, one salted digest of each value, and a digest of
all of that together with the digest of the link before. The values lie apart with their salt, so
that they can be erased and the chain still verifies; without the salt nobody can guess them from
their digests. Format 1 is never changed: what is written must be checked as long as it is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

FORMAT = 1
PARTS = ("actor", "verb", "thing", "committee", "detail", "door")
"""The values of an entry, in the order in which they are digested."""
LABELS = {
    "actor": "vem",
    "verb": "vad som gjordes",
    "thing": "vad det gjordes med",
    "committee": "nämnd",
    "detail": "uppgifter",
    "door": "väg",
}
BEGINNING = "0" * 64
"""What stands for the digest before the first link."""
ERASING = "gallrade loggen"
"""The verb of the entries that tell of an erasure. They are never erased themselves."""
READING = "läste"
"""The verb of the entries that tell that something secret was shown."""
_REFUSED = re.compile("[\0\ud800-\udfff]")
_LENGTHS = {"actor": 200, "verb": 100, "thing": 300, "door": 20}

Committees = str | Iterable[str]
"""The short name of the committee that an entry is about, or of several; empty for none."""
Span = tuple[int, int]
"""The first and the last of a run of numbers."""


@dataclass(frozen=True)
class Head:
    """The end of a chain: how many links there are, and the digest of the last one."""

    number: int = 0
    digest: str = BEGINNING

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """The head that `str` wrote. Raises ValueError."""
        number, _, digest = text.strip().partition(":")
        if not (number.isascii() and number.isdigit() and is_digest(digest)):
            raise ValueError(text)
        return cls(int(number), digest)


def is_digest(text: str) -> bool:
    """Whether the text has the form of a digest: 64 hexadecimal digits in lower case."""
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def part_digest(salt: str, part: str, value: str) -> str:
    """The salted digest of one value."""
    return _digest([FORMAT, salt, part, value])


def link_digest(number: int, at: datetime, previous: str, parts: Sequence[str]) -> str:
    """The digest of a link, from the digests of its values in the order of PARTS."""
    return _digest([FORMAT, number, instant(at), previous, *parts])


def instant(at: datetime) -> str:
    """A time as it is digested: in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def values_of(
    *, actor: str, verb: str, thing: str, committee: Committees, door: str, detail: str
) -> dict[str, str]:
    """The values of an entry as they are kept and digested: cut to size, and printable."""
    given = {
        "actor": actor,
        "verb": verb,
        "thing": thing,
        "committee": committee if isinstance(committee, str) else " ".join(committee),
        "detail": detail,
        "door": door,
    }
    return {part: _kept(given[part])[: _LENGTHS.get(part)] for part in PARTS}


def detail_text(detail: Mapping[str, object]) -> str:
    """The detail of an entry as text: the same for the same content. Raises TypeError."""
    return json.dumps(detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _kept(text: str) -> str:
    """The text without what a database refuses: NUL, and halves of characters in file names."""
    return _REFUSED.sub("\ufffd", text)


def _digest(content: Sequence[object]) -> str:
    """JSON in ASCII says where each part ends, so no two contents are written alike."""
    return sha256(json.dumps(content, separators=(",", ":")).encode("ascii")).hexdigest()


def spans(numbers: Iterable[int]) -> tuple[Span, ...]:
    """Numbers in ascending order as runs without gaps."""
    found: list[Span] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def span_text(span: Span) -> str:
    """``17`` or ``17–20``."""
    first, last = span
    return str(first) if first == last else f"{first}–{last}"
