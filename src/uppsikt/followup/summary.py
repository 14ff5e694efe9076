"""The summary by account group, from income down to the accumulated result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from uppsikt.documents import Row, Table
from uppsikt.figures import Side, Subject
from uppsikt.followup import names
from uppsikt.followup.columns import Shown, interim_columns, monthly_columns
from uppsikt.followup.computed import Computed
from uppsikt.followup.layout import Layout, row_key
from uppsikt.followup.names import SummaryRow

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
    return _summary(figures, monthly_columns(month), name)


def interim_summary(figures: Computed) -> Table:
    """The summary with the columns of the interim form."""
    columns = interim_columns(figures.facts.month)
    return _summary(figures, columns, "5.1.1 Ekonomiskt sammandrag (Tkr)")


def _summary(figures: Computed, columns: Sequence[Shown], name: str) -> Table:
    layout = Layout(figures, columns)
    rows = [*_net_rows(layout), *_result_rows(layout)]
    return layout.table("samm", name, "Ekonomiskt sammandrag", rows, row_head="Post")


def _net_rows(layout: Layout) -> Iterator[Row]:
    """Account groups, their sums, the contingency and the net cost."""
    facts = layout.figures.facts
    income = names.whole(facts, Side.INCOME)
    cost = names.operating(facts)
    yield from _group_rows(layout, Side.INCOME, income, "Summa intäkter")
    yield from _group_rows(layout, Side.COST, cost, "Summa kostnader")
    parts = [row_key(income), row_key(cost)]
    for line in facts.lines:
        if line.is_contingency:
            subject = names.line(facts, line.key)
            yield layout.row(subject, f"{line.name} (endast i budget)")
            parts.append(row_key(subject))
    yield layout.row(names.whole(facts), "Nettokostnader", role="sum", sum_of=tuple(parts))


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
