"""The commands at work on the demo and on a user's own committee, run as users run them."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest
from uppsikt_program import DEMO_DATA, Program

from uppsikt.cli.commands import FORMATS
from uppsikt.sources.importing import kind_of

pytestmark = pytest.mark.slow
OCTOBER = ("report", "--committee", "arbetslivsnamnden", "--period", "2022-10")


@pytest.fixture(scope="module")
def demo(own_demo: Program) -> Program:
    return own_demo


@pytest.fixture(scope="module")
def shown(made_demo: Path, demo: Program) -> str:
    """What the demo's command wrote to standard output, as if the demo had been made here."""
    return (made_demo / "shown.txt").read_text("utf-8").replace(str(made_demo), str(demo.folder))


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where a committee has been set up from its own copy of the files."""
    folder = tmp_path_factory.mktemp("set-up")
    shutil.copytree(DEMO_DATA, folder, dirs_exist_ok=True)
    done = Program(folder)("setup", "arbetslivsnamnden.toml")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Arbetslivsnämnden (arbetslivsnamnden) är upplagd.\n")
    return folder


@pytest.fixture
def own(set_up: Path, tmp_path: Path) -> Program:
    """A user's own committee, set up and without a ledger; each test has its own copy."""
    shutil.copytree(set_up, tmp_path, dirs_exist_ok=True)
    return Program(tmp_path)


