"""A backup and a restore killed at any point: what was stays, and the next one works."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from uppsikt_program import Program

from killing import outcomes

pytestmark = [pytest.mark.slow]

COMMAND = '''
from killing import die_in, in_a_child
import json, sys
from pathlib import Path
from django.db import connection

from uppsikt.cli.main import main
from uppsikt.followup.models import PrintedFigure
from uppsikt.platform.backup import archive, make, put_back, rows, schema
from uppsikt.platform.stores import current_store
from uppsikt.cli import output


POINTS = {
    "in the first table": lambda: die_in(archive.Writer, "add_lines", 1),
    "among the files": lambda: die_in(archive.Writer, "add_file", 5),
    "before the name": lambda: die_in(Path, "replace", 1, after=False),
    "after the name": lambda: die_in(Path, "replace", 1),
    "before anything": lambda: die_in(put_back, "_place_files", after=False),
    "between files": lambda: die_in(put_back, "place", 5),
    "after the files": lambda: die_in(put_back, "_place_files"),
    "after the tables": lambda: die_in(schema, "migrate_to"),
    "when all is cleared": lambda: die_in(rows, "clear"),
    "between rows": lambda: die_in(rows, "load", 9),
    "before the commit": lambda: die_in(put_back, "_settle"),
    "nowhere": lambda: None,
}


def do(point, arguments):
    POINTS[point]()
    return main(arguments)


def look():
    """How many printed figures there are, and whether every file that is named is whole."""
    if "followup_printedfigure" not in connection.introspection.table_names():
        return "nothing"
    return PrintedFigure.everything.count()


for point, *arguments in json.loads(sys.argv[1]):
    done = in_a_child(lambda: do(point, arguments))
    there = sorted(path.name for path in Path(".").iterdir() if path.is_file())
    print(json.dumps([done, in_a_child(look), there]), flush=True)
'''


def take(program: Program, steps: list[list[str]]) -> list[tuple[object, object, list[str]]]:
    """What each step ended in; the printed figures then in force; the files then in the folder."""
    return [tuple(found) for found in outcomes(program, COMMAND, json.dumps(steps))]


def test_a_backup_killed_at_any_point(made_demo: Path, tmp_path: Path) -> None:
    shutil.copytree(made_demo / "data", tmp_path / "data")
    points = ["nowhere", "in the first table", "among the files", "before the name"]
    steps = [[point, "backup", "k.zip"] for point in points]
    *rest, last = take(Program(tmp_path), [*steps, ["after the name", "backup", "n.zip"]])
    assert [done for done, _, _ in rest] == [0, "killed", "killed", "killed"]
    drafts = [[name for name in there if name != "k.zip"] for _, _, there in rest]
    # The former backup stands; what a killed one left is removed by the next.
    assert [len(left) for left in drafts] == [0, 1, 1, 1]
    assert all(name.startswith(".k.zip.") for left in drafts for name in left)
    assert (last[0], "n.zip" in last[2]) == ("killed", True)
    for name in ("k.zip", "n.zip"):
        done = Program(tmp_path)("backup", name, "--check")
        assert done.returncode == 0, done.stderr


def test_a_restore_killed_at_any_point(made_demo: Path, tmp_path: Path) -> None:
    shutil.copytree(made_demo / "data", tmp_path / "source")
    source = Program(tmp_path, tmp_path / "source")
    assert source("backup", "k.zip").returncode == 0
    (all_there,) = take(source, [["nowhere", "upgrade"]])
    points = ["before anything", "between files", "after the files", "after the tables",
              "when all is cleared", "between rows", "before the commit", "nowhere"]  # fmt: skip
    found = take(Program(tmp_path), [[point, "restore", "k.zip"] for point in points])
    assert [(done, rows) for done, rows, _ in found] == [
        ("killed", "nothing"),
        ("killed", "nothing"),
        ("killed", "nothing"),
        ("killed", 0),
        ("killed", 0),
        ("killed", 0),
        ("killed", 0),
        (0, all_there[1]),
    ]
    # In place of what is there: that stays until all has come back.
    replaced = [[point, "restore", "k.zip", "--replace", "f.zip"] for point in points if
                point not in ("after the tables", "between files")]  # fmt: skip
    found = take(Program(tmp_path), replaced)
    assert [rows for _, rows, _ in found] == [all_there[1]] * len(replaced)
    assert [done for done, _, _ in found] == ["killed"] * (len(replaced) - 1) + [0]
