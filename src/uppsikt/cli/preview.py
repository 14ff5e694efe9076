"""What a file would change, as lines for the terminal: rows, and sums before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from uppsikt.figures import number

if TYPE_CHECKING:
    from uppsikt.sources.previewed import Group, Previewed

_HEAD = ("Verksamhet", "Före", "Efter", "Skillnad")
_WHOLE = "Hela nämnden"


def lines(file: str, found: Previewed) -> Iterator[str]:
    """A heading, what each part would change, and what the import would say."""
    yield f"Förhandsvisning av {file}. Ingenting är ändrat."
    for change in found.changes:
        yield ""
        yield change.rows
        for group in change.groups:
            yield ""
            yield f"{group.committee}, {group.period}, kr"
            yield from _sums(group)
    yield ""
    yield "Inläsningen skulle säga:"
    yield from (f"  {line}" for line in found.outcome)


def _sums(group: Group) -> Iterator[str]:
    """The sums that move, and that of the whole committee; how many stay is told."""
    cells = [(one.activity or _WHOLE, one.before, one.after, one.difference) for one in group.rows]
    rows = [_HEAD, *cells]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    for row in rows:
        first, *others = row
        padded = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([f"  {first.ljust(widths[0])}", *padded])
    if group.still:
        noun = "verksamhet" if group.still == 1 else "verksamheter"
        yield f"  {number(group.still, 0)} {noun} utan ändring."
