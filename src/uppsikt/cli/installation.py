"""The installation that a command works on: its data folder, and a database of the right age."""

from __future__ import annotations

import os
from datetime import datetime
from enum import Enum

from uppsikt.figures import UppsiktError
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder


class NothingHere(UppsiktError):
    """A command that reads was given a data folder where nothing has been loaded."""


class WrongSchema(UppsiktError):
    """The database was made by another version of the program."""


class Age(Enum):
    """How the database's schema stands to the program's."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def now() -> datetime:
    """The time now in Stockholm. Everything below the commands is given it."""
    return datetime.now(STOCKHOLM)


def day(when: datetime) -> str:
    """The day in Stockholm of a time, which the database gives in universal time."""
    return f"{when.astimezone(STOCKHOLM):%Y-%m-%d}"


def minute(when: datetime) -> str:
    """The day and minute in Stockholm of a time."""
    return f"{when.astimezone(STOCKHOLM):%Y-%m-%d %H.%M}"


def open_to_read() -> DataFolder:
    """Starts Django on a data folder that already holds something.

    Raises NothingHere for an empty one and WrongSchema for one of another version.
    """
    folder, age = _open_existing()
    _refuse_other_version(age)
    return folder


def open_to_write() -> DataFolder:
    """Starts Django; a new data folder gets its tables here, an old one must be upgraded first.

    Raises WrongSchema for a database of another version.
    """
    folder = DataFolder.from_environment()
    folder.make()
    _start()
    age = database_age()
    if age is Age.EMPTY:
        migrate(folder)
    else:
        _refuse_other_version(age)
    return folder


def open_to_upgrade() -> DataFolder:
    """Starts Django on a database that may be older than the program.

    Raises NothingHere for an empty data folder and WrongSchema for a newer database.
    """
    folder, age = _open_existing()
    if age is not Age.OLDER:
        _refuse_other_version(age)
    return folder


def open_to_back_up() -> DataFolder:
    """As `open_to_upgrade`: a backup is also taken of a database that is to be upgraded."""
    return open_to_upgrade()


def open_to_look() -> DataFolder:
    """Starts Django on whatever database there is. Raises NothingHere for an empty data folder."""
    return _open_existing()[0]


def open_to_restore() -> DataFolder:
    """Starts Django on a data folder that may be empty, but has no newer database.

    Raises WrongSchema for that.
    """
    folder = DataFolder.from_environment()
    folder.make()
    _start()
    age = database_age()
    if age is Age.NEWER:
        _refuse_other_version(age)
    return folder


def migrate(folder: DataFolder) -> int:
    """Brings the database up to the program's version; returns the number of steps taken."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with folder.lock("uppgradering av databasen", now=now()):
        executor = MigrationExecutor(connection)
        steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if steps:
            call_command("migrate", verbosity=0, interactive=False)
    return steps


def database_age() -> Age:
    """Compares the migrations that the database has had with those that the program knows."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    applied, known = set(loader.applied_migrations), set(loader.disk_migrations)
    if not applied:
        return Age.EMPTY
    if known - applied:
        return Age.OLDER
    return Age.NEWER if applied - known else Age.CURRENT


def _open_existing() -> tuple[DataFolder, Age]:
    """Starts Django, but makes no data folder and no tables. Raises NothingHere."""
    folder = DataFolder.from_environment()
    if not os.environ.get("DATABASE_URL") and not folder.database.exists():
        raise _nothing(folder)
    _start()
    age = database_age()
    if age is Age.EMPTY:
        raise _nothing(folder)
    return folder, age


def _start() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "uppsikt.web.settings")
    import django

    django.setup()


def _nothing(folder: DataFolder) -> NothingHere:
    return NothingHere(
        "Här finns inga uppgifter ännu.",
        where=str(folder.root),
        todo=(
            "Lägg upp en nämnd med «uppsikt setup FIL.toml» eller prova med «uppsikt demo». "
            "Ligger uppgifterna någon annanstans, peka ut mappen med UPPSIKT_DATA."
        ),
    )


def _refuse_other_version(age: Age) -> None:
    if age is Age.OLDER:
        raise WrongSchema(
            "Databasen är gjord av en äldre version av Uppsikt.",
            todo="Kör «uppsikt upgrade --backup FIL»: då sparas först en säkerhetskopia.",
        )
    if age is Age.NEWER:
        raise WrongSchema(
            "Databasen är gjord av en nyare version av Uppsikt än den som körs.",
            todo="Installera den nyare versionen.",
        )
