"""A backup put back, while the site runs: who reads sees what was, until all of it has changed."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO
from zipfile import BadZipFile

from django.conf import settings
from django.db import connection, transaction

from uppsikt.platform.access.rules import Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import note_put_back, record
from uppsikt.platform.backup import rows, schema
from uppsikt.platform.backup.archive import Backup
from uppsikt.platform.backup.errors import (
    BackupError,
    NotEqual,
    PlaceTaken,
    altered,
    lacking_space,
    listed,
    newer,
)
from uppsikt.platform.backup.make import Progress
from uppsikt.platform.backup.manifest import table_entry
from uppsikt.platform.outbox import services as outbox
from uppsikt.platform.stores import current_store
from uppsikt.store import fingerprint, place

PUT_BACK = "återställde en säkerhetskopia"


def refuse_unfit(backup: Backup, *, replace: bool) -> None:
    """Raises NewerBackup, PlaceTaken or SpaceLacking before anything is changed.

    What is there is replaced only by a backup of the very same version, since one transaction
    cannot change both tables and rows. An older backup comes back to an empty place.
    """
    manifest = backup.manifest
    unknown = set(manifest.migrations) - set(schema.known())
    if unknown:
        raise newer(backup.path, manifest.program)
    if not is_empty():
        if not replace:
            raise _taken()
        if not schema.known() == schema.applied() == manifest.migrations:
            raise _other_version(backup)
    elif not set(schema.applied()) <= set(manifest.migrations):
        raise _later_tables(backup)
    _refuse_small_disk(backup)


def is_empty() -> bool:
    """Whether nothing has been put in the database and the data folder yet."""
    tables = rows.tables(schema.apps_after(schema.applied())) if schema.applied() else {}
    return rows.is_empty(tables)


def put_back(backup: Backup, *, actor: Actor, now: datetime, progress: Progress) -> None:
    """Puts back all that a backup holds, and tries that it is equal.

    The backup has been checked and fits (`refuse_unfit`). Files come first: they are nobody's
    until one transaction has replaced every row, and has found each table to be what the backup
    says. A process that is killed before leaves what was; killed after it, an older backup's
    database is brought up to the program's version by `upgrade`.

    Raises NotEqual, BackupBroken, StoreError, FolderBusy and NotAllowed.
    """
    demand(actor, Verb.CHANGE, Thing.SITE)
    manifest = backup.manifest
    with (
        settings.DATA_FOLDER.lock(f"återställning av {backup.path.name}", now=now),
        current_store().unswept(),
    ):
        progress(f"Lägger tillbaka filerna ({len(manifest.files)}) …")
        _place_files(backup)
        if schema.applied() != manifest.migrations:
            schema.migrate_to(manifest.migrations)
        progress(f"Lägger tillbaka databasen ({manifest.rows} rader) …")
        with transaction.atomic():
            _replace_rows(backup)
            note_put_back(has_chain=("audit", "0002_chain") in manifest.migrations)
            if manifest.migrations == schema.known():
                _settle(backup, actor, now)
        if manifest.migrations != schema.known():
            progress("Uppgraderar databasen till programmets version …")
            schema.upgrade()
            with transaction.atomic():
                _settle(backup, actor, now)
        if manifest.is_demo:
            settings.DATA_FOLDER.demo_marker.touch()
        else:
            settings.DATA_FOLDER.demo_marker.unlink(missing_ok=True)


def _settle(backup: Backup, actor: Actor, now: datetime) -> None:
    """What was about to be sent may have been since; whether it was, a person must say."""
    outbox.doubt_all()
    detail = {"från": backup.manifest.made_at, "version": backup.manifest.program}
    record(actor=actor, now=now, verb=PUT_BACK, thing=backup.path.name, detail=detail)


def _place_files(backup: Backup) -> None:
    """Files that are there already, and whole, are left alone."""
    root = settings.DATA_FOLDER.root
    for name, kept in backup.manifest.files.items():
        path = root / name
        if not (path.is_file() and fingerprint(path) == kept.digest):
            place(path, _extracting(backup, name))


def _extracting(backup: Backup, name: str) -> Callable[[BinaryIO], None]:
    return lambda file: backup.extract(name, file)


def _replace_rows(backup: Backup) -> None:
    """Within a transaction: every row, and each table held against the backup's own."""
    models = schema.apps_after(backup.manifest.migrations)
    tables = rows.tables(models)
    if set(tables) != set(backup.manifest.tables):
        raise altered(backup.path, "tabellerna")
    rows.clear(models)
    for name, model in tables.items():
        names = backup.manifest.tables[name].columns
        try:
            rows.load(model, names, backup.lines(table_entry(name)))
        except (ValueError, BadZipFile, zlib.error) as fault:
            raise altered(backup.path, name) from fault
    rows.count_on(tables)
    connection.check_constraints()
    different = [
        name
        for name, model in tables.items()
        if (told := backup.manifest.tables[name]) != rows.counted(model, told.columns)
    ]
    if different:
        raise NotEqual(
            "Det som lades tillbaka blev inte likt säkerhetskopian. Inget är ändrat.",
            values=listed(different),
            todo="Försök igen, eller använd en annan säkerhetskopia.",
        )


def _refuse_small_disk(backup: Backup) -> None:
    folder = settings.DATA_FOLDER
    folder.make()
    absent = (
        kept.size
        for name, kept in backup.manifest.files.items()
        if not (folder.root / name).exists()
    )
    rows_size = sum(table.file.size for table in backup.manifest.tables.values())
    needed, free = sum(absent) + 2 * rows_size, shutil.disk_usage(folder.root).free
    if needed > free:
        raise lacking_space(folder.root, needed, free)


def _taken() -> BackupError:
    return PlaceTaken(
        "Här finns redan uppgifter.",
        where=str(settings.DATA_FOLDER.root),
        why="En återställning ersätter allt som finns.",
        todo=(
            "Återställ i en tom datamapp (UPPSIKT_DATA) och en tom databas, eller ersätt det som "
            "finns med --replace FIL: det sparas då först som en säkerhetskopia i den filen."
        ),
    )


def _later_tables(backup: Backup) -> BackupError:
    return PlaceTaken(
        "Databasen är tom, men har tabeller av en senare version än säkerhetskopians.",
        where=str(settings.DATA_FOLDER.root),
        values=[f"kopians version {backup.manifest.program}"],
        todo=(
            "Återställ i en datamapp (UPPSIKT_DATA) eller databas där inget kommando har körts: "
            "där uppgraderas säkerhetskopian."
        ),
    )


def _other_version(backup: Backup) -> BackupError:
    return PlaceTaken(
        "Säkerhetskopian är gjord av en annan version av Uppsikt än databasen som finns här.",
        where=str(backup.path),
        values=[f"kopians version {backup.manifest.program}"],
        why="Det som finns kan bara ersättas av en säkerhetskopia av samma version.",
        todo=(
            "Återställ i en tom datamapp (UPPSIKT_DATA) och en tom databas: där uppgraderas den. "
            "Är det databasen här som är äldre, kör «uppsikt upgrade» först."
        ),
    )
