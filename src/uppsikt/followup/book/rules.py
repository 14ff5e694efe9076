"""Which identities hold between the figures of a report. There is no other arithmetic here.

The same relations fill the exact figures and then the printed ones, so what they say holds for
the öre in the books and for the tkr on paper alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from uppsikt.figures import (
    AnyRelation,
    Name,
    Period,
    Relation,
    Side,
    Subject,
    What,
    available_result,
    change,
    grant_result,
    group_sum,
    net_cost,
    to_date,
    total,
    unused_contingency,
    variance,
    with_unbooked,
)
from uppsikt.followup.basis import (
    accumulated,
    amended,
    earmarked,
    known_items,
    look_back,
    names,
    next_year,
)
from uppsikt.followup.basis.facts import Facts, History, Line
from uppsikt.followup.basis.names import SummaryRow
from uppsikt.followup.basis.value_columns import Columns, ValueColumn, VarianceColumn

# Rows of the summary whose value in two columns is not one and the same figure.
_VARYING = (SummaryRow.RESULT, SummaryRow.AVAILABLE)


def relations(facts: Facts) -> tuple[AnyRelation, ...]:
    """All identities between the figures of one report, in the order that they are derived."""
    return (
        *(one for column in facts.value_columns.measured for one in _column(facts, column)),
        *(one for history in _distinct(facts.histories) for one in _history(facts, history)),
        *(one for key in facts.detailed for one in _activity_groups(facts, key)),
        *_results(facts),
        *_variances(facts),
        *_unbooked(facts),
        *amended.relations(facts),
        *known_items.relations(facts),
        *next_year.relations(facts),
        *look_back.relations(facts),
        *earmarked.relations(facts),
        *accumulated.relations(facts),
    )


def shown_lines(facts: Facts, column: ValueColumn) -> tuple[Line, ...]:
    """The lines that a sum of the column is made of.

    The contingency has no actual, so it is no part of a sum of actuals; a line that did not exist
    that year is no part either.
    """
    return tuple(
        line
        for line in facts.lines
        if line.exists(column.when) and not (line.is_contingency and column.what is What.ACTUAL)
    )


def _column(facts: Facts, column: ValueColumn) -> Iterator[Relation]:
    """Net = income + cost for each line and for the whole; totals; account groups."""
    lines = shown_lines(facts, column)

    def cell(subject: Subject) -> Name:
        return names.cell(subject, column)

    def of_lines(side: Side, chosen: Sequence[Line]) -> list[Name]:
        return [cell(names.line(facts, line.key, side)) for line in chosen]

    subjects = [*(line.key for line in lines), ""]
    for key in subjects:
        net, income, cost = (cell(Subject(facts.committee, key, side)) for side in _SIDES)
        yield net_cost(net, income, cost)
    for side in (Side.NET, Side.INCOME):
        if lines:
            yield total(cell(names.whole(facts, side)), of_lines(side, lines))
    operating = [line for line in lines if not line.is_contingency]
    if operating:
        reserves = [line for line in lines if line.is_contingency]
        costs = [cell(names.operating(facts)), *of_lines(Side.COST, reserves)]
        yield total(costs[0], of_lines(Side.COST, operating))
        yield total(cell(names.whole(facts, Side.COST)), costs)
    for side, whole in ((Side.INCOME, names.whole(facts, Side.INCOME)),
                        (Side.COST, names.operating(facts))):  # fmt: skip
        groups = [cell(names.group(facts, g.key, side)) for g in facts.groups if g.side is side]
        if groups and not (facts.ungrouped and column.what is What.ACTUAL):
            yield group_sum(cell(whole), groups)
    if column.what is What.FORECAST and facts.split_forecasts:
        yield from _forecast_groups(facts, column, operating)


_SIDES = (Side.NET, Side.INCOME, Side.COST)


def _forecast_groups(
    facts: Facts, column: ValueColumn, lines: Sequence[Line]
) -> Iterator[Relation]:
    """A forecast's account groups are given per activity: both splits give the same net.

    An activity whose forecast is not split leaves the committee's groups not computable.
    """
    for group in facts.groups:
        parts = [Subject(facts.committee, line.key, group.side, group.key) for line in lines]
        whole = names.group(facts, group.key, group.side)
        yield total(names.cell(whole, column), [names.cell(part, column) for part in parts])
    for key in facts.split_forecasts:
        for side in (Side.INCOME, Side.COST):
            groups = [
                names.cell(Subject(facts.committee, key, side, group.key), column)
                for group in facts.groups
                if group.side is side
            ]
            if groups:
                yield group_sum(names.cell(names.line(facts, key, side), column), groups)


def _distinct(histories: Sequence[History]) -> Sequence[History]:
    """One history per activity: two tables of one activity rest on the same sums."""
    return tuple({history.activity: history for history in histories}.values())


def _activity_groups(facts: Facts, activity: str) -> Iterator[Relation]:
    """Each side of an activity = its account groups, in last year, period budget and actual."""
    columns = facts.month_columns
    for column in (columns.previous, columns.period_budget, columns.actual):
        if facts.ungrouped and column.what is What.ACTUAL:
            continue
        for side in (Side.INCOME, Side.COST):
            groups = [
                names.cell(Subject(facts.committee, activity, side, group.key), column)
                for group in facts.groups
                if group.side is side
            ]
            if groups:
                yield group_sum(names.cell(names.line(facts, activity, side), column), groups)


def _history(facts: Facts, history: History) -> Iterator[Relation]:
    """Each year's sum to date = its months, or the spans that are known; and what has changed."""
    subject = names.line(facts, history.activity)
    actual = Name(What.ACTUAL, subject, facts.to_date)
    before = names.actual(facts, subject, facts.to_date.previous_year())
    yield change(names.change(facts, subject), actual, before)
    for year in history_years(facts):
        until = Period.to_date(year, facts.month.last)
        pieces = [Period(year, first, last) for first, last in history.pieces]
        if pieces != [until]:
            yield to_date(
                names.actual(facts, subject, until),
                [names.actual(facts, subject, piece) for piece in pieces],
            )


