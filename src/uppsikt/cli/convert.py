"""`uppsikt convert`: a SIE file as CSV or Excel, which can be read in again as it is."""

from __future__ import annotations

import argparse
from pathlib import Path

from uppsikt.cli import acting, installation
from uppsikt.cli.given import existing_file
from uppsikt.cli.output import deliver, refuse_folder


def run(options: argparse.Namespace) -> int:
    """Writes the file's rows to standard output or to the file given by -o."""
    path = existing_file(options.file)
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    installation.open_to_read()
    content = _content(path, options.to)
    todo = f"Ange en fil, till exempel -o {path.stem}.{options.to}"
    deliver(content, target, is_text=options.to == "csv", todo=todo, done=f"{path.name} är skriven")
    return 0


def _content(path: Path, form: str) -> bytes:
    """The file's content. Raises LedgerError, and ImportRefused for what would stop an import."""
    from uppsikt import ledger
    from uppsikt.organisation import selectors as organisation
    from uppsikt.sheets import csv_bytes, xlsx_bytes
    from uppsikt.sources.findings import ImportRefused

    used = organisation.dimensions(reader=acting.reader(), committee=None)
    file = ledger.read_sie_plain(
        path, ledger.Dimensions(used.activity, used.unit, used.project, used.counterpart)
    )
    if file.stops:
        raise ImportRefused(path.name, file.stops)
    heads, rows = ledger.table_of(file)
    return csv_bytes(heads, rows) if form == "csv" else xlsx_bytes("Huvudbok", heads, rows)
