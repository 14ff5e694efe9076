"""The worker as a process: beside the server, killed and started again, told to end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from uppsikt_program import Program

from sources.city import WORK

_PATIENCE = 90  # seconds; a machine that is busy with other tests starts slowly
HEAD = "Datum;Konto;Ansvar;Verksamhet;Belopp (kr);Text\n"

KILLED = """
import os, signal, sys
from uppsikt.cli.main import main
from uppsikt.cli.telling import Teller

point, number = sys.argv[1], int(sys.argv[2])


def die(*args, **kwargs):
    os.kill(os.getpid(), number)


from uppsikt.cli import installation
installation.open_to_write()
from django.db import transaction
from uppsikt.platform.jobs import effects, queue, running
from uppsikt.platform.jobs.pulse import Pulse
from uppsikt.sources import services, uploads

if point == "when it is taken up":
    running.Worker._run = die
elif point == "when it has begun to read":
    Pulse.step = die
elif point == "before the commit":
    known = services.record
    def recorded(**given):
        known(**given)
        die()
    services.record = recorded
elif point == "after the commit":
    queue.finish = die
elif point == "when it has been told as done":
    running.put_away = die
sys.exit(main(["worker", "--until-empty"]))
"""

LOOK = """
import json, sys
from uppsikt.cli import installation
installation.open_to_read()
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.jobs.models import Job
from uppsikt.sources.models import Import
print(json.dumps({
    "imports": Import.everything.count(),
    "told": Entry.everything.filter(verb="läste in huvudbok").count(),
    "jobs": [[one.state, one.attempts, one.cancel_asked] for one in Job.everything.all()],
}))
"""


@pytest.fixture
def city(tmp_path: Path) -> Program:
    """An installation with one committee and a small file that waits to be read."""
    uppsikt = Program.installed(tmp_path)
    (tmp_path / "arbete.toml").write_text(WORK, encoding="utf-8")
    assert uppsikt("setup", "arbete.toml").returncode == 0
    table(tmp_path, "bok.csv")
    asked = uppsikt("import", "--later", "bok.csv")
    assert asked.stdout == "bok.csv: beställt som arbete 1. Se hur det går: uppsikt jobs 1\n"
    return uppsikt


def table(folder: Path, name: str, rows: int = 3) -> None:
    lines = [f"2022-01-15;4510;1401;5750;-{n},50;{name} {n}\n" for n in range(1, rows + 1)]
    (folder / name).write_text(HEAD + "".join(lines), encoding="utf-8")


def look(city: Program) -> dict[str, object]:
    found: dict[str, object] = json.loads(city.code(LOOK).stdout)
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("point", "before", "attempts"),
    [
        ("when it is taken up", 0, 2),
        ("when it has begun to read", 0, 2),
        ("before the commit", 0, 2),
        ("after the commit", 1, 1),
        ("when it has been told as done", 1, 1),
    ],
)
def test_killed_at_any_point_the_file_is_read_once(
    city: Program, point: str, before: int, attempts: int
) -> None:
    done = city.code(KILLED, point, str(int(signal.SIGKILL)))
    assert done.returncode == -signal.SIGKILL, done.stderr
    state = "done" if before else "running"
    assert look(city) == {"imports": before, "told": before, "jobs": [[state, 1, False]]}
    assert city("worker", "--until-empty").returncode == 0
    assert look(city) == {"imports": 1, "told": 1, "jobs": [["done", attempts, False]]}
    shown = city("jobs", "1").stdout
    assert ("läste in huvudbok bok.csv" if point == "after the commit" else "bok.csv: 3 rader") in (
        shown
    )


@pytest.mark.slow
def test_told_to_end_it_hands_the_job_back(city: Program) -> None:
    done = city.code(KILLED, "when it has begun to read", str(int(signal.SIGTERM)))
    assert done.returncode == 0
    assert "job handed back job=1 kind=import attempt=1" in done.stderr
    assert look(city) == {"imports": 0, "told": 0, "jobs": [["waiting", 0, False]]}
    assert not list((city.data / "workers").iterdir())
    assert city("worker", "--until-empty").returncode == 0
    assert look(city) == {"imports": 1, "told": 1, "jobs": [["done", 1, False]]}
    assert list((city.data / "files").glob("??/*")) == []


def test_the_command_shows_cancels_and_tries_again(city: Program) -> None:
    (city.folder / "skrap.csv").write_text("skräp\n", encoding="utf-8")
    city("import", "--later", "skrap.csv")
    assert city("import", "--later", "skrap.csv").stdout.startswith(
        "skrap.csv: redan beställt som arbete 2."
    )
    assert [line.split("  ", 2)[2] for line in city("jobs").stdout.splitlines()] == [
        "väntar: Inläsning av skrap.csv",
        "väntar: Inläsning av bok.csv",
    ]
    assert city("jobs", "--cancel", "1").stdout == "Arbete 1 är avbrutet.\n"
    log = city("worker", "--until-empty").stderr
    assert "job fault job=2 kind=import attempt=1 fault=NotThisFormat\n" in log
    shown = city("jobs", "2").stdout
    for part in ("misslyckat: Inläsning av skrap.csv", "Var: skrap.csv, rad 1", "Gör så här: "):
        assert part in shown
    assert city("jobs", "--retry", "1").stdout == "Arbete 1 väntar på sin tur.\n"
    city("worker", "--until-empty")
    assert "klart: Inläsning av bok.csv" in city("jobs", "1").stdout
    for arguments, told in (
        (("1", "--cancel", "1"), "Bara en sak görs i taget."),
        (("--cancel", "1"), "redan klart"),
        (("--retry", "1"), "är klart och kan inte göras om"),
        (("7",), "inget arbete med nummer 7"),
        (("x",), "x"),
    ):
        done = city("jobs", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert told in done.stderr
    both = city("import", "--later", "--preview", "bok.csv")
    assert (both.returncode, both.stdout) == (2, "")
    assert "En förhandsvisning görs genast, inte senare." in both.stderr


@contextmanager
def serving(city: Program) -> Iterator[subprocess.Popen[bytes]]:
    """`uppsikt serve` as a user starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with (
        (city.folder / "told.txt").open("w") as told,
        subprocess.Popen(
            [sys.executable, "-m", "uppsikt.cli", "serve", "--port", port],
            env=city.environment,
            cwd=city.folder,
            stderr=told,
            start_new_session=True,
        ) as server,
    ):
        try:
            yield server
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)


