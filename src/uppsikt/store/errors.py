"""What can go wrong between the product and its column files."""

from __future__ import annotations

import errno
from pathlib import Path

from uppsikt.figures import UppsiktError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StoreError(UppsiktError):
    """A column file could not be written or read: full disk, missing or damaged file."""


def cannot_write(root: Path, fault: OSError) -> StoreError:
    """The error for a write that the operating system refused; a full disk is told apart."""
    if fault.errno in _FULL:
        return StoreError(
            "Disken är full, så uppgifterna kunde inte sparas",
            where=str(root),
            values=[fault.strerror or str(fault)],
            why="Skrivningen avbröts innan filen var hel. Ingenting har ändrats.",
            todo="Frigör utrymme på disken och kör samma kommando igen.",
        )
    return StoreError(
        "Det gick inte att skriva i datakatalogen",
        where=str(root),
        values=[fault.strerror or str(fault)],
        why="Operativsystemet sade nej. Ingenting har ändrats.",
        todo="Kontrollera att katalogen finns och att du får skriva i den.",
    )


def missing(path: Path) -> StoreError:
    """The error for a file that the database names but the data folder lacks."""
    return StoreError(
        "En datafil saknas",
        where=str(path),
        why="Databasen hänvisar till filen, men den finns inte i datakatalogen.",
        todo="Återställ datakatalogen från säkerhetskopian eller läs in källfilen igen.",
    )


def damaged(path: Path, detail: str) -> StoreError:
    """The error for a file whose content is not what its name promises."""
    return StoreError(
        "En datafil är skadad",
        where=str(path),
        values=[detail],
        why="Innehållet stämmer inte med filens fingeravtryck.",
        todo="Återställ datakatalogen från säkerhetskopian eller läs in källfilen igen.",
    )
