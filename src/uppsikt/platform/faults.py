"""Faults in Swedish, whoever meets them: a command or a job. No Django."""

from __future__ import annotations

import errno

from uppsikt.figures import UppsiktError

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


def foreseen(fault: Exception) -> UppsiktError | None:
    """The fault as it is told to people; None for a fault in the program."""
    if isinstance(fault, UppsiktError):
        return fault
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


def from_system(fault: OSError, *, where: str = "") -> UppsiktError | None:
    """An operating system's fault in Swedish, or None if it is none that a user can mend."""
    if fault.errno not in _OUTSIDE:
        return None
    what, todo = _OUTSIDE[fault.errno]
    return UppsiktError(what, where=where or str(fault.filename or ""), todo=todo)
