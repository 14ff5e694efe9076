"""What a sign of health is, and what several of them come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class State(IntEnum):
    """How something is; the worst of several counts. The values are a command's statuses."""

    WELL = 0
    WARNING = 1
    ILL = 2

    @property
    def text(self) -> str:
        """The state in Swedish."""
        return {State.WELL: "i ordning", State.WARNING: "se upp", State.ILL: "fel"}[self]


@dataclass(frozen=True)
class Sign:
    """What is said of one thing that the site needs: its name and how it is, in Swedish."""

    name: str
    state: State
    text: str


def worst(signs: Iterable[Sign]) -> State:
    """The worst state; well where there is no sign."""
    return max((sign.state for sign in signs), default=State.WELL)


_GIGABYTE = 1_000_000_000
_ILL, _WARNING = 0.02, 0.1


def disk(free: int, total: int) -> tuple[State, str]:
    """How much room is left, in bytes.

    Below 2 per cent or 1 GB an import may not fit, and below 10 per cent or 5 GB somebody should
    see to it; of a small disk a fifth is enough.
    """
    text = f"{free / _GIGABYTE:.1f} GB ledigt av {total / _GIGABYTE:.1f}".replace(".", ",")
    small = total // 5
    if free < max(total * _ILL, min(_GIGABYTE, small)):
        return State.ILL, text
    if free < max(total * _WARNING, min(5 * _GIGABYTE, small)):
        return State.WARNING, text
    return State.WELL, text
