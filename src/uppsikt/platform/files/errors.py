"""Why a file is refused, and what to do then. Every text says what was found."""

from __future__ import annotations

from collections.abc import Iterable

from uppsikt.figures import NothingThere, UppsiktError
from uppsikt.platform.files.kinds import KINDS, Kind


class FileRefused(UppsiktError):
    """A file that was handed in and is not kept; nothing of it remains."""


class EmptyFile(FileRefused):
    """The file holds nothing."""


class TooLarge(FileRefused):
    """The file is larger than the site allows."""


class WrongContent(FileRefused):
    """The content is not of a kind that is received here, or is not what it claims to be."""


class Infected(FileRefused):
    """The virus scanner found something."""


class ScannerDown(FileRefused):
    """The virus scanner that the site demands gave no verdict."""


class UnknownFile(NothingThere):
    """There is no file at that address."""


def empty(name: str) -> EmptyFile:
    """The refusal of a file without content."""
    return EmptyFile(
        "Filen är tom.",
        where=name,
        values=["0 byte"],
        todo="Kontrollera att filen är sparad, och välj den igen.",
    )


def too_large(name: str, limit: int) -> TooLarge:
    """The refusal of a file over the limit, in bytes."""
    return TooLarge(
        f"Filen är för stor. Den får vara högst {limit // 1_000_000} MB.",
        where=name,
        todo="Spara bara de delar som behövs i en ny fil, eller minska bilderna i den.",
    )


def not_received(name: str, found: str, accepted: Iterable[Kind], why: str = "") -> WrongContent:
    """The refusal of a file by what it was found to be (Swedish, with its article)."""
    nouns = [one.noun for one in KINDS.values() if one in set(accepted)]
    return WrongContent(
        f"Filen tas inte emot: innehållet är {found}.",
        where=name,
        why=why or "Vad en fil är avgörs av innehållet, inte av namnet.",
        todo=f"Välj {', '.join(nouns[:-1])} eller {nouns[-1]}."
        if nouns[1:]
        else f"Välj {nouns[0]}.",
    )


def damaged(name: str, noun: str, why: str) -> WrongContent:
    """The refusal of a file that begins as a kind but is not whole, or is something else too."""
    return WrongContent(
        f"Filen tas inte emot: den börjar som {noun} men är inte hel.",
        where=name,
        why=why,
        todo="Öppna filen i sitt program, spara den på nytt och välj den igen.",
    )


def infected(name: str, found: str) -> Infected:
    """The refusal of a file in which the scanner found something."""
    return Infected(
        "Filen tas inte emot: virusskyddet hittade något i den.",
        where=name,
        values=[found],
        todo="Öppna inte filen. Kontakta den som svarar för it-säkerheten.",
    )


def scanner_down(why: str) -> ScannerDown:
    """The refusal of every file while the scanner does not answer."""
    return ScannerDown(
        "Filen kan inte tas emot nu: virusskyddet svarar inte.",
        where="inställningen UPPSIKT_CLAMD",
        why=why,
        todo="Försök igen om en stund. Kvarstår felet, be den som ansvarar för Uppsikt starta "
        "virusskyddet.",
    )


def unknown() -> UnknownFile:
    """Nothing is at the address: never was, or was erased."""
    return UnknownFile(
        "Filen finns inte.", why="Den är borttagen, eller så är adressen felskriven."
    )
