"""Keys by command: made and shown once, listed without the secret, ended, and refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from uppsikt_program import Program

WHO = "controller@kommunen.example"


@pytest.fixture(scope="module")
def uppsikt(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program, with one account."""
    program = Program(tmp_path_factory.mktemp("token"))
    program("user", "add", WHO, "--name", "Anna")
    return program


def test_a_key_is_made_listed_and_ended(uppsikt: Program) -> None:
    assert "Inga nycklar finns." in uppsikt("token", "list").stdout
    done = uppsikt("token", "add", WHO, "--name", "Power BI")
    assert (done.returncode, done.stderr) == (0, "")
    found = re.search(r"^uppsikt_[\w-]{43}$", done.stdout, re.M)
    assert found, done.stdout
    secret = found[0]
    assert "Ny nyckel till ditt konto i Uppsikt" in uppsikt("outbox", "list").stdout

    for told in (uppsikt("token", "list").stdout, uppsikt("token", "list", WHO).stdout):
        assert f"Power BI  slutar på {secret[-4:]}, gjord 20" in told
        assert "senast använd: aldrig (gäller)" in told
        assert secret not in told
    assert secret not in uppsikt("audit", "list").stdout
    assert "nyckel: Power BI" in uppsikt("audit", "list").stdout
    ended = uppsikt("token", "end", WHO, "--name", "Power BI")
    assert ended.stdout == "Nyckeln ”Power BI” är avslutad.\n"
    assert "(avslutad)" in uppsikt("token", "list", WHO).stdout
    for file in uppsikt.folder.rglob("*"):
        if file.is_file():
            assert secret.encode() not in file.read_bytes(), file


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add", WHO], "Nyckeln behöver ett namn."),
        (["add", WHO, "--name", "Excel", "--to", "2020-01-01"], "kan inte gälla till den dagen"),
        (["add", WHO, "--name", "Excel", "--to", "imorgon"], "Det är ingen dag."),
        (["add", "--name", "Excel"], "Skriv till exempel «uppsikt token add ADRESS»."),
        (["add", "ingen@kommunen.example", "--name", "Excel"], "inget konto med den adressen"),
        (["end", WHO, "--name", "Finns inte"], "ingen nyckel som heter så och som gäller"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_changed(
    uppsikt: Program, words: list[str], told: str
) -> None:
    before = uppsikt("token", "list").stdout
    done = uppsikt("token", *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stdout == ""
    assert uppsikt("token", "list").stdout == before


def test_an_administrator_makes_none_for_another(uppsikt: Program) -> None:
    uppsikt("user", "add", "admin@kommunen.example", "--name", "Admin")
    uppsikt("user", "role", "admin@kommunen.example", "--role", "administrator")
    acting = ("--as", "admin@kommunen.example", "token")
    refused = uppsikt(*acting, "add", WHO, "--name", "Excel")
    assert refused.returncode == 2
    assert "En nyckel görs av den som den tillhör." in refused.stderr
    uppsikt("token", "add", WHO, "--name", "Excel")
    assert uppsikt(*acting, "end", WHO, "--name", "Excel").returncode == 0


def test_an_empty_folder_has_no_keys_to_show(tmp_path: Path) -> None:
    done = Program(tmp_path)("token", "list")
    assert done.returncode == 2
    assert "Här finns inga uppgifter ännu." in done.stderr