def history_years(facts: Facts) -> tuple[int, int, int]:
    """The three years of a history, this year first."""
    return (facts.month.year, facts.month.year - 1, facts.month.year - 2)


def whole_forecast(facts: Facts) -> Iterator[Relation]:
    """The committee's forecast = its lines' together, and its variance from the budget."""
    columns, whole = Columns.of(facts.month), names.whole(facts)
    lines = shown_lines(facts, columns.forecast)
    measured = (columns.forecast_variance, columns.forecast, columns.budget)
    if lines:
        cells = [names.cell(names.line(facts, line.key), columns.forecast) for line in lines]
        yield total(names.cell(whole, columns.forecast), cells)
    yield variance(*(names.cell(whole, column) for column in measured))


def _results(facts: Facts) -> Iterator[Relation]:
    """Result = grant + net cost; against available means with what the council has approved."""
    for column in facts.value_columns.measured:
        cells = {row: names.summary(facts, row, column) for row in SummaryRow}
        net = names.cell(names.whole(facts), column)
        yield grant_result(cells[SummaryRow.RESULT], cells[SummaryRow.GRANT], net)
        yield available_result(
            cells[SummaryRow.AVAILABLE],
            cells[SummaryRow.RESULT],
            cells[SummaryRow.APPROVED_USE],
            cells[SummaryRow.EARMARKED],
        )


def _variances(facts: Facts) -> Iterator[Relation]:
    """Measured − planned, for every row that has both, in each of the form's variance columns."""
    for columns in facts.value_columns.variances:
        for subject in _subjects(facts):
            yield variance(*(names.cell(subject, one) for one in columns))
        for row in _VARYING:
            yield variance(*(names.summary(facts, row, one) for one in columns))
        for line in facts.lines:
            if line.is_contingency:
                yield from _contingency_variances(facts, line, columns)


def _contingency_variances(facts: Facts, line: Line, columns: VarianceColumn) -> Iterator[Relation]:
    """A contingency varies from its budget by its forecast, or by all of it: it has no actual."""
    for side in _SIDES:
        subject = names.line(facts, line.key, side)
        if columns.measured.what is What.ACTUAL:
            result, planned = (names.cell(subject, one) for one in (columns[0], columns[2]))
            yield unused_contingency(result, planned)
        else:
            yield variance(*(names.cell(subject, one) for one in columns))


def _subjects(facts: Facts) -> Iterator[Subject]:
    """The subjects whose variances are measured against budget: all but the contingency."""
    keys = [line.key for line in facts.lines if not line.is_contingency]
    for key in (*keys, ""):
        for side in _SIDES:
            yield Subject(facts.committee, key, side)
    yield names.operating(facts)
    for group in facts.groups:
        yield names.group(facts, group.key, group.side)


def _unbooked(facts: Facts) -> Iterator[Relation]:
    """The known unbooked items together, and the result with them."""
    if not facts.unbooked:
        return
    items = [names.unbooked_item(facts, item.key) for item in facts.unbooked]
    yield total(names.unbooked_total(facts), items)
    yield with_unbooked(names.result_with_unbooked(facts), names.result(facts), items)


def is_sum(relation: AnyRelation) -> bool:
    """Whether the relation is a plain sum, which printed figures must hold to the last digit."""
    return isinstance(relation, Relation) and relation.identity.code in _SUMS


_SUMS = frozenset({"net_cost", "total", "group_sum", "to_date"})


def is_detail(relation: AnyRelation) -> bool:
    """Whether the relation speaks of the forecast of an account group of one activity, or of what
    one decision changed of a budget.

    No table shows the first, and the others are printed in a unit in which they are whole, so
    each is printed by itself.
    """
    return any(
        (name.what is What.FORECAST and name.of.activity and name.of.group)
        or name.of.group.startswith(amended.DECIDED)
        for name in relation.names
    )
