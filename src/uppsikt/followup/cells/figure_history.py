"""Reads the history of a figure: of a cell, or of what is asked for by name."""

from __future__ import annotations

from uppsikt.figures import Name, Unit
from uppsikt.followup.basis.address import CellAddress, UnknownCell, find_cell
from uppsikt.followup.cells.events import events
from uppsikt.followup.cells.explained import figure_text
from uppsikt.followup.cells.history import FigureHistory, steps_of
from uppsikt.followup.cells.past import Past
from uppsikt.followup.last_year.view import LastYear
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.organisation.remembering import remembered
from uppsikt.planning.known import Known
from uppsikt.platform.access.rules import Reader
from uppsikt.store import Store


def cell_history(
    *,
    reader: Reader,
    store: Store,
    address: CellAddress,
    last_year: LastYear = LastYear.PUBLISHED,
) -> FigureHistory:
    """Every value that the cell at the address has had; `last_year` is as in `build_report`.

    Raises UnknownCell, and what `build_report` raises.
    """

    def made(shown: LastYear) -> Report:
        return build_report(
            reader=reader,
            store=store,
            committee=address.committee,
            period=address.month,
            form=address.form,
            last_year=shown,
        )

    report = made(last_year)
    name = find_cell(report.tables, address).name
    if name is None:
        raise UnknownCell("I cellen står inget som är räknat.", where=str(address))
    if report.book.get(name) is None:
        # What leads from last year as published to restated is a figure of the published report.
        report = made(LastYear.PUBLISHED)
    return history_of(name, report, reader=reader, store=store)


def history_of(name: Name, report: Report, *, reader: Reader, store: Store) -> FigureHistory:
    """Every value that a figure of a report has had."""
    facts = report.figures.facts
    restated = bool(facts.restated_to)
    with remembered():
        past = Past(
            reader=reader,
            store=store,
            committee=facts.committee,
            month=facts.month,
            form=report.form.key,
            name=name,
            restated=restated,
        )
        read = events(
            reader=reader,
            committee=facts.committee,
            first_year=past.first_year,
            last_year=facts.month.year,
            every_giver=restated,
        )
        causes, first = past.causes(), past.value(Known())
        values = ((event, past.value(known)) for event, known in read if event.cause in causes)
        steps = tuple(steps_of(values, first))
    figure = report.book.get(name)
    return FigureHistory(
        name=name,
        text=figure_text(report, name),
        unit=Unit.TKR if figure is None else figure.unit,
        first=first,
        now=report.book.value(name),
        steps=steps,
    )
