"""Whose a file is, and who decides the right to it: the room that the file belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from uppsikt.platform.access.rules import NotAllowed, Reader, Verb


@dataclass(frozen=True)
class Owner:
    """What a file belongs to: a kind of thing, and the key of one such thing."""

    kind: str
    key: str


Right = Callable[[Reader, Verb, str], bool]
"""Whether a reader may do a verb with the files of the thing that has the key."""

_rights: dict[str, Right] = {}


def register_owner(kind: str, may: Right) -> None:
    """Registers what decides the right to the files of a kind of thing.

    A room whose things have files registers one in its `AppConfig.ready()`.
    """
    if _rights.setdefault(kind, may) is not may:
        raise ValueError(f"somebody else decides the right to the files of {kind!r}")


def demand_with(who: Reader, verb: Verb, owner: Owner) -> None:
    """Raises NotAllowed unless `who` may do `verb` with the files of an owner.

    Nobody may with those of an unknown kind.
    """
    right = _rights.get(owner.kind)
    if right is None or not right(who, verb, owner.key):
        raise NotAllowed(
            f"{who.name.capitalize()} får inte {verb.value} filen.",
            todo="Logga in som någon som har rätten, eller be den som ansvarar för Uppsikt.",
        )
