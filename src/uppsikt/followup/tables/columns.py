"""The columns of the report forms: which figures stand in them, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

from uppsikt.documents import Column
from uppsikt.figures import Period, month_name, month_short
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.basis.value_columns import Columns, ValueColumn


@dataclass(frozen=True, slots=True)
class Shown:
    """A value column as it is shown: which figures stand in it, and its heads."""

    of: ValueColumn
    column: Column


def original_column(facts: Facts) -> Shown | None:
    """The column of the year's original budget, where decisions have changed it since."""
    amended, year = facts.value_columns.amended, facts.month.year
    if amended is None:
        return None
    head = Column(f"Ursprunglig budget {year}", "Ursprunglig\nbudget", "pale", 3)
    return Shown(amended.original, head)


def monthly_columns(month: Period) -> tuple[Shown, ...]:
    """The columns of the monthly form."""
    at, year, last = Columns.of(month), month.year, year_before(month)
    span, number = months_text(month.to_date_of()), f"{month.last:02d}"
    return (
        Shown(at.previous, Column(f"Utfall {last}-{number}", f"Utfall\n{span} {last}", "pale", 3)),
        Shown(at.budget, Column(f"Budget {year}", f"Budget\n{year}", priority=2)),
        Shown(at.period_budget, Column(f"Budget {year}-{number}", f"Budget\n{span}", priority=3)),
        Shown(at.actual, Column(f"Utfall {year}-{number}", f"Utfall\n{span}", priority=2)),
        Shown(at.forecast, Column(f"Prognos {year}", f"Prognos\n{year}")),
        Shown(at.forecast_variance, Column("Avvikelse", "Avvikelse\nhelår", "variance")),
    )


def interim_columns(month: Period) -> tuple[Shown, ...]:
    """The columns of the interim form."""
    at, year, last = Columns.of(month), month.year, year_before(month)
    span = months_text(month.to_date_of())
    plain = span.replace("–", "-")
    forecast_head = Column("Prognosavvikelse", "Prognos-\navvikelse", "variance", 2)
    return (
        Shown(at.previous, Column(f"Utfall {plain} {last}", f"Utfall\n{span} {last}", "pale", 3)),
        Shown(at.budget, Column(f"Budget {year}", f"Budget\n{year}", priority=3)),
        Shown(at.period_budget, Column(f"Budget {plain} {year}", f"Budget\n{span}", priority=2)),
        Shown(at.actual, Column(f"Utfall {plain} {year}", f"Utfall\n{span}")),
        Shown(at.variance, Column(f"Avvikelse {plain} {year}", f"Avvikelse\n{span}", "variance")),
        Shown(at.forecast_variance, forecast_head),
    )


def year_before(month: Period) -> int:
    """The year before the month's."""
    return month.year - 1


def months_text(period: Period) -> str:
    """The months of a period without its year: ``jan–okt``, or ``jan`` for one month."""
    if period.first == period.last:
        return month_short(period.first)
    return f"{month_short(period.first)}–{month_short(period.last)}"


def months_in_words(period: Period) -> str:
    """The months of a period without its year, as a row's label: ``Januari–maj``."""
    first, last = month_name(period.first), month_name(period.last)
    return first.capitalize() if first == last else f"{first.capitalize()}–{last}"
