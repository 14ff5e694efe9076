"""What a command spends: processor time and memory, its children included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

# A process of its own: what a child has used at most would else begin with what we use ourselves.
_LAUNCHER = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024]))
"""


class Spent(NamedTuple):
    """Processor seconds, and the most MB that one process used."""

    seconds: float
    peak: int


def spent(command: list[str], kept: Path, *, well: tuple[int, ...] = (0,)) -> Spent:
    """Runs a command. `well` are the statuses that it may end with.

    What Python compiles is kept in `kept`, as it is beside a program that is installed.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(kept)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    launcher = [sys.executable, "-c", _LAUNCHER, *command]
    done = subprocess.run(launcher, stdout=subprocess.PIPE, env=environment, check=True)
    status, seconds, peak = json.loads(done.stdout)
    if status not in well:
        raise RuntimeError(f"{command} ended with {status}")
    return Spent(seconds, peak)
