"""A long import tells how far it has come, and can be broken off: then nothing has changed."""

from __future__ import annotations

import io
import re
import signal
import subprocess
from pathlib import Path

import pytest
from uppsikt_program import Program

from sources.city import WORK
from uppsikt.cli.telling import Teller

COMMAND = """
import os, sys
from uppsikt.cli.main import main
from uppsikt.cli.telling import Teller

point, number, *arguments = sys.argv[1:]
known, known_far = Teller.step, Teller.far


def step(teller, text):
    known(teller, text)
    if text.startswith(point):
        os.kill(os.getpid(), int(number))


def far(teller, rows, share):
    known_far(teller, rows, share)
    if point == "far":
        os.kill(os.getpid(), int(number))


def recorded(**given):
    known_record(**given)
    if point == "commit":
        from django.db import transaction
        transaction.on_commit(lambda: os.kill(os.getpid(), int(number)))


Teller.step, Teller.far = step, far
if point == "commit":
    from uppsikt.cli import installation
    installation.open_to_write()
    from uppsikt.sources import services
    known_record, services.record = services.record, recorded
sys.exit(main(arguments))
"""
HEAD = "Datum;Konto;Ansvar;Verksamhet;Belopp (kr);Text\n"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """An installation with one committee and nothing read."""
    folder = tmp_path_factory.mktemp("city")
    uppsikt = Program.installed(folder)
    (folder / "arbete.toml").write_text(WORK, encoding="utf-8")
    assert uppsikt("setup", "arbete.toml").returncode == 0
    return uppsikt


def table(folder: Path, name: str, rows: int = 2) -> str:
    lines = [f"2022-01-15;4510;1401;5750;-{n},50;{name} {n}\n" for n in range(1, rows + 1)]
    (folder / name).write_text(HEAD + "".join(lines), encoding="utf-8")
    return name


def broken_off(
    city: Program, point: str, number: int, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """An import that gets a signal when it says that it is at a point."""
    return city.code(COMMAND, point, str(int(number)), "import", *arguments)


def columns(city: Program) -> set[str]:
    folder = city.data / "columns"
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


@pytest.mark.parametrize(
    ("point", "number", "status"),
    [("Läser", signal.SIGINT, 130), ("Sparar", signal.SIGTERM, 143)],
    ids=["Ctrl+C", "TERM"],
)
def test_broken_off_nothing_is_read_and_the_next_import_works(
    city: Program, point: str, number: int, status: int
) -> None:
    name = table(city.folder, f"bok-{status}.csv", 3)
    before = columns(city)
    done = broken_off(city, point, number, name, table(city.folder, "senare.csv"))
    assert (done.returncode, done.stdout) == (status, "")
    assert f"Avbrutet. Ingenting är inläst från {name}, allt är som det var." in done.stderr
    assert "Gör så här: Kör samma kommando igen" in done.stderr
    assert "Inte påbörjade: senare.csv." in done.stderr
    assert columns(city) == before
    done = city("import", name)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, f"{name}: 3 rader, 2022-01.")


def test_broken_off_in_a_preview(city: Program) -> None:
    name = table(city.folder, "forhand.csv")
    done = broken_off(city, "Räknar", signal.SIGINT, "--preview", name)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.splitlines()[-1] == "Avbrutet. Ingenting är ändrat."


def test_broken_off_when_all_is_already_read_says_so(city: Program) -> None:
    name = table(city.folder, "sent.csv", 4)
    done = broken_off(city, "commit", signal.SIGTERM, name)
    assert done.returncode == 143
    assert f"Avbrutet, men först sedan {name} hade lästs in i sin helhet." in done.stderr
    assert "redan inläst" in city("import", name).stdout


def test_a_large_file_tells_how_far_it_has_come_and_is_taken_up_there(city: Program) -> None:
    name = table(city.folder, "stor.csv", 300_000)
    assert (city.folder / name).stat().st_size > 8_000_000
    done = broken_off(city, "far", signal.SIGINT, name)
    *far, last = done.stderr.splitlines()
    again = re.fullmatch(r"  Gör så här: Kör samma kommando igen: (.*) är redan lästa .*", last)
    assert again
    assert [line.split(",")[0].strip() for line in far if "%" in line] == [again[1]]
    done = city("import", name)
    assert done.stdout.startswith("stor.csv: 300\u00a0000 rader, 2022-01.")
    first, *_, last = done.stderr.splitlines()
    assert first == f"Läser vidare i stor.csv: {again[1]} är redan lästa."
    assert last == "Sparar 300\u00a0000 rader …"


def told(*, moving: bool) -> str:
    seconds = iter([0.0, 0.4, 2.0, 3.9, 4.0, 4.1, 5.0, 6.0, 7.0, 8.0, 9.0])
    stream = io.StringIO()
    with Teller(stream, moving, clock=lambda: next(seconds)) as teller:
        teller.step("Läser bok.csv …")
        for tenth in (1, 3, 4, 5, 8, 10):
            teller.far(tenth * 1000, tenth / 10)
    return stream.getvalue()


def test_a_terminal_has_one_line_that_moves_and_is_gone() -> None:
    written = told(moving=True).split("\r")
    assert written[1] == "Läser bok.csv …\x1b[K"
    assert written[2] == "Läser bok.csv …  1\u00a0000 rader, 10 %  2 s\x1b[K"
    assert written[-2].startswith("Läser bok.csv …  10\u00a0000 rader, 100 %")
    assert written[-1] == "\x1b[K"


def test_a_file_has_a_line_at_each_quarter() -> None:
    assert told(moving=False).splitlines() == [
        "Läser bok.csv …",
        "  3\u00a0000 rader, 30 %",
        "  5\u00a0000 rader, 50 %",
        "  8\u00a0000 rader, 80 %",
    ]


def test_the_line_is_never_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    stream = io.StringIO()
    with Teller(stream, moving=True) as teller:
        teller.step("Läser " + "x" * 50)
    assert [len(part.removesuffix("\x1b[K")) for part in stream.getvalue().split("\r")] == [
        0, 19, 0,
    ]  # fmt: skip
