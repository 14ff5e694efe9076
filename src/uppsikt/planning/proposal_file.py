"""Reading a proposal file (docs/forslagsfil.md): the budget that is proposed for a coming year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from uppsikt.figures import Period, Side
from uppsikt.organisation.faults import refuse
from uppsikt.planning.files import Names, PlanFault, PlanFaults, Row
from uppsikt.planning.rules import BudgetLine, Profile

COLUMNS = ("År", "Version", "Efter", "Verksamhet", "Slag", "Enhet", "Belopp")
OPTIONAL = ("Kontogrupp",)
AMOUNTS = ("Belopp",)


@dataclass(frozen=True)
class ProposalBatch:
    """All rows of one version for one year; `after` is the month that it was made after."""

    year: int
    version: str
    after: Period
    lines: tuple[BudgetLine, ...]


@dataclass(frozen=True)
class _Read:
    """One row of the file, read."""

    row: Row
    after: Period
    line: BudgetLine


def proposal_batches(file: str, rows: Sequence[Row], names: Names) -> tuple[ProposalBatch, ...]:
    """The file's versions, in the order they stand. Raises PlanFault(s)."""
    faults: list[PlanFault] = []
    found: dict[tuple[int, str], list[_Read]] = {}
    for row in rows:
        try:
            year, version = row.year("År"), _version(row)
            read = _Read(row, _after(row, year), _line(row, names.of_year(year)))
            known = found.setdefault((year, version), [])
            _demand_agreeing(read, known)
            known.append(read)
        except PlanFault as fault:
            faults.append(fault)
    refuse(file, faults, PlanFaults)
    return tuple(
        ProposalBatch(year, version, read[0].after, tuple(one.line for one in read))
        for (year, version), read in found.items()
    )


def _version(row: Row) -> str:
    version = row.text("Version")
    if not version or len(version) > 40:
        row.fault(
            "Förslaget har ingen version." if not version else "Versionen är för lång.",
            todo="Skriv ett kort namn i Version, till exempel 2024:1.",
            column="Version",
        )
    return version


def _after(row: Row, year: int) -> Period:
    """The month of the follow-up that the proposal was made after: before the year begins."""
    after = row.month("Efter")
    if after.year >= year:
        row.fault(
            f"Ett förslag för {year} kan inte vara gjort efter {after.text}.",
            todo=f"Skriv en månad före {year} i Efter, till exempel {year - 1}-07.",
            column="Efter",
        )
    return after


def _line(row: Row, names: Names) -> BudgetLine:
    line, side = row.line(names), row.side()
    group = row.group(names, side, line)
    if line.is_contingency and side is Side.INCOME:
        row.fault(f"”{line.name}” är en buffert och kan inte ha intäkter.")
    return BudgetLine(line.key, side, group, row.money("Belopp"), Profile.TWELFTHS)


def _demand_agreeing(read: _Read, known: Sequence[_Read]) -> None:
    """A version is made after one month, and has one amount for each thing."""
    line = read.line
    for other in known:
        if other.after != read.after:
            read.row.fault(
                "Samma version står efter två olika månader.",
                values=[f"rad {other.row.number}: {other.after.text}", read.after.text],
                todo="Skriv samma månad i Efter på alla rader, eller två versioner.",
                column="Efter",
            )
        same = (other.line.activity, other.line.side, other.line.group)
        if same == (line.activity, line.side, line.group):
            read.row.fault(
                "Samma slag och kontogrupp står två gånger för verksamheten.",
                values=[f"rad {other.row.number}", f"rad {read.row.number}"],
                todo="Lägg ihop raderna eller ta bort den ena.",
            )
