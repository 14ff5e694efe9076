"""Commands on a data folder: new, older, newer, current. Run as users run them."""

from __future__ import annotations

import shutil
import socket
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from uppsikt_program import Program

from uppsikt.cli.serve import PortTaken, refuse_taken
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder

REPORT = ("report", "--committee", "x", "--period", "2022-10", "--format", "json")
READERS = (REPORT, ("serve",))


@pytest.fixture
def uppsikt(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.fixture(scope="module")
def half_migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database that has the tables of some rooms, and not of others."""
    folder = tmp_path_factory.mktemp("older")
    Program(folder).django("migrate", "organisation", "--verbosity", "0")
    return folder


@pytest.fixture
def older(half_migrated: Path, tmp_path: Path) -> Program:
    shutil.copytree(half_migrated, tmp_path, dirs_exist_ok=True)
    return Program(tmp_path)


@pytest.fixture
def newer(older: Program) -> Program:
    """A database that has had every migration, and one more that the program does not know."""
    with closing(sqlite3.connect(older.data / "uppsikt.db")) as database, database:
        database.executemany(
            "insert into django_migrations (app, name, applied) values (?, ?, '2030-01-01')",
            [*_every_migration(), ("planning", "9999_tomorrow")],
        )
    return older


def _every_migration() -> set[tuple[str, str]]:
    from django.db.migrations.loader import MigrationLoader

    return set(MigrationLoader(None).disk_migrations)


@pytest.mark.parametrize("arguments", [*READERS, ("upgrade",)], ids=lambda line: line[0])
def test_a_command_that_reads_makes_no_data_folder(
    arguments: tuple[str, ...], uppsikt: Program
) -> None:
    done = uppsikt(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Här finns inga uppgifter ännu." in done.stderr
    assert "uppsikt setup" in done.stderr
    assert not uppsikt.data.exists()


@pytest.mark.slow
@pytest.mark.parametrize("arguments", READERS, ids=lambda line: line[0])
def test_an_older_database_is_refused_and_upgrade_is_named(
    arguments: tuple[str, ...], older: Program
) -> None:
    done = older(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "äldre version" in done.stderr
    assert "uppsikt upgrade" in done.stderr


@pytest.mark.slow
def test_upgrade_brings_an_older_database_up_once(older: Program) -> None:
    first, second = older("upgrade"), older("upgrade")
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.startswith("Databasen är uppgraderad (")
    assert second.stdout == "Databasen är redan aktuell.\n"
    older.django("migrate", "--check")


@pytest.mark.slow
def test_nobody_upgrades_while_somebody_else_holds_the_folder(older: Program) -> None:
    folder = DataFolder(older.data)
    with folder.lock("inläsning av huvudbok.se", now=datetime(2022, 11, 11, tzinfo=STOCKHOLM)):
        done = older("upgrade")
    assert (done.returncode, done.stdout) == (2, "")
    assert "inläsning av huvudbok.se" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [*READERS, ("upgrade",)], ids=lambda line: line[0])
def test_a_newer_database_is_refused(arguments: tuple[str, ...], newer: Program) -> None:
    done = newer(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nyare version" in done.stderr


@pytest.mark.parametrize("command", ["setup", "import"])
@pytest.mark.parametrize(("name", "told"), [("nix.se", "Filen finns inte"), (".", "en mapp")])
def test_a_file_that_is_not_there_is_named(
    command: str, name: str, told: str, uppsikt: Program
) -> None:
    done = uppsikt(command, name)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert not uppsikt.data.exists()


@pytest.mark.parametrize("period", ["2022", "okt", "2022-13"])
def test_a_period_that_is_no_month_is_refused(period: str, uppsikt: Program) -> None:
    done = uppsikt("report", "--committee", "x", "--period", period, "--format", "json")
    assert done.returncode == 2
    assert "till och med en månad" in done.stderr
    assert done.stderr.endswith("Ange månaden, till exempel --period 2022-10.\n")
    assert not uppsikt.data.exists()


@pytest.mark.parametrize("arguments", [REPORT, ("demo", "--no-serve")], ids=lambda line: line[0])
def test_an_unreadable_database_address_names_the_setting(
    arguments: tuple[str, ...], uppsikt: Program
) -> None:
    done = uppsikt(*arguments, database="foo://hemlig@x")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Var: inställningen DATABASE_URL" in done.stderr
    assert "hemlig" not in done.stderr
    assert not list(uppsikt.data.glob("*"))


def test_a_port_that_is_taken_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Porten {port} är upptagen"):
            refuse_taken("127.0.0.1", port)


def test_a_report_with_nowhere_to_go_is_refused_at_once(uppsikt: Program) -> None:
    done = uppsikt(*REPORT, "-o", str(uppsikt.folder))
    assert done.returncode == 2
    assert "sökvägen är en mapp" in done.stderr
