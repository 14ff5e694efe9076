"""The form `budget`: the coming year is planned beside year-end, budget and forecast."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.documents import Column, Lead, Row, Table, Text
from uppsikt.documents import Facts as KeyFigures
from uppsikt.figures import Absent, Period, Side
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.basis.names import SummaryRow
from uppsikt.followup.basis.next_year import YearColumns, change_of, planning_columns, proposal_head
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.book.lookup import Lookup
from uppsikt.followup.errors import no_budget, no_proposal
from uppsikt.followup.forms.budget_steps import requests_blocks, steps_blocks
from uppsikt.followup.forms.form import Form, Layout, Part, headed, register
from uppsikt.followup.forms.sections import sections_at
from uppsikt.followup.gather import demand_placed
from uppsikt.followup.tables.activities import income_cost_rows
from uppsikt.followup.tables.amended import amended_blocks
from uppsikt.followup.tables.columns import Shown
from uppsikt.followup.tables.earmarked import earmarked_blocks
from uppsikt.followup.tables.layout import Layout as TableLayout
from uppsikt.followup.tables.layout import row_key
from uppsikt.followup.tables.summary import LABELS
from uppsikt.followup.words.figure_runs import amount_run, higher_run, printed_words
from uppsikt.followup.words.sentences import genitive, in_words
from uppsikt.planning.proposal_selectors import proposal
from uppsikt.platform.access.rules import Reader


def demand_plans(facts: Facts, lookup: Lookup) -> None:
    """Raises NoBudget, NoProposal or NotPlaced unless there is what the form needs.

    A year-end or a forecast that is not known is shown as lacking; nothing is refused for it.
    """
    at = YearColumns.of(facts.month)
    if isinstance(lookup.budget(facts.month.year).value(facts.year), Absent):
        raise no_budget(facts.committee_name, facts.month.year, lookup.years_with_budget())
    if lookup.proposal is None:
        coming = at.proposal.when.year
        raise no_proposal(facts.committee_name, coming, facts.month, lookup.proposals())
    demand_placed(facts, lookup, at.year_end.when)


def is_offered(reader: Reader, committee: str, month: Period) -> bool:
    """Whether a budget is proposed for the year after the month's."""
    found = proposal(reader=reader, committee=committee, year=month.year + 1, month=month)
    return found is not None


def planning_layout(figures: Computed) -> Layout:
    """The sentence, the key figures, both tables, and the texts that are written for the form."""
    coming = YearColumns.of(figures.facts.month).proposal.when.year
    parts = (
        Part("inledning", "", tuple(sections_at(figures, "inledning"))),
        Part("sammandrag", "Ekonomi i sammandrag", (_summary(figures),)),
        headed("budgetandring", amended_blocks(figures)),
        Part("analys", "", tuple(sections_at(figures, "analys"))),
        Part("verksamheter", f"Verksamhet {coming}", (_activities(figures),)),
        headed("steg", steps_blocks(figures)),
        headed("askanden", requests_blocks(figures)),
        headed("oronmarkt", earmarked_blocks(figures)),
        Part("avslutning", "", tuple(sections_at(figures, "avslutning"))),
    )
    return Layout((_lead(figures), _key_figures(figures)), parts)


def _lead(figures: Computed) -> Lead:
    """What is proposed, how it differs from this year's budget, and how it meets the grant."""
    facts = figures.facts
    at, whole = YearColumns.of(facts.month), names.whole(facts)
    coming = at.proposal.when.year
    net = names.cell(whole, at.proposal)
    result = names.summary(facts, SummaryRow.RESULT, at.proposal)
    return Lead(
        (
            Text(f"{genitive(facts.committee_name)} budgetförslag för {coming} är "),
            amount_run(figures, net),
            Text(" i nettokostnad, "),
            higher_run(figures, change_of(facts), "årets budget"),
            Text(". Mot kommunbidraget blir resultatet "),
            in_words(figures, result),
            Text("."),
        )
    )


