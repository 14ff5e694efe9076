"""The value columns of a report: what stands in them and when, and what varies from what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from uppsikt.figures import Name, Period, Unit, What

UNIT = Unit.TKR
"""What amounts are printed in."""

CURRENT_WHATS = (What.ACTUAL, What.BUDGET, What.FORECAST, What.PROPOSAL)
NEAREST_WHATS = (
    *CURRENT_WHATS,
    What.INDEXATION,
    What.EFFICIENCY,
    What.REQUEST,
    What.EXTRA_REQUEST,
)
"""What the committee's own figure of is always printed as the nearest."""


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """One value column: actual, budget, forecast, proposal or a variance, and of when.

    `organisation` is the later year that an earlier one is restated to, or 0.
    """

    what: What
    when: Period
    organisation: int = 0

    @classmethod
    def of(cls, name: Name) -> ValueColumn:
        """The column that a figure stands in."""
        return cls(name.what, name.when, name.of.organisation)

    def told_by(self, year: int) -> ValueColumn:
        """The column with what is earlier than `year` told by that year's organisation.

        `year` 0 leaves it as published.
        """
        return replace(self, organisation=year) if self.when.year < year else self


class VarianceColumn(NamedTuple):
    """A column of variances: `result` = `measured` − `planned`, row by row."""

    result: ValueColumn
    measured: ValueColumn
    planned: ValueColumn


class AmendedColumns(NamedTuple):
    """A budget that decisions have changed: `original` = `current` − `change`, row by row."""

    original: ValueColumn
    current: ValueColumn
    change: ValueColumn

    @classmethod
    def of(cls, year: int) -> AmendedColumns:
        """The columns of a year's budget."""
        when = Period.whole_year(year)
        return cls(
            *(
                ValueColumn(what, when)
                for what in (What.ORIGINAL_BUDGET, What.BUDGET, What.BUDGET_CHANGE)
            )
        )


@dataclass(frozen=True, slots=True)
class FormColumns:
    """All value columns of a report form: those entered or booked, and the variances between them.

    A figure that two columns share is one column: `measured` holds none twice. `spans` are the
    periods whose lines the report has; without them, the month to date and last year's.
    `amended` are those of a budget that has been changed, if it has.
    """

    measured: tuple[ValueColumn, ...]
    variances: tuple[VarianceColumn, ...]
    spans: tuple[Period, ...] = ()
    amended: AmendedColumns | None = None

    @classmethod
    def of(
        cls,
        measured: tuple[ValueColumn, ...],
        variances: tuple[VarianceColumn, ...] = (),
        spans: tuple[Period, ...] = (),
    ) -> FormColumns:
        """The columns in their order, each once."""
        return cls(tuple(dict.fromkeys(measured)), variances, spans)

    def told_by(self, year: int) -> FormColumns:
        """The columns with all that is earlier than `year` told by that year's organisation."""
        return replace(
            self,
            measured=tuple(dict.fromkeys(one.told_by(year) for one in self.measured)),
            variances=tuple(
                VarianceColumn(*(one.told_by(year) for one in its)) for its in self.variances
            ),
        )

    def amended_in(self, year: int) -> FormColumns:
        """The columns with those of the year's budget before and after its changes."""
        columns = AmendedColumns.of(year)
        return replace(self, measured=(*self.measured, columns.change), amended=columns)


@dataclass(frozen=True, slots=True)
class Columns:
    """The value columns that a report of one month can show: the monthly and the interim form's."""

    previous: ValueColumn
    budget: ValueColumn
    period_budget: ValueColumn
    actual: ValueColumn
    forecast: ValueColumn
    variance: ValueColumn
    forecast_variance: ValueColumn

    @classmethod
    def of(cls, month: Period, restated_to: int = 0) -> Columns:
        """The columns of a report whose last month is `month`.

        `restated_to` is the year whose organisation last year is told by; 0 is as published.
        """
        to_date, year = month.to_date_of(), Period.whole_year(month.year)
        return cls(
            previous=ValueColumn(What.ACTUAL, to_date.previous_year()).told_by(restated_to),
            budget=ValueColumn(What.BUDGET, year),
            period_budget=ValueColumn(What.BUDGET, to_date),
            actual=ValueColumn(What.ACTUAL, to_date),
            forecast=ValueColumn(What.FORECAST, year),
            variance=ValueColumn(What.VARIANCE, to_date),
            forecast_variance=ValueColumn(What.FORECAST_VARIANCE, year),
        )


def month_columns(month: Period) -> FormColumns:
    """The columns of the forms that follow a month up against the period budget and the year's.

    In December the budget to date is the year's budget: one column, one figure.
    """
    at = Columns.of(month)
    return FormColumns.of(
        (at.previous, at.budget, at.period_budget, at.actual, at.forecast),
        (
            VarianceColumn(at.variance, at.actual, at.period_budget),
            VarianceColumn(at.forecast_variance, at.forecast, at.budget),
        ),
    )
