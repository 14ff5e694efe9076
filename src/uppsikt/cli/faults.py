"""What a user is told when something goes wrong, and with which status the command ends."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from uppsikt.cli import installation
from uppsikt.figures import UppsiktError
from uppsikt.platform.fault_files import keep_fault

FAULT_IN_PROGRAM = 1
FAULT_IN_INPUT = 2
_LINE = 80

_FULL = "Disken är full."
_OUTSIDE = {
    errno.ENOSPC: (_FULL, "Frigör utrymme och kör kommandot igen."),
    errno.EDQUOT: ("Diskkvoten är slut.", "Frigör utrymme och kör kommandot igen."),
    errno.EACCES: ("Rättigheter saknas.", "Ändra rättigheterna eller välj en annan plats."),
    errno.EPERM: ("Rättigheter saknas.", "Ändra rättigheterna eller välj en annan plats."),
    errno.EROFS: ("Platsen går bara att läsa.", "Välj en annan plats att skriva till."),
    errno.ENOENT: ("Filen eller mappen finns inte.", "Kontrollera sökvägen."),
    errno.EISDIR: ("Det är en mapp, inte en fil.", "Ange en fil."),
    errno.ENOTDIR: ("En del av sökvägen är en fil, inte en mapp.", "Kontrollera sökvägen."),
    errno.EADDRNOTAVAIL: ("Adressen finns inte på den här datorn.", "Välj en annan med --host."),
}
"""Faults that lie outside the program: what to say, and what to do."""

_DATABASE = (
    ("disk is full", _FULL, "Frigör utrymme och kör kommandot igen."),
    ("database is locked", "Databasen är upptagen.", "Vänta en stund och kör kommandot igen."),
    ("readonly database", "Databasen går bara att läsa.", "Ändra rättigheterna på datamappen."),
    ("unable to open", "Databasen går inte att öppna.", "Kontrollera datamappen (UPPSIKT_DATA)."),
    ("not a database", "Databasen är skadad.", "Återställ datamappen från en säkerhetskopia."),
    ("malformed", "Databasen är skadad.", "Återställ datamappen från en säkerhetskopia."),
    ("connection", "Databasen svarar inte.", "Kontrollera DATABASE_URL och att den är igång."),
)
"""Parts of database drivers' messages: what to say, and what to do."""


def explain(fault: Exception) -> tuple[str, int]:
    """The text for the user and the command's status.

    A fault that we foresaw is told as it is, status 2. Any other is a fault in the program,
    status 1: its details are kept in a file that the text names.
    """
    known = fault if isinstance(fault, UppsiktError) else _known(fault)
    if known is not None:
        return in_lines(known), FAULT_IN_INPUT
    unforeseen = UppsiktError(
        "Något gick fel i programmet, och kommandot avbröts.",
        todo=f"Försök igen. Hjälper det inte, rapportera felet och bifoga {_kept(fault)}",
    )
    return in_lines(unforeseen), FAULT_IN_PROGRAM


def from_system(fault: OSError, *, where: str = "") -> UppsiktError | None:
    """An operating system's fault in Swedish, or None if it is none that a user can mend."""
    if fault.errno not in _OUTSIDE:
        return None
    what, todo = _OUTSIDE[fault.errno]
    return UppsiktError(what, where=where or str(fault.filename or ""), todo=todo)


def _known(fault: Exception) -> UppsiktError | None:
    if isinstance(fault, OSError):
        return from_system(fault)
    if isinstance(fault, MemoryError):
        return UppsiktError("Minnet räcker inte.", todo="Stäng andra program och försök igen.")
    # Found by name, since importing Django only to tell a fault apart would take longer than
    # the commands that never use it.
    if type(fault).__name__ in {"OperationalError", "DatabaseError"}:
        for part, what, todo in _DATABASE:
            if part in str(fault):
                return UppsiktError(what, todo=todo)
    return None


def in_lines(fault: UppsiktError) -> str:
    """A fault as the terminal shows it: what went wrong, then each other part on its line."""
    parts = [
        ("Var", fault.where),
        ("Värden", _values(fault.values)),
        ("Varför", fault.why),
        ("Gör så här", fault.todo),
    ]
    shown = [f"  {head}: {text}".replace(": \n", ":\n") for head, text in parts if text]
    return "\n".join([f"Fel: {fault.what}", *shown])


def _values(values: Sequence[str]) -> str:
    """The values on one line if they are short, otherwise as a list."""
    together = "; ".join(values)
    if len(values) == 1 or len(together) <= _LINE:
        return together
    return "".join(f"\n    - {value}" for value in values)


def _kept(fault: Exception) -> Path:
    return keep_fault(fault, str(os.getpid()), now=installation.now())