def fingerprints(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_demo_shows_the_published_table(shown: str) -> None:
    rows = [line.replace("\N{NO-BREAK SPACE}", "").split() for line in shown.splitlines()]
    (total,) = [row for row in rows if row[:1] == ["Summa"]]
    assert total[1:] == ["−219284", "−252950", "−223972", "−217014", "−258950", "−6000"]
    assert "påhittade" in shown


def test_the_demo_writes_every_report_in_five_formats(demo: Program) -> None:
    names = {path.name for path in (demo.folder / "out").iterdir()}
    reports = {
        "arbetslivsnamnden-2022-05",
        "arbetslivsnamnden-2022-10",
        "arbetslivsnamnden-2025-08",
        "ifon-2023-07",
        "ifon-2023-07-budget",
        "ifon-2023-07-omraknat",
        "arbetslivsnamnden-2023-07",
        "arbetslivsnamnden-2023-07-omraknat",
        "ifon-2023-12-annual",
    }
    assert names == {f"{report}.{suffix}" for report in reports for suffix in FORMATS}


def test_the_demo_again_changes_nothing(demo: Program, shown: str) -> None:
    out, columns = fingerprints(demo.folder / "out"), fingerprints(demo.data / "columns")
    again = demo("demo", "--no-serve")
    assert again.returncode == 0
    assert again.stdout == shown
    assert "inget är ändrat" in again.stderr
    assert fingerprints(demo.folder / "out") == out
    assert fingerprints(demo.data / "columns") == columns


def test_the_demo_leaves_somebodys_own_data_alone(own: Program) -> None:
    before = fingerprints(own.data)
    done = own("demo", "--no-serve")
    assert (done.returncode, done.stdout) == (2, "")
    assert "egna uppgifter" in done.stderr
    after = fingerprints(own.data)
    assert set(after) - set(before) <= {"uppsikt.lock"}
    assert not (own.folder / "out").exists()


def test_the_demo_does_not_write_over_a_file_called_out(tmp_path: Path, demo: Program) -> None:
    (tmp_path / "out").write_text("min egen")
    done = Program(tmp_path, demo.data)("demo", "--no-serve")
    assert done.returncode == 2
    assert (tmp_path / "out").read_text() == "min egen"


_CLOSED_AT_NIGHT = """
from datetime import UTC, datetime
from uppsikt.cli import installation
folder = installation.open_to_write()
from uppsikt.figures import Period
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.sources.period_rules import State
from uppsikt.sources.periods import set_period
from uppsikt.store import Store
now = datetime(2022, 11, 10, 23, 30, tzinfo=UTC)
set_period(actor=COMMAND_LINE, now=now, store=Store(folder.columns), state=State.CLOSED,
           committee="arbetslivsnamnden", period=Period.month(2022, 9))
"""


def test_a_day_is_told_as_it_was_in_stockholm(demo: Program, tmp_path: Path) -> None:
    shutil.copytree(demo.folder, tmp_path, dirs_exist_ok=True)
    own = Program(tmp_path)
    assert own.code(_CLOSED_AT_NIGHT).returncode == 0
    done = own("period", "--committee", "arbetslivsnamnden")
    assert "  september 2022: stängd 2022-11-11 av kommandoraden" in done.stdout


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_on_standard_output_is_the_demos_own(name: str, demo: Program) -> None:
    done = demo.raw(*OCTOBER, "--format", name)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == (demo.folder / f"out/arbetslivsnamnden-2022-10.{name}").read_bytes()


def test_a_report_is_written_to_a_file(demo: Program, tmp_path: Path) -> None:
    target = tmp_path / "rapport.xlsx"
    done = demo(*OCTOBER, "--format", "xlsx", "-o", target)
    assert (done.returncode, done.stdout) == (0, "")
    assert str(target) in done.stderr
    assert zipfile.is_zipfile(io.BytesIO(target.read_bytes()))


def test_the_interim_form_is_another_report(demo: Program) -> None:
    done = demo(
        "report", "--committee", "arbetslivsnamnden", "--period", "2025-08", "--form", "interim",
        "--format", "json",
    )  # fmt: skip
    assert done.returncode == 0
    assert "verk" in [table["key"] for table in json.loads(done.stdout)["tables"]]


def test_an_unknown_committee_is_answered_with_the_nearest(demo: Program) -> None:
    done = demo(
        "report", "--committee", "arbetslivsnämnden", "--period", "2022-10", "--format", "json"
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "arbetslivsnamnden" in done.stderr


@pytest.mark.parametrize("path", sorted(DEMO_DATA.iterdir()), ids=lambda path: path.name)
def test_a_file_is_known_by_what_is_in_it(path: Path) -> None:
    kinds = {"huvudbok": "ledger", "saldon": "ledger", "budget": "budget", "prognos": "forecast"}
    expected = kinds.get(path.name.partition("-")[0])
    if expected is not None:
        assert kind_of(path) == expected


def test_setup_again_changes_nothing(own: Program) -> None:
    done = own("setup", "arbetslivsnamnden.toml")
    assert done.stdout.startswith(
        "Arbetslivsnämnden (arbetslivsnamnden) är redan upplagd så, ingenting är ändrat.\n"
    )


def test_setup_tells_of_moves_on_both_sides(own: Program) -> None:
    given = own("setup", "arbetslivsnamnden.toml")
    assert (given.returncode, given.stderr) == (0, "")
    assert "Insatser relationsvåld till ifon" in given.stdout
    assert "Flytten väntar: ifon har ingen rad" in given.stdout
    taken = own("setup", "ifon.toml")
    assert "tar Vård av vuxna över Insatser relationsvåld från Arbetslivsnämnden" in taken.stdout
    assert "väntar" not in taken.stdout


def test_import_reads_files_of_all_kinds(own: Program) -> None:
    files = (
        "huvudbok-2022.se",
        "budget-arbetslivsnamnden-2022.csv",
        "prognos-arbetslivsnamnden-2022.csv",
    )
    done = own("import", *files, "--committee", "arbetslivsnamnden")
    assert done.returncode == 0, done.stderr
    for name in files:
        assert f"{name}: " in done.stdout
    assert done.stdout.endswith("Klart: alla 3 filer är lästa.\n")
    again = own("import", "huvudbok-2022.se", "--committee", "arbetslivsnamnden")
    assert again.stdout == "huvudbok-2022.se: redan inläst, ingenting är ändrat.\n"


def test_a_refused_file_does_not_stop_the_others(own: Program) -> None:
    (own.folder / "tom.se").touch()
    done = own("import", "tom.se", "huvudbok-2022.se")
    assert done.returncode == 2
    assert "tom.se: inte inläst, ingenting är ändrat." in done.stdout
    assert done.stdout.endswith("1 av 2 filer är lästa. Inte inlästa: tom.se.\n")
    assert "Fel: " in done.stderr


def test_a_budget_needs_its_committee(own: Program) -> None:
    done = own("import", "budget-arbetslivsnamnden-2022.csv")
    assert done.returncode == 2
    assert "--committee" in done.stderr


def test_serve_shows_the_pages_until_interrupted(demo: Program) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uppsikt.cli", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=demo.folder, env=demo.environment, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert "Arbetslivsnämnden" in _page(f"http://127.0.0.1:{port}/")
            second = demo("serve", "--port", str(port))
            server.send_signal(signal.SIGINT)
            _, told = server.communicate(timeout=30)
        finally:
            server.kill()
    assert server.returncode == 0
    assert f"Sidorna visas på http://127.0.0.1:{port}/" in told
    assert (second.returncode, second.stderr.splitlines()[0]) == (
        2,
        f"Fel: Porten {port} är upptagen.",
    )


def _page(address: str) -> str:
    """What stands on a page, once the server has started."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(address) as answer:
                return str(answer.read().decode())
        except ConnectionError:
            time.sleep(0.2)
        except urllib.error.URLError as fault:
            if not isinstance(fault.reason, ConnectionError):
                raise
            time.sleep(0.2)
    raise AssertionError("the server did not start")


def test_a_report_tells_last_year_restated(demo: Program) -> None:
    where = ("report", "--committee", "ifon", "--period", "2023-07", "--format", "json")
    done = demo(*where, "--last-year", "restated")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["tables"][0]["columns"][0] == "Utfall 2022-07 omräknat"


def test_where_nothing_has_moved_it_says_so(demo: Program) -> None:
    where = ("--committee", "arbetslivsnamnden", "--period", "2022-10", "--format", "json")
    done = demo("report", *where, "--last-year", "restated")
    assert done.returncode == 0
    assert "omräknat är detsamma som publicerat" in done.stderr
