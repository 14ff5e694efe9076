"""Which figure of a report is asked for, in words: a kind of figure, of what, on which side."""

from __future__ import annotations

from uppsikt.figures import Name, Side, Subject
from uppsikt.followup.basis import names
from uppsikt.followup.basis.address import UnknownCell
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.basis.names import SummaryRow
from uppsikt.followup.basis.value_columns import Columns
from uppsikt.followup.cells.explained import figure_text
from uppsikt.followup.report import Report
from uppsikt.organisation.rules import nearest

COLUMNS = {
    "actual": "actual",
    "period-budget": "period_budget",
    "budget": "budget",
    "forecast": "forecast",
    "variance": "variance",
    "forecast-variance": "forecast_variance",
    "last-year": "previous",
}
"""The words for the columns of a monthly report."""
ROWS = {"grant": SummaryRow.GRANT, "result": SummaryRow.RESULT}
"""The words for the rows of the summary that have no activity: what they are of the whole year."""
FIGURES = (*COLUMNS, *ROWS)


def asked_figure(
    report: Report, figure: str, *, activity: str = "", side: Side = Side.NET, group: str = ""
) -> Name:
    """The name of the figure, one of FIGURES; without activity and group the whole committee's.

    A group tells its own side. Raises UnknownCell where the report has no such figure.
    """
    facts = report.figures.facts
    columns = Columns.of(facts.month, facts.restated_to)
    _known("Verksamheten", activity, [line.key for line in facts.lines])
    _known("Kontogruppen", group, [one.key for one in facts.groups])
    if figure in ROWS:
        name = names.summary(facts, ROWS[figure], columns.actual)
    else:
        sides = {one.key: one.side for one in facts.groups}
        subject = Subject(facts.committee, activity, sides.get(group, side), group)
        name = names.cell(subject, getattr(columns, COLUMNS[figure]))
    if report.book.get(name) is None or (figure in ROWS and (activity or group)):
        raise UnknownCell(
            f"Rapporten har inte {_lower(figure_text(report, name))}.",
            todo="Välj en annan uppgift, eller ange cellen med --cell.",
        )
    return name


def whole_figure(facts: Facts, figure: str, side: Side = Side.NET) -> Name:
    """The name of a figure of the whole committee; `facts` need hold no figures yet."""
    columns = Columns.of(facts.month)
    if figure in ROWS:
        return names.summary(facts, ROWS[figure], columns.actual)
    return names.cell(names.whole(facts, side), getattr(columns, COLUMNS[figure]))


def _known(what: str, key: str, known: list[str]) -> None:
    if key and key not in known:
        raise UnknownCell(
            f"{what} ”{key}” finns inte i rapporten.",
            todo=f"Närmast: {nearest(key, dict.fromkeys(known))}.",
        )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
