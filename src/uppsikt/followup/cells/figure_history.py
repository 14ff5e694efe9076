"""Reads the history of a figure: of a cell, or of what is asked for by name."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.figures import Name, Unit, Value
from uppsikt.followup.basis.address import CellAddress, UnknownCell, find_cell
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.cells.events import events
from uppsikt.followup.cells.explained import figure_text
from uppsikt.followup.cells.history import FigureHistory, Printing, Step, steps_of
from uppsikt.followup.cells.past import Past
from uppsikt.followup.gather import YEARS_BACK
from uppsikt.followup.given.reports import given_figures, given_reports
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
    with remembered():
        past = Past(
            reader=reader,
            store=store,
            committee=facts.committee,
            month=facts.month,
            form=report.form.key,
            name=name,
            restated=bool(facts.restated_to),
        )
        first, steps = values_of(past, reader=reader)
    figure = report.book.get(name)
    return FigureHistory(
        name=name,
        text=figure_text(report, name),
        unit=Unit.TKR if figure is None else figure.unit,
        first=first,
        now=report.book.value(name),
        steps=steps,
        printings=tuple(_printings(name, facts, reader=reader, store=store)),
    )


def values_of(past: Past, *, reader: Reader) -> tuple[Value, tuple[Step, ...]]:
    """The value of a figure before anything was read, and every one that it has had since."""
    read = events(
        reader=reader,
        committee=past.committee,
        first_year=past.first_year,
        last_year=past.month.year,
        every_giver=past.restated,
        activity=past.name.of.activity,
    )
    causes, first = past.causes(), past.value(Known())
    values = ((event, past.value(known)) for event, known in read if event.cause in causes)
    return first, tuple(steps_of(values, first))


def _printings(name: Name, facts: Facts, *, reader: Reader, store: Store) -> Iterator[Printing]:
    """The reports that were given out with the figure in them, also those of other months."""
    for given in given_reports(reader=reader, committee=facts.committee):
        if not 0 <= given.month.year + 1 - name.when.year <= YEARS_BACK + 1:
            continue  # speaks of other years
        kept = given_figures(reader=reader, store=store, given=given)
        if name in kept.amounts:
            yield Printing(
                month=given.month,
                form=given.form,
                version=given.version,
                title=given.title,
                at=given.given_at,
                actor=given.actor,
                value=kept.amounts[name],
                printed=kept.printed.get(name),
            )
