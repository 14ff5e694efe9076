"""`uppsikt forecasts`: what each month's forecast said of a year, and what the year became."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.given import whole_year
from uppsikt.cli.output import deliver, refuse_folder
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.planning.accuracy import ForecastsTried


def run(options: argparse.Namespace) -> int:
    """Writes the forecasts to standard output or to the file given by -o."""
    year = whole_year(options.year)
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    folder = installation.open_to_read()
    # Know the database, so they can be imported only when Django has started.
    from uppsikt.followup.forecast_export import KINDS
    from uppsikt.planning.accuracy import forecasts_tried

    told = forecasts_tried(
        reader=acting.reader(),
        store=Store(folder.columns),
        committee=options.committee,
        year=year,
    )
    if options.format in KINDS:
        content = KINDS[options.format](told)
    else:
        content = ("\n".join(_lines(told)).rstrip() + "\n").encode()
    deliver(content, target, is_text=True, todo="", done="Prognoserna är skrivna")
    return 0


def _lines(told: ForecastsTried) -> Iterator[str]:
    """The texts and tables of the page; the picture shows nothing that no table has."""
    from uppsikt.cli.table import lines
    from uppsikt.documents import Heading, Lead, Paragraph, Table
    from uppsikt.followup.tables.forecasts import forecasts_document

    for block in forecasts_document(told).blocks:
        match block:
            case Lead(runs=runs) | Paragraph(runs=runs):
                yield "".join(run.text for run in runs)
            case Heading(text=text):
                yield text
            case Table():
                yield from lines(block)
            case _:
                continue
        yield ""
