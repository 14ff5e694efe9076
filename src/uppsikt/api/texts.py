"""Words that somebody asks for: what any text in an address may hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

LONGEST = 300


def _clean(text: str) -> str:
    """Without what no database takes."""
    return text.replace("\0", " ").strip()


Words = Annotated[str, Field(max_length=LONGEST), AfterValidator(_clean)]
"""A text to look for; empty asks for nothing."""

Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$", max_length=100)]
"""What names a file or a review that was handed in."""
