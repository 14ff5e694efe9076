"""`uppsikt carryover`: the accumulated result year by year, and withdrawing a decision."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.output import deliver, refuse_folder
from uppsikt.cli.report import RENDERED
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.followup.tables.result_years import ResultYears


def run(options: argparse.Namespace) -> int:
    """Writes the years to standard output or to the file given by -o, or withdraws a decision."""
    if options.withdraw is not None:
        return _withdraw(options)
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    folder = installation.open_to_read()
    # Knows the database, so it can be imported only when Django has started.
    from uppsikt.followup.tables.result_years import result_document, result_years

    years = result_years(
        reader=acting.reader(), store=Store(folder.columns), committee=options.committee
    )
    if options.format is None:
        content, is_text = "\n".join(_lines(years)).encode() + b"\n", True
    else:
        form = RENDERED[options.format]
        document = result_document(years, installation.now().date())
        content, is_text = form.content(document), form.is_text
    todo = f"Ange en fil, till exempel -o ackumulerat.{options.format}"
    deliver(content, target, is_text=is_text, todo=todo, done="Ackumulerat resultat är skrivet")
    return 0


def _lines(years: ResultYears) -> Iterator[str]:
    """What the years wait for, the table, and every decision."""
    from uppsikt.cli.table import lines
    from uppsikt.followup.tables.result_years import lead_text, version_text, years_table

    yield lead_text(years)
    if years.years:
        yield ""
        yield from lines(years_table(years))
    if years.versions:
        yield ""
        yield from (version_text(one) for one in years.versions)


def _withdraw(options: argparse.Namespace) -> int:
    installation.open_to_write()
    from uppsikt.planning.carry_overs import withdraw_carry_over

    one = withdraw_carry_over(
        actor=acting.actor(),
        now=installation.now(),
        committee=options.committee,
        year=options.withdraw,
        reason=options.reason,
    )
    print(
        f"Beslutet {one.decision} om resultatet för {one.year} är tillbakataget. "
        "Resultatet är nu ej beslutat."
    )
    return 0
