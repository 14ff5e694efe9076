"""Two who write to the audit log at once: the chain never forks, and no secret is shown unrecorded.

SQLite is tried in a file and by processes, as it is used: the tests' own database lies in memory,
where connections do not wait for each other.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from audit_log import NOW, add, checked
from django.db import connection, transaction
from uppsikt_program import Program

from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.audit import services
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.audit.services import ReadingNotRecorded, record_reading
from uppsikt.platform.data_folder import DataFolder

START = """
import sys
from datetime import timedelta
from uppsikt.cli import installation
folder = installation.open_to_write()
from django.db import transaction
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.audit import services
def add(name):
    services.record(actor=COMMAND_LINE, now=installation.now(), verb="skrev", thing=name)
"""
WRITE = """
for number in range(20):
    add(f"{sys.argv[1]}-{number}")
"""
HOLD = """
with transaction.atomic():
    add("hållen")
    print("held", flush=True)
    sys.stdin.read()
"""
READ = """
services.WAIT = timedelta(seconds=1)
try:
    services.record_reading(reader=OPERATOR, now=installation.now(), thing="verifikationer")
except services.ReadingNotRecorded as fault:
    print(fault)
"""


def process(folder: Path, code: str, *arguments: str) -> subprocess.Popen[str]:
    """A process of its own on the SQLite of a data folder."""
    return subprocess.Popen(
        [sys.executable, "-c", START + code, *arguments],
        env={**os.environ, **Program(folder).environment, "DATABASE_URL": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_processes_that_write_at_once_make_one_chain(tmp_path: Path) -> None:
    program = Program.installed(tmp_path)
    writers = [process(tmp_path, WRITE, name) for name in "abc"]
    assert [one.communicate() and one.returncode for one in writers] == [0, 0, 0]
    told = program("audit", "verify").stdout
    assert "Att känna till" not in told
    assert "Loggen är hel: 60 poster." in told

    holder = process(tmp_path, HOLD)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    read, _ = process(tmp_path, READ).communicate()
    assert "visas inte nu" in read
    holder.communicate("")
    assert process(tmp_path, READ).communicate()[0] == ""
    told = program("audit", "verify").stdout
    assert "Loggen är hel: 62 poster." in told


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
class TestOnPostgres:
    @pytest.fixture(autouse=True)
    def _on_postgres(self) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("SQLite is tried by processes")

    def test_writers_do_not_fork_the_chain(self, log_folder: DataFolder) -> None:
        """The very first entries too."""
        start, faults = threading.Barrier(4), []

        def write(who: int) -> None:
            try:
                start.wait(10)
                for number in range(5):
                    add(who * 10 + number)
            except Exception as fault:  # noqa: BLE001 — told by the thread that waits
                faults.append(fault)
            finally:
                connection.close()

        threads = [threading.Thread(target=write, args=(who,)) for who in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        assert Entry.objects.count() == 20
        verdict = checked(log_folder)
        assert (verdict.faults, verdict.notes) == ([], [])

    def test_a_reading_that_cannot_be_recorded_is_refused(
        self, log_folder: DataFolder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Somebody else writes, and goes on for longer than a reader waits."""
        monkeypatch.setattr(services, "WAIT", timedelta(seconds=1))
        add(1)
        with holding_the_log(), pytest.raises(ReadingNotRecorded, match="visas inte nu"):
            record_reading(reader=OPERATOR, now=NOW, thing="verifikationer")
        record_reading(reader=OPERATOR, now=NOW, thing="verifikationer")
        assert Entry.objects.count() == 3
        assert checked(log_folder).is_whole


@contextmanager
def holding_the_log() -> Iterator[None]:
    """Another connection that has written to the log and has not ended its transaction."""
    there, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            add(2)
            there.set()
            done.wait(20)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert there.wait(10)
    try:
        yield
    finally:
        done.set()
        thread.join()
