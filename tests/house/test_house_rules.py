"""Rules of the house that no tool knows: floors, sizes, the lock, one version, one licence."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/uppsikt"
FILES = [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]
MAX_FUNCTION = 100
MAX_FILE = 400
MEDIAN_FUNCTION = 12


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file with its number of lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - node.lineno + 1


def imported(path: Path) -> Iterator[str]:
    """The top-level names that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]


def test_imports_go_down_only() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_figures_stands_on_the_standard_library_alone() -> None:
    allowed = {*sys.stdlib_module_names, "uppsikt"}
    files = [path for path in FILES if path.is_relative_to(SOURCE / "figures")]
    assert files
    assert {name for path in files for name in imported(path)} <= allowed


def test_only_the_doors_ask_the_clock() -> None:
    clock = re.compile(r"\b(datetime\.now|date\.today|timezone\.now|localdate|time\.time)\(")
    asks = {
        str(path.relative_to(SOURCE))
        for path in FILES
        if clock.search(path.read_text(encoding="utf-8"))
    }
    doors = {"cli/installation.py", "web/clock.py", "api/clock.py"}
    # A column file that nobody refers to is an orphan when it has lain an hour by the disk's clock.
    assert asks == doors | {"store/files.py"}


def test_no_function_is_too_long_and_half_are_short() -> None:
    sizes = {
        f"{path.relative_to(SOURCE)}:{name}": n for path in FILES for name, n in functions(path)
    }
    assert {name: size for name, size in sizes.items() if size > MAX_FUNCTION} == {}
    assert statistics.median(sizes.values()) <= MEDIAN_FUNCTION


def test_no_file_is_too_long() -> None:
    sizes = {
        str(path.relative_to(SOURCE)): path.read_text(encoding="utf-8").count("\n")
        for path in FILES
    }
    assert {name: size for name, size in sizes.items() if size > MAX_FILE} == {}


def test_the_lock_names_no_other_host_than_pypis() -> None:
    hosts = set(re.findall(r"https?://([^/\"]+)", (ROOT / "uv.lock").read_text(encoding="utf-8")))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "src/uppsikt/__init__.py"


def test_the_licence_is_the_whole_text() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    for number in range(1, 16):
        assert re.search(rf"^{number}\.\s?[A-Z]", text, re.M), f"article {number}"
    assert "Appendix" in text


@pytest.mark.parametrize("path", [ROOT / "dev", ROOT / ".ci/run"], ids=lambda path: path.name)
def test_the_scripts_are_programs_without_syntax_errors(path: Path) -> None:
    shell = "sh" if path.name == "dev" else "bash"
    assert path.stat().st_mode & 0o111
    subprocess.run([shell, "-n", str(path)], check=True)


def test_no_pattern_uses_what_debian_12_matches_wrongly() -> None:
    """Possessive repeats and atomic groups went wrong in Python until 3.11.5 (gh-106052)."""
    wrong = re.compile(r"[^\\][*+?}]\+|\(\?>")
    found = [
        f"{path.relative_to(SOURCE)}: {text}"
        for path in FILES
        for text in _patterns(path)
        if wrong.search(text)
    ]
    assert found == []


def _patterns(path: Path) -> Iterator[str]:
    """Texts in a file that imports `re` and that look like patterns: they hold a group."""
    if "re" in imported(path):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "(" in node.value:
                yield node.value
