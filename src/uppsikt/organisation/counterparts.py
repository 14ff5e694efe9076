"""Whom a code in the counterpart dimension stands for: pure decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from uppsikt.organisation.rules import cut_to_prefix, longest_first


@dataclass(frozen=True)
class Counterparty:
    """A part of a municipality, and the beginnings of its codes in the counterpart dimension.

    `key` is the committee's short name; for a part that is no committee here it is "=" and its
    name, which can be no short name.
    """

    key: str
    name: str
    prefixes: tuple[str, ...]

    @property
    def is_outside(self) -> bool:
        """Whether it is a part of the municipality that is not set up as a committee."""
        return self.key.startswith("=")


def outside(name: str, prefixes: Iterable[str]) -> Counterparty:
    """A part of the municipality that is no committee here."""
    return Counterparty(f"={name}", name, tuple(prefixes))


@dataclass(frozen=True)
class Counterparties:
    """All parts of one municipality: finds the one that a code stands for."""

    municipality_code: str
    parties: tuple[Counterparty, ...]

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """All prefixes in use, longest first."""
        return longest_first(prefix for party in self.parties for prefix in party.prefixes)

    @cached_property
    def _owners(self) -> dict[str, Counterparty]:
        return {prefix: party for party in self.parties for prefix in party.prefixes}

    def party(self, code: str) -> Counterparty | None:
        """Whom the code stands for: the longest prefix that it begins with decides.

        None for what is outside the municipality, or for no code.
        """
        return self._owners.get(cut_to_prefix(code, self.prefixes))
