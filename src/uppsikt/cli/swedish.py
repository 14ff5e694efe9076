"""argparse in Swedish: the same parser, with every word that a user can meet translated.

argparse looks its texts up through the module's own `_` and `ngettext`, in the language of the
machine. Uppsikt speaks Swedish on every machine, so the two are replaced while a parser is made
and used, and put back afterwards.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

TEXTS = {
    "usage: ": "användning: ",
    "options": "flaggor",
    "positional arguments": "argument",
    "subcommands": "kommandon",
    "show this help message and exit": "visa den här hjälpen",
    "%(prog)s: error: %(message)s\n": "%(prog)s: fel: %(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s: varning: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unrecognized arguments: %s": "okända argument: %s",
    "ambiguous option: %(option)s could match %(matches)s": (
        "flaggan %(option)s är tvetydig, den kan betyda %(matches)s"
    ),
    "not allowed with argument %s": "kan inte användas tillsammans med %s",
    "ignored explicit argument %r": "tar inget värde, men fick %r",
    "expected one argument": "ett värde saknas",
    "expected at most one argument": "får ha högst ett värde",
    "expected at least one argument": "minst ett värde saknas",
    "expected %s argument": "%s värde saknas",
    "expected %s arguments": "%s värden saknas",
    "unexpected option string: %s": "oväntad flagga: %s",
    "the following arguments are required: %s": "följande saknas: %s",
    "one of the arguments %s is required": "ett av följande saknas: %s",
    "invalid %(type)s value: %(value)r": "värdet %(value)r går inte att läsa som %(type)s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "värdet %(value)r finns inte, välj bland %(choices)s"
    ),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "värdet %(value)r finns inte, menade du %(closest)r? Välj bland %(choices)s"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "kommandot %(parser_name)r finns inte, välj bland %(choices)s"
    ),
    "can't open '%(filename)s': %(error)s": "filen '%(filename)s' går inte att öppna: %(error)s",
    "show program's version number and exit": "visa programmets version",
}
"""argparse's texts and ours; tests/cli holds that none that a user can meet is missing."""


def _translated(text: str) -> str:
    return TEXTS.get(text, text)


def _translated_plural(one: str, many: str, count: int) -> str:
    return _translated(one if count == 1 else many)


@contextmanager
def swedish() -> Iterator[None]:
    """Lets argparse speak Swedish while the block runs."""
    theirs = {name: vars(argparse)[name] for name in ("_", "ngettext")}
    vars(argparse).update({"_": _translated, "ngettext": _translated_plural})
    try:
        yield
    finally:
        vars(argparse).update(theirs)
