"""Every rule of the review, by code. A rule is a function that the decorator below enters here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from uppsikt.review.model import Finding

if TYPE_CHECKING:
    from uppsikt.review.material import Material

Check = Callable[["Material"], Iterable[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule: its code (English, stable, in JSON), its Swedish name, and the function.

    The function's docstring gives the reason: why these figures cannot be true together.
    """

    code: str
    name: str
    check: Check

    @property
    def reason(self) -> str:
        """The docstring of the function."""
        return self.check.__doc__ or ""


RULES: dict[str, Rule] = {}
"""All rules by code, in the order they were defined."""


def rule(code: str, name: str) -> Callable[[Check], Check]:
    """Enter the decorated function as a rule under ``code`` with its Swedish ``name``."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"rule {code} is registered twice")
        RULES[code] = Rule(code, name, check)
        return check

    return register
