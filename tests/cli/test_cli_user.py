"""Accounts by command: made, told of, closed, opened, and given a link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from uppsikt_program import Program

WHO = "controller@kommunen.example"


@pytest.fixture(scope="module")
def uppsikt(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program, with one account."""
    program = Program.installed(tmp_path_factory.mktemp("user"))
    done = program("user", "add", "Controller@kommunen.example ", "--name", "Anna  Test")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Kontot {WHO} (Anna Test) är upplagt." in done.stdout
    assert f"Ett brev med en länk till lösenordet skickas till {WHO}." in done.stdout
    assert "Ditt konto i Uppsikt" in program("outbox", "list").stdout
    return program


def test_accounts_are_listed(uppsikt: Program) -> None:
    done = uppsikt("user", "list")

    assert done.returncode == 0
    assert f"{WHO}  Anna Test, har inget lösenord, inloggad senast: aldrig" in done.stdout


def test_a_link_is_shown_to_the_operator_and_not_mailed(uppsikt: Program) -> None:
    before = uppsikt("outbox", "list").stdout
    done = uppsikt("user", "reset", WHO, "--link")

    assert "Lämna länken till Anna Test och ingen annan:" in done.stdout
    assert re.search(r"^http://localhost:8000/konto/losenord/nytt/1-\S+/$", done.stdout, re.M)
    assert uppsikt("outbox", "list").stdout == before


def test_an_account_is_closed_and_opened(uppsikt: Program) -> None:
    assert f"Kontot {WHO} är stängt." in uppsikt("user", "close", WHO).stdout
    assert "var redan stängt. Ingenting är ändrat." in uppsikt("user", "close", WHO).stdout
    assert ", stängt," in uppsikt("user", "list").stdout
    refused = uppsikt("user", "reset", WHO)
    assert refused.returncode == 2
    assert "Kontot är stängt och får ingen länk." in refused.stderr
    assert f"Kontot {WHO} är öppet igen." in uppsikt("user", "open", WHO).stdout
    assert "var redan öppet" in uppsikt("user", "open", WHO).stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add", WHO, "--name", "Någon"], "Det finns redan ett konto med den adressen."),
        (["add", "ingen adress", "--name", "Någon"], "Det är ingen e-postadress."),
        (["add", "ny@kommunen.example"], "Kontot behöver ett namn."),
        (["add", "ny@kommunen.example", "--name", "x" * 151], "Namnet är för långt."),
        (["add"], "Det framgår inte vilket konto det gäller."),
        (["close", "ingen@kommunen.example"], "Det finns inget konto med den adressen."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_changed(
    uppsikt: Program, words: list[str], told: str
) -> None:
    before = uppsikt("user", "list").stdout
    done = uppsikt("user", *words)

    assert done.returncode == 2
    assert told in done.stderr
    assert uppsikt("user", "list").stdout == before


def test_a_role_is_given_listed_and_ended(uppsikt: Program) -> None:
    who = "roller@kommunen.example"
    uppsikt("user", "add", who, "--name", "Rolf")
    given = uppsikt("user", "role", who, "--role", "auditor", "--to", "2999-12-31")
    assert re.search(
        r"Rolf har fått rollen revisor, från 20..-..-.. till 2999-12-31\.", given.stdout
    )
    later = uppsikt("user", "role", who, "--role", "reader", "--from", "2990-01-01")
    assert later.returncode == 0

    assert "revisor" in uppsikt("user", "list").stdout
    assert "förtroendevald" not in uppsikt("user", "list").stdout, "it is to come"
    alone = uppsikt("user", "list", who).stdout
    assert "förtroendevald, från 2990-01-01 (kommande)" in alone
    assert "(gäller)" in alone
    ended = uppsikt("user", "end", who, "--role", "auditor")
    assert "avslutad samma dag" in ended.stdout
    again = uppsikt("user", "end", who, "--role", "auditor")
    assert "Personen har inte rollen revisor där." in again.stderr
    assert "(avslutad)" in uppsikt("user", "list", who).stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--role", "controller", "--committee", "finns-inte"], "”finns-inte” finns inte"),
        (["--role", "controller", "--from", "2020-01-01"], "kan inte börja gälla i efterhand"),
        (["--role", "controller", "--from", "igår"], "Det är ingen dag."),
        (["--role", "manager"], "En chef behöver en nämnd"),
        ([], "Det framgår inte vilken roll det gäller."),
        (["--role", "kung"], "välj bland"),
    ],
)
def test_a_role_that_cannot_be_given_says_why(
    uppsikt: Program, words: list[str], told: str
) -> None:
    done = uppsikt("user", "role", WHO, *words)

    assert done.returncode == 2
    assert told in done.stderr
    assert "Inga roller: läser som allmänheten." in uppsikt("user", "list", WHO).stdout


def test_an_empty_folder_has_no_accounts_to_show(tmp_path: Path) -> None:
    done = Program(tmp_path)("user", "list")

    assert done.returncode == 2
    assert "Här finns inga uppgifter ännu." in done.stderr
