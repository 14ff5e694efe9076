"""Measures in fresh processes what was prepared in another, so that no cache helps.

Each process does our work and a peer's, one after the other. Their processor time is what counts,
so that whatever else the machine does is left out, and the limit is how many times the peer's we
may take: seconds would say more of the machine than of us.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROUNDS = 5


def run_fresh(
    name: str,
    arguments: list[str],
    *,
    prepare: Callable[[Path, int], None],
    measure: Callable[[], None],
    rows: int,
    peer: str,
    limit: float,
) -> int:
    """The whole of the benchmark `bench.<name>`; returns 1 over the limit (times the peer).

    `prepare` fills a data folder with `rows` rows, or as many as the arguments say; the limit
    holds for `rows` alone. `measure` prints the processor seconds that we took and those of the
    peer on a line of their own, and then what is to be shown.
    """
    if arguments[:1] == ["--measure"]:
        measure()
        return 0
    asked = int(arguments[0]) if arguments else rows
    with tempfile.TemporaryDirectory(prefix="uppsikt-bench-") as folder:
        os.environ["UPPSIKT_DATA"] = str(Path(folder) / "data")
        os.environ["DJANGO_SETTINGS_MODULE"] = "uppsikt.web.settings"
        os.environ.pop("DATABASE_URL", None)
        prepare(Path(folder), asked)
        runs = [_run(name) for _ in range(ROUNDS)]
    ratio = statistics.median(ours / theirs for (ours, theirs), _ in runs)
    print(f"the fastest of {ROUNDS} fresh processes:\n{min(runs)[1]}", end="")
    print(f"{'processor seconds':20}{'min':>8}{'median':>8}{'ratio':>8}")
    for who, place in (("uppsikt", 0), (peer, 1)):
        times = [taken[place] for taken, _ in runs]
        shown = f"{ratio:8.2f}" if place else f"{'':8}"
        print(f"{who:20}{min(times):8.3f}{statistics.median(times):8.3f}{shown}")
    if asked != rows:
        print(f"no limit for {asked} rows; for {rows} it is {limit:.2f} times {peer}")
        return 0
    print(f"limit: {limit:.2f} times {peer}, {'kept' if ratio <= limit else 'BROKEN'}")
    return int(ratio > limit)


def _run(name: str) -> tuple[tuple[float, float], str]:
    """One fresh process: what we took and what the peer did, and what is to be shown."""
    command = [sys.executable, "-m", f"bench.{name}", "--measure"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    first, _, text = done.stdout.partition("\n")
    ours, theirs = first.split()
    return (float(ours), float(theirs)), text
