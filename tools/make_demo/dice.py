"""Numbers that look random and are the same on every machine and in every Python."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1


class Dice:
    """Splitmix64, seeded by a name. The standard generator's integers are not promised for ever."""

    def __init__(self, name: str) -> None:
        self._state = int.from_bytes(sha256(name.encode()).digest()[:8], "big")

    def _next(self) -> int:
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        z = self._state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return z ^ (z >> 31)

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + self._next() % (high - low + 1)

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self._next() % len(items)]


def portions(amount: int, weights: Sequence[int], grain: int = 1) -> list[int]:
    """Split an amount by weights into whole grains; the parts sum to the amount exactly.

    >>> portions(-100, [1, 1, 1])
    [-33, -33, -34]
    """
    left, weight_left = amount, sum(weights)
    parts: list[int] = []
    for weight in weights[:-1]:
        share = left * weight // weight_left if weight_left else 0
        if amount < 0:
            share = -(-left * weight // weight_left) if weight_left else 0
        share -= share % grain if share >= 0 else -(-share % grain)
        parts.append(share)
        left -= share
        weight_left -= weight
    return [*parts, left]
