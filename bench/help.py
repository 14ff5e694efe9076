"""What `uppsikt --help` takes, beside an empty Python and one that imports Django.

Processor time, so that whatever else the machine does is left out.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from bench.spent import spent

LIMIT = 6.0
"""Times an empty Python: see decision 0049."""
RUNS = 15
UPPSIKT = str(Path(sys.executable).with_name("uppsikt"))
PEER = "python -c pass"
COMMANDS = {
    "uppsikt --help": [UPPSIKT, "--help"],
    PEER: [sys.executable, "-c", "pass"],
    "python -c 'import django'": [sys.executable, "-c", "import django"],
    "python -c 'import polars, duckdb'": [sys.executable, "-c", "import polars, duckdb"],
}


def main() -> int:
    """Prints medians and ratios, the commands in turns; returns 1 if the limit is broken."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as kept:
        for number in range(RUNS + 1):
            for name, command in COMMANDS.items():
                seconds = spent(command, Path(kept)).seconds
                if number:  # the first one compiles
                    taken[name].append(seconds)
    peer = statistics.median(taken[PEER])
    print(f"{'processor seconds':36}{'min':>8}{'median':>10}{'ratio':>8}   ({RUNS} runs)")
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{name:36}{min(times):8.3f}{median:10.3f}{median / peer:8.2f}")
    ratio = statistics.median(taken["uppsikt --help"]) / peer
    print(f"limit for uppsikt --help: {LIMIT} times, {'kept' if ratio <= LIMIT else 'BROKEN'}")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
