"""Reading a budget file (docs/budgetfil.md) into decisions and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from uppsikt.figures import Side, value_text
from uppsikt.organisation.faults import refuse
from uppsikt.planning.files import Names, PlanFault, PlanFaults, Row
from uppsikt.planning.rules import PROFILE_TEXTS, BudgetLine, Profile, rest_of_year

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")
COLUMNS = ("År", "Datum", "Verksamhet", "Slag", "Enhet", "Belopp", "Fördelning")
OPTIONAL = ("Beslut", "Kontogrupp", *MONTHS)
AMOUNTS = ("Belopp", *MONTHS)


@dataclass(frozen=True)
class BudgetBatch:
    """All rows of a file that were decided on one day for one year."""

    year: int
    decided: date
    decisions: tuple[str, ...]
    lines: tuple[BudgetLine, ...]


def budget_batches(file: str, rows: Sequence[Row], names: Names) -> tuple[BudgetBatch, ...]:
    """The file's rows by year and day of decision, oldest first. Raises PlanFault(s)."""
    faults: list[PlanFault] = []
    found: dict[tuple[int, date], list[tuple[str, BudgetLine]]] = {}
    for row in rows:
        try:
            year, decided = row.year("År"), row.day("Datum")
            line = budget_line(row, names.of_year(year), year, decided)
        except PlanFault as fault:
            faults.append(fault)
        else:
            found.setdefault((year, decided), []).append((row.text("Beslut"), line))
    refuse(file, faults, PlanFaults)
    return tuple(
        BudgetBatch(
            year,
            decided,
            tuple(dict.fromkeys(decision for decision, _ in pairs if decision)),
            tuple(line for _, line in pairs),
        )
        for (year, decided), pairs in sorted(found.items())
    )


def budget_line(row: Row, names: Names, year: int, decided: date) -> BudgetLine:
    """One row as an amount of a year with its months, by a decision of a day. Raises PlanFault."""
    line, side = row.line(names), row.side()
    group = row.group(names, side, line)
    if line.is_contingency and side is Side.INCOME:
        row.fault(f"”{line.name}” är en buffert och kan inte ha intäkter.")
    profile = row.choice("Fördelning", PROFILE_TEXTS)
    if line.is_contingency and profile is Profile.LAST_YEAR:
        row.fault(f"”{line.name}” är en buffert och har inget utfall att följa.")
    amount = row.money("Belopp")
    months = _own_months(row, profile, amount)
    if profile is Profile.REST_OF_YEAR:
        months = rest_of_year(amount, _first_month(row, year, decided))
    return BudgetLine(line.key, side, group, amount, profile, months)


def _first_month(row: Row, year: int, decided: date) -> int:
    """The month from which a decision's amount is spread: its own, January before the year."""
    if decided.year > year:
        row.fault(
            f"Beslutet {decided} är efter år {year}, så det finns inget kvar av året.",
            todo="Rätta Datum eller År, eller välj en annan Fördelning.",
            column="Fördelning",
        )
    return decided.month if decided.year == year else 1


def _own_months(row: Row, profile: Profile, amount: int) -> tuple[int, ...]:
    """The twelve amounts of an own-months profile; other profiles must have none."""
    if profile is not Profile.OWN_MONTHS:
        if any(row.text(month) for month in MONTHS):
            row.fault(
                "Raden har månadsbelopp men en annan fördelning.",
                todo="Skriv egna månader i Fördelning, eller töm månaderna.",
            )
        return ()
    months = tuple(row.money(month) for month in MONTHS)
    if sum(months) != amount:
        unit = row.unit()
        row.fault(
            "Månaderna ger inte helårets belopp.",
            values=[
                f"månaderna {value_text(sum(months), unit)}",
                f"helår {value_text(amount, unit)}",
                f"skillnad {value_text(sum(months) - amount, unit)}",
            ],
        )
    return months
