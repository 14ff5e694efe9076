"""The set-up files that were read are shown as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from uppsikt_program import Program

from sources.city import WORK

CHANGED = WORK.replace("Ekonomiskt bistånd", "Försörjningsstöd")


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A committee that was set up, and then changed."""
    program = Program.installed(tmp_path_factory.mktemp("setup"))
    for text in (WORK, CHANGED):
        (program.folder / "arbete.toml").write_text(text, encoding="utf-8")
        assert program("setup", "arbete.toml").returncode == 0
    return program


@pytest.mark.parametrize(
    ("asked", "text", "which"),
    [((), CHANGED, "2 av 2"), (("--number", "1"), WORK, "1 av 2"),
     (("--number", "2"), CHANGED, "2 av 2")],
)  # fmt: skip
def test_a_file_is_shown_as_it_was_read(
    twice: Program, asked: tuple[str, ...], text: str, which: str
) -> None:
    done = twice("setup", "--show", "arbete", *asked)

    assert (done.returncode, done.stdout) == (0, text)
    assert done.stderr == f"Installationsfil {which} för arbete.\n"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--show", "arbete", "--number", "3"), "Ange ett nummer från 1 till 2."),
        (("--show", "arbete", "--number", "0"), "versionsnummer"),
        (("--show", "skola"), "Nämnden ”skola” finns inte."),
        (("arbete.toml", "--show", "arbete"), "Antingen läses en installationsfil in"),
        (("arbete.toml", "--number", "1"), "Antingen läses en installationsfil in"),
        ((), "Antingen läses en installationsfil in"),
    ],
)
def test_what_is_not_there_or_not_clear_is_refused(
    twice: Program, asked: tuple[str, ...], told: str
) -> None:
    done = twice("setup", *asked)

    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_without_anything_read_there_is_nothing_to_show(tmp_path: Path) -> None:
    done = Program(tmp_path)("setup", "--show", "arbete")

    assert (done.returncode, done.stdout) == (2, "")
    assert "Här finns inga uppgifter ännu." in done.stderr
    assert list(tmp_path.iterdir()) == []
