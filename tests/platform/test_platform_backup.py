"""Backups by their commands: everything comes back equal, from and to either database."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from uppsikt_program import Program

pytestmark = pytest.mark.slow

REPORT = (
    "report", "--committee", "arbetslivsnamnden", "--period", "2022-10", "--format", "json",
)  # fmt: skip


HAND_IN = """
import django
django.setup()
import io
from datetime import datetime
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.files import owners, services
owners.register_owner("prov", lambda *_: True)
services.receive(
    actor=COMMAND_LINE, now=datetime.now(STOCKHOLM), name="protokoll.txt",
    content=io.BytesIO("Åtta ord i en fil.".encode()), owner=owners.Owner("prov", "1"),
)
"""


@pytest.fixture(scope="module")
def demo(own_demo: Program) -> Program:
    """The demo, with a backup of it in `demo.zip`, and what a report said then in `report.json`."""
    with closing(sqlite3.connect(own_demo.data / "uppsikt.db")) as database, database:
        database.execute("insert into django_session values ('abc', 'inloggad', '2099-01-01')")
    assert own_demo.code(HAND_IN).returncode == 0
    (own_demo.folder / "report.json").write_text(told(own_demo, *REPORT), encoding="utf-8")
    told(own_demo, "backup", "demo.zip")
    return own_demo


@pytest.fixture
def elsewhere(demo: Program, tmp_path: Path) -> Program:
    """The program on a data folder that is not there yet, with the demo's backup beside it."""
    shutil.copy(demo.folder / "demo.zip", tmp_path)
    return Program(tmp_path)


def told(program: Program, *arguments: str | Path, database: str | None = None) -> str:
    done = program(*arguments, database=database)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(program: Program, *arguments: str | Path) -> str:
    done = program(*arguments)
    assert (done.returncode, done.stdout) == (2, ""), done.stdout
    return done.stderr


def contents(backup: Path) -> dict[str, object]:
    """Each table and file with its fingerprint, as the manifest says; but for the log of doings."""
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    tables = {name: (one["rows"], one["digest"]) for name, one in manifest["tables"].items()}
    for name in ("entry", "link", "head"):
        tables.pop(f"audit.{name}")
    return {**tables, **{name: one["digest"] for name, one in manifest["files"].items()}}


def test_what_comes_back_is_equal(demo: Program, elsewhere: Program) -> None:
    shown = told(elsewhere, "restore", "demo.zip")
    assert "lika säkerhetskopian" in shown
    assert told(elsewhere, *REPORT) == (demo.folder / "report.json").read_text(encoding="utf-8")
    told(elsewhere, "backup", "igen.zip")
    assert contents(elsewhere.folder / "igen.zip") == contents(elsewhere.folder / "demo.zip")
    assert "protokoll.txt" in told(elsewhere, "files", "list")
    told(elsewhere, "files", "check")
    assert (elsewhere.data / "DEMO").is_file()
    assert told(elsewhere, "upgrade") == "Databasen är redan aktuell.\n"


def test_the_key_and_who_was_signed_in_are_not_in_it(demo: Program, elsewhere: Program) -> None:
    with zipfile.ZipFile(elsewhere.folder / "demo.zip") as archive:
        names = archive.namelist()
        everything = b"".join(archive.read(name) for name in names)
    key = (demo.data / "secret.key").read_text().strip()
    assert key.encode() not in everything
    assert not [name for name in names if "session" in name or "key" in name]
    told(elsewhere, "restore", "demo.zip")
    assert (elsewhere.data / "secret.key").read_text().strip() != key
    assert (elsewhere.folder / "demo.zip").stat().st_mode & 0o777 == 0o600


def test_a_check_says_what_it_holds_and_makes_no_data_folder(elsewhere: Program) -> None:
    shown = told(elsewhere, "backup", "demo.zip", "--check")
    assert "demo.zip är hel" in shown
    assert "Uppsikt 0.1.0" in shown
    assert not elsewhere.data.exists()


def test_the_log_tells_of_both(elsewhere: Program) -> None:
    told(elsewhere, "restore", "demo.zip")
    told(elsewhere, "backup", "igen.zip")
    with closing(sqlite3.connect(elsewhere.data / "uppsikt.db")) as database:
        entries = database.execute("select verb, thing from audit_entry order by number").fetchall()
    assert entries[-2:] == [
        ("återställde en säkerhetskopia", "demo.zip"),
        ("tog en säkerhetskopia", "igen.zip"),
    ]


