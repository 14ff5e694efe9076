"""Commands that are run as a user: with that user's rights, recorded, and not for just anybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from uppsikt_program import Program

from uppsikt.cli.acting import NOBODYS
from uppsikt.cli.commands import COMMANDS

SOURCE = Path(__file__).parents[2] / "src/uppsikt/cli"
CONTROLLER = "controller.ifon@demo.invalid"
READER = "reader.ifon@demo.invalid"
REPORT = ("report", "--committee", "ifon", "--period", "2023-07", "--format", "json")
ROWS = ("vouchers", "--committee", "ifon", "--period", "2023-07", "--account", "4510")
CLOSE = ("period", "--committee", "ifon", "--period", "2023-01", "--set", "closed")


def test_a_command_has_the_rights_of_the_user(own_demo: Program) -> None:
    refused = own_demo("--as", READER, *CLOSE)
    assert refused.returncode == 2
    assert "Driften som Förtroendevald, individ- och familjeomsorgsnämnden får inte ändra" in (
        refused.stderr
    )
    other = "controller.arbetslivsnamnden@demo.invalid"
    assert own_demo("--as", other, *CLOSE).returncode == 2, "the controller of another committee"
    assert own_demo("--as", CONTROLLER, *CLOSE).returncode == 0
    shown = own_demo("period", "--committee", "ifon").stdout
    assert "driften som Controller, individ- och familjeomsorgsnämnden" in shown


def test_a_reader_reads_what_is_open_and_no_more(own_demo: Program, tmp_path: Path) -> None:
    assert own_demo("--as", READER, *REPORT, "-o", tmp_path / "r.json").returncode == 0
    hidden = own_demo("--as", READER, "user", "list")
    assert hidden.returncode == 2
    assert "får inte läsa användare" in hidden.stderr
    assert own_demo("--as", "auditor@demo.invalid", "user", "list").returncode == 0


def test_what_is_asked_for_later_is_done_with_the_rights_of_the_user(own_demo: Program) -> None:
    head = "Månad;Verksamhet;Slag;Enhet;Belopp;Lämnad;Lämnad av\n"
    file = own_demo.data.parent / "prognos-senare.csv"
    file.write_text(
        f"{head}2023-08;Barn- och ungdomsvård;netto;tkr;-1;2023-09-07;enhetschef\n", "utf-8"
    )
    later = ("import", "--later", file, "--committee")

    refused = own_demo("--as", CONTROLLER, *later, "arbetslivsnamnden")
    assert refused.returncode == 2
    assert "får inte ändra filen" in refused.stderr
    assert own_demo("--as", READER, *later, "ifon").returncode == 2
    assert "prognos-senare" not in own_demo("jobs").stdout

    asked = own_demo("--as", CONTROLLER, *later, "ifon")
    assert asked.returncode == 0, asked.stderr
    (number,) = re.findall(r"som arbete (\d+)\.", asked.stdout)
    assert own_demo("worker", "--until-empty").returncode == 0
    told = own_demo("jobs", number).stdout
    assert "Beställt av: driften som Controller, individ- och familjeomsorgsnämnden" in told
    assert "prognos-senare.csv: 1 prognos inläst." in told


def test_that_the_operator_acted_as_somebody_is_recorded(own_demo: Program) -> None:
    own_demo("--as", READER, "look", "list")

    assert re.search(rf"handlade som.*{re.escape(READER)}", own_demo("audit", "list").stdout)


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("ingen@kommunen.example", "Det finns inget konto med den adressen."),
        ("", "Det finns inget konto med den adressen."),
        ("stangd@kommunen.example", "Kontot är stängt, och ingen kan handla som det."),
    ],
)
def test_nobody_acts_as_who_is_not_there(own_demo: Program, who: str, told: str) -> None:
    own_demo("user", "add", "stangd@kommunen.example", "--name", "Stängd")
    own_demo("user", "close", "stangd@kommunen.example")

    done = own_demo("--as", who, *CLOSE)

    assert done.returncode == 2
    assert told in done.stderr


def test_the_demos_people_are_nobody_elsewhere(own_demo: Program) -> None:
    (own_demo.data / "DEMO").rename(own_demo.data / "not-demo")
    try:
        done = own_demo("--as", CONTROLLER, "look", "list")
    finally:
        (own_demo.data / "not-demo").rename(own_demo.data / "DEMO")

    assert done.returncode == 2
    assert "ingen kan handla som det" in done.stderr


@pytest.mark.parametrize("command", ["upgrade", "serve", "demo"])
def test_what_is_the_operators_own_is_run_as_nobody_else(own_demo: Program, command: str) -> None:
    done = own_demo("--as", CONTROLLER, command)

    assert done.returncode == 2
    assert f"Kommandot {command} utförs alltid av driften." in done.stderr


def test_every_command_asks_in_one_place_whom_it_is_run_as() -> None:
    """A command that named the operator itself would not heed `--as`."""
    own = {"acting.py", "backup.py", "demo.py", "tending.py", "upgrade.py"}
    naming = {
        path.name
        for path in SOURCE.glob("*.py")
        if re.search(r"\b(OPERATOR|COMMAND_LINE)\b", path.read_text(encoding="utf-8"))
    }
    assert naming == own
    assert {command.name for command in COMMANDS} >= NOBODYS
