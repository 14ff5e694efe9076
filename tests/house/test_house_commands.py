"""The commands that the pages show are run, as they stand there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from uppsikt_program import Program

from look.look_folder import make_look
from uppsikt.cli.parser import parse
from uppsikt.demo.made_registers import assistance_csv

ROOT = Path(__file__).parents[2]
DEMO_DATA = ROOT / "src/uppsikt/demo/data"
PAGES = ("README.md", "docs/kommandon.md")
RENAMED = {"prognos-arbetslivsnamnden-2022.csv": "prognos-2022-10.csv"}
"""Files of the demo that the pages call by a name of their own."""


def lines(page: str, program: str) -> list[str]:
    """The command lines for a program in the blocks of a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n(.*?)^```", text, re.M | re.S)
    return [line for block in blocks for line in block.splitlines() if line.startswith(program)]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_line_can_be_parsed(page: str) -> None:
    found = lines(page, "uppsikt ")
    assert found
    for line in found:
        assert parse(shlex.split(line)[1:]).run


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_every_command_line_works_in_the_order_of_the_page(
    page: str, tmp_path: Path, made_demo: Path
) -> None:
    """Each verb is started as a user starts it: other tests would not see that it lacks an import.

    Serving is tried in tests/cli, and the demo is the one that all tests share.
    """
    shutil.copytree(DEMO_DATA, tmp_path, dirs_exist_ok=True)
    for name, other in RENAMED.items():
        shutil.copy(tmp_path / name, tmp_path / other)
    make_look(tmp_path / "utseende")
    (tmp_path / "bistand-2022.csv").write_bytes(assistance_csv())
    program = Program(tmp_path)
    started: set[str] = set()
    for line in lines(page, "uppsikt "):
        verb, *rest = shlex.split(line)[1:]
        if verb == "demo":
            assert rest == ["--no-serve"], "as `made_demo` is made"
        elif verb != "serve":
            _run(program, verb, *rest, cold=verb not in started)
            started.add(verb)
    assert (tmp_path / "rapport.pdf").read_bytes().startswith(b"%PDF")


def _run(program: Program, *command: str, cold: bool) -> None:
    done = program.raw(*command, cold=cold)
    # How the machine is that the tests run on is its own business.
    well = {0, 1, 2} if command[0] == "health" and not done.stderr else {0}
    assert done.returncode in well, f"{command}: {done.stderr.decode()}"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_verb_of_dev_that_is_shown_exists(page: str) -> None:
    shown = {line.split()[1] for line in lines(page, "./dev ")}
    script = (ROOT / "dev").read_text(encoding="utf-8")
    assert shown
    assert shown <= set(re.findall(r"^    (\w+)\)", script, re.M))
