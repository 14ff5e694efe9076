"""What a user is told when something goes wrong, and the status that the command ends with."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from uppsikt.cli import upgrade
from uppsikt.cli.faults import explain
from uppsikt.cli.main import main
from uppsikt.figures import UppsiktError


class OperationalError(Exception):
    """Named as Django names what a database driver raises."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("UPPSIKT_DATA", str(tmp_path))
    return tmp_path


def ending(
    fault: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    """Status and standard error of a command that meets the fault."""

    def run(_options: object) -> int:
        raise fault

    monkeypatch.setattr(upgrade, "run", run)
    status = main(["upgrade"])
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return status, err


def test_a_foreseen_fault_is_told_part_by_part(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = UppsiktError(
        "Kontot finns inte.",
        where="rad 7",
        values=["3510", "3511"],
        why="Det är nytt.",
        todo="Rätta.",
    )
    status, text = ending(fault, monkeypatch, capsys)
    assert status == 2
    assert text == (
        "Fel: Kontot finns inte.\n  Var: rad 7\n  Värden: 3510; 3511\n"
        "  Varför: Det är nytt.\n  Gör så här: Rätta.\n"
    )


def test_an_unforeseen_fault_is_short_and_keeps_its_details(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = ending(ZeroDivisionError("division by zero"), monkeypatch, capsys)
    assert status == 1
    (kept,) = folder.glob("fel-*.txt")
    assert str(kept) in text
    assert "ZeroDivisionError: division by zero" in kept.read_text(encoding="utf-8")
    assert "ZeroDivisionError" not in text


def test_details_are_kept_elsewhere_when_the_data_folder_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPPSIKT_DATA", str(tmp_path / "saknas"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    text, status = explain(ZeroDivisionError())
    assert status == 1
    (kept,) = tmp_path.glob("uppsikt-fel-*.txt")
    assert str(kept) in text


def test_an_interrupt_is_not_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = ending(KeyboardInterrupt(), monkeypatch, capsys)
    assert (status, text) == (130, "\nAvbrutet.\n")


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (OSError(errno.ENOSPC, "No space left"), "Disken är full."),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/x"), "Rättigheter saknas."),
        (FileNotFoundError(errno.ENOENT, "No such file", "/srv/x"), "Var: /srv/x"),
        (MemoryError(), "Minnet räcker inte."),
        (OperationalError("database or disk is full"), "Disken är full."),
        (OperationalError("database is locked"), "Databasen är upptagen."),
        (OperationalError("attempt to write a readonly database"), "går bara att läsa"),
        (OperationalError("connection refused"), "Databasen svarar inte."),
    ],
)
def test_faults_outside_the_program_are_told_in_swedish(fault: Exception, expected: str) -> None:
    text, status = explain(fault)
    assert status == 2
    assert expected in text


def test_an_unknown_fault_of_the_database_is_a_fault_in_the_program() -> None:
    assert explain(OperationalError("no such table: x"))[1] == 1


PRINTS_MUCH = """
import sys
from uppsikt.cli import main, upgrade
upgrade.run = lambda options: print("rad " * 100_000)
sys.exit(main.main(["upgrade"]))
"""


def ending_unread(*arguments: str) -> tuple[int, bytes]:
    """Status and standard error of a command whose output nobody reads."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, *arguments]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    return done.returncode, done.stderr


def test_a_reader_that_goes_away_is_met_with_silence() -> None:
    assert ending_unread("-c", PRINTS_MUCH) == (141, b"")
    # Some versions of argparse notice it themselves, and end well.
    assert ending_unread("-m", "uppsikt.cli", "--help") in {(0, b""), (141, b"")}
