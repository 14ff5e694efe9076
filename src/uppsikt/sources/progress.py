"""Who hears how a long reading goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from uppsikt.ledger import Told


def _nobody(*_: object) -> None:
    """Hears nothing."""


@dataclass(frozen=True)
class Progress:
    """``step`` hears, in Swedish, what begins; ``far`` how far in the file the reading has come."""

    step: Callable[[str], None] = _nobody
    far: Told = _nobody


UNHEARD = Progress()
"""Nobody hears."""
