"""Reads values out of environment variables; what cannot be read is told in Swedish."""

import os

from uppsikt.figures import UppsiktError


def megabytes(name: str, *, default: int) -> int:
    """A size in bytes, from 1 to 10 000 whole MB. Raises UppsiktError for anything else."""
    text = os.environ.get(name) or str(default)
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 10_000):
        raise UppsiktError(
            "Gränsen för hur stor en fil får vara går inte att läsa.",
            where=f"inställningen {name}",
            values=[f"”{text}”"],
            todo=f"Skriv den i hela MB, till exempel {default}.",
        )
    return int(text) * 1_000_000
