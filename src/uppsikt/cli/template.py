"""`uppsikt template`: an empty file with the right heads, to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path

from uppsikt.cli import installation
from uppsikt.cli.output import deliver, refuse_folder


def run(options: argparse.Namespace) -> int:
    """Writes the template to standard output or to the file given by -o."""
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    installation.open_to_read()
    from uppsikt.sources.kinds import kind_named
    from uppsikt.sources.templates import template

    kind = kind_named(options.kind)
    content = template(kind, options.format)
    todo = f"Ange en fil, till exempel -o {kind.slug}.{options.format}"
    deliver(content, target, is_text=options.format == "csv", todo=todo, done="Mallen är skriven")
    return 0
