"""A look's folder read: what comes of it, and what is refused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from look.look_folder import FAMILY, TOML, make_look
from uppsikt.cli.main import main
from uppsikt.documents.look_files import LookFault
from uppsikt.documents.look_folder import read_look
from uppsikt.figures import UppsiktError


def test_a_whole_folder_is_a_look(tmp_path: Path) -> None:
    folder = make_look(tmp_path / "a")
    look = read_look(folder)
    assert look.name == "Provköpings utseende"
    assert look.colours.accent == "#7a2b7e"
    assert look.letters is not None
    assert look.letters.family == FAMILY
    assert look.logo is not None
    assert look.logo.alt == "Provköpings kommun"
    assert look.word is not None
    assert look.word.styles["ingress"] == "Provingress"
    assert [one.part for one in look.sections_of("monthly")] == ["", "sammandrag", "verksamheter"]
    assert look == read_look(shutil.copytree(folder, tmp_path / "b"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('namn = "Provköpings utseende"', "", "namn"),
        ("[farger]", "[farger", "TOML"),
        ('"#7a2b7e"', '"lila"', "farger.accent"),
        ('"#7a2b7e"', '"#e0c0e0"', "kontrasten"),
        ("rubrik =", "rubriker =", "farger.rubriker"),
        ('alt = "Provköpings kommun"', "", "logotyp.alt"),
        ("logotyp.svg", "../logotyp.svg", "utanför"),
        ("logotyp.svg", "saknas.svg", "saknas.svg"),
        ("logotyp.svg", "typsnitt", "ingen fil"),
        ("logotyp.svg", "logo\\u0000typ.svg", "går inte att läsa"),
        ('licens = "typsnitt/LICENS.txt"', "", "typsnitt.licens"),
        ("Provingress", "Finns inte", "ingress"),
    ],
)
def test_what_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in TOML
    with pytest.raises(UppsiktError) as found:
        read_look(make_look(tmp_path / "a", toml=TOML.replace(old, new)))
    fault = found.value
    assert words in " ".join((str(fault), fault.where or "", *fault.values, fault.todo or ""))


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = make_look(tmp_path / "a")
    secret = tmp_path / "hemlig.svg"
    (folder / "logotyp.svg").rename(secret)
    (folder / "logotyp.svg").symlink_to(secret)
    with pytest.raises(LookFault, match="utanför"):
        read_look(folder)


def test_a_link_to_itself_and_a_pipe_are_refused(tmp_path: Path) -> None:
    folder = make_look(tmp_path / "a")
    logo = folder / "logotyp.svg"
    logo.unlink()
    logo.symlink_to(logo)
    with pytest.raises(LookFault, match="går inte att läsa"):
        read_look(folder)
    logo.unlink()
    os.mkfifo(logo)
    with pytest.raises(LookFault, match="ingen fil"):
        read_look(folder)


def test_a_folder_without_its_file_is_refused_in_swedish(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["look", "try", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "Filen finns inte." in told
    assert "No such file" not in told


def test_the_command_tells_what_is_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_look(tmp_path / "a")
    assert main(["look", "try", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "Typsnitt: Provköping Sans" in told
    assert "Avsnitt: månadsuppföljning (3), delårsrapport (1)" in told


def test_a_folder_is_tried_where_there_is_no_data_folder(tmp_path: Path) -> None:
    """As a user starts it: in a process of its own, where nothing has set up the database."""
    folder = make_look(tmp_path / "a")
    command = [sys.executable, "-m", "uppsikt.cli", "look", "try", str(folder)]
    empty = {**os.environ, "UPPSIKT_DATA": str(tmp_path / "none")}
    done = subprocess.run(command, capture_output=True, text=True, env=empty, check=False)
    assert done.returncode == 0, done.stderr
    assert "Utseende: Provköpings utseende" in done.stdout
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["try"], "vilket utseende som ska provas"),
        (["try", "mapp", "--period", "2022-10"], "behövs nämnd"),
        (["add"], "vilken mapp"),
        (["example"], "vilken mapp exemplet"),
        (["choose"], "vilket utseende som ska väljas"),
        (["choose", "mapp"], "väljs med sitt nummer"),
        (["list", "mapp"], "tar ingen mapp"),
    ],
)
def test_what_is_not_said_is_asked_for(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["look", *arguments]) == 2
    assert words in capsys.readouterr().err
