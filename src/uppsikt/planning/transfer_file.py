"""Reading a transfer file (docs/omforingar.md): decisions that move budget and sum to zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from uppsikt.figures import Unit, value_text
from uppsikt.organisation.faults import refuse
from uppsikt.organisation.rules import nearest
from uppsikt.organisation.selectors import Committee
from uppsikt.planning.budget_file import MONTHS, budget_line
from uppsikt.planning.files import Names, PlanFault, PlanFaults, Row
from uppsikt.planning.rules import BudgetLine

COLUMNS = ("År", "Datum", "Beslut", "Nämnd", "Verksamhet", "Slag", "Enhet", "Belopp", "Fördelning")
OPTIONAL = ("Kontogrupp", *MONTHS)
AMOUNTS = ("Belopp", *MONTHS)

LONGEST_DECISION = 300

NamesOf = Callable[[str], Names]
"""What names can mean in a committee, by its short name."""


@dataclass(frozen=True)
class Move:
    """One row of a decision: what it adds to a committee's budget, and where it says so."""

    committee: str
    line: BudgetLine
    place: str


@dataclass(frozen=True)
class TransferBatch:
    """A decision on moving budget within a year; its moves sum to zero."""

    year: int
    decided: date
    decision: str
    moves: tuple[Move, ...]


def transfer_batches(
    file: str, rows: Sequence[Row], committees: Sequence[Committee], names_of: NamesOf
) -> tuple[TransferBatch, ...]:
    """The file's decisions, oldest first. Raises PlanFault(s): also for one that is no transfer."""
    faults: list[PlanFault] = []
    found: dict[tuple[int, date, str], list[Move]] = {}
    for row in rows:
        try:
            key, move = _move(row, committees, names_of)
        except PlanFault as fault:
            faults.append(fault)
        else:
            found.setdefault(key, []).append(move)
    refuse(file, faults, PlanFaults)
    batches = tuple(TransferBatch(*key, tuple(moves)) for key, moves in sorted(found.items()))
    refuse(file, [fault for one in batches for fault in _unbalanced(file, one)], PlanFaults)
    return batches


def _move(
    row: Row, committees: Sequence[Committee], names_of: NamesOf
) -> tuple[tuple[int, date, str], Move]:
    year, decided, decision = row.year("År"), row.day("Datum"), row.text("Beslut")
    if not decision:
        todo = "Skriv vad omföringen vilar på, till exempel KS § 210."
        row.fault("Beslut saknas.", todo=todo, column="Beslut")
    if len(decision) > LONGEST_DECISION:
        what = f"Beslut är längre än {LONGEST_DECISION} tecken."
        row.fault(what, todo="Korta texten.", column="Beslut")
    slug = committee_of(row, committees)
    line = budget_line(row, names_of(slug).of_year(year), year, decided)
    return (year, decided, decision), Move(slug, line, row.table.place("Belopp"))


def committee_of(row: Row, committees: Sequence[Committee]) -> str:
    """The short name of the committee that the row names by short name, name or designation."""
    text = row.text("Nämnd").casefold()
    found = [
        one.slug
        for one in committees
        if text and text in {part.casefold() for part in (one.slug, one.name, one.designation)}
    ]
    if not found:
        known = [one.name for one in committees]
        row.fault(
            f"Nämnden ”{row.text('Nämnd')}” finns inte.",
            todo=f"Menade du någon av dessa: {nearest(row.text('Nämnd'), known)}? "
            "Alla nämnder i filen ska vara upplagda.",
            column="Nämnd",
        )
    return found[0]


def _unbalanced(file: str, batch: TransferBatch) -> list[PlanFault]:
    """The fault of a decision whose rows do not sum to zero."""
    total = sum(move.line.amount for move in batch.moves)
    if total == 0:
        return []
    return [
        PlanFault(
            f"Omföringen ”{batch.decision}” {batch.decided} är inte noll tillsammans.",
            where=f"{file}, {', '.join(move.place for move in batch.moves)}",
            values=[
                *(
                    f"{move.place}: {move.committee}, {move.line.activity} "
                    f"{value_text(move.line.amount, Unit.KR)}"
                    for move in batch.moves
                ),
                f"skillnad {value_text(total, Unit.KR)}",
            ],
            why=f"En omföring flyttar budget inom år {batch.year}; den varken skapar eller tar "
            "bort någon.",
            todo="Rätta beloppen, eller lägg ett beslut som ändrar budgeten i en budgetfil.",
        )
    ]
