"""`uppsikt backup` and `uppsikt restore`: everything in one file, and back again."""

from __future__ import annotations

import argparse
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.cli import installation
from uppsikt.cli.breaking import ending_softly
from uppsikt.cli.given import existing_file
from uppsikt.cli.output import progress, write_through
from uppsikt.figures import number

if TYPE_CHECKING:
    from uppsikt.platform.backup.manifest import Manifest


def run(options: argparse.Namespace) -> int:
    """Writes a backup and says what it holds; with `--check` only the latter."""
    path = Path(options.file)
    if options.check:
        _tell_checked(existing_file(options.file))
        return 0
    installation.open_to_back_up()
    save_and_tell(path, accept=options.accept)
    return 0


def save_and_tell(path: Path, *, accept: bool) -> None:
    """Writes a backup of the data folder that is open, and says what it holds."""
    with ending_softly():
        manifest = _save(path, accept=accept)
    print(f"Säkerhetskopian är skriven till {path}.\n{_about(manifest)}")


def restore(options: argparse.Namespace) -> int:
    """Puts a backup back, after everything about it has been checked."""
    from uppsikt.platform.access.rules import COMMAND_LINE
    from uppsikt.platform.backup.archive import opened

    path = existing_file(options.file)
    with opened(path) as backup, ending_softly():
        progress("Kontrollerar säkerhetskopian …")
        backup.check()
        folder = installation.open_to_restore()
        from uppsikt.platform.backup import put_back

        now = installation.now()
        with folder.lock(f"återställning av {path.name}", now=now):
            put_back.refuse_unfit(backup, replace=options.replace is not None)
            if options.replace is not None and not put_back.is_empty():
                _save(Path(options.replace), accept=True)
            put_back.put_back(backup, actor=COMMAND_LINE, now=now, progress=progress)
    print(f"Återställt, och lika säkerhetskopian.\n{_about(backup.manifest)}")
    print("Alla som var inloggade får logga in igen.")
    return 0


def _save(path: Path, *, accept: bool) -> Manifest:
    """Writes a backup that is whole under its name, or not there, readable by its owner alone."""
    from uppsikt.platform.access.rules import COMMAND_LINE
    from uppsikt.platform.backup.make import back_up, record_backup, refuse_within

    refuse_within(path)
    now, made = installation.now(), []

    def write(draft: Path) -> None:
        with _own_draft(draft, path):
            made.append(
                back_up(draft, actor=COMMAND_LINE, now=now, accept=accept, progress=progress)
            )

    write_through(path, write)
    record_backup(path.name, made[0], actor=COMMAND_LINE, now=now)
    return made[0]


@contextmanager
def _own_draft(draft: Path, path: Path) -> Iterator[None]:
    """Holds the draft while it is written, and removes those that a killed process left behind."""
    draft.chmod(0o600)
    with draft.open("rb") as own:
        fcntl.flock(own, fcntl.LOCK_EX)
        for other in path.resolve().parent.glob(f".{path.name}.*.tmp"):
            with suppress(OSError), other.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                other.unlink()
        yield


def _tell_checked(path: Path) -> None:
    from uppsikt import __version__
    from uppsikt.platform.backup.archive import opened
    from uppsikt.platform.backup.errors import newer

    with opened(path) as backup:
        backup.check()
        if _release(backup.manifest.program) > _release(__version__):
            raise newer(path, backup.manifest.program)
    print(f"Säkerhetskopian {path} är hel.\n{_about(backup.manifest)}")


def _release(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdigit()]


def _about(manifest: Manifest) -> str:
    from uppsikt.platform.backup.errors import listed, megabytes

    lines = [
        f"  gjord      {manifest.made_at}, av Uppsikt {manifest.program}",
        f"  databasen  {number(manifest.rows, 0)} rader i {len(manifest.tables)} tabeller",
        f"  filer      {number(len(manifest.files), 0)}",
        f"  storlek    {megabytes(manifest.size)} uppackad",
    ]
    if manifest.missing:
        files = "1 fil" if len(manifest.missing) == 1 else f"{len(manifest.missing)} filer"
        lines.append(f"  saknas     {files}, borta redan då:")
        lines += [f"             {name}" for name in listed(manifest.missing)]
    return "\n".join(lines)
