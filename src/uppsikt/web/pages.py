"""What the pages show of what the selectors gave: tables as HTML, sentences and addresses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from uppsikt.documents import Cell, Column, Row, Table, table_html
from uppsikt.documents.printed import (
    absent_words,
    cell_text,
    direction,
    mark_notes,
)
from uppsikt.figures import Period, UppsiktError
from uppsikt.followup.activity_words import lead_of, picture_of
from uppsikt.followup.errors import NoBudget, NoProposal
from uppsikt.followup.last_year.tables import bridge_parts
from uppsikt.followup.report import Report
from uppsikt.followup.selectors import ActivityPage, Overview, OverviewRow
from uppsikt.followup.tables import charts
from uppsikt.followup.tables.columns import months_text
from uppsikt.followup.together.document import internal_lead, overview_lead
from uppsikt.followup.together.tables import (
    codeless_note,
    overview_notes,
    pairs_table,
    sides_table,
    sum_rows,
)
from uppsikt.followup.words import sentences
from uppsikt.organisation.moves import REMAINDER
from uppsikt.organisation.selectors import Committee
from uppsikt.web.links import CellLinks, cell_links


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A printed cell: its text, its class, and what a bare mark means in words."""

    text: str
    css: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class CommitteeRow:
    """A committee among all: its page, and its latest month where this one has no figures."""

    name: str
    address: str
    grant: ShownCell
    actual: ShownCell
    forecast: ShownCell
    variance: ShownCell
    spark: tuple[int | None, ...]
    latest: Period | None
    lacks_all: bool


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row of sums below the committees."""

    text: str
    grant: ShownCell
    actual: ShownCell
    forecast: ShownCell
    variance: ShownCell


def overview(
    page: Overview, months: Mapping[str, Sequence[Period]], query: str = ""
) -> dict[str, object]:
    """The page of all committees; `months` are those that each committee has figures for."""
    period = page.period
    return {
        "lead": overview_lead(page.rows, period, page.scale),
        "rows": tuple(
            _committee_row(row, period, months.get(row.slug, ()), page.scale.decimals)
            for row in page.rows
        ),
        "sums": tuple(
            SumRow(text, *_money(cells, page.scale.decimals)) for _, text, cells in sum_rows(page)
        ),
        "unit": page.scale.unit.symbol,
        "internal": reverse("internal", args=(period,)) + query,
        "internal_lead": internal_lead(page),
        "to_date": months_text(period.to_date_of()),
        "notes": (*overview_notes(page), *_notes(page)),
    }


def internal(page: Overview) -> dict[str, object]:
    """The page of the internal entries: income and cost with and without, and the pairs."""
    pairs = pairs_table(page)
    return {
        "lead": internal_lead(page),
        "sides": _table(sides_table(page)) if page.together.facts.booked else None,
        "pairs": _table(pairs) if pairs else None,
        "notes": tuple(codeless_note(page.together)),
    }


def _notes(page: Overview) -> tuple[str, ...]:
    """What the marks that stand in the rows mean; rows that lack everything have none."""
    every = [row.cells for row in page.rows] + [cells for _, _, cells in sum_rows(page)]
    partly = [cells for cells in every if any(cell.absent is None for cell in cells)]
    return mark_notes(cell for cells in partly for cell in cells)


def _committee_row(
    row: OverviewRow, period: Period, months: Sequence[Period], decimals: int
) -> CommitteeRow:
    latest = None if period in months or not months else months[-1]
    return CommitteeRow(
        row.name,
        reverse("committee", args=(row.slug, latest or period)),
        *_money(row.cells, decimals),
        row.spark,
        latest,
        lacks_all=all(cell.absent is not None for cell in row.cells),
    )


def _money(
    cells: Sequence[Cell], decimals: int
) -> tuple[ShownCell, ShownCell, ShownCell, ShownCell]:
    """Grant, actual, forecast and variance as they are printed."""
    money, last = Column("", "", decimals=decimals), Column("", "", "variance", decimals=decimals)
    grant, actual, forecast, variance = cells
    return (
        _shown(grant, money),
        _shown(actual, money),
        _shown(forecast, money),
        _shown(variance, last),
    )


def _shown(cell: Cell, column: Column) -> ShownCell:
    words = "" if cell.absent is None else absent_words(cell.absent)
    css = direction(cell, column) or ("absent" if words else "")
    return ShownCell(cell_text(cell, column), css, words)


def committee(report: Report, activity: Callable[[str], str], query: str = "") -> dict[str, object]:
    """A committee's page from its report; `activity` gives the page of an activity's key.

    `query` is how the page tells last year.
    """
    figures = report.figures
    cells = cell_links(figures.facts.committee, figures.facts.month, report.form.key, query)
    keys = {line.key for line in figures.facts.lines} - {REMAINDER}
    parts = bridge_parts(figures)
    pictures = [
        picture for one in figures.facts.histories for picture in charts.history(figures, one)
    ]
    return {
        "lead": sentences.lead(figures),
        "facts": sentences.key_figures(figures),
        "unbooked": tuple(sentences.unbooked_notes(figures)),
        "net_costs": _table(
            report.table("netto"), lambda row: activity(row.key) if row.key in keys else None, cells
        ),
        "bridge": parts,
        "bridge_table": _table(parts.table) if parts else None,
        "history": pictures[0] if pictures else None,
        "variances": sentences.forecast_bullets(figures),
    }


def activity(page: ActivityPage, report: Report, vouchers: str) -> dict[str, object]:
    """An activity's page; `vouchers` is the page of its voucher rows."""

    def account(row: Row) -> str:
        return f"{vouchers}?{urlencode({'konto': row.key})}"

    return {
        "line": page.line,
        "lead": lead_of(page, report),
        "months": _table(page.months),
        "picture": picture_of(report, page.line.key),
        "groups": _table(page.groups) if page.groups else None,
        "accounts": _table(page.accounts, account) if page.accounts else None,
    }


def step_that_fills(lack: UppsiktError, committee: Committee, period: Period) -> dict[str, object]:
    """What is to be read in before the month can be shown, and the command that does it."""
    if isinstance(lack, NoProposal):
        return {
            "lacking": f"budgetförslaget för {period.year + 1}",
            "command": f"uppsikt import forslag.csv --kind proposal --committee {committee.slug}",
        }
    if isinstance(lack, NoBudget):
        return {
            "lacking": f"budgeten för {period.year}",
            "command": f"uppsikt import budget.csv --kind budget --committee {committee.slug}",
        }
    return {
        "lacking": f"huvudboken till och med {period.text}",
        "command": "uppsikt import huvudbok.se",
    }


def _table(
    table: Table,
    address: Callable[[Row], str | None] | None = None,
    cells: CellLinks | None = None,
) -> SafeString:
    """A table as HTML; `documents` escapes every text in it."""
    bars = any(column.tone == "variance" for column in table.columns)
    return mark_safe(table_html(table, address=address, cell_address=cells, bars=bars))
