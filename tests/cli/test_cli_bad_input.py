"""Bad input through the door that users use: a clear Swedish error, status 2, nothing changed."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from uppsikt_program import DEMO_DATA, Program

pytestmark = pytest.mark.slow
LEDGER = (DEMO_DATA / "huvudbok-2022.se").read_bytes()
ENGLISH = re.compile(r"\b(error|invalid|traceback|exception|file|line|expected|failed)\b", re.I)


def _of_another_year(ledger: bytes) -> bytes:
    """The ledger with its year moved, so that every voucher lies outside it."""
    return ledger.replace(b"#RAR 0 20220101 20221231", b"#RAR 0 20190101 20191231")


BAD = {
    "tom": b"",
    "radbrytningar": b"\r\n" * 500,
    "utf-16": LEDGER[:20_000].decode("cp437").encode("utf-16"),
    "avhuggen": LEDGER[: LEDGER.index(b"#TRANS", len(LEDGER) // 2) + 12],
    "en-enda-rad": b"#FLAGGA 0 " + b"x" * 3_000_000,
    "annat-år": _of_another_year(LEDGER),
    "bild": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "obalanserad": LEDGER.replace(b"}\r\n#VER", b"#TRANS 4550 {} 1.00\r\n}\r\n#VER", 1),
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A committee with its ledger of 2022; no test here may change it."""
    folder = tmp_path_factory.mktemp("loaded")
    shutil.copytree(DEMO_DATA, folder, dirs_exist_ok=True)
    uppsikt = Program.installed(folder)
    for arguments in (("setup", "arbetslivsnamnden.toml"), ("import", "huvudbok-2022.se")):
        assert uppsikt(*arguments).returncode == 0
    return uppsikt


def contents(data: Path) -> tuple[list[str], set[str]]:
    """Everything in the database, and the names of all column files."""
    with closing(sqlite3.connect(data / "uppsikt.db")) as database:
        rows = list(database.iterdump())
    return rows, {path.name for path in (data / "columns").rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_ledger_is_refused_and_nothing_is_changed(
    name: str, loaded: Program, tmp_path: Path
) -> None:
    assert BAD[name] != LEDGER
    before = contents(loaded.data)
    path = tmp_path / f"{name}.se"
    path.write_bytes(BAD[name])
    done = loaded("import", path)
    assert done.returncode == 2, done.stderr
    assert f"{name}.se: inte inläst, ingenting är ändrat." in done.stdout
    told = done.stderr.partition("Fel: ")[2]
    assert f"{name}.se" in told
    assert not ENGLISH.search(told), told
    assert len(told) < 8_000
    assert contents(loaded.data) == before


def test_an_unknown_committee_is_refused_and_nothing_is_changed(loaded: Program) -> None:
    before = contents(loaded.data)
    done = loaded("import", "huvudbok-2023.se", "--committee", "arbetslivsnämnden")
    assert done.returncode == 2
    assert "arbetslivsnamnden" in done.stderr
    assert contents(loaded.data) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with room for little more than the database."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=6000k", "tmpfs", str(disk)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("a disk can be mounted by root alone")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_told_and_nothing_is_changed(small_disk: Path, tmp_path: Path) -> None:
    shutil.copytree(DEMO_DATA, tmp_path, dirs_exist_ok=True)
    uppsikt = Program(tmp_path, small_disk / "data")
    assert uppsikt("setup", "arbetslivsnamnden.toml").returncode == 0
    (small_disk / "ballast").write_bytes(bytes(_room(small_disk) - 60_000))
    before = contents(uppsikt.data)
    done = uppsikt("import", "huvudbok-2022.se")
    assert done.returncode == 2, done.stderr
    assert "full" in done.stderr
    assert not ENGLISH.search(done.stderr)
    assert contents(uppsikt.data) == before


def _room(disk: Path) -> int:
    return shutil.disk_usage(disk).free
