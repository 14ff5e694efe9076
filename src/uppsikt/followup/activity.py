"""An activity by month, account group and account: the page behind a row of the report.

Its figures are settled together with the whole report, as parts of the report's own cells, so
the page adds up to what the report says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from uppsikt.documents import Cell, Column, Row, Table
from uppsikt.documents.model import RowRole
from uppsikt.figures import (
    AnyRelation,
    Figure,
    Name,
    Period,
    Side,
    Subject,
    Unit,
    What,
    group_sum,
    month_name,
    to_date,
    total,
    variance,
)
from uppsikt.followup import names
from uppsikt.followup.columns import Shown, months_text
from uppsikt.followup.computed import UNIT, Computed, compute
from uppsikt.followup.facts import Facts, Line
from uppsikt.followup.gather import common_pieces, look_up
from uppsikt.followup.layout import ROUNDING_NOTE, Layout, live_sums, row_key
from uppsikt.followup.lookup import Lookup
from uppsikt.followup.names import Columns, ValueColumn

_ACCOUNT = "=konto "
_SIDES = ((Side.INCOME, "Intäkt"), (Side.COST, "Kostnad"))
Pieces = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class ActivityPage:
    """What is shown of an activity after a month. The keys of `accounts` are account codes."""

    line: Line
    months: Table
    groups: Table
    accounts: Table | None


@dataclass(frozen=True)
class _Work:
    """What the page is made from: the report's facts, the activity and its parts."""

    facts: Facts
    line: Line
    pieces: Pieces
    accounts: tuple[tuple[str, str, int], ...]

    @property
    def net(self) -> Subject:
        return names.line(self.facts, self.line.key)

    @property
    def columns(self) -> Columns:
        return Columns.of(self.facts.month)

    @property
    def compared(self) -> tuple[ValueColumn, ValueColumn, ValueColumn]:
        """Last year, period budget and actual: what the page compares."""
        at = self.columns
        return at.previous, at.period_budget, at.actual

    def group(self, key: str, side: Side) -> Subject:
        return Subject(self.facts.committee, self.line.key, side, key)

    def account(self, code: str, side: Side) -> Subject:
        return Subject(self.facts.committee, self.line.key, side, _ACCOUNT + code)


def activity_page(facts: Facts, lookup: Lookup, activity: str) -> ActivityPage:
    """The page of an activity (by key) from the facts of its committee's report."""
    work = _work(facts, lookup, activity)
    known = {figure.name for figure in facts.figures}
    asked = [name for name in dict.fromkeys(_asked(work)) if name not in known]
    own = [figure for figure in _account_figures(work) if figure.name not in known]
    figures = (*facts.figures, *look_up(facts, lookup, asked), *own)
    computed = compute(replace(facts, figures=figures), tuple(_relations(work)))
    return ActivityPage(
        work.line,
        _months_table(work, computed),
        _groups_table(work, computed),
        _accounts_table(work, computed),
    )


def _work(facts: Facts, lookup: Lookup, activity: str) -> _Work:
    years = (facts.month.year, facts.month.year - 1)
    spans = [lookup.balances.spans(year, activity) for year in years]
    sums = lookup.balances.accounts(facts.to_date, activity)
    return _Work(
        facts,
        facts.line(activity),
        common_pieces(spans, facts.month.last),
        tuple((one.code, one.group, one.amount) for one in sums),
    )


def _asked(work: _Work) -> Iterator[Name]:
    """What the page shows that the report does not."""
    for column in work.compared:
        for first, last in work.pieces:
            yield Name(column.what, work.net, Period(column.when.year, first, last))
        for group in work.facts.groups:
            yield names.cell(work.group(group.key, group.side), column)


def _account_figures(work: _Work) -> Iterator[Figure]:
    for code, side, _, amount in _grouped_accounts(work):
        name = names.cell(work.account(code, side), work.columns.actual)
        yield Figure(name, amount, Unit.TKR, f"huvudboken, konto {code}")


def _grouped_accounts(work: _Work) -> Iterator[tuple[str, Side, str, int]]:
    """Account code, side, group and amount, of accounts that belong to a group."""
    sides = {group.key: group.side for group in work.facts.groups}
    for code, group, amount in work.accounts:
        if group in sides:
            yield code, sides[group], group, amount


def _relations(work: _Work) -> Iterator[AnyRelation]:
    """Months add up to the period, groups to their side and accounts to their group."""
    for column in work.compared:
        until = names.cell(work.net, column)
        parts = [Name(column.what, work.net, piece) for piece in _periods(work, column)]
        if parts != [until]:
            yield to_date(until, parts)
        yield from _side_relations(work, column)
    for piece in _periods(work, work.columns.actual):
        actual, budget = Name(What.ACTUAL, work.net, piece), Name(What.BUDGET, work.net, piece)
        if piece != work.facts.to_date and not work.line.is_contingency:
            yield variance(Name(What.VARIANCE, work.net, piece), actual, budget)
    for group in work.facts.groups:
        subject = work.group(group.key, group.side)
        cells = [names.cell(subject, column) for column in _measured(work)]
        yield variance(*cells)
        codes = [code for code, _, key, _ in _grouped_accounts(work) if key == group.key]
        accounts = [
            names.cell(work.account(code, group.side), work.columns.actual) for code in codes
        ]
        if accounts:
            yield total(names.cell(subject, work.columns.actual), accounts)


