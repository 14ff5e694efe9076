"""The counterpart codes of a set-up file: read, and checked within the file and against others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from uppsikt.organisation.counterparts import Counterparty
from uppsikt.organisation.faults import refuse
from uppsikt.organisation.setup_file import Entry, SetupFault, SetupFaults


@dataclass(frozen=True)
class Stated:
    """Codes as stated: by whom in the file, and for which part of the municipality.

    `outside` is the name of a part that is no committee here, empty for the file's committee.
    """

    entry: Entry
    outside: str
    name: str
    prefixes: tuple[str, ...]


def read_internal(entry: Entry) -> Stated:
    """An `[[intern_motpart]]`. Raises SetupFault for one without codes."""
    entry.only("namn", "motparter")
    prefixes = entry.codes("motparter")
    if not prefixes:
        entry.fault("motparter", "Motparten har inga koder.", todo='Skriv motparter = ["136"].')
    name = entry.text("namn")
    return Stated(entry, name, name, prefixes)


def check_codes(stated: Sequence[Stated], dimension: int | None, faults: list[SetupFault]) -> None:
    """Adds a fault for codes that no row can carry, and for a code that stands twice."""
    with_codes = [one for one in stated if one.prefixes]
    if with_codes and dimension is None:
        _add(
            faults,
            with_codes[0].entry,
            "Motparter kan inte kännas igen, eftersom [dimensioner] saknar motpart.",
            "Ange motpart i [dimensioner].",
        )
    seen: dict[str, str] = {}
    for one in with_codes:
        for code in one.prefixes:
            if code in seen:
                what = f"Motparten ”{code}” står redan för {seen[code]} i filen."
                _add(faults, one.entry, what, "Ta bort en av dem.")
            seen[code] = one.name


def refuse_taken(file: str, stated: Sequence[Stated], others: Sequence[Counterparty]) -> None:
    """Raises SetupFault(s) where a code already stands for somebody else in the municipality.

    A longer code within a shorter one is no fault: the longest that a row meets decides. Nor is
    the same part outside the committees in several files.
    """
    faults: list[SetupFault] = []
    for one in stated:
        for code in one.prefixes:
            taken = next((other for other in others if code in other.prefixes), None)
            if taken is not None and not (taken.is_outside and taken.name == one.outside):
                _add(
                    faults,
                    one.entry,
                    f"Motparten ”{code}” kan inte vara {one.name}: den är redan {taken.name}.",
                    "Ta bort koden här eller i den andra nämndens installationsfil.",
                )
    refuse(file, faults, SetupFaults)


def _add(faults: list[SetupFault], entry: Entry, what: str, todo: str) -> None:
    try:
        entry.fault("motparter", what, todo=todo)
    except SetupFault as fault:
        faults.append(fault)
