"""The coming year in a report: the budget that is proposed, and how it differs from this year's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from uppsikt.figures import (
    Name,
    Period,
    Relation,
    Subject,
    What,
    change,
    ended_change,
    other_change,
    total,
)
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Facts, Group, Line
from uppsikt.followup.basis.value_columns import FormColumns, ValueColumn
from uppsikt.planning.next_year_rules import Request, Steps


@dataclass(frozen=True, slots=True)
class YearColumns:
    """The value columns of the planning of a coming year, all of whole years."""

    year_end: ValueColumn
    budget: ValueColumn
    forecast: ValueColumn
    proposal: ValueColumn

    @classmethod
    def of(cls, month: Period) -> YearColumns:
        """The columns of a report whose last month is `month`."""
        last, this, coming = (Period.whole_year(month.year + step) for step in (-1, 0, 1))
        return cls(
            year_end=ValueColumn(What.ACTUAL, last),
            budget=ValueColumn(What.BUDGET, this),
            forecast=ValueColumn(What.FORECAST, this),
            proposal=ValueColumn(What.PROPOSAL, coming),
        )

    @property
    def all(self) -> tuple[ValueColumn, ...]:
        """The columns in the order that they are shown."""
        return (self.year_end, self.budget, self.forecast, self.proposal)


def planning_columns(month: Period) -> FormColumns:
    """The columns of the form that plans a coming year; its lines are those of all its years."""
    columns = YearColumns.of(month).all
    spans = tuple(dict.fromkeys(column.when for column in columns))
    return FormColumns.of(columns, spans=spans)


def plans_ahead(facts: Facts) -> bool:
    """Whether the report speaks of a proposal for the coming year."""
    return any(column.what is What.PROPOSAL for column in facts.value_columns.measured)


def change_of(facts: Facts) -> Name:
    """The committee's proposed net cost less this year's budgeted."""
    return Name(What.CHANGE, names.whole(facts), YearColumns.of(facts.month).proposal.when)


def proposal_head(facts: Facts) -> str:
    """What the proposal's column is called: `Budget 2024:1`, with the year said once."""
    year = str(YearColumns.of(facts.month).proposal.when.year)
    version = facts.coming.version if facts.coming else ""
    return f"Budget {version}" if version.startswith(year) else f"Budget {year}, {version}"


def coming_steps(facts: Facts) -> Steps:
    """The steps to the coming year's budget; none in a form that plans no year."""
    return facts.coming.steps if facts.coming else Steps()


def step_whats(facts: Facts) -> tuple[What, ...]:
    """The kinds of steps that there are. One that nothing is decided of is no step of nothing."""
    steps = coming_steps(facts)
    found = (
        (What.INDEXATION, bool(steps.indexations)),
        (What.EFFICIENCY, steps.efficiency is not None),
        (What.REQUEST, any(one.included for one in steps.requests)),
    )
    return tuple(what for what, there in found if there)


def column_of(facts: Facts, what: What) -> ValueColumn:
    """The value column of a kind of step."""
    return ValueColumn(what, YearColumns.of(facts.month).proposal.when)


def budgeted_lines(facts: Facts) -> list[Line]:
    """The lines that have this year's budget, and so can take a step from it."""
    at = YearColumns.of(facts.month).budget
    return [line for line in facts.lines if line.exists(at.when)]


def indexed_groups(facts: Facts) -> list[Group]:
    """The account groups that are raised, in the report's order."""
    raised = {one.group for one in coming_steps(facts).indexations}
    return [group for group in facts.groups if group.key in raised]


def request_name(facts: Facts, request: Request) -> Name:
    """The figure of a request: what it changes the activity's net cost by."""
    what = What.REQUEST if request.included else What.EXTRA_REQUEST
    of = Subject(facts.committee, request.activity, group=f"={request.key}")
    return names.cell(of, column_of(facts, what))


def step_names(facts: Facts) -> Iterator[Name]:
    """The figures of the steps that do not follow from others."""
    whats = step_whats(facts)
    for line in budgeted_lines(facts):
        for group in indexed_groups(facts):
            yield _indexed(facts, line.key, group)
        if What.EFFICIENCY in whats:
            yield _step(facts, What.EFFICIENCY, line)
        if What.REQUEST in whats and not _included(facts, line):
            yield _step(facts, What.REQUEST, line)
    for request in coming_steps(facts).requests:
        yield request_name(facts, request)


def _step(facts: Facts, what: What, line: Line) -> Name:
    return names.cell(names.line(facts, line.key), column_of(facts, what))


def _indexed(facts: Facts, activity: str, group: Group) -> Name:
    of = Subject(facts.committee, activity, group.side, group.key)
    return names.cell(of, column_of(facts, What.INDEXATION))


def _included(facts: Facts, line: Line) -> list[Request]:
    requests = coming_steps(facts).requests
    return [one for one in requests if one.included and one.activity == line.key]


def relations(facts: Facts) -> Iterator[Relation]:
    """What holds between the proposal, this year's budget and the steps between them."""
    if not plans_ahead(facts):
        return
    at, whole = YearColumns.of(facts.month), names.whole(facts)
    yield change(change_of(facts), names.cell(whole, at.proposal), names.cell(whole, at.budget))
    lines, whats = budgeted_lines(facts), step_whats(facts)
    for what in whats:
        parts = [_step(facts, what, line) for line in lines]
        yield total(names.cell(whole, column_of(facts, what)), parts)
    yield from _indexation_sums(facts, lines)
    yield from _request_sums(facts, lines)
    if whats:
        yield from _other_changes(facts, whats)


def _indexation_sums(facts: Facts, lines: Sequence[Line]) -> Iterator[Relation]:
    """An activity's indexation = its groups'; a group's = its activities'; both give the whole."""
    groups = indexed_groups(facts)
    if not groups:
        return
    for line in lines:
        parts = [_indexed(facts, line.key, group) for group in groups]
        yield total(_step(facts, What.INDEXATION, line), parts)
    for group in groups:
        parts = [_indexed(facts, line.key, group) for line in lines]
        yield total(_indexed(facts, "", group), parts)
    whole = names.cell(names.whole(facts), column_of(facts, What.INDEXATION))
    yield total(whole, [_indexed(facts, "", group) for group in groups])


def _request_sums(facts: Facts, lines: Sequence[Line]) -> Iterator[Relation]:
    """An activity's requests in the proposal = each of them; those beside it together."""
    for line in lines:
        items = [request_name(facts, one) for one in _included(facts, line)]
        if items:
            yield total(_step(facts, What.REQUEST, line), items)
    extra = [one for one in coming_steps(facts).requests if not one.included]
    if extra:
        whole = names.cell(names.whole(facts), column_of(facts, What.EXTRA_REQUEST))
        yield total(whole, [request_name(facts, one) for one in extra])


def _other_changes(facts: Facts, whats: Sequence[What]) -> Iterator[Relation]:
    """What the steps do not explain of each activity, and of the whole."""
    at = YearColumns.of(facts.month)
    budgeted = {line.key for line in budgeted_lines(facts)}
    columns = [at.budget, *(column_of(facts, what) for what in whats)]
    subjects = [(names.line(facts, line.key), line) for line in facts.lines]
    for subject, line in (*subjects, (names.whole(facts), None)):
        result = names.cell(subject, column_of(facts, What.OTHER_CHANGE))
        explained = [names.cell(subject, column) for column in columns]
        if line is not None and line.key not in budgeted:
            explained = []
        if line is None or line.exists(at.proposal.when):
            yield other_change(result, names.cell(subject, at.proposal), explained)
        elif explained:
            yield ended_change(result, explained)
