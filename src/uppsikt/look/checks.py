"""What other rooms demand of a look, since this one knows neither forms nor reports."""

from __future__ import annotations

from collections.abc import Callable

from uppsikt.documents.look import Look

Check = Callable[[Look], None]

_checks: list[Check] = []


def register_check(check: Check) -> None:
    """Registers a function that raises LookFault for a look that the room cannot use.

    A room that takes something from looks registers one in its `AppConfig.ready()`.
    """
    if check not in _checks:
        _checks.append(check)


def check(look: Look) -> None:
    """Raises LookFault unless every room can use the look."""
    for one in _checks:
        one(look)
