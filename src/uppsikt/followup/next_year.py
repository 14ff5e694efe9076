"""The coming year in a report: the budget that is proposed, and how it differs from this year's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from uppsikt.figures import Name, Period, Relation, What, change
from uppsikt.followup import names
from uppsikt.followup.facts import Facts
from uppsikt.followup.value_columns import FormColumns, ValueColumn


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


def relations(facts: Facts) -> Iterator[Relation]:
    """What holds between the proposal and this year's budget."""
    if plans_ahead(facts):
        at, whole = YearColumns.of(facts.month), names.whole(facts)
        yield change(change_of(facts), names.cell(whole, at.proposal), names.cell(whole, at.budget))
