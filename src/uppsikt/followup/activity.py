"""An activity by month, account group and account: the page behind a row of the report.

Its figures are settled together with the whole report, as parts of the report's own cells, so
the page adds up to what the report says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from uppsikt.documents import Column, Row, Table
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
    to_date,
    total,
    unused_contingency,
    variance,
)
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Facts, Line
from uppsikt.followup.basis.value_columns import UNIT, Columns
from uppsikt.followup.book import rules
from uppsikt.followup.book.computed import Computed, Earlier, compute
from uppsikt.followup.book.lookup import Lookup
from uppsikt.followup.gather import look_up
from uppsikt.followup.tables.columns import Shown, months_in_words, months_text
from uppsikt.followup.tables.layout import ROUNDING_NOTE, Layout, last_year_notes, row_key

_ACCOUNT = "=konto "
_SIDES = ((Side.INCOME, "Intäkt"), (Side.COST, "Kostnad"))


@dataclass(frozen=True)
class ActivityPage:
    """What is shown of an activity after a month. The rows' keys in `accounts` are the codes.

    A contingency has no groups, and no accounts; nor has the ledger of a file without accounts.
    """

    line: Line
    months: Table
    groups: Table | None
    accounts: Table | None


@dataclass(frozen=True)
class _Account:
    """An account that something is booked on, in an account group."""

    code: str
    name: str
    group: str
    side: Side
    amount: int


@dataclass(frozen=True)
class _Work:
    """What the page is made from: the report's facts, the activity and its accounts."""

    facts: Facts
    line: Line
    accounts: tuple[_Account, ...]

    @property
    def net(self) -> Subject:
        return names.line(self.facts, self.line.key)

    @property
    def columns(self) -> Columns:
        return self.facts.month_columns

    @property
    def pieces(self) -> list[Period]:
        """The months of this year so far, or the spans of them that are known."""
        history = self.facts.history_of(self.line.key)
        parts = history.pieces if history else ((1, self.facts.month.last),)
        return [Period(self.facts.month.year, first, last) for first, last in parts]

    def group(self, key: str, side: Side) -> Subject:
        return Subject(self.facts.committee, self.line.key, side, key)

    def account(self, account: _Account) -> Name:
        of = self.group(_ACCOUNT + account.code, account.side)
        return names.cell(of, self.columns.actual)


def activity_page(facts: Facts, lookup: Lookup, activity: str, earlier: Earlier) -> ActivityPage:
    """The page of an activity (by key).

    `facts` are those of its committee's report, gathered with the activity in detail;
    `earlier` is what earlier reports printed.
    """
    work = _Work(facts, facts.line(activity), tuple(_accounts(facts, lookup, activity)))
    budgets = [Name(What.BUDGET, work.net, piece) for piece in work.pieces]
    known = {figure.name for figure in facts.figures}
    more = look_up(facts, lookup, [name for name in budgets if name not in known])
    booked = [
        Figure(work.account(one), one.amount, Unit.TKR, f"huvudboken, konto {one.code}")
        for one in work.accounts
    ]
    extended = replace(facts, figures=(*facts.figures, *more, *booked))
    figures = compute(extended, (*rules.relations(facts), *_relations(work)), earlier)
    return ActivityPage(
        work.line,
        _months_table(work, figures),
        None if work.line.is_contingency else _groups_table(work, figures),
        _accounts_table(work, figures) if work.accounts else None,
    )


def _accounts(facts: Facts, lookup: Lookup, activity: str) -> Iterator[_Account]:
    sides = {group.key: group.side for group in facts.groups}
    for one in lookup.balances.accounts(facts.to_date, activity):
        if one.group in sides:
            name = lookup.account_names.get(one.code, "")
            yield _Account(one.code, name, one.group, sides[one.group], one.amount)


