"""What can be wrong with a backup, or with the place that it is to come back to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from uppsikt.figures import UppsiktError, number

_SHOWN = 10
"""So many of a long list are told; the rest are counted."""


class BackupError(UppsiktError):
    """A backup that cannot be made, read or put back."""


class NotABackup(BackupError):
    """The file is something else."""


class BackupBroken(BackupError):
    """The file was a backup, but is not as it was written: cut short or altered."""


class NewerBackup(BackupError):
    """The backup was made by a later version of the program."""


class FilesMissing(BackupError):
    """The database names files that are not there, or not as they were written."""


class PlaceTaken(BackupError):
    """There is something where the backup is to come back to."""


class NotEqual(BackupError):
    """What came back is not what the backup holds."""


class SpaceLacking(BackupError):
    """The disk has no room for what the backup holds."""


def listed(names: Sequence[str]) -> list[str]:
    """The first names, and how many more there are."""
    more = len(names) - _SHOWN
    return [*names[:_SHOWN], *([f"och {more} till"] if more > 0 else [])]


def not_a_backup(path: Path) -> NotABackup:
    """The error for a file of any other kind."""
    return NotABackup(
        "Filen är ingen säkerhetskopia från Uppsikt.",
        where=str(path),
        todo="Ange en fil som «uppsikt backup» har skrivit.",
    )


def cut_short(path: Path) -> BackupBroken:
    """The error for a backup whose end is missing."""
    return BackupBroken(
        "Säkerhetskopian är avkortad: slutet saknas.",
        where=str(path),
        why="Filen har inte kopierats färdigt, eller så blev disken full.",
        todo="Kopiera filen på nytt, eller använd en annan säkerhetskopia.",
    )


def altered(path: Path, what: str) -> BackupBroken:
    """The error for a backup whose content is not what was written."""
    return BackupBroken(
        "Säkerhetskopian är skadad eller ändrad.",
        where=str(path),
        values=[what],
        why="Innehållet stämmer inte med det fingeravtryck som skrevs med kopian.",
        todo="Kopiera filen på nytt, eller använd en annan säkerhetskopia.",
    )


def newer(path: Path, program: str) -> NewerBackup:
    """The error for a backup that this program cannot know how to read."""
    return NewerBackup(
        "Säkerhetskopian är gjord av en nyare version av Uppsikt än den som körs.",
        where=str(path),
        values=[f"version {program}"],
        todo="Installera den versionen, eller en senare, och återställ med den.",
    )


def missing_files(names: Sequence[str]) -> FilesMissing:
    """The error for a data folder that has lost files."""
    return FilesMissing(
        f"Datamappen saknar filer som databasen hänvisar till: {len(names)} st.",
        values=listed(names),
        why="De är borttagna eller skadade, så säkerhetskopian skulle inte bli hel.",
        todo=(
            "Återställ filerna från en tidigare säkerhetskopia. Med --accept skrivs kopian ändå, "
            "och det noteras i den vad som saknas."
        ),
    )


def lacking_space(path: Path, needed: int, free: int) -> SpaceLacking:
    """The error for a disk that is too small, told before anything is written."""
    return SpaceLacking(
        "Disken har inte plats för det som säkerhetskopian innehåller.",
        where=str(path),
        values=[f"behövs {megabytes(needed)}", f"ledigt {megabytes(free)}"],
        todo="Frigör utrymme på disken och kör kommandot igen. Inget är ändrat.",
    )


def megabytes(size: int) -> str:
    """A size in whole megabytes (a million bytes), at least one."""
    return f"{number(max(1, round(size / 1_000_000)), 0)} MB"