def _measured(work: _Work) -> tuple[ValueColumn, ValueColumn, ValueColumn]:
    return work.columns.variance, work.columns.actual, work.columns.period_budget


def _side_relations(work: _Work, column: ValueColumn) -> Iterator[AnyRelation]:
    if work.facts.ungrouped and column.what is What.ACTUAL:
        return
    for side, _ in _SIDES:
        groups = [
            names.cell(work.group(group.key, side), column)
            for group in work.facts.groups
            if group.side is side
        ]
        if groups and not work.line.is_contingency:
            yield group_sum(names.cell(names.line(work.facts, work.line.key, side), column), groups)


def _periods(work: _Work, column: ValueColumn) -> list[Period]:
    return [Period(column.when.year, first, last) for first, last in work.pieces]


def _shown(work: _Work) -> tuple[Shown, ...]:
    year, span = work.facts.month.year, months_text(work.facts.to_date)
    at = work.columns
    return (
        Shown(at.previous, Column(f"Utfall {year - 1}", f"Utfall\n{span} {year - 1}", "pale", 3)),
        Shown(at.period_budget, Column(f"Budget {year}", f"Budget\n{span}", priority=2)),
        Shown(at.actual, Column(f"Utfall {year}", f"Utfall\n{span}")),
        Shown(at.variance, Column("Avvikelse", "Avvikelse", "variance")),
    )


def _months_table(work: _Work, figures: Computed) -> Table:
    """Net cost by month, or by the spans of months that are known."""
    year = work.facts.month.year
    columns = (
        Column(f"Utfall {year - 1}", f"Utfall\n{year - 1}", "pale", 3),
        Column(f"Budget {year}", f"Budget\n{year}", priority=2),
        Column(f"Utfall {year}", f"Utfall\n{year}"),
        Column("Avvikelse", "Avvikelse", "variance"),
    )
    whole = (1, work.facts.month.last)
    pieces = [piece for piece in work.pieces if piece != whole]
    rows = [_month_row(work, figures, piece, "row") for piece in pieces]
    parts = tuple(row.key for row in rows)
    rows.append(replace(_month_row(work, figures, whole, "sum"), sum_of=parts))
    name = f"{work.line.name} per månad, tkr"
    return Table(
        "manader", name, "Nettokostnad per månad", UNIT, columns, live_sums(rows),
        (ROUNDING_NOTE,), row_head="Månad",
    )  # fmt: skip


def _month_row(work: _Work, figures: Computed, piece: tuple[int, int], role: RowRole) -> Row:
    year = work.facts.month.year
    now = Period(year, *piece)
    cells: tuple[Cell, ...] = tuple(
        figures.cell(Name(what, work.net, when))
        for what, when in (
            (What.ACTUAL, now.previous_year()),
            (What.BUDGET, now),
            (What.ACTUAL, now),
            (What.VARIANCE, now),
        )
    )
    text = month_name(piece[0]).capitalize() if piece[0] == piece[1] else months_text(now)
    label = f"Summa {months_text(now)}" if role == "sum" else text
    return Row(label, label, role, cells, f"{piece[0]:02d}-{piece[1]:02d}")


def _groups_table(work: _Work, figures: Computed) -> Table:
    """Account groups, income, cost and net cost, against period budget and last year."""
    layout = Layout(figures, _shown(work))
    rows: list[Row] = []
    sides: list[str] = []
    for side, text in _SIDES:
        subjects = [
            (work.group(group.key, side), group.name)
            for group in work.facts.groups
            if group.side is side
        ]
        rows += [layout.row(subject, name) for subject, name in subjects]
        parts = tuple(row_key(subject) for subject, _ in subjects)
        whole = names.line(work.facts, work.line.key, side)
        rows.append(layout.row(whole, text, role="subtotal", sum_of=parts))
        sides.append(row_key(whole))
    rows.append(layout.row(work.net, "Nettokostnad", role="sum", sum_of=tuple(sides)))
    name = f"{work.line.name} per kontogrupp, tkr"
    return layout.table("kontogrupper", name, "Kontogrupper", rows, row_head="Kontogrupp")


def _accounts_table(work: _Work, figures: Computed) -> Table | None:
    """The accounts that something is booked on; None if the ledger does not tell them."""
    found: Sequence[tuple[str, Side, str, int]] = list(_grouped_accounts(work))
    if not found:
        return None
    groups = {group.key: group.name for group in work.facts.groups}
    span = months_text(work.facts.to_date)
    columns = (Column(f"Utfall {work.facts.month.year}", f"Utfall\n{span}"),)
    rows = tuple(
        Row(
            code,
            f"{code} ({groups[group].lower()})",
            "row",
            (figures.cell(names.cell(work.account(code, side), work.columns.actual)),),
            code,
        )
        for code, side, group, _ in found
    )
    name = f"{work.line.name} per konto, tkr"
    return Table("konton", name, "Konton", UNIT, columns, rows, (ROUNDING_NOTE,), row_head="Konto")
