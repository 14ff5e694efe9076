"""Making a backup while the site runs: the database as at one moment, then the files it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from uppsikt import __version__
from uppsikt.platform.access.rules import Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.platform.backup import rows, schema
from uppsikt.platform.backup.archive import MANIFEST, Writer, writing
from uppsikt.platform.backup.errors import PlaceTaken, missing_files
from uppsikt.platform.backup.manifest import Kept, Manifest, Table, table_entry
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.files.selectors import folder, named
from uppsikt.platform.stores import current_store, kept
from uppsikt.store import fingerprint

BACKED_UP = "tog en säkerhetskopia"
"""What the log says, and what is looked for in it."""

Progress = Callable[[str], None]


class _Found(NamedTuple):
    """A file that is to be kept: its name in the backup, where it lies, and its fingerprint."""

    name: str
    path: Path
    fingerprint: str


def back_up(
    path: Path, *, actor: Actor, now: datetime, accept: bool = False, progress: Progress
) -> Manifest:
    """Writes a backup to a path that nobody reads yet, and returns what it holds.

    Imports and pages go on. The rows are those of one moment, and no file is swept away until all
    are in. A database of an earlier version is kept as it is, with every column file that there
    is. The log tells of it, unless the database is of an earlier version.

    Raises FilesMissing where a file that the database names is gone or damaged, unless `accept`:
    what is missing is then noted. Raises StoreError and NotAllowed.
    """
    demand(actor, Verb.CHANGE, Thing.SITE)  # not READ: who reads may not take it all away
    migrations = schema.applied()
    is_current = migrations == schema.known()
    with current_store().unswept(), writing(path, head=_head(now)) as archive:
        with rows.snapshot():
            progress("Kopierar databasen …")
            tables = dict(_tables(archive, migrations))
            found = [*_column_files(is_current), *_handed_in(is_current)]
        progress(f"Kopierar filerna ({len(found)}) …")
        files, missing = _add_files(archive, found, accept=accept)
        manifest = Manifest(
            program=__version__,
            made_at=_moment(now),
            is_demo=settings.DATA_FOLDER.is_demo,
            migrations=migrations,
            tables=tables,
            files=files,
            missing=tuple(missing),
        )
        archive.add_text(MANIFEST, manifest.to_json())
    return manifest


def record_backup(name: str, manifest: Manifest, *, actor: Actor, now: datetime) -> None:
    """Tells the log that a backup stands under its name, where the log can be written to."""
    if manifest.migrations == schema.known():
        with transaction.atomic():
            detail = {"rader": manifest.rows, "filer": len(manifest.files), "byte": manifest.size}
            record(actor=actor, now=now, verb=BACKED_UP, thing=name, detail=detail, quiet=True)


def refuse_within(path: Path) -> None:
    """Raises PlaceTaken for a backup that would lie in what it is a backup of."""
    root = settings.DATA_FOLDER.root
    if path.resolve().is_relative_to(root):
        raise PlaceTaken(
            "Säkerhetskopian kan inte läggas i datamappen.",
            where=str(path),
            why="Den skulle gå förlorad tillsammans med det som den är en kopia av.",
            todo="Ange en fil utanför mappen, helst på en annan disk.",
        )


def _tables(archive: Writer, migrations: schema.Migrations) -> Iterator[tuple[str, Table]]:
    for name, model in rows.tables(schema.apps_after(migrations)).items():
        names = rows.columns(model)
        count, file = archive.add_lines(table_entry(name), rows.lines(model, names))
        yield name, Table(names, count, file)


def _column_files(is_current: bool) -> Iterator[_Found]:
    """What the database names: the only file of that fingerprint, or one as rows and one as bytes.

    A file that is not there stands in the list all the same, so that it is missed.
    """
    store = current_store()
    for name in sorted(kept()) if is_current else store.everything():
        for path in store.paths(name) or [store.root / name]:
            yield _Found(f"columns/{path.name}", path, name)


def _handed_in(is_current: bool) -> Iterator[_Found]:
    root = folder().root
    paths = map(folder().path, sorted(named())) if is_current else sorted(root.glob("??/*"))
    for path in paths:
        yield _Found(f"files/{path.parent.name}/{path.name}", path, path.name)


def _add_files(
    archive: Writer, found: list[_Found], *, accept: bool
) -> tuple[dict[str, Kept], list[str]]:
    """Adds the files; returns them, and the fingerprints of those that are gone or damaged.

    A file that was handed in and has been erased since the rows were read is gone by right, and
    noted. With `accept` each file is read before it is added, since nothing can be taken back.
    """
    gone = [one for one in found if not one.path.is_file()]
    if accept:
        gone += [one for one in found if one not in gone and not _is_sound(one)]
    elif missing := [one.fingerprint for one in gone if not _is_erased(one)]:
        raise missing_files(missing)
    files: dict[str, Kept] = {}
    for one in found:
        if one not in gone and not _add(archive, one, files):
            gone.append(one)
    damaged = [one.fingerprint for one in found if _is_other(one, files)]
    if damaged:
        raise missing_files(damaged)
    return files, [one.fingerprint for one in gone]


def _add(archive: Writer, one: _Found, files: dict[str, Kept]) -> bool:
    """Adds a file, unless it has just been erased; whether it was there."""
    try:
        file = one.path.open("rb")
    except FileNotFoundError:
        if not _is_erased(one):
            raise missing_files([one.fingerprint]) from None
        return False
    with file:
        packed = one.path.suffix != ".parquet"
        files[one.name] = archive.add_file(one.name, file, packed=packed)
    return True


def _is_erased(one: _Found) -> bool:
    return one.name.startswith("files/") and one.fingerprint not in named()


def _is_sound(one: _Found) -> bool:
    return fingerprint(one.path) == one.fingerprint


def _is_other(one: _Found, files: dict[str, Kept]) -> bool:
    return one.name in files and files[one.name].digest != one.fingerprint


def _moment(now: datetime) -> str:
    return now.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M:%S")


def _head(now: datetime) -> str:
    return (
        f"Säkerhetskopia från Uppsikt {__version__}, {_moment(now)}.\n"
        "Kontrollera den med «uppsikt backup FIL --check».\n"
        "Återställ den med «uppsikt restore FIL».\n"
        "Den hemliga nyckeln (secret.key) ingår inte.\n"
    )
