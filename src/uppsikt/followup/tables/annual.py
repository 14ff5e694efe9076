"""The tables and the picture of the year-end: against budget, and against the forecasts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from uppsikt.documents import Cell, Chart, Column, Row, Table, variance_chart
from uppsikt.figures import Absent, Name, Period, month_name, plus_minus, round_half_away
from uppsikt.followup.basis import look_back, names
from uppsikt.followup.basis.facts import Facts, Line
from uppsikt.followup.basis.value_columns import UNIT, Columns
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.tables.activities import income_cost_rows
from uppsikt.followup.tables.columns import Shown
from uppsikt.followup.tables.layout import Layout
from uppsikt.followup.tables.summary import summary_table

_PERCENT = Column("Miss i procent", "Miss\n%", "variance", decimals=1)
_MISS_NOTE = (
    "Missen är bokslutet minus prognosen: minus är sämre än prognosen. Procenten är av prognosen."
)


def year_columns(month: Period) -> tuple[Shown, ...]:
    """Last year's year-end, the budget, this year's year-end and the variance."""
    at, year = Columns.of(month), month.year
    last = year - 1
    return (
        Shown(at.previous, Column(f"Bokslut {last}", f"Bokslut\n{last}", "pale", 3)),
        Shown(at.budget, Column(f"Budget {year}", f"Budget\n{year}", priority=2)),
        Shown(at.actual, Column(f"Bokslut {year}", f"Bokslut\n{year}")),
        Shown(at.variance, Column("Avvikelse", "Avvikelse", "variance")),
    )


def activities_table(figures: Computed) -> Table:
    """Income, cost and net cost of each activity against budget."""
    layout = Layout(figures, year_columns(figures.facts.month))
    year = figures.facts.month.year
    rows = list(income_cost_rows(layout))
    caption = "Verksamheternas nettokostnader"
    return layout.table("verk", f"{caption} {year} (Tkr)", caption, rows)


def year_summary(figures: Computed) -> Table:
    """The summary by account group, down to the accumulated result."""
    month = figures.facts.month
    return summary_table(figures, year_columns(month), f"Ekonomiskt sammandrag {month.year} (Tkr)")


def variance_picture(figures: Computed) -> Iterator[Chart]:
    """How each activity ended against its budget, as bars."""
    facts, column = figures.facts, Columns.of(figures.facts.month).variance
    shown = [
        (line.name, figures.known(names.cell(names.line(facts, line.key), column)))
        for line in facts.lines
        if line.exists(facts.year) and not line.is_contingency
    ]
    known = [(value, name) for name, value in shown if value is not None]
    if not known:
        return
    value, name = max(known, key=lambda one: abs(one[0]))
    heading = (
        f"{name} avvek mest från budget: {plus_minus(value, UNIT)}"
        if value
        else "Ingen verksamhet avvek från budget"
    )
    yield variance_chart(heading, "avvikelse från budget per verksamhet", shown, UNIT)


def forecasts_table(figures: Computed) -> Table:
    """Month by month: the forecast of the committee, the outcome, and the miss."""
    facts = figures.facts
    rows = [_miss_row(figures, "", after, after_text(after), str(after)) for after in facts.rounds]
    caption = f"Prognoserna för {facts.month.year} mot bokslutet"
    return Table(
        "prognoser", caption, caption, UNIT, _columns(facts), tuple(rows), (_MISS_NOTE,),
        row_head="Prognos efter",
    )  # fmt: skip


def forecasts_by_activity(figures: Computed) -> Table:
    """The same of each activity, under its name."""
    facts = figures.facts
    rows: list[Row] = []
    for line in look_back.forecast_lines(facts):
        if not line.is_contingency:
            rows += _activity_rows(figures, line)
    caption = "Prognoserna mot bokslutet per verksamhet"
    return Table("prognosverk", caption, caption, UNIT, _columns(facts), tuple(rows), (_MISS_NOTE,))


def miss_picture(figures: Computed) -> Iterator[Chart]:
    """How far the committee's forecast of each month was from the outcome, as bars."""
    facts = figures.facts
    shown = [
        (after_text(one), figures.known(look_back.miss_name(facts, "", one)))
        for one in facts.rounds
    ]
    known = [(value, text) for text, value in shown if value is not None]
    if len(known) < 2:
        return
    value, text = max(known, key=lambda one: abs(one[0]))
    heading = f"Längst från bokslutet var prognosen efter {text.lower()}: {plus_minus(value, UNIT)}"
    yield variance_chart(heading, "bokslut minus prognos, per prognosmånad", shown, UNIT)


def after_text(after: Period) -> str:
    """A month as a row of the table: `Juli`."""
    return month_name(after.last).capitalize()


def _columns(facts: Facts) -> tuple[Column, ...]:
    year = facts.month.year
    return (
        Column(f"Prognos {year}", f"Prognos\n{year}", priority=2),
        Column(f"Bokslut {year}", f"Bokslut\n{year}", priority=2),
        Column("Miss", "Miss", "variance"),
        _PERCENT,
    )


def _activity_rows(figures: Computed, line: Line) -> Iterator[Row]:
    yield Row(line.name, line.name, "head", (), f"{line.key}.rubrik")
    for after in figures.facts.rounds:
        text, key = after_text(after), f"{line.key}.{after}"
        row = _miss_row(figures, line.key, after, text, key)
        yield Row(f"{line.name} / {text}", text, "sub", row.cells, key)


def _miss_row(figures: Computed, activity: str, after: Period, text: str, key: str) -> Row:
    facts = figures.facts
    shown = (
        look_back.forecast_name(facts, activity, after),
        look_back.outcome_name(facts, activity),
        look_back.miss_name(facts, activity, after),
    )
    cells = (*(figures.cell(name) for name in shown), _percent(figures, activity, after))
    return Row(text, text, "row", cells, key)


def _percent(figures: Computed, activity: str, after: Period) -> Cell:
    """The miss in per cent of the forecast's size, in tenths; minus is worse, as in kronor."""
    facts = figures.facts
    name: Name = look_back.miss_share_name(facts, activity, after)
    value = figures.exact.value(name)
    said = figures.exact.value(look_back.forecast_name(facts, activity, after))
    if isinstance(value, Absent) or isinstance(said, Absent):
        return Cell(absent=value if isinstance(value, Absent) else None)
    ratio = Fraction(value) * (1 if said > 0 else -1)
    return Cell(printed=round_half_away(ratio * 1000))