def test_nothing_is_replaced_that_is_not_saved_first(elsewhere: Program) -> None:
    told(elsewhere, "restore", "demo.zip")
    with closing(sqlite3.connect(elsewhere.data / "uppsikt.db")) as database, database:
        database.execute("delete from followup_printedfigure")
        database.execute("insert into django_session values ('abc', 'inloggad', '2099-01-01')")
    assert "Här finns redan uppgifter." in refused(elsewhere, "restore", "demo.zip")
    told(elsewhere, "restore", "demo.zip", "--replace", "före.zip")
    told(elsewhere, "backup", "igen.zip")
    assert contents(elsewhere.folder / "igen.zip") == contents(elsewhere.folder / "demo.zip")
    saved = contents(elsewhere.folder / "före.zip")
    assert (
        saved["followup.printedfigure"]
        != contents(elsewhere.folder / "demo.zip")["followup.printedfigure"]
    )
    with closing(sqlite3.connect(elsewhere.data / "uppsikt.db")) as database:
        assert database.execute("select count(*) from django_session").fetchone() == (0,)


def test_a_file_that_comes_back_mends_a_damaged_one(elsewhere: Program) -> None:
    told(elsewhere, "restore", "demo.zip")
    one, two, *_ = sorted((elsewhere.data / "columns").glob("*.parquet"))
    one.write_bytes(b"")
    two.unlink()
    told(elsewhere, "restore", "demo.zip", "--replace", "före.zip")
    told(elsewhere, "backup", "igen.zip")
    assert contents(elsewhere.folder / "igen.zip") == contents(elsewhere.folder / "demo.zip")


def test_a_file_that_is_gone_is_told_of(elsewhere: Program) -> None:
    told(elsewhere, "restore", "demo.zip")
    one, two, *_ = sorted((elsewhere.data / "columns").glob("*.original"))
    one.write_bytes(b"annat")
    assert one.stem in refused(elsewhere, "backup", "ny.zip")
    two.unlink()
    assert two.stem in refused(elsewhere, "backup", "ny.zip")
    assert not (elsewhere.folder / "ny.zip").exists()
    shown = told(elsewhere, "backup", "ny.zip", "--accept")
    assert "saknas     2 filer" in shown
    assert one.stem in shown
    assert two.stem in shown
    assert "saknas     2 filer" in told(elsewhere, "backup", "ny.zip", "--check")


ERASED = """
import sys
from uppsikt.platform.backup import make
from uppsikt.platform.files.models import HandedIn
from uppsikt.cli.main import main

known = make._add_files


def erase_first(archive, found, *, accept):
    key = HandedIn.everything.order_by("-id").values_list("key", flat=True)[0]
    services.erase(actor=COMMAND_LINE, now=datetime.now(STOCKHOLM), key=key)
    return known(archive, found, accept=accept)


make._add_files = erase_first
sys.exit(main(["backup", "k.zip"]))
"""


def test_a_file_that_is_erased_meanwhile_is_in_no_backup(elsewhere: Program) -> None:
    """The rows were read before it was erased; its content is gone by right, and that is told."""
    told(elsewhere, "restore", "demo.zip")
    done = elsewhere.code(HAND_IN.replace("Åtta ord", "Andra ord") + ERASED)
    assert done.returncode == 0, done.stderr
    assert "saknas     1 fil, borta redan då:" in done.stdout
    with zipfile.ZipFile(elsewhere.folder / "k.zip") as archive:
        assert not any(b"Andra ord" in archive.read(name) for name in archive.namelist())
    told(elsewhere, "backup", "k.zip", "--check")


def test_a_backup_is_refused_a_place_in_what_it_is_a_backup_of(elsewhere: Program) -> None:
    told(elsewhere, "restore", "demo.zip")
    there = sorted(elsewhere.data.rglob("*"))
    assert "i datamappen" in refused(elsewhere, "backup", elsewhere.data / "kopia.zip")
    assert sorted(elsewhere.data.rglob("*")) == there


def test_what_cannot_be_put_back_makes_nothing(elsewhere: Program) -> None:
    whole = (elsewhere.folder / "demo.zip").read_bytes()
    for name, content, text in (
        ("kort.zip", whole[:-100_000], "avkortad"),
        ("ändrad.zip", whole[:99_999] + b"!!" + whole[100_001:], "skadad eller ändrad"),
        ("annat.zip", b"PK", "ingen säkerhetskopia"),
    ):
        (elsewhere.folder / name).write_bytes(content)
        assert text in refused(elsewhere, "restore", name)
        assert text in refused(elsewhere, "backup", name, "--check")
        assert not elsewhere.data.exists()


