"""All addresses of the site, those of its parts too: what the tables and the tests of them walk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import URLPattern, URLResolver, get_resolver


class NamelessAddress(Exception):
    """An address without a name: nothing could be said of who may read it."""


def addresses() -> Iterator[tuple[str, str]]:
    """The name and the route of every address, in the order that they are tried.

    Raises NamelessAddress, so that none can stand outside the tables.
    """
    yield from _below(get_resolver().url_patterns, "", "")


def _below(
    patterns: Sequence[URLPattern | URLResolver], route: str, space: str
) -> Iterator[tuple[str, str]]:
    for one in patterns:
        whole = f"{route}{one.pattern}"
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _below(one.url_patterns, whole, inner)
        elif one.name:
            yield f"{space}{one.name}", whole
        else:
            raise NamelessAddress(whole)
