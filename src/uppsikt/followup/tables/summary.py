"""The summary by account group, from income down to the accumulated result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from uppsikt.documents import Row, Table
from uppsikt.figures import Side, Subject
from uppsikt.followup.basis import names
from uppsikt.followup.basis.names import SummaryRow
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.tables.columns import Shown, interim_columns, monthly_columns
from uppsikt.followup.tables.layout import Layout, row_key

_NO_SIDES = "Intäkter, kostnader och kontogrupper är inte kända var för sig."
LABELS = {
    SummaryRow.GRANT: "Kommunbidrag",
    SummaryRow.RESULT: "Resultat jämfört med kommunbidrag",
    SummaryRow.APPROVED_USE: "Godkänt ianspråktaget ackumulerat resultat",
    SummaryRow.EARMARKED: 'Godkända "öronmärkta" projekt',
    SummaryRow.AVAILABLE: "Resultat jämfört med tillgängliga medel",
    SummaryRow.ACCUMULATED: "Ackumulerat resultat",
}


def monthly_summary(figures: Computed) -> Table:
    """The summary with the columns of the monthly form."""
    month = figures.facts.month
    name = f"Ekonomiskt sammandrag, tkr ({month.short_text})"
    return summary_table(figures, monthly_columns(month), name)


def interim_summary(figures: Computed) -> Table:
    """The summary with the columns of the interim form."""
    columns = interim_columns(figures.facts.month)
    return summary_table(figures, columns, "5.1.1 Ekonomiskt sammandrag (Tkr)")


def summary_table(figures: Computed, columns: Sequence[Shown], name: str) -> Table:
    """The summary with the columns that are given."""
    layout = Layout(figures, columns)
    sides = _side_rows(layout)
    known = any(cell.printed is not None for row in sides for cell in row.cells)
    rows = [*(sides if known else ()), *_net_rows(layout, with_sides=known), *_result_rows(layout)]
    table = layout.table("samm", name, "Ekonomiskt sammandrag", rows, row_head="Post")
    return table if known else replace(table, notes=(*table.notes, _NO_SIDES))


def _side_rows(layout: Layout) -> list[Row]:
    """Account groups and the sums of both sides."""
    facts = layout.figures.facts
    income, cost = names.whole(facts, Side.INCOME), names.operating(facts)
    return [
        *_group_rows(layout, Side.INCOME, income, "Summa intäkter"),
        *_group_rows(layout, Side.COST, cost, "Summa kostnader"),
    ]


def _net_rows(layout: Layout, *, with_sides: bool) -> Iterator[Row]:
    """The contingency and the net cost."""
    facts = layout.figures.facts
    sides = (names.whole(facts, Side.INCOME), names.operating(facts)) if with_sides else ()
    parts = [row_key(side) for side in sides]
    for line in facts.lines:
        if line.is_contingency:
            subject = names.line(facts, line.key)
            yield layout.row(subject, f"{line.name} (endast i budget)")
            parts.append(row_key(subject))
    sum_of = tuple(parts) if with_sides else ()
    yield layout.row(names.whole(facts), "Nettokostnader", role="sum", sum_of=sum_of)


def _group_rows(layout: Layout, side: Side, whole: Subject, label: str) -> Iterator[Row]:
    facts = layout.figures.facts
    subjects = [
        (names.group(facts, group.key, side), group.name)
        for group in facts.groups
        if group.side is side
    ]
    for subject, name in subjects:
        yield layout.row(subject, name)
    parts = tuple(row_key(subject) for subject, _ in subjects)
    yield layout.row(whole, label, role="subtotal", sum_of=parts)


def _result_rows(layout: Layout) -> Iterator[Row]:
    """Grant, results and available means; each result adds to what stands above it."""
    net = row_key(names.whole(layout.figures.facts))
    grant, result, approved, earmarked, available, accumulated = SummaryRow
    sums: dict[SummaryRow, tuple[str, ...]] = {
        result: (net, grant.value),
        available: (result.value, approved.value, earmarked.value),
    }
    for row in (grant, result, approved, earmarked, available, accumulated):
        yield layout.summary_row(row, LABELS[row], sums.get(row, ()))
