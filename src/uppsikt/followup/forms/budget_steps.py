"""From this year's budget to the proposal, step by step, and what is asked for beyond it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from uppsikt.documents import Block, Bullets, Column, Heading, Paragraph, Row, Runs, Table, Text
from uppsikt.figures import HARD_SPACE, What, number
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Facts, Group
from uppsikt.followup.basis.next_year import (
    YearColumns,
    budgeted_lines,
    column_of,
    coming_steps,
    indexed_groups,
    proposal_head,
    request_name,
    step_whats,
)
from uppsikt.followup.basis.value_columns import UNIT
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.tables.columns import Shown
from uppsikt.followup.tables.layout import Layout, row_key
from uppsikt.followup.words.figure_runs import amount_run
from uppsikt.planning.next_year_rules import Request

_HEADS = {
    What.INDEXATION: "Uppräkning",
    What.EFFICIENCY: "Effektivisering",
    What.REQUEST: "Äskanden",
    What.OTHER_CHANGE: "Övriga förändringar",
}
_ROUNDED = (
    "Varje steg räknas på det exakta beloppet och avrundas till hela ören för varje verksamhet "
    "och kontogrupp, halva ören bort från noll."
)
_OTHER = "Övriga förändringar är det i förslaget som inget av stegen förklarar."


def steps_blocks(figures: Computed) -> Iterator[Block]:
    """The decisions in words, the way from budget to proposal, and indexation by group."""
    facts = figures.facts
    if not step_whats(facts):
        return
    this = YearColumns.of(facts.month).budget.when.year
    yield Heading(1, f"Från budget {this} till förslag {_version(facts)}")
    decisions = tuple(_decisions(figures))
    if decisions:
        yield Bullets(decisions)
    yield _steps_table(figures)
    if indexed_groups(facts):
        yield _indexation_table(figures)


def requests_blocks(figures: Computed) -> Iterator[Block]:
    """What is asked for: the amounts, and of each the reason and what follows without it."""
    facts = figures.facts
    requests = coming_steps(facts).requests
    if not requests:
        return
    yield Heading(1, "Äskanden")
    yield _requests_table(figures)
    for request in requests:
        yield Heading(2, request.name)
        yield Paragraph((Text(request.reason),))
        if request.consequence:
            lead = Text("Utan tillskottet: ", strong=True)
            yield Paragraph((lead, Text(request.consequence)))


def _version(facts: Facts) -> str:
    return facts.coming.version if facts.coming else ""


def rate_text(rate: int) -> str:
    """A rate in thousandths of a per cent, without needless decimals: 3,3 %."""
    text = number(Fraction(rate, 1000), 3).rstrip("0").rstrip(",")
    return f"{text}{HARD_SPACE}%"


def _decisions(figures: Computed) -> Iterator[Runs]:
    facts = figures.facts
    steps, at = coming_steps(facts), YearColumns.of(facts.month)
    rates = {one.group: one for one in steps.indexations}
    for group in indexed_groups(facts):
        one = rates[group.key]
        base = names.cell(names.group(facts, group.key, group.side), at.budget)
        yield (
            Text(f"{group.name} räknas upp med {rate_text(one.rate)} av årets budget, "),
            amount_run(figures, base),
            Text(f" ({one.decision})."),
        )
    if steps.efficiency is not None:
        counted = "efter uppräkning" if steps.efficiency.after_indexation else "före uppräkning"
        rate = rate_text(steps.efficiency.rate)
        saved = names.cell(names.whole(facts), column_of(facts, What.EFFICIENCY))
        yield (
            Text(f"Nettokostnaden ska minska med {rate} av årets budget {counted}, "),
            amount_run(figures, saved),
            Text(f" ({steps.efficiency.decision})."),
        )


def _steps_table(figures: Computed) -> Table:
    """One row of net cost per activity, from this year's budget to the proposal."""
    facts = figures.facts
    at = YearColumns.of(facts.month)
    this, head = at.budget.when.year, proposal_head(facts)
    steps = [
        Shown(column_of(facts, what), Column(_HEADS[what], _HEADS[what], priority=2))
        for what in (*step_whats(facts), What.OTHER_CHANGE)
    ]
    first = Shown(at.budget, Column(f"Budget {this}", f"Budget\n{this}", priority=2))
    last = Shown(at.proposal, Column(head, head.replace(" ", "\n", 1)))
    layout = Layout(figures, (first, *steps, last))
    shown = [line for line in facts.lines
             if line.exists(at.budget.when) or line.exists(at.proposal.when)]  # fmt: skip
    rows = [layout.row(names.line(facts, line.key), line.name) for line in shown]
    parts = tuple(row.key for row in rows)
    rows.append(layout.row(names.whole(facts), "Summa", role="sum", sum_of=parts))
    caption = f"Nettokostnad från budget {this} till förslag {_version(facts)}"
    table = layout.table("steg", caption, caption, rows)
    return replace(table, notes=(*table.notes, _ROUNDED, _OTHER))


