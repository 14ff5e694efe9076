"""Measures in fresh processes what was prepared in another, so that no cache helps."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROUNDS = 3


def run_fresh(
    name: str,
    arguments: list[str],
    *,
    prepare: Callable[[Path, int], None],
    measure: Callable[[], None],
    rows: int,
    limit: float,
) -> int:
    """The whole of the benchmark `bench.<name>`; returns 1 over the limit (seconds).

    `prepare` fills a data folder with `rows` rows, or as many as the arguments say. `measure`
    prints the seconds that the limit is for on a line of their own, and then what is to be shown.
    """
    if arguments[:1] == ["--measure"]:
        measure()
        return 0
    with tempfile.TemporaryDirectory(prefix="uppsikt-bench-") as folder:
        os.environ["UPPSIKT_DATA"] = str(Path(folder) / "data")
        os.environ["DJANGO_SETTINGS_MODULE"] = "uppsikt.web.settings"
        os.environ.pop("DATABASE_URL", None)
        prepare(Path(folder), int(arguments[0]) if arguments else rows)
        first, text = _fastest(name)
    print(f"fastest of {ROUNDS} fresh processes, limit {limit:.1f} s:\n{text}", end="")
    return int(first > limit)


def _fastest(name: str) -> tuple[float, str]:
    """The fastest of some fresh processes, since the machine does other things meanwhile."""
    found = []
    for _ in range(ROUNDS):
        command = [sys.executable, "-m", f"bench.{name}", "--measure"]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        first, _, text = done.stdout.partition("\n")
        found.append((float(first), text))
    return min(found)
