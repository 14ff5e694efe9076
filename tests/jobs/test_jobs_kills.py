"""A few of the random kills of `./dev kills`: all of it or nothing, and nothing twice.

The processes are forked from one that has not read any settings, so it is one of its own.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = """
import sys
from pathlib import Path
from tools.kills.killing import run, table
from tools.kills.scenarios import SCENARIOS
chosen = [one for one in SCENARIOS if one.name in sys.argv[2:]]
found = run(Path(sys.argv[1]), chosen, len(chosen), 7, print)
print(table(found))
sys.exit(any(one.wrong for one in found))
"""


@pytest.mark.slow
def test_killed_at_random_all_is_done_or_nothing_and_nothing_twice(made_demo: Path) -> None:
    names = ["planfil", "arbete: inläsning", "arbete: utlämning"]
    done = subprocess.run(
        [sys.executable, "-c", CODE, made_demo / "data", *names],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line[:20].strip() for line in done.stdout.splitlines()[-3:]] == names
