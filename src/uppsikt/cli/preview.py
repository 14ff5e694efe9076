"""What a file would change, as lines for the terminal: rows, and sums before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from uppsikt.figures import Absent, Value, bare_kronor, number

if TYPE_CHECKING:
    from uppsikt.sources.changes import Comparison, SumChange
    from uppsikt.sources.rehearsal import Rehearsal

_HEAD = ("Verksamhet", "Före", "Efter", "Skillnad")
_WHOLE = "Hela nämnden"


def lines(file: str, rehearsal: Rehearsal, outcome: Sequence[str]) -> Iterator[str]:
    """A heading, what each part would change, and what the import would say."""
    yield f"Förhandsvisning av {file}. Ingenting är ändrat."
    for found in rehearsal.found:
        yield ""
        yield _rows(found)
        for committee, period in dict.fromkeys((one.committee, one.period) for one in found.sums):
            own = [one for one in found.sums if (one.committee, one.period) == (committee, period)]
            yield ""
            yield f"{committee}, {period}, kr"
            yield from _sums(own)
    yield ""
    yield "Inläsningen skulle säga:"
    yield from (f"  {line}" for line in outcome)


def _rows(found: Comparison) -> str:
    counts = found.rows
    parts = (
        f"{number(counts.new, 0)} nya",
        f"{number(counts.gone, 0)} ersatta eller borta",
        f"{number(counts.same, 0)} lika",
    )
    return f"{found.noun.capitalize()}: {', '.join(parts)}."


def _sums(changes: Sequence[SumChange]) -> Iterator[str]:
    """The sums that move, and that of the whole committee; how many stay is told."""
    moving = [one for one in changes if one.moves and one.activity]
    whole = [one for one in changes if not one.activity]
    rows = [_HEAD, *(_cells(one) for one in (*moving, *whole))]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    for row in rows:
        first, *others = row
        padded = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([f"  {first.ljust(widths[0])}", *padded])
    still = len(changes) - len(moving) - len(whole)
    if still:
        yield f"  {number(still, 0)} {'verksamhet' if still == 1 else 'verksamheter'} utan ändring."


def _cells(one: SumChange) -> tuple[str, str, str, str]:
    difference = one.difference
    plus = "+" if difference is not None and difference > 0 else ""
    moved = "–" if difference is None else plus + bare_kronor(difference)
    return one.activity or _WHOLE, _text(one.before), _text(one.after), moved


def _text(value: Value) -> str:
    from uppsikt.documents.printed import MARKS

    if isinstance(value, Absent):
        return MARKS[value]
    return bare_kronor(int(value))