def _relations(work: _Work) -> Iterator[AnyRelation]:
    """What the page adds to the report: budget by month, variances, and accounts of a group."""
    to_date_of_year = work.facts.to_date
    parts = [Name(What.BUDGET, work.net, piece) for piece in work.pieces]
    if work.pieces != [to_date_of_year]:
        yield to_date(Name(What.BUDGET, work.net, to_date_of_year), parts)
        yield from (_variance(work, piece) for piece in work.pieces)
    measured = (work.columns.variance, work.columns.actual, work.columns.period_budget)
    for group in work.facts.groups:
        subject = work.group(group.key, group.side)
        yield variance(*(names.cell(subject, column) for column in measured))
        accounts = [work.account(one) for one in work.accounts if one.group == group.key]
        if accounts:
            yield total(names.cell(subject, work.columns.actual), accounts)


def _variance(work: _Work, piece: Period) -> AnyRelation:
    name, budget = Name(What.VARIANCE, work.net, piece), Name(What.BUDGET, work.net, piece)
    if work.line.is_contingency:
        return unused_contingency(name, budget)
    return variance(name, Name(What.ACTUAL, work.net, piece), budget)


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
    before = work.facts.year_text(year - 1)
    columns = (
        Column(f"Utfall {before}", f"Utfall\n{before}", "pale", 3),
        Column(f"Budget {year}", f"Budget\n{year}", priority=2),
        Column(f"Utfall {year}", f"Utfall\n{year}"),
        Column("Avvikelse", "Avvikelse", "variance"),
    )
    until = work.facts.to_date
    rows = [
        _month_row(work, figures, piece, months_in_words(piece), "row")
        for piece in work.pieces
        if piece != until
    ]
    parts = tuple(row.key for row in rows)
    sum_row = _month_row(work, figures, until, f"Summa {months_text(until)}", "sum")
    rows.append(replace(sum_row, sum_of=parts))
    name = f"{work.line.name} per månad, tkr"
    caption = "Nettokostnad per månad"
    notes = (ROUNDING_NOTE, *last_year_notes(work.facts, (before,)))
    return Table("manader", name, caption, UNIT, columns, tuple(rows), notes, row_head="Månad")


def _month_row(work: _Work, figures: Computed, when: Period, label: str, role: RowRole) -> Row:
    shown = (
        names.actual(work.facts, work.net, when.previous_year()),
        Name(What.BUDGET, work.net, when),
        Name(What.ACTUAL, work.net, when),
        Name(What.VARIANCE, work.net, when),
    )
    cells = tuple(figures.cell(name) for name in shown)
    return Row(label, label, role, cells, f"{when.first:02d}-{when.last:02d}")


def _groups_table(work: _Work, figures: Computed) -> Table:
    """Account groups, income, cost and net cost, against period budget and last year."""
    layout = Layout(figures, _shown(work))
    rows: list[Row] = []
    sides: list[str] = []
    for side, text in _SIDES:
        groups = [
            layout.row(work.group(group.key, side), group.name)
            for group in work.facts.groups
            if group.side is side
        ]
        whole = names.line(work.facts, work.line.key, side)
        parts = tuple(row.key for row in groups)
        rows += [*groups, layout.row(whole, text, role="subtotal", sum_of=parts)]
        sides.append(row_key(whole))
    rows.append(layout.row(work.net, "Nettokostnad", role="sum", sum_of=tuple(sides)))
    name = f"{work.line.name} per kontogrupp, tkr"
    return layout.table("kontogrupper", name, "Kontogrupper", rows, row_head="Kontogrupp")


def _accounts_table(work: _Work, figures: Computed) -> Table:
    """The accounts that something is booked on."""
    groups = {group.key: group.name for group in work.facts.groups}
    span = months_text(work.facts.to_date)
    columns = (Column(f"Utfall {work.facts.month.year}", f"Utfall\n{span}"),)
    rows = tuple(
        Row(
            one.code,
            f"{one.code} {one.name or groups[one.group].lower()}",
            "row",
            (figures.cell(work.account(one)),),
            one.code,
        )
        for one in work.accounts
    )
    name = f"{work.line.name} per konto, tkr"
    notes = (ROUNDING_NOTE,)
    return Table("konton", name, "Konton", UNIT, columns, rows, notes, row_head="Konto")
