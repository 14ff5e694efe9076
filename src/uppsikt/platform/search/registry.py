"""Which kinds of things can be found: each app registers its own when it is ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from uppsikt.platform.access.rules import Part


@dataclass(frozen=True)
class Findable:
    """A thing that can be found: its title, its text, its page, and what it takes to read it.

    `page` is a page's name and what its address holds, which the pages know how to write. A thing
    that is partly secret is two, with the same title only if that is not the secret.
    """

    title: str
    text: str
    page: tuple[str, ...]
    right: Part


@dataclass(frozen=True)
class Kind:
    """A kind of findable things. `name` is the Swedish heading that its hits stand under.

    `scopes` are what it is written by, a committee's short name say, and `things` are the things
    of a scope as they are now.
    """

    key: str
    name: str
    scopes: Callable[[], Iterable[str]]
    things: Callable[[str], Iterable[Findable]]


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Makes the things of a kind findable. Called when an app is ready."""
    _kinds[kind.key] = kind


def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order in which their hits are shown."""
    return tuple(_kinds.values())


def kind_named(key: str) -> Kind:
    """The kind of that key. Raises KeyError for one that no app has registered."""
    return _kinds[key]