def _indexation_table(figures: Computed) -> Table:
    """What each activity is raised by, by account group, and together."""
    facts = figures.facts
    at = YearColumns.of(facts.month)
    rates = {one.group: one.rate for one in coming_steps(facts).indexations}
    groups = indexed_groups(facts)
    columns = [Column(_raised(one, rates), f"{one.name}\n{rate_text(rates[one.key])}", priority=2)
               for one in groups]  # fmt: skip
    lines = budgeted_lines(facts)
    rows = [_indexation_row(figures, line.key, line.name) for line in lines]
    parts = tuple(row.key for row in rows)
    rows.append(replace(_indexation_row(figures, "", "Summa"), role="sum", sum_of=parts))
    caption = f"Uppräkning per kontogrupp inför {at.proposal.when.year}"
    whole = Column("Uppräkning", "Uppräkning")
    return Table("upprakning", caption, caption, UNIT, (*columns, whole), tuple(rows))


def _raised(group: Group, rates: Mapping[str, int]) -> str:
    return f"{group.name} {rate_text(rates[group.key])}"


def _indexation_row(figures: Computed, activity: str, label: str) -> Row:
    facts = figures.facts
    column = column_of(facts, What.INDEXATION)
    whole = names.line(facts, activity)
    subjects = [names.line(facts, activity, one.side) for one in indexed_groups(facts)]
    of = [replace(subject, group=one.key)
          for subject, one in zip(subjects, indexed_groups(facts), strict=True)]  # fmt: skip
    cells = tuple(figures.cell(names.cell(subject, column)) for subject in (*of, whole))
    return Row(label, label, "row", cells, row_key(whole))


def _requests_table(figures: Computed) -> Table:
    """Each request as a positive amount, with the sums that are in the proposal and beside it."""
    facts = figures.facts
    requests = coming_steps(facts).requests
    rows: list[Row] = []
    for what, label in ((What.REQUEST, "Ingår i förslaget"),
                        (What.EXTRA_REQUEST, "Utöver förslaget")):  # fmt: skip
        chosen = [one for one in requests if one.included is (what is What.REQUEST)]
        rows += [_request_row(figures, one) for one in chosen]
        if chosen:
            whole = names.cell(names.whole(facts), column_of(facts, what))
            keys = tuple(one.key for one in chosen)
            cells = (figures.cell(whole, -1),)
            rows.append(Row(label, label, "sum", cells, what.value, keys))
    year = YearColumns.of(facts.month).proposal.when.year
    name = f"Äskanden inför {year}"
    columns = (Column("Äskat belopp", "Äskat\nbelopp"),)
    return Table("askanden", name, name, UNIT, columns, tuple(rows), (), row_head="Äskande")


def _request_row(figures: Computed, request: Request) -> Row:
    cells = (figures.cell(request_name(figures.facts, request), -1),)
    line = figures.facts.line(request.activity).name
    return Row(f"{line}: {request.name}", f"{line}: {request.name}", "row", cells, request.key)
