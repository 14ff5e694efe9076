"""A year's budget before and after what decisions have changed in it, in a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from uppsikt.figures import (
    Name,
    Period,
    Relation,
    Side,
    Subject,
    What,
    join_words,
    month_name,
    original_budget,
    total,
)
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Facts, Line
from uppsikt.followup.basis.names import SummaryRow
from uppsikt.followup.basis.value_columns import AmendedColumns, ValueColumn
from uppsikt.planning.rules import BudgetDecision

DECIDED = "=beslut "
_SIDES = (Side.NET, Side.INCOME, Side.COST)
# The accumulated result is one figure in all columns of a year, so nothing changes it.
_ROWS = tuple(row for row in SummaryRow if row is not SummaryRow.ACCUMULATED)


@dataclass(frozen=True, slots=True)
class Amended:
    """What one decision changed of one activity, side and account group: öre, signed.

    `key` is the decision's day and its number in that day. An older decision that is read in
    later has another, so that a comment on a row stays with the decision that it is about.
    """

    decision: BudgetDecision
    key: str
    of: Subject
    amount: int
    name: Name


def with_amendments(facts: Facts, decisions: Sequence[BudgetDecision], *, apart: bool) -> Facts:
    """The facts with what the year's later decisions have changed in its original budget.

    `decisions` are all of the year's, oldest first. Without an original budget, or when nothing
    later has changed an amount of the year, the facts are as they were. `apart` keeps the
    original budget out of the tables of activities and the summary.
    """
    later = changing(decisions)
    if not later:
        return facts
    return replace(
        facts,
        columns=facts.value_columns.amended_in(facts.month.year),
        amendments=later,
        original_apart=apart,
    )


def changing(decisions: Sequence[BudgetDecision]) -> tuple[BudgetDecision, ...]:
    """Those of a year's decisions, oldest first, that have changed its original budget.

    The first is the original; if it is a transfer there is none, and so nothing that changed it.
    """
    if not decisions or decisions[0].is_transfer:
        return ()
    return tuple(one for one in decisions[1:] if any(line.amount for line in one.lines))


def wanted(facts: Facts) -> Iterator[Name]:
    """The original budget of all rows, and what each decision changed."""
    amended = facts.value_columns.amended
    if amended is not None:
        yield from (name for name, _ in _cells(facts, amended))
        yield from (row.name for row in rows_of(facts))


def rows_of(facts: Facts) -> tuple[Amended, ...]:
    """What each decision changed in the report's budget."""
    return amended_rows(facts.amendments, facts.committee, facts.year)


def amended_rows(
    decisions: Sequence[BudgetDecision], committee: str, year: Period
) -> tuple[Amended, ...]:
    """What each of the changing decisions changed; what it left as it was is no row."""
    found: list[Amended] = []
    days: Counter[date] = Counter()
    for decision in decisions:
        days[decision.decided] += 1
        key = f"{decision.decided}-{days[decision.decided]}"
        changed: dict[Subject, int] = {}
        for line in decision.lines:
            of = Subject(committee, line.activity, line.side, line.group)
            changed[of] = changed.get(of, 0) + line.amount
        for at, (of, amount) in enumerate(changed.items(), 1):
            if amount:
                own = f"{DECIDED}{decision.decided} {days[decision.decided]}.{at}"
                name = Name(What.BUDGET_CHANGE, replace(of, group=own), year)
                found.append(Amended(decision, key, of, amount, name))
    return tuple(found)


def decision_text(one: BudgetDecision) -> str:
    """A decision by its day and words, and whether it is a transfer: between whom, if others."""
    day = f"{one.decided.day} {month_name(one.decided.month)} {one.decided.year}"
    if not one.is_transfer:
        return f"{day}: {one.decision}"
    whom = f" med {join_words(one.others)}" if one.others else ""
    return f"{day}: {one.decision} (omföring{whom})"


def relations(facts: Facts) -> Iterator[Relation]:
    """Original = in force − changed, for every row with a budget; changed = its decisions'."""
    amended = facts.value_columns.amended
    if amended is None:
        return
    for original, (current, changed) in _cells(facts, amended):
        yield original_budget(original, current, [changed])
    rows = rows_of(facts)
    for subject in _subjects(facts, amended.current):
        parts = _parts(facts, rows, subject)
        if parts:
            yield total(names.cell(subject, amended.change), parts)


def since_original(facts: Facts, current: Name) -> tuple[Name, ...]:
    """For a figure of the budget in force: the original one, and what each decision changed.

    Nothing for other figures, and for a budget that no decision has changed.
    """
    columns = facts.value_columns.amended
    if columns is None or ValueColumn.of(current) != columns.current:
        return ()
    parts = _parts(facts, rows_of(facts), current.of)
    return (names.cell(current.of, columns.original), *parts) if parts else ()


def row_of(facts: Facts, name: Name) -> Amended | None:
    """What a decision changed, by its figure's name."""
    if not name.of.group.startswith(DECIDED):
        return None
    return next((row for row in rows_of(facts) if row.name == name), None)


def _parts(facts: Facts, rows: Sequence[Amended], whole: Subject) -> list[Name]:
    """What the decisions changed of a subject; nothing if they do not tell it so finely.

    A contingency that is only known net is a cost, as its budget is.
    """
    lines = {line.key: line for line in facts.lines if line.exists(facts.year)}
    near = [row for row in rows if whole.activity in ("", row.of.activity)]
    if not whole.group or whole.group == names.OPERATING:
        near = [row for row in near if row.of.activity in lines]
    if whole.group:
        near = [row for row in near if not _is_reserve(lines, row)]
    found = [row for row in near if whole.side in (Side.NET, _side(lines, row))]
    unsplit = whole.side is not Side.NET and any(_side(lines, row) is Side.NET for row in near)
    if whole.group and whole.group != names.OPERATING:
        unsplit = unsplit or any(not row.of.group for row in found)
        found = [row for row in found if row.of.group == whole.group]
    return [] if unsplit else [row.name for row in found]


def _is_reserve(lines: Mapping[str, Line], row: Amended) -> bool:
    line = lines.get(row.of.activity)
    return line is not None and line.is_contingency


def _side(lines: Mapping[str, Line], row: Amended) -> Side:
    is_cost = row.of.side is Side.NET and _is_reserve(lines, row)
    return Side.COST if is_cost else row.of.side


def _cells(facts: Facts, amended: AmendedColumns) -> Iterator[tuple[Name, tuple[Name, Name]]]:
    """Each row's original budget, and with it the one in force and its change."""
    for subject in _subjects(facts, amended.current):
        original, *rest = (names.cell(subject, column) for column in amended)
        yield original, (rest[0], rest[1])
    for row in _ROWS:
        original, *rest = (names.summary(facts, row, column) for column in amended)
        yield original, (rest[0], rest[1])


def _subjects(facts: Facts, column: ValueColumn) -> Iterator[Subject]:
    lines = [line.key for line in facts.lines if line.exists(column.when)]
    for key in (*lines, ""):
        yield from (names.line(facts, key, side) for side in _SIDES)
    yield names.operating(facts)
    for group in facts.groups:
        yield names.group(facts, group.key, group.side)
