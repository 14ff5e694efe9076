"""Every released version's data folder is upgraded to today's, with what was in it."""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from uppsikt_program import Program

from uppsikt import __version__

HERE = Path(__file__).parent
CHANGES = HERE.parents[1] / "CHANGELOG.md"
KEPT = {path.name.removesuffix(".tar.xz"): path for path in sorted(HERE.glob("*.tar.xz"))}
REPORT = (
    "report", "--committee", "arbetslivsnamnden", "--period", "2022-10", "--format", "json",
)  # fmt: skip

pytestmark = pytest.mark.slow
version = pytest.mark.parametrize("version", KEPT)


def test_every_released_version_is_kept() -> None:
    """Run tools/keep_release.py at a release: see CONTRIBUTING.md."""
    released = set(re.findall(r"^## (\d+\.\d+\.\d+)$", CHANGES.read_text(encoding="utf-8"), re.M))
    assert __version__ in released
    assert set(KEPT) == released


@pytest.fixture
def former(version: str, tmp_path: Path) -> Program:
    """The program of today on the data folder of a released version."""
    with tarfile.open(KEPT[version]) as archive:
        archive.extractall(tmp_path, filter="data")
    return Program(tmp_path)


def told(program: Program, *arguments: str | Path, database: str | None = None) -> str:
    done = program(*arguments, database=database)
    assert done.returncode == 0, done.stderr
    return done.stdout


Figures = dict[tuple[str, str, str], Any]


def figures(report: Mapping[str, Any]) -> Figures:
    """Every cell of a report: by table, row and column, its exact value and the printed one."""
    return {
        (table["key"], row["label"], column): (row.get("exact", row["values"])[n], row["values"][n])
        for table in report["tables"]
        for row in table["rows"]
        for n, column in enumerate(table["columns"])
    }


def figures_then(program: Program) -> Figures:
    return figures(json.loads((program.folder / "figures.json").read_text(encoding="utf-8")))


def assert_the_same(report: str, then: Figures) -> None:
    """Whatever a report showed then it shows today; it may show more."""
    today = figures(json.loads(report))
    assert len(then) > 200
    assert {name: today.get(name) for name in then} == then


@version
def test_an_upgrade_keeps_every_figure(version: str, former: Program) -> None:
    refused = former(*REPORT)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "uppsikt upgrade" in refused.stderr
    shown = told(former, "upgrade", "--backup", "före.zip")
    assert "Säkerhetskopian är skriven till före.zip" in shown
    assert "Databasen är uppgraderad" in shown
    assert_the_same(told(former, *REPORT), figures_then(former))
    assert told(former, "upgrade", "--backup", "igen.zip") == "Databasen är redan aktuell.\n"
    assert not (former.folder / "igen.zip").exists()
    told(former, "audit", "verify")
    told(former, "backup", "efter.zip")
    # The backup of the earlier version comes back to an empty place, and is upgraded there.
    other = Program(former.folder, former.folder / "annan")
    assert "lika säkerhetskopian" in told(other, "restore", "före.zip")
    assert told(other, *REPORT) == told(former, *REPORT)
    # But not in place of what is there: one transaction cannot change tables and rows.
    refused = other("restore", "före.zip", "--replace", "x.zip")
    assert refused.returncode == 2
    assert "av en annan version" in refused.stderr


@version
def test_a_backup_of_it_comes_back_to_postgresql(
    version: str, former: Program, two_databases: list[str]
) -> None:
    told(former, "backup", "före.zip")
    other = Program(former.folder, former.folder / "annan")
    told(other, "restore", "före.zip", database=two_databases[0])
    report = told(other, *REPORT, database=two_databases[0])
    assert_the_same(report, figures_then(former))


KILLED = """
import os, signal, sys
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from uppsikt.cli.main import main

owner, name = {
    "during": (MigrationRecorder, "record_applied"),
    "between": (MigrationExecutor, "apply_migration"),
}[sys.argv[1]]
turn, known, calls = int(sys.argv[2]), getattr(owner, name), []


def killed(*args, **kwargs):
    calls.append(1)
    done = known(*args, **kwargs)
    if len(calls) == turn:
        os.kill(os.getpid(), signal.SIGKILL)
    return done


setattr(owner, name, killed)
sys.exit(main(["upgrade"]))
"""


@version
def test_an_upgrade_that_is_killed_is_taken_up(version: str, former: Program) -> None:
    """Within a migration, before it is kept, and between two; each time somewhat further on."""
    for turn in (1, 2, 5):
        for place in ("during", "between"):
            assert former.code(KILLED, place, str(turn)).returncode == -9
            assert "uppsikt upgrade" in former(*REPORT).stderr
    assert "Databasen är uppgraderad" in told(former, "upgrade")
    assert_the_same(told(former, *REPORT), figures_then(former))
