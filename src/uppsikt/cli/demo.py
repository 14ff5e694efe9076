"""`uppsikt demo`: the Borås demo loaded, its reports written, one table shown, the pages served."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.cli import installation, serve
from uppsikt.cli.commands import DEFAULT_HOST
from uppsikt.cli.output import NotWritable, progress, write_file
from uppsikt.cli.report import RENDERED, build
from uppsikt.cli.table import lines
from uppsikt.figures import Period
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.data_folder import DataFolder
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.followup.report import Report

OUT = Path("out")
SHOWN = "arbetslivsnamnden-2022-10"
"""The report whose table of net costs is shown, by the name of its files."""

_ORIGIN = (
    "Utfall, budget och prognos är de som Borås Stad har publicerat. "
    "Verifikationerna bakom dem är påhittade för exemplet, liksom Arbetslivsnämndens 2023, "
    "periodiseringarna och beslutet om ett resultat."
)


def run(options: argparse.Namespace) -> int:
    """Loads, writes, shows, and serves unless told not to; a second run changes nothing."""
    if not options.no_serve:
        serve.refuse_taken(DEFAULT_HOST, options.port)
    # Looked up by name: rooms on floor 9 do not import each other.
    import_module("uppsikt.demo.folder").refuse_foreign(DataFolder.from_environment())
    folder = installation.open_to_write()
    _load(folder)
    reports = _write_reports(folder)
    _show(reports[SHOWN])
    print(f"Rapporterna ligger i {OUT.resolve()}.", flush=True)
    if not options.no_serve:
        serve.start(DEFAULT_HOST, options.port)
    return 0


def _show(report: Report) -> None:
    """Prints the report's table of net costs."""
    print(f"{report.document.subtitle}: {report.document.title.lower()}", end="\n\n")
    print(*lines(report.table("netto")), _ORIGIN, sep="\n", end="\n\n")


def _load(folder: DataFolder) -> None:
    progress("Läser in exemplet …")
    loaded = import_module("uppsikt.demo.load").load(
        actor=COMMAND_LINE,
        now=installation.now(),
        folder=folder,
        store=Store(folder.columns),
        progress=lambda name: progress(f"  {name}"),
    )
    registers = import_module("uppsikt.demo.load_registers").load_registers(
        actor=COMMAND_LINE,
        now=installation.now(),
        store=Store(folder.columns),
        progress=lambda name: progress(f"  {name}"),
    )
    if registers:
        progress(f"Registren är påhittade: {registers} utdrag var nya.")
    if loaded.changed:
        progress(f"Klart: {loaded.changed} av {loaded.files} filer var nya.")
    else:
        progress("Klart: exemplet var redan inläst, inget är ändrat.")


def _write_reports(folder: DataFolder) -> dict[str, Report]:
    """Writes every report of the demo in every format; the reports by the name of their files."""
    try:
        OUT.mkdir(exist_ok=True)
    except FileExistsError as fault:
        raise NotWritable(
            "Rapporterna går inte att skriva: det finns en fil som heter som mappen.",
            where=str(OUT.resolve()),
            todo="Flytta filen, eller kör kommandot i en annan mapp.",
        ) from fault
    reports = {}
    for wanted in import_module("uppsikt.demo.load").REPORTS:
        name = wanted.name
        progress(f"Skriver rapporten {name} …")
        report = build(folder, wanted.committee, wanted.period, wanted.form, wanted.last_year)
        for suffix, form in RENDERED.items():
            write_file(OUT / f"{name}.{suffix}", form.content(report.document))
        _give_out(folder, wanted.committee, wanted.period, wanted.form)
        reports[name] = report
    return reports


def _give_out(folder: DataFolder, committee: str, period: Period, form: str) -> None:
    """Gives the report out the first time; what is done with the demo later gives no version."""
    from uppsikt.followup.given.giving import give_out
    from uppsikt.followup.given.reports import given_reports

    if given_reports(reader=OPERATOR, committee=committee, month=period, form=form):
        return
    give_out(
        actor=COMMAND_LINE,
        now=installation.now(),
        store=Store(folder.columns),
        committee=committee,
        period=period,
        form=form,
    )
