"""Three years of an activity month by month, with sum to date and year-end or forecast.

Costs are shown as positive amounts, as in the published histories.
"""

from __future__ import annotations

from dataclasses import replace

from uppsikt.documents import Cell, Column, Row, Table
from uppsikt.figures import Name, Period, What, join_words, month_name, month_short
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import History
from uppsikt.followup.basis.value_columns import UNIT
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.book.rules import history_years
from uppsikt.followup.tables.columns import months_text
from uppsikt.followup.tables.layout import ROUNDING_NOTE, last_year_notes, moved_note

COST_AS_POSITIVE = -1
SIGN_NOTE = "Nettokostnaden visas här utan minustecken."


def history_table(figures: Computed, history: History, year_end: str) -> Table:
    """The history of one activity; `year_end` is the label of its last row in JSON."""
    pieces = [_piece_row(figures, history, piece) for piece in history.pieces]
    sum_row = _sum_row(figures, history, tuple(row.key for row in pieces))
    rows = (*pieces, sum_row, _year_end_row(figures, history, year_end))
    this, last, before = (figures.facts.year_text(year) for year in history_years(figures.facts))
    columns = (
        Column(this, this),
        Column(last, last.replace(" ", "\n"), "pale"),
        Column(before, before.replace(" ", "\n"), "pale", 2),
    )
    caption = f"{figures.facts.line(history.activity).name} per månad"
    notes = (
        ROUNDING_NOTE,
        SIGN_NOTE,
        *_span_notes(history),
        *_moved_notes(figures, history),
        *last_year_notes(figures.facts, (last,)),
    )
    return Table(history.key, history.title, caption, UNIT, columns, rows, notes, row_head="Månad")


def _sum_row(figures: Computed, history: History, parts: tuple[str, ...]) -> Row:
    years = history_years(figures.facts)
    until = Period.to_date(years[0], figures.facts.month.last)
    label, text = f"Summa {_span(until, short=True)}", f"Summa {months_text(until)}"
    cells = tuple(_cell(figures, history, year, (1, until.last)) for year in years)
    return Row(label, text, "subtotal", cells, "summa", parts)


def _piece_row(figures: Computed, history: History, piece: tuple[int, int]) -> Row:
    years = history_years(figures.facts)
    label = _span(Period(years[0], *piece), short=False)
    cells = tuple(_cell(figures, history, year, piece) for year in years)
    return Row(label, label, "row", cells, f"{piece[0]:02d}-{piece[1]:02d}")


def _year_end_row(figures: Computed, history: History, label: str) -> Row:
    this, *earlier = history_years(figures.facts)
    subject = names.line(figures.facts, history.activity)
    forecast = Name(What.FORECAST, subject, Period.whole_year(this))
    cells = (
        figures.cell(forecast, COST_AS_POSITIVE),
        *(_cell(figures, history, year, (1, 12)) for year in earlier),
    )
    return Row(label, f"Prognos {this}, bokslut tidigare år", "sum", cells, "bokslut")


def _cell(figures: Computed, history: History, year: int, piece: tuple[int, int]) -> Cell:
    subject = names.line(figures.facts, history.activity)
    name = names.actual(figures.facts, subject, Period(year, *piece))
    return figures.cell(name, COST_AS_POSITIVE)


def _span(period: Period, *, short: bool) -> str:
    """Months with a capital, as row labels: Januari, Januari-Maj; short: Jan-Okt."""
    text = month_short if short else month_name
    first, last = text(period.first).capitalize(), text(period.last).capitalize()
    return first if period.first == period.last else f"{first}-{last}"


def _moved_notes(figures: Computed, history: History) -> tuple[str, ...]:
    """Say which months an earlier report printed otherwise, though nothing in them has changed."""
    subject = names.line(figures.facts, history.activity)
    moved = [
        name
        for name in sorted(figures.moved)
        if name.what is What.ACTUAL and replace(name.of, organisation=0) == subject
    ]
    return (moved_note(figures, moved),) if moved else ()


def _span_notes(history: History) -> tuple[str, ...]:
    """Say of which months only the sum is known; a sum is never spread over its months."""
    spans = [
        f"{month_name(first)}–{month_name(last)}" for first, last in history.pieces if first != last
    ]
    if not spans:
        return ()
    return (f"För {join_words(spans)} finns bara summan för minst ett av åren.",)
