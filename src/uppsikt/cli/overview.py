"""`uppsikt overview`: all committees together in one of five formats."""

from __future__ import annotations

import argparse
from pathlib import Path

from uppsikt.cli import acting, installation
from uppsikt.cli.given import month
from uppsikt.cli.output import deliver, refuse_folder
from uppsikt.cli.report import RENDERED, dressed
from uppsikt.store import Store


def run(options: argparse.Namespace) -> int:
    """Sums the committees and writes the document to standard output or to the file of -o."""
    period = month(options.period)
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    folder = installation.open_to_read()
    # Know the database, so they can be imported only when Django has started.
    from uppsikt.followup.together.document import overview_document
    from uppsikt.followup.together.facts import SCALES
    from uppsikt.followup.together.last_year import last_year_together
    from uppsikt.followup.together.overview import overview

    store, scale = Store(folder.columns), SCALES[options.unit]
    page = overview(reader=acting.reader(), store=store, period=period, scale=scale)
    last_year = last_year_together(reader=acting.reader(), store=store, period=period, scale=scale)
    form = RENDERED[options.format]
    content = form.content(dressed(overview_document(page, last_year), store))
    todo = f"Ange en fil, till exempel -o namnderna-{period}.{options.format}"
    deliver(content, target, is_text=form.is_text, todo=todo, done="Sammanställningen är skriven")
    return 0
