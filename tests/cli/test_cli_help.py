"""The commands' help and the parser's errors: Swedish, with examples, and quick."""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import re
import resource
import shlex
import subprocess
import sys

import pytest

from uppsikt.cli.command import Command
from uppsikt.cli.commands import COMMANDS
from uppsikt.cli.main import main
from uppsikt.cli.parser import parse
from uppsikt.cli.swedish import TEXTS, swedish

ENGLISH = re.compile(
    r"\b(usage|options|optional|positional|arguments?:|show this|help message|error|required|"
    r"invalid|choose from|expected|unrecognized|default)\b"
)
NAMES = [command.name for command in COMMANDS]

# What only a programmer who makes a wrong parser can meet. A text that is neither here nor
# translated fails the test: then decide which of the two it is.
PROGRAMMERS = (
    "conflicting option string",
    "conflicting subparser",
    "cannot ",
    "dest= is required",
    "invalid conflict_resolution",
    "invalid option string",
    "is not callable",
    "mutually exclusive arguments must",
    "'required' is an invalid argument",
    ".__call__() not defined",
    'argument "-" with mode',
    "option '%(option)s' is deprecated",
    "command '%(parser_name)s' is deprecated",
    "argument '%(argument_name)s' is deprecated",
)


def help_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as end:
        parse([*arguments, "--help"])
    assert end.value.code == 0
    return capsys.readouterr().out


def error_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as end:
        parse(arguments)
    assert end.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    text = help_of(capsys)
    assert text.startswith("användning: uppsikt")
    for command in COMMANDS:
        assert re.search(rf"^    {command.name}( |$)", text, re.MULTILINE)
    assert not ENGLISH.search(text)


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parse([])
    assert end.value.code == 0
    assert "kommandon:" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_each_command_has_swedish_help_with_an_example(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    text = help_of(capsys, command.name)
    assert f"exempel:\n  uppsikt {command.example}" in text
    assert not ENGLISH.search(text)


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_each_example_can_be_parsed(command: Command) -> None:
    assert parse(shlex.split(command.example)).run == command.run


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("raport", "kommandot raport finns inte. Menade du report?"),
        ("zzz", "Välj bland demo, setup, import, "),
        ("report", "följande saknas: --committee, --period, --format"),
        ("report --format odt", "värdet 'odt' finns inte, välj bland 'html'"),
        ("serve --port 99999", "portnummer (1–65535)"),
        ("serve --port", "--port: ett värde saknas"),
        ("upgrade nu", "okända argument: nu"),
        ("demo --no-serve=ja", "--no-serve: tar inget värde"),
        ("import", "följande saknas: FIL"),
        (
            "import a --kind b",
            "välj bland 'ledger', 'budget', 'forecast', 'proposal', 'transfer', 'known',",
        ),
    ],
)
def test_faults_in_the_command_line_are_told_in_swedish(
    line: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = error_of(capsys, *line.split())
    assert expected in text
    assert not ENGLISH.search(text)


def test_every_text_of_argparse_is_translated() -> None:
    missing = [
        text
        for text in _argparse_texts()
        if text not in TEXTS and not any(part in text for part in PROGRAMMERS)
    ]
    assert missing == []


def test_argparse_is_given_its_own_words_back() -> None:
    before = vars(argparse)["_"]
    with pytest.raises(SystemExit), swedish():
        raise SystemExit(0)
    assert vars(argparse)["_"] is before


def test_version_is_the_one_version(capsys: pytest.CaptureFixture[str]) -> None:
    from uppsikt import __version__

    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"uppsikt {__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import json, sys\n"
        "from uppsikt.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print('\\n' + json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    loaded = json.loads(done.stdout.splitlines()[-1])
    assert not {"django", "polars", "duckdb", "docx", "typst", "xlsxwriter"} & set(loaded)


def test_help_is_shown_within_three_tenths_of_a_second() -> None:
    assert min(_seconds_for_help() for _ in range(5)) < 0.3


def _seconds_for_help() -> float:
    """The processor's time, which what else the machine does changes little."""
    began = _of_children()
    command = [sys.executable, "-m", "uppsikt.cli", "--help"]
    subprocess.run(command, capture_output=True, check=True)
    return _of_children() - began


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _argparse_texts() -> set[str]:
    """The texts that argparse looks up in the language of the machine."""
    found = set()
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = {"_": node.args[:1], "ngettext": node.args[:2]}.get(node.func.id, [])
            found |= {t.value for t in texts if isinstance(t, ast.Constant)}
    assert "usage: " in found
    return {str(text) for text in found}