def wait_for(what: Callable[[], bool]) -> None:
    patience = time.monotonic() + _PATIENCE
    while not what():
        assert time.monotonic() < patience
        time.sleep(0.1)


def workers(city: Program) -> list[int]:
    """The processes that are workers on the data folder, by what they have signed on with."""
    folder = city.data / "workers"
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    found = [int(name.rsplit("-", 2)[1]) for name in names]
    return [pid for pid in found if Path(f"/proc/{pid}").exists()]


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_server_has_a_worker_beside_it_and_ends_it(city: Program, end: signal.Signals) -> None:
    with serving(city) as server:
        wait_for(lambda: "klart: " in city("jobs", "1").stdout)
        (first,) = workers(city)
        if end is signal.SIGINT:
            os.kill(first, signal.SIGKILL)
            wait_for(lambda: workers(city) not in ([], [first]))
            table(city.folder, "mer.csv", 5)
            city("import", "--later", "mer.csv")
            wait_for(lambda: "klart: " in city("jobs", "2").stdout)
        server.send_signal(end)
        wait_for(lambda: workers(city) == [])
        server.wait(_PATIENCE)
    told = (city.folder / "told.txt").read_text("utf-8")
    again = "Processen som utför arbeten avslutades (-9) och startas igen.\n"
    assert (again in told) is (end is signal.SIGINT)
    assert " error " not in told
    assert "Traceback" not in told
