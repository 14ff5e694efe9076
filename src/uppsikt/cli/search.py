"""`uppsikt search`: what holds the words, and the index written anew."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.figures import UppsiktError, thousands

if TYPE_CHECKING:
    from uppsikt.platform.search.rules import Piece
    from uppsikt.platform.search.selectors import Found

_SHOWN = 10


class NothingAsked(UppsiktError):
    """There is nothing to look for."""


def run(options: argparse.Namespace) -> int:
    """Prints the hits by kind, or writes the index anew."""
    question = " ".join(options.words)
    if not (question or options.rebuild):
        raise NothingAsked(
            "Det finns inget att söka efter.",
            todo="Skriv ett eller flera ord: uppsikt search försörjningsstöd",
        )
    if options.rebuild:
        _rebuild()
    if question:
        installation.open_to_read()
        from uppsikt.followup.cells.text_readings import record_found
        from uppsikt.platform.search.selectors import search

        found = search(reader=acting.reader(), question=question, limit=_SHOWN)
        record_found(reader=acting.actor(), now=installation.now(), found=found)
        print("\n".join(_lines(found)))
    return 0


def _rebuild() -> None:
    installation.open_to_write()
    from uppsikt.platform.search.services import rebuild

    count = rebuild(actor=acting.actor())
    print(f"Sökregistret är omskrivet: {thousands(count)} poster.")


def _lines(found: Found) -> Iterator[str]:
    if not found.total:
        yield "Inga träffar."
    for group in found.groups:
        yield f"{group.name} ({thousands(group.total)})"
        for hit in group.hits:
            where = f"  [{hit.committee}]" if hit.committee else ""
            yield f"  {_text(hit.title)}{where}"
            if text := _text(hit.text):
                yield f"    {text}"
        if group.total > len(group.hits):
            yield f"  … och {thousands(group.total - len(group.hits))} till"


def _text(pieces: Sequence[Piece]) -> str:
    """The words that were looked for stand between angle quotes."""
    return "".join(f"»{piece.text}«" if piece.is_hit else piece.text for piece in pieces)
