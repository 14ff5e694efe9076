"""`uppsikt look`: a municipality's own look, checked and tried before anybody uses it."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from uppsikt.cli.output import progress, refuse_folder, write_file
from uppsikt.figures import UppsiktError


class NoReport(UppsiktError):
    """A look was to be tried without saying on what."""


def run(options: argparse.Namespace) -> int:
    """Checks the folder; with a committee and a month also writes their report in the look."""
    from uppsikt.documents.look_folder import read_look, told

    target = _target(options)
    look = read_look(Path(options.folder))
    print("\n".join(told(look)))
    if target is None:
        return 0
    from uppsikt.cli import installation
    from uppsikt.cli.given import month
    from uppsikt.cli.report import RENDERED, build

    period = month(options.period)
    report = build(installation.open_to_read(), options.committee, period, "monthly")
    content = RENDERED[target.suffix[1:]].content(replace(report.document, look=look))
    write_file(target, content)
    progress(f"Provet är skrivet till {target}. Ingenting är ändrat eller lämnat ut.")
    return 0


def _target(options: argparse.Namespace) -> Path | None:
    """Where the trial goes; None when there is to be none. Raises NoReport."""
    given = (options.committee, options.period, options.output)
    if not any(given):
        return None
    target = Path(options.output or "")
    if not all(given) or target.suffix not in (".html", ".pdf", ".docx", ".xlsx"):
        raise NoReport(
            "För att prova utseendet på en rapport behövs nämnd, månad och en fil.",
            todo="Ange --committee, --period och -o FIL som slutar på .pdf, .docx, .html "
            "eller .xlsx. Utan dem kontrolleras bara mappen.",
        )
    refuse_folder(target)
    return target
