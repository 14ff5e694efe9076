"""The section of a report that leads from the original budget to the one in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from uppsikt.documents import Block, Cell, Column, Heading, Row, Table
from uppsikt.figures import Name, Unit
from uppsikt.followup.basis import names
from uppsikt.followup.basis.amended import Amended, decision_text, rows_of
from uppsikt.followup.basis.value_columns import AmendedColumns
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.tables.columns import Shown
from uppsikt.followup.tables.layout import Layout, row_key, subject_text

AMENDED_HEADING = "Ursprunglig och gällande budget"
_DECISIONS = "Beslut som har ändrat budgeten"


def amended_blocks(figures: Computed) -> Iterator[Block]:
    """Both tables under their heading; nothing where the budget is the original one."""
    if figures.facts.value_columns.amended is None:
        return
    yield Heading(1, AMENDED_HEADING)
    yield _amended_table(figures)
    yield _decisions_table(figures)


def _amended_table(figures: Computed) -> Table:
    """Net cost of each activity: original budget, what has changed it, and the one in force."""
    facts, amended, year = figures.facts, _columns(figures), figures.facts.month.year
    columns = (
        Shown(
            amended.original,
            Column(f"Ursprunglig budget {year}", "Ursprunglig\nbudget", priority=2),
        ),
        Shown(amended.change, Column("Ändringar", "Ändringar")),
        Shown(amended.current, Column(f"Gällande budget {year}", "Gällande\nbudget")),
    )
    layout = Layout(figures, columns)
    lines = [line for line in facts.lines if line.exists(amended.current.when)]
    rows = [layout.row(names.line(facts, line.key), line.name) for line in lines]
    parts = tuple(row.key for row in rows)
    rows.append(layout.row(names.whole(facts), "Summa", role="sum", sum_of=parts))
    name = f"{AMENDED_HEADING} {year}, nettokostnad (Tkr)"
    return layout.table("budgetandring", name, "Nettokostnad per verksamhet", rows)


def _columns(figures: Computed) -> AmendedColumns:
    return AmendedColumns.of(figures.facts.month.year)


def _decisions_table(figures: Computed) -> Table:
    """Each decision with what it changed, exactly: in tkr, or in kronor if not all are whole."""
    changed = rows_of(figures.facts)
    measure = _Measure.of([one.amount for one in changed])
    rows: list[Row] = []
    for _, of_one in groupby(changed, key=attrgetter("key")):
        rows += _decision_rows(figures, tuple(of_one), measure)
    parts = tuple(row.key for row in rows if row.role == "sub")
    whole = names.cell(names.whole(figures.facts), _columns(figures).change)
    cell = measure.cell(sum(one.amount for one in changed), whole)
    rows.append(Row("Summa ändringar", "Summa ändringar", "sum", (cell,), "alla", parts))
    columns = (Column("Ändring", "Ändring", decimals=measure.decimals),)
    return Table(
        "budgetbeslut",
        _DECISIONS,
        _DECISIONS,
        measure.unit,
        columns,
        tuple(rows),
        row_head="Beslut",
    )


def _decision_rows(
    figures: Computed, changed: Sequence[Amended], measure: _Measure
) -> Iterator[Row]:
    """A decision, and under it each activity and account group that it changed."""
    head, decision = decision_text(changed[0].decision), changed[0].key
    yield Row(head, head, "head", (), f"{decision}.rubrik")
    for one in changed:
        text, key = subject_text(figures, one.of), f"{decision}.{row_key(one.of)}"
        yield Row(f"{head} / {text}", text, "sub", (measure.cell(one.amount, one.name),), key)


@dataclass(frozen=True, slots=True)
class _Measure:
    """The unit in which all amounts of a table are whole, and its decimals."""

    unit: Unit
    decimals: int

    @classmethod
    def of(cls, amounts: Sequence[int]) -> _Measure:
        if not any(amount % int(Unit.TKR.factor) for amount in amounts):
            return cls(Unit.TKR, 0)
        return cls(Unit.KR, 2 if any(amount % int(Unit.KR.factor) for amount in amounts) else 0)

    def cell(self, amount: int, name: Name) -> Cell:
        """A figure's amount (öre) as it is printed, which is exactly what it is."""
        printed = int(amount // self.unit.step(self.decimals))
        return Cell(printed=printed, exact=Decimal(amount) / int(self.unit.factor), name=name)
