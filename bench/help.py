"""How long `uppsikt --help` takes, beside an empty Python and one that imports Django."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

LIMIT = 0.3
RUNS = 15
UPPSIKT = str(Path(sys.executable).with_name("uppsikt"))
COMMANDS = {
    "uppsikt --help": [UPPSIKT, "--help"],
    "python -c pass": [sys.executable, "-c", "pass"],
    "python -c 'import django'": [sys.executable, "-c", "import django"],
    "python -c 'import polars, duckdb'": [sys.executable, "-c", "import polars, duckdb"],
}


def seconds(command: list[str]) -> float:
    """Wall-clock time of one run."""
    began = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - began


def main() -> int:
    """Prints medians and ratios, the commands in turns; returns 1 if the limit is broken."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS):
        for name, command in COMMANDS.items():
            taken[name].append(seconds(command))
    ours = statistics.median(taken["uppsikt --help"])
    print(f"{'command':36}{'median s':>10}{'min s':>8}{'max s':>8}{'ratio':>8}   ({RUNS} runs)")
    for name, times in taken.items():
        median = statistics.median(times)
        shown = f"{median:10.3f}{min(times):8.3f}{max(times):8.3f}{ours / median:8.2f}"
        print(f"{name:36}{shown}")
    print(f"limit for uppsikt --help: {LIMIT} s, {'kept' if ours < LIMIT else 'BROKEN'}")
    return 0 if ours < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
