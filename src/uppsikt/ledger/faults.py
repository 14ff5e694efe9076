"""What makes a file unreadable: one class per mistake, each with a Swedish text."""

from __future__ import annotations

from pathlib import Path

from uppsikt.sheets.faults import EmptyFile, FileFault, NotThisFormat, empty, place, shown

__all__ = [
    "BadLine", "CutFile", "EmptyFile", "LedgerError", "NotThisFormat", "bad_line", "cut", "empty",
    "no_checksum", "not_sie", "place", "shown",
]  # fmt: skip


LedgerError = FileFault
"""A file that cannot be read at all; nothing is taken from it."""


class CutFile(LedgerError):
    """A file that ends, or goes on to the next voucher, in the middle of one."""


class BadLine(LedgerError):
    """A line that should hold money and cannot be understood."""


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
