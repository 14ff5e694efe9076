"""`uppsikt history`: every value that a figure of a report has had, and what made it so."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.given import month
from uppsikt.cli.output import deliver, refuse_folder
from uppsikt.figures import Period, Side, UppsiktError
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.followup.cells.history import FigureHistory


class TwoFigures(UppsiktError):
    """A cell is named, and words for another figure besides."""


class WhichCommittee(UppsiktError):
    """Something that only a committee has is asked for without one."""


def run(options: argparse.Namespace) -> int:
    """Writes the history to standard output or to the file given by -o."""
    period = month(options.period)
    words = (options.figure, options.activity, options.side, options.group)
    if options.cell and any(words):
        raise TwoFigures(
            "Både --cell och ord för en uppgift är angivna.",
            why="Cellen säger redan vilken uppgift det är.",
            todo="Ta bort --cell, eller --figure, --activity, --side och --group.",
        )
    if not options.committee and (options.cell or options.activity or options.group):
        raise WhichCommittee(
            "En cell, en verksamhet och en kontogrupp hör till en nämnd.",
            todo="Ange nämnden med --committee. Utan nämnd visas summan av alla nämnder.",
        )
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    folder = installation.open_to_read()
    content = _content(_history(options, period, Store(folder.columns)), options.format)
    deliver(
        content,
        target,
        is_text=options.format != "xlsx",
        todo=f"Ange en fil, till exempel -o historik-{period}.{options.format}",
        done="Historiken är skriven",
    )
    return 0


def _history(options: argparse.Namespace, period: Period, store: Store) -> FigureHistory:
    # Know the database, so they can be imported only when Django has started.
    from uppsikt.followup.basis.address import CellAddress
    from uppsikt.followup.cells.city_history import city_history
    from uppsikt.followup.cells.figure_history import cell_history, history_of
    from uppsikt.followup.cells.figure_request import asked_figure
    from uppsikt.followup.last_year.view import LastYear
    from uppsikt.followup.services import build_report

    side = Side(options.side or Side.NET)
    if not options.committee:
        return city_history(
            reader=acting.reader(),
            store=store,
            period=period,
            figure=options.figure or "actual",
            side=side,
        )
    shown = LastYear(options.last_year)
    if options.cell:
        address = CellAddress.parse(f"{options.committee}/{period}/{options.form}/{options.cell}")
        return cell_history(reader=acting.reader(), store=store, address=address, last_year=shown)
    report = build_report(
        reader=acting.reader(),
        store=store,
        committee=options.committee,
        period=period,
        form=options.form,
        last_year=shown,
    )
    name = asked_figure(
        report,
        options.figure or "actual",
        activity=options.activity or "",
        side=side,
        group=options.group or "",
    )
    return history_of(name, report, reader=acting.reader(), store=store)


def _content(history: FigureHistory, form: str) -> bytes:
    from uppsikt.followup.cells.history_export import KINDS
    from uppsikt.followup.cells.history_words import lines

    if form in KINDS:
        return KINDS[form](history)
    return ("\n".join(lines(history)) + "\n").encode()
