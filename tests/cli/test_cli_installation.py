"""Commands on a data folder: new, older, newer, current. Run as users run them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from uppsikt_program import Program

REPORT = ("report", "--committee", "x", "--period", "2022-10", "--format", "json")
READERS = (REPORT, ("serve",))


@pytest.fixture
def uppsikt(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.mark.parametrize("arguments", [*READERS, ("upgrade",)], ids=lambda line: line[0])
def test_a_command_that_reads_makes_no_data_folder(
    arguments: tuple[str, ...], uppsikt: Program
) -> None:
    done = uppsikt(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Här finns inga uppgifter ännu." in done.stderr
    assert "uppsikt setup" in done.stderr
    assert not uppsikt.data.exists()


@pytest.mark.parametrize("arguments", READERS, ids=lambda line: line[0])
def test_an_older_database_is_refused_and_upgrade_is_named(
    arguments: tuple[str, ...], uppsikt: Program
) -> None:
    uppsikt.django("migrate", "organisation", "--verbosity", "0")
    done = uppsikt(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "äldre version" in done.stderr
    assert "uppsikt upgrade" in done.stderr


def test_upgrade_brings_an_older_database_up_once(uppsikt: Program) -> None:
    uppsikt.django("migrate", "organisation", "--verbosity", "0")
    first, second = uppsikt("upgrade"), uppsikt("upgrade")
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.startswith("Databasen är uppgraderad (")
    assert second.stdout == "Databasen är redan aktuell.\n"
    uppsikt.django("migrate", "--check")


@pytest.mark.parametrize("arguments", [*READERS, ("upgrade",)], ids=lambda line: line[0])
def test_a_newer_database_is_refused(arguments: tuple[str, ...], uppsikt: Program) -> None:
    uppsikt.django("migrate", "--verbosity", "0")
    with sqlite3.connect(uppsikt.data / "uppsikt.db") as database:
        database.execute(
            "insert into django_migrations (app, name, applied) "
            "values ('planning', '9999_tomorrow', '2030-01-01')"
        )
    done = uppsikt(*arguments)
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


def test_a_period_that_is_no_month_is_refused(uppsikt: Program) -> None:
    done = uppsikt("report", "--committee", "x", "--period", "2022", "--format", "json")
    assert done.returncode == 2
    assert "till och med en månad" in done.stderr
    assert not uppsikt.data.exists()


def test_a_report_with_nowhere_to_go_is_refused_at_once(uppsikt: Program) -> None:
    done = uppsikt(*REPORT, "-o", str(uppsikt.folder))
    assert done.returncode == 2
    assert "sökvägen är en mapp" in done.stderr