def _key_figures(figures: Computed) -> KeyFigures:
    facts = figures.facts
    at, whole = YearColumns.of(facts.month), names.whole(facts)
    shown = (
        (f"Kommunbidrag {at.proposal.when.year}",
         names.summary(facts, SummaryRow.GRANT, at.proposal)),
        (f"Bokslut {at.year_end.when.year}", names.cell(whole, at.year_end)),
        (f"Budget {at.budget.when.year}", names.cell(whole, at.budget)),
        (f"Prognos {at.forecast.when.year}", names.cell(whole, at.forecast)),
        (proposal_head(facts), names.cell(whole, at.proposal)),
    )  # fmt: skip
    return KeyFigures(tuple((term, *printed_words(figures, name)) for term, name in shown))


def shown_columns(facts: Facts) -> tuple[Shown, ...]:
    """The columns of both tables."""
    at, head = YearColumns.of(facts.month), proposal_head(facts)
    last, this = at.year_end.when.year, at.budget.when.year
    return (
        Shown(at.year_end, Column(f"Bokslut {last}", f"Bokslut\n{last}", "pale", 3)),
        Shown(at.budget, Column(f"Budget {this}", f"Budget\n{this}", priority=2)),
        Shown(at.forecast, Column(f"Prognos {this}", f"Prognos\n{this}", priority=2)),
        Shown(at.proposal, Column(head, head.replace(" ", "\n", 1))),
    )


def _summary(figures: Computed) -> Table:
    """Income, cost, contingency and net cost of the committee, and the result."""
    facts = figures.facts
    layout = TableLayout(figures, shown_columns(facts))
    rows = [*_net_rows(layout), *_result_rows(layout)]
    name = "Ekonomiskt sammandrag (Tkr)"
    return layout.table("samm", name, "Ekonomiskt sammandrag", rows, row_head="Post")


def _net_rows(layout: TableLayout) -> Iterator[Row]:
    facts = layout.figures.facts
    sides = ((names.whole(facts, Side.INCOME), "Summa intäkter"),
             (names.operating(facts), "Summa kostnader"))  # fmt: skip
    reserves = [line for line in facts.lines if line.is_contingency]
    shown = [*sides, *((names.line(facts, one.key), one.name) for one in reserves)]
    for (subject, label), reserve in zip(shown, [None, None, *reserves], strict=True):
        yield layout.row(subject, f"{label} (endast i budget)" if reserve else label)
    parts = tuple(row_key(subject) for subject, _ in shown)
    yield layout.row(names.whole(facts), "Nettokostnader", role="sum", sum_of=parts)


def _result_rows(layout: TableLayout) -> Iterator[Row]:
    net = row_key(names.whole(layout.figures.facts))
    yield layout.summary_row(SummaryRow.GRANT, LABELS[SummaryRow.GRANT])
    parts = (net, SummaryRow.GRANT.value)
    yield layout.summary_row(SummaryRow.RESULT, LABELS[SummaryRow.RESULT], parts)
    yield layout.summary_row(SummaryRow.ACCUMULATED, LABELS[SummaryRow.ACCUMULATED])


def _activities(figures: Computed) -> Table:
    """Income, cost and net cost of each activity, and in total."""
    layout = TableLayout(figures, shown_columns(figures.facts))
    coming = YearColumns.of(figures.facts.month).proposal.when.year
    rows = list(income_cost_rows(layout))
    name = f"Verksamhet {coming} (Tkr)"
    return layout.table("verk", name, "Verksamheternas nettokostnader", rows)


BUDGET = register(
    Form(
        key="budget",
        title="Planering av budget {next_year}",
        months=frozenset(range(1, 13)),
        layout=planning_layout,
        columns=planning_columns,
        demand=demand_plans,
        own_texts=True,
        rank=2,
        has_projects=True,
        offered=is_offered,
    )
)
