"""One fingerprint over all that a report given out is: its files, what it rests on, and its row.

Pure. The seal is SHA-256 over JSON with sorted keys and no blanks, so that anybody with the row
and the files can work it out again. What is done with the report later (that it is made public)
is not in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

_GROUP = 4
_SHOWN = 4
"""Groups of four characters that stand for a fingerprint where there is no room for all."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the seal is over.

    `files` are the formats by kind, `article` the page and `figures` amounts and tables: files by
    fingerprint (SHA-256). `facts` names what the figures rested on, `content` the whole document.
    `imports` are the ledger files that it rests on: number, fingerprint, first and last month.
    """

    committee: str
    month: str
    form: str
    last_year: str
    version: int
    title: str
    reason: str
    given_at: datetime
    actor: str
    program: str
    known_at: int
    look: int
    facts: str
    content: str
    figures: str
    article: str
    files: Mapping[str, str]
    imports: Sequence[Sequence[object]]


def seal_of(sealed: Sealed) -> str:
    """The seal, as 64 hexadecimal digits."""
    return hashlib.sha256(text_of(sealed).encode()).hexdigest()


def text_of(sealed: Sealed) -> str:
    """The very text that the seal is the fingerprint of, in UTF-8."""
    told = asdict(sealed)
    told["given_at"] = sealed.given_at.astimezone(UTC).isoformat(timespec="microseconds")
    told["imports"] = [list(one) for one in sealed.imports]
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def grouped(fingerprint: str) -> str:
    """A fingerprint as people read it aloud: 4f2a 91c3 …, with all its digits."""
    return " ".join(fingerprint[at : at + _GROUP] for at in range(0, len(fingerprint), _GROUP))


def shortened(fingerprint: str) -> str:
    """The beginning of a fingerprint, enough to tell two apart at a glance."""
    return f"{grouped(fingerprint[: _GROUP * _SHOWN])} …"
