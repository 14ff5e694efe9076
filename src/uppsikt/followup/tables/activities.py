"""The tables of activities. A cell is a figure looked up by name; nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.documents import Column, Row, Table
from uppsikt.figures import Side
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Line
from uppsikt.followup.basis.value_columns import Columns
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.tables.columns import Shown, interim_columns, monthly_columns
from uppsikt.followup.tables.layout import Layout, row_key

_SIDES = (
    (Side.INCOME, "Intäkt"),
    (Side.COST, "Kostnad"),
    (Side.NET, "Nettokostnad"),
)


def net_cost_table(figures: Computed) -> Table:
    """The monthly form's main table: one row of net cost per activity, and their sum."""
    facts = figures.facts
    layout = Layout(figures, monthly_columns(facts.month))
    rows = [layout.row(names.line(facts, line.key), line.name) for line in facts.lines]
    parts = tuple(row.key for row in rows)
    rows.append(layout.row(names.whole(facts), "Summa", role="sum", sum_of=parts))
    name = f"Verksamheternas nettokostnader, tkr ({facts.month.short_text})"
    return layout.table("netto", name, "Verksamheternas nettokostnader", rows)


def income_cost_table(figures: Computed) -> Table:
    """The interim form's main table: income, cost and net cost per activity, and in total."""
    facts = figures.facts
    layout = Layout(figures, interim_columns(facts.month))
    rows = list(income_cost_rows(layout))
    return layout.table(
        "verk",
        "5.2 Verksamheternas nettokostnader (Tkr)",
        "Verksamheternas nettokostnader",
        rows,
    )


def income_cost_rows(layout: Layout) -> Iterator[Row]:
    """Income, cost and net cost of each activity under its name, and of the committee."""
    for line in layout.figures.facts.lines:
        yield from _line_rows(layout, line)
    yield from _total_rows(layout)


def _line_rows(layout: Layout, line: Line) -> Iterator[Row]:
    yield Row(line.name, line.name, "head", (), line.key + ".rubrik")
    facts = layout.figures.facts
    subjects = {side: names.line(facts, line.key, side) for side, _ in _SIDES}
    parts = (row_key(subjects[Side.INCOME]), row_key(subjects[Side.COST]))
    for side, text in _SIDES:
        net = side is Side.NET
        yield layout.row(
            subjects[side],
            f"{line.name} / {text}",
            text=text,
            role="subtotal" if net else "sub",
            sum_of=parts if net else (),
        )


def _total_rows(layout: Layout) -> Iterator[Row]:
    facts = layout.figures.facts
    for side, text in _SIDES:
        yield layout.row(
            names.whole(facts, side),
            f"Totalt / {text}",
            text=f"Totalt {text.lower()}",
            role="sum",
            sum_of=tuple(row_key(names.line(facts, line.key, side)) for line in facts.lines),
        )


def forecast_list(figures: Computed) -> Table:
    """The forecast variance of each activity and in total, for the list in words."""
    facts = figures.facts
    year = facts.month.year
    column = Column("Prognosavvikelse", "Prognos-\navvikelse", "variance")
    layout = Layout(figures, (Shown(Columns.of(facts.month).forecast_variance, column),))
    rows = [layout.row(names.line(facts, line.key), line.name) for line in facts.lines]
    parts = tuple(row.key for row in rows)
    rows.append(layout.row(names.whole(facts), "Totalt", role="sum", sum_of=parts))
    return layout.table("proglista", f"Prognos för {year} (lista)", f"Prognos för {year}", rows)
