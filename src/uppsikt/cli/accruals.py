"""`uppsikt accruals`: accruals and their reversals, and which of them lack their other half."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from uppsikt.cli import acting, installation
from uppsikt.cli.given import month
from uppsikt.store import Store

_HEADS = ("Månad", "Datum", "Verifikation", "Vad", "Belopp, kr", "Hör till")
_RIGHT = 4
"""The column of amounts."""


def run(options: argparse.Namespace) -> int:
    """Prints what waits for its other half up to the month, or with --all every voucher."""
    period = month(options.period)
    folder = installation.open_to_read()
    # Know the database, so they can be imported only when Django has started.
    from uppsikt.followup.cells.accrual_words import lead_text, lines
    from uppsikt.organisation.selectors import committee
    from uppsikt.sources.accruals import accruals, unmatched

    about = committee(reader=acting.reader(), slug=options.committee)
    found = accruals(
        reader=acting.reader(),
        store=Store(folder.columns),
        committee=options.committee,
        period=period,
    )
    print(lead_text(found, about.name))
    shown = found if options.all else unmatched(found)
    if shown:
        print("", *_aligned([_HEADS, *lines(shown)]), sep="\n")
    return 0


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADS))]
    return [
        "  ".join(
            text.rjust(width) if place == _RIGHT else text.ljust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
