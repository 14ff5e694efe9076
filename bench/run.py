"""`./dev bench [NAME …]`: runs the benchmarks, each as a module in a process of its own.

A benchmark is a module in this folder that prints what it measured beside something to compare
with, and ends with a status other than 0 if a limit was broken.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMES = (
    "help",
    "ledger",
    "tables",
    "followup",
    "drill",
    "documents",
    "review",
    "registers",
    "readers",
)


def main(names: list[str]) -> int:
    """Runs the benchmarks named, or all if none is.

    Returns 1 if one broke a limit, 2 if one is unknown.
    """
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    failed = [name for name in names or NAMES if not _passes(name)]
    if failed:
        print(f"limits broken in: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _passes(name: str) -> bool:
    print(f"\n== {name}", flush=True)
    command = [sys.executable, "-m", f"bench.{name}"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
