"""What makes a file unreadable: one class per mistake, each with a Swedish text."""

from __future__ import annotations

from pathlib import Path

from uppsikt.figures import UppsiktError

_SHOWN = 80


class LedgerError(UppsiktError):
    """A file that cannot be read at all; nothing is taken from it."""


class EmptyFile(LedgerError):
    """A file without content."""


class NotThisFormat(LedgerError):
    """A web page, a picture, a table: not the kind of file that was expected."""


class CutFile(LedgerError):
    """A file that ends, or goes on to the next voucher, in the middle of one."""


class BadLine(LedgerError):
    """A line that should hold money and cannot be understood."""


def place(path: Path, line: int) -> str:
    """File and line, as every fault in a file says it."""
    return f"{path.name}, rad {line}"


def shown(text: str) -> str:
    """A value from a file, short enough for a message and without characters that disturb it."""
    clean = "".join(sign if sign.isprintable() else "·" for sign in text[: _SHOWN + 1])
    return clean if len(clean) <= _SHOWN else clean[:_SHOWN] + "…"


def cannot_open(path: Path, fault: OSError) -> LedgerError:
    """The error for a file that is missing, a folder, or closed to us."""
    return LedgerError(
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


def not_sie(path: Path, line: int, text: str) -> NotThisFormat:
    """The error for a text file that is not SIE; a web page is told apart."""
    page = text.lstrip("\ufeff \t").lower().startswith(("<!doctype", "<html", "<?xml", "<head"))
    return NotThisFormat(
        "Filen är inte en SIE-fil",
        where=place(path, line),
        values=[shown(text)],
        why="Det är en webbsida, kanske ett felmeddelande från en webbplats."
        if page
        else "En SIE-fil börjar med en etikett som #FLAGGA.",
        todo="Hämta eller exportera SIE-filen på nytt.",
    )


def cut(path: Path, line: int, opened: int, what: str) -> CutFile:
    """The error for a ``{`` on line ``opened`` without its ``}``."""
    return CutFile(
        "Filen är avklippt",
        where=place(path, line),
        values=[f"{what} öppnas med {{ på rad {opened}"],
        why="Den avslutande } saknas, så rader kan ha gått förlorade.",
        todo="Exportera eller överför filen på nytt, hela vägen till slutet.",
    )


def no_checksum(path: Path, line: int) -> CutFile:
    """The error for a file that opens a checksum and never states it."""
    return CutFile(
        "Filen är avklippt",
        where=place(path, line),
        values=["#KSUMMA öppnas men summan saknas"],
        why="En fil som börjar med #KSUMMA ska också sluta med den.",
        todo="Exportera eller överför filen på nytt, hela vägen till slutet.",
    )


def bad_line(path: Path, line: int, text: str, why: str, todo: str = "") -> BadLine:
    """The error for a line with money in it that cannot be understood."""
    return BadLine(
        "En rad i filen går inte att läsa",
        where=place(path, line),
        values=[shown(text)],
        why=why,
        todo=todo or "Rätta raden eller exportera filen på nytt.",
    )
