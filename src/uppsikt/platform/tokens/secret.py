"""The secret of a key: made here, shown once, and kept as its digest alone.

A secret is 256 bits of chance, so that a plain SHA-256 of it cannot be guessed at, and a key is
found by its digest: how long that takes tells nothing of any other secret.
"""

from __future__ import annotations

import re
import secrets
from hashlib import sha256

PREFIX = "uppsikt_"
"""Says whose a secret is, to people and to what looks for secrets that were published."""
TAIL = 4
"""How many of its last characters a key is known by in lists."""
_FORM = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


def new_secret() -> str:
    """A secret that nobody has had."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str | None:
    """What is kept of a secret; None for a text that cannot be one, whatever it holds."""
    return sha256(secret.encode()).hexdigest() if _FORM.fullmatch(secret) else None


def names_secret(text: str) -> bool:
    """Whether a whole secret stands in a text, whoever's it is."""
    return _FORM.search(text) is not None


def holds_secret(text: str) -> bool:
    """Whether a text has what looks like a secret in it, so that it must not be kept."""
    return PREFIX in text.casefold()