def test_a_data_folder_in_use_is_left_alone(elsewhere: Program) -> None:
    import fcntl

    elsewhere.data.mkdir()
    with (elsewhere.data / "uppsikt.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "datamappen är upptagen" in refused(elsewhere, "restore", "demo.zip")
    assert not (elsewhere.data / "columns").exists()


FULL = """
import shutil, sys
from uppsikt.cli.main import main
usage = shutil.disk_usage
shutil.disk_usage = lambda path: usage(path)._replace(free=1_000)
sys.exit(main(["restore", "demo.zip"]))
"""


def test_a_full_disk_is_told_before_anything_is_written(elsewhere: Program) -> None:
    done = elsewhere.code(FULL)
    assert done.returncode == 2
    assert "Disken har inte plats" in done.stderr
    assert not (elsewhere.data / "columns").exists()


def test_from_sqlite_to_postgresql_and_back(
    demo: Program, elsewhere: Program, two_databases: list[str], tmp_path: Path
) -> None:
    first, second = two_databases
    told(elsewhere, "restore", "demo.zip", database=first)
    shown = told(elsewhere, *REPORT, database=first)
    assert shown == (demo.folder / "report.json").read_text(encoding="utf-8")
    told(elsewhere, "backup", "pg.zip", database=first)
    other = Program(tmp_path, tmp_path / "annan")
    told(other, "restore", "pg.zip", database=second)
    told(other, "restore", "pg.zip", "--replace", "före.zip", database=second)
    told(other, "backup", "pg2.zip", database=second)
    third = Program(tmp_path, tmp_path / "tredje")
    told(third, "restore", "pg2.zip")
    told(third, "backup", "igen.zip")
    wanted = contents(tmp_path / "demo.zip")
    assert [contents(tmp_path / name) for name in ("pg.zip", "pg2.zip", "igen.zip")] == [wanted] * 3


RUNNING = '''
import json, sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import django
django.setup()

from django.core.management import call_command
from django.db import connection

from uppsikt.cli.main import main
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.audit.services import record
from uppsikt.platform.backup import rows
from uppsikt.platform.data_folder import STOCKHOLM


def meanwhile(step):
    """What a step answers in another thread, with a connection of its own."""
    def run():
        try:
            return step()
        finally:
            connection.close()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def add(name):
    record(actor=COMMAND_LINE, now=datetime.now(STOCKHOLM), verb="provade", thing=name)


def names():
    found = Entry.everything.filter(verb="provade").order_by("pk")
    return list(found.values_list("thing", flat=True))


def spy(owner, name, found, look):
    """What is seen by others when the owner's function has been called."""
    known = getattr(owner, name)
    def spied(*args, **kwargs):
        known(*args, **kwargs)
        found.append(meanwhile(look))
    setattr(owner, name, spied)


call_command("migrate", verbosity=0)
add("ett")
found = {"snapshot": [], "restore": []}
with rows.snapshot():
    found["snapshot"].append(names())
    meanwhile(lambda: add("under"))
    found["snapshot"].append(names())
found["snapshot"].append(names())
assert main(["backup", "k.zip"]) == 0
add("efter")
spy(rows, "count_on", found["restore"], names)
assert main(["restore", "k.zip", "--replace", "f.zip"]) == 0
found["restore"].append(names())
add("nästa")
found["numbers"] = list(Entry.everything.order_by("pk").values_list("pk", flat=True))
print(json.dumps(found), file=sys.stderr)
'''


@pytest.mark.parametrize("where", ["sqlite", pytest.param("postgres", marks=pytest.mark.database)])
def test_the_site_is_used_meanwhile(
    where: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """A backup is of one moment while others write; who reads sees what was until it is gone."""
    database = request.getfixturevalue("two_databases")[0] if where == "postgres" else None
    done = Program(tmp_path).code(RUNNING, database=database)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stderr.splitlines()[-1])
    assert found["snapshot"] == [["ett"], ["ett"], ["ett", "under"]]
    assert found["restore"] == [["ett", "under", "efter"], ["ett", "under"]]
    # "ett", "under", that it was restored, and "nästa": numbered after those that came back.
    assert len(set(found["numbers"])) == len(found["numbers"]) == 4
