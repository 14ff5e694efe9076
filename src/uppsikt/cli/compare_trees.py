"""`uppsikt compare-trees`: this year's activities told by next year's."""

from __future__ import annotations

import argparse
from pathlib import Path

from uppsikt.cli import acting, installation
from uppsikt.cli.given import month
from uppsikt.cli.output import deliver, refuse_folder
from uppsikt.cli.report import RENDERED, dressed
from uppsikt.store import Store


def run(options: argparse.Namespace) -> int:
    """Writes the comparison to standard output or to the file given by -o."""
    period = month(options.period)
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    folder = installation.open_to_read()
    # Knows the database, so it can be imported only when Django has started.
    from uppsikt.followup.tables.trees import compare_trees, trees_document

    store = Store(folder.columns)
    trees = compare_trees(
        reader=acting.reader(), store=store, committee=options.committee, month=period
    )
    form = RENDERED[options.format]
    content = form.content(dressed(trees_document(trees), store))
    todo = f"Ange en fil, till exempel -o verksamheter-{period}.{options.format}"
    deliver(content, target, is_text=form.is_text, todo=todo, done="Jämförelsen är skriven")
    return 0
