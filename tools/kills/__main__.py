"""``python -m tools.kills [N]``: N random kills of what writes, on copies of the demo."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from .killing import run, table
from .scenarios import SCENARIOS

_LOAD = """
from uppsikt.cli import installation
folder = installation.open_to_write()
from uppsikt.demo.load import load
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.store import Store
load(actor=COMMAND_LINE, now=installation.now(), folder=folder, store=Store(folder.columns),
     progress=lambda name: None)
"""


def main(arguments: list[str] | None = None) -> int:
    """Kills, prints a table, and ends with 1 if anything was half done or done twice."""
    parser = ArgumentParser(prog="./dev kills")
    parser.add_argument("kills", type=int, nargs="?", default=50)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--only", help="a part of the scenarios' names")
    asked = parser.parse_args(arguments)
    chosen = [one for one in SCENARIOS if not asked.only or asked.only in one.name]
    with tempfile.TemporaryDirectory(prefix="uppsikt-kills-") as place:
        base = Path(place) / "data"
        environment = {**os.environ, "UPPSIKT_DATA": str(base)}
        environment.pop("DATABASE_URL", None)
        subprocess.run([sys.executable, "-c", _LOAD], env=environment, check=True)
        # Imported before the processes are forked; none of it reads settings.
        for name in ("django.db.models", "duckdb", "polars", "typst", "docx", "vl_convert"):
            importlib.import_module(name)
        found = run(base, chosen, asked.kills, asked.seed, lambda line: print(line, flush=True))
    print(table(found))
    return int(any(one.wrong for one in found))


if __name__ == "__main__":
    sys.exit(main())
