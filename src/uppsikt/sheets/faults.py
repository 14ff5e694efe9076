"""What makes a file of text or cells unreadable: one class per mistake, each with Swedish text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from uppsikt.figures import UppsiktError

_SHOWN = 80
LISTED = 20


class FileFault(UppsiktError):
    """A file that cannot be read at all; nothing is taken from it."""


class EmptyFile(FileFault):
    """A file without content."""


class NotThisFormat(FileFault):
    """A web page, a picture, a table: not the kind of file that was expected."""


class TableFault(FileFault):
    """A table whose heads or rows are not as its description says."""


class CellFault(TableFault):
    """Cells that cannot be read; ``values`` lists them, each with its place."""


class UnsafePackage(FileFault):
    """A workbook that is too large unpacked, damaged or locked."""


def place(path: Path, line: int) -> str:
    """File and line, as every fault in a file says it."""
    return f"{path.name}, rad {line}"


def shown(text: str) -> str:
    """A value from a file, short enough for a message and without characters that disturb it."""
    clean = "".join(sign if sign.isprintable() else "·" for sign in text[: _SHOWN + 1])
    return clean if len(clean) <= _SHOWN else clean[:_SHOWN] + "…"


def cannot_open(path: Path, fault: OSError) -> FileFault:
    """The error for a file that is missing, a folder, or closed to us."""
    return FileFault(
        "Filen gick inte att öppna",
        where=str(path),
        values=[fault.strerror or str(fault)],
        todo="Kontrollera sökvägen och att du får läsa filen.",
    )


def empty(path: Path) -> EmptyFile:
    """The error for a file of no bytes, or of blanks alone."""
    return EmptyFile(
        "Filen är tom",
        where=path.name,
        why="Den innehåller inte en enda rad.",
        todo="Exportera filen på nytt från ekonomisystemet.",
    )


def binary(path: Path, position: int) -> NotThisFormat:
    """The error for a file with bytes that no text holds."""
    return NotThisFormat(
        "Filen är inte en textfil",
        where=f"{path.name}, byte {position + 1}",
        values=["nolltecken"],
        why="Textfiler innehåller inga nolltecken. Det kan vara en Excel-fil, en zip-fil eller "
        "text i UTF-16.",
        todo="Exportera filen som text (SIE i PC8, CSV i UTF-8).",
    )


def endless(path: Path, limit: int) -> NotThisFormat:
    """The error for a line so long that it is no line."""
    return NotThisFormat(
        "Filen har en rad som aldrig tar slut",
        where=path.name,
        values=[f"mer än {limit} tecken utan radbrytning"],
        why="Radbrytningarna har gått förlorade, eller så är det en annan sorts fil.",
        todo="Exportera filen på nytt och överför den utan att innehållet ändras.",
    )


def refuse_cells(path: Path, faults: Sequence[str], *, more: bool = False) -> None:
    """Raises CellFault for the texts, each with its place; a long list is cut and says so.

    ``more``: the reading stopped here, and what follows may have faults too.
    """
    if not faults:
        return
    rest, least = len(faults) - LISTED, "minst " if more else ""
    cut = [f"listan är kortad: {least}{rest} till"] if rest > 0 else []
    raise CellFault(
        "Celler i filen går inte att läsa",
        where=path.name,
        values=[*faults[:LISTED], *cut],
        todo="Rätta cellerna och försök igen. Ingenting har ändrats.",
    )
