"""`uppsikt audit`: the log told, checked and erased by commands, and former entries taken in."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from uppsikt_program import Program

OLD = (
    "INSERT INTO audit_entry (at, actor, verb, thing, detail) "
    "VALUES (?, 'kommandoraden', 'läste in budget', ?, ?)"
)
ROWS = 2_500


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A data folder of the time before the chain, upgraded."""
    made = Program(tmp_path_factory.mktemp("audit"))
    made.data.mkdir()
    made.django("migrate", "audit", "0001_initial")
    with closing(sqlite3.connect(made.data / "uppsikt.db")) as database, database:
        rows = [
            (f"2022-{1 + n // 250:02}-{1 + n % 28:02} 08:00:00", f"budget-{n}.csv",
             '{"committee": "arbete", "rows": 3}' if n % 2 else '{"committees": ["a", "skola"]}')
            for n in range(ROWS)
        ]  # fmt: skip
        database.executemany(OLD, rows)
    done = made("upgrade")
    assert done.returncode == 0, done.stderr
    return made


def test_former_entries_are_the_first_of_the_chain(program: Program) -> None:
    done = program("audit", "verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Loggen är hel: {ROWS:,} poster.".replace(",", "\u00a0") in done.stdout
    assert f"Loggen är övertagen till och med post {ROWS}" in done.stdout
    shown = program("audit", "list", "--thing", "BUDGET-2499", "--committee", "arbete").stdout
    assert shown == (
        "2500  2022-10-08 10:00; kommandoraden; läste in budget: budget-2499.csv; arbete; "
        "nämnd: arbete; rader: 3\n"
    )


def test_the_list_is_narrowed_down_and_cut(program: Program) -> None:
    def lines(*words: str) -> list[str]:
        done = program("audit", "list", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    assert lines("--who", "ingen") == ["Inga poster i urvalet."]
    assert lines("--did", "LÄSTE IN", "--most", "2")[2:] == [
        "… och 2\u00a0498 äldre. Visa fler med --most."
    ]
    of_days = lines("--from", "2022-03-01", "--to", "2022-03-01", "--most", "99")
    assert len(of_days) == 9
    assert all("2022-03-01" in line for line in of_days)
    assert all(line.startswith("25") for line in lines("--door", "command"))


def test_all_of_it_is_written_as_csv(program: Program, tmp_path: Path) -> None:
    target = tmp_path / "logg.csv"
    done = program("audit", "list", "--did", "budget", "--format", "csv", "-o", target)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig")), delimiter=";"))
    assert len(rows) == ROWS
    assert rows[0]["Nummer"] == str(ROWS)
    assert rows[-1]["Nämnd"] == "a, skola"
    piped = program.raw("audit", "list", "--did", "budget", "--format", "csv").stdout
    assert piped == target.read_bytes()


def test_a_changed_log_ends_with_status_1(program: Program) -> None:
    head = program("audit", "verify").stdout.splitlines()[-1].removeprefix("Slut: ")
    assert program("audit", "verify", "--head", head).returncode == 0
    with closing(sqlite3.connect(program.data / "uppsikt.db")) as database, database:
        database.execute("UPDATE audit_entry SET actor = 'ingen' WHERE number = 7")
    done = program("audit", "verify")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "Post 7 är ändrad: vem."
    with closing(sqlite3.connect(program.data / "uppsikt.db")) as database, database:
        database.execute("UPDATE audit_entry SET actor = 'kommandoraden' WHERE number = 7")
    assert program("audit", "verify").returncode == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("verify", "--head", "7:abc"), "Slutet går inte att läsa."),
        (("erase", "--reason", "beslut"), "Det framgår inte vad som ska gallras."),
        (("erase", "--before", "igår", "--reason", "b"), "--before 2022-10-31"),
        (("erase", "--before", "2022-01-02"), "Gallringen saknar skäl."),
        (("erase", "--before", "2999-01-01", "--reason", "b"), "har inte varit än"),
        (("list", "--from", "2022-13-01"), "--from ”2022-13-01”"),
        (("list", "-o", "logg.txt"), "--format csv"),
    ],
)
def test_what_is_half_said_is_refused(program: Program, words: tuple[str, ...], told: str) -> None:
    done = program("audit", *words)
    assert done.returncode == 2
    assert told in done.stderr


def test_what_is_erased_is_gone_from_the_file_too(program: Program) -> None:
    files = [program.data / f"uppsikt.db{end}" for end in ("", "-wal")]
    there = [path for path in files if path.exists()]
    assert any(b"budget-17.csv" in path.read_bytes() for path in there)
    done = program("audit", "erase", "--before", "2022-10-01", "--reason", "gallringsbeslut § 4")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2\u00a0250 poster från före 2022-10-01 är gallrade.")
    there = [path for path in files if path.exists()]
    assert not any(b"budget-17.csv" in path.read_bytes() for path in there)
    told = program("audit", "verify")
    assert told.returncode == 0
    assert "varav 2\u00a0250 gallrade" in told.stdout
    newest = program("audit", "list", "--did", "gallrade").stdout
    assert "poster: 1–2250" in newest
    assert "skäl: gallringsbeslut § 4" in newest
    again = program("audit", "erase", "--before", "2022-10-01", "--reason", "samma")
    assert "Ingenting är gallrat" in again.stdout
