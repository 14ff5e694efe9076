"""`uppsikt import`: ledgers and plans, told apart by what is in them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from uppsikt.cli import installation
from uppsikt.cli.commands import KINDS
from uppsikt.cli.faults import FAULT_IN_INPUT, in_lines
from uppsikt.cli.given import existing_file
from uppsikt.cli.output import progress
from uppsikt.figures import UppsiktError
from uppsikt.platform.data_folder import DataFolder

LEDGER, BUDGET, FORECAST, PROPOSAL, TRANSFER = KINDS
_WHAT = {BUDGET: "en budget", FORECAST: "en prognos", PROPOSAL: "ett budgetförslag"}


class CommitteeNotGiven(UppsiktError):
    """A plan was given without saying whose it is."""


def run(options: argparse.Namespace) -> int:
    """Reads the files one by one and tells what became of each.

    A file that is refused changes nothing and does not stop the others; the status is then 2.
    """
    paths = [existing_file(text) for text in options.files]
    folder = installation.open_to_write()
    refused = [path for path in paths if not _reads(path, options, folder)]
    if len(paths) > 1:
        print(_verdict(len(paths), refused))
    return FAULT_IN_INPUT if refused else 0


def kind_of(path: Path) -> str:
    """What a file is, by its headings: the kind that most of its columns belong to.

    A file that is like none of the plans is taken for a ledger, whose reader says what is
    wrong if it is not.
    """
    from uppsikt.planning import budget_file, forecast_file, proposal_file, transfer_file
    from uppsikt.sheets import FileFault, heads, is_table, open_book

    if not is_table(path):
        return LEDGER
    try:
        book = open_book(path)
    except FileFault:
        return LEDGER
    known = {
        BUDGET: budget_file.COLUMNS,
        FORECAST: forecast_file.COLUMNS,
        PROPOSAL: proposal_file.COLUMNS,
        TRANSFER: transfer_file.COLUMNS,
    }
    found = [
        _kind({text.casefold() for text in head.texts}, known)
        for sheet in book.visible
        for head in heads(sheet)
    ]
    share, _, kind = max(found, default=(0.0, 0, LEDGER))
    return kind if share > 0.5 else LEDGER


def _kind(
    headings: Collection[str], known: Mapping[str, tuple[str, ...]]
) -> tuple[float, int, str]:
    """The kind that headings are most like: how much of it they have, in how many columns.

    All of a budget's columns are also a transfer's, which has more.
    """
    shares: list[tuple[float, int, str]] = []
    for kind, columns in known.items():
        there = sum(column.casefold() in headings for column in columns)
        shares.append((there / len(columns), there, kind))
    return max(shares)


def _reads(path: Path, options: argparse.Namespace, folder: DataFolder) -> bool:
    """Reads one file and prints what became of it; whether it was read."""
    try:
        print(_read(path, options, folder), flush=True)
    except UppsiktError as fault:
        print(f"{path.name}: inte inläst, ingenting är ändrat.", flush=True)
        print(in_lines(fault), file=sys.stderr, flush=True)
        return False
    return True


def _read(path: Path, options: argparse.Namespace, folder: DataFolder) -> object:
    from uppsikt.planning.proposal_services import import_proposals
    from uppsikt.planning.services import import_budget, import_forecasts
    from uppsikt.planning.transfers import import_transfers
    from uppsikt.platform.access.rules import COMMAND_LINE
    from uppsikt.sources.services import import_ledger
    from uppsikt.store import Store

    kind = options.kind or kind_of(path)
    now = installation.now()
    if kind == LEDGER:
        return import_ledger(
            actor=COMMAND_LINE,
            now=now,
            store=Store(folder.columns),
            path=path,
            committee=options.committee,
            accept=options.accept,
            progress=progress,
        )
    if kind == TRANSFER:
        return import_transfers(actor=COMMAND_LINE, now=now, path=path, accept=options.accept)
    committee = _committee(path, kind, options.committee)
    if kind == PROPOSAL:
        return import_proposals(actor=COMMAND_LINE, now=now, path=path, committee=committee)
    if kind == FORECAST:
        return import_forecasts(actor=COMMAND_LINE, now=now, path=path, committee=committee)
    return import_budget(
        actor=COMMAND_LINE, now=now, path=path, committee=committee, accept=options.accept
    )


def _committee(path: Path, kind: str, given: str | None) -> str:
    if given is None:
        raise CommitteeNotGiven(
            f"Filen är {_WHAT[kind]}, men det framgår inte för vilken nämnd.",
            where=path.name,
            todo="Ange nämndens kortnamn med --committee.",
        )
    return given


def _verdict(files: int, refused: list[Path]) -> str:
    if not refused:
        return f"Klart: alla {files} filer är lästa."
    names = ", ".join(path.name for path in refused)
    return f"{files - len(refused)} av {files} filer är lästa. Inte inlästa: {names}."
