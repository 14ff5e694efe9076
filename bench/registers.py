"""All of Sweden's social assistance for a year counted from registers, ours beside pandas.

290 committees, four million household-months. Ours reads its column files, and counts each month's
households, children, causes and what was paid, and those with ten of the last twelve months and
eleven of the year's. pandas has the same rows in memory before its time begins, and counts the
same of all committees at once. Each runs in a process of its own, three times in turns; all must
agree. Seconds are of the processor, ours with what its files take to read.

Run by ``./dev bench registers``, or ``python -m bench.registers --committees 29``.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from uppsikt.figures import Period
from uppsikt.store import Store

COMMITTEES = 290
HOUSEHOLDS = 1300
"""In a committee's register; each has assistance in eleven or ten of the year's months, or all."""
YEAR = 2022
LIMIT_SECONDS, LIMIT_MB = 5.0, 2000
RUNS = 3
_CAUSES = ["", "unemployed", "ill", "social", "language", "parent", "part_time"]


class Run(NamedTuple):
    """What one contestant did: processor seconds, the most MB, and its sums."""

    seconds: float
    peak: int
    sums: tuple[int, ...]


def rows_of(committee: int, month: int) -> pl.DataFrame:
    """A committee's rows of a month: made by number alone, the same each time."""
    there = [number for number in range(HOUSEHOLDS) if (number + committee) % 17 != month]
    identities = [f"{committee:08x}{number:024x}" for number in there]
    return pl.DataFrame(
        {
            "household": identities,
            "month": [YEAR * 100 + month] * len(there),
            "amount": [500_000 + (number * 7919 + month) % 900_000 for number in there],
            "adults": [1 + number % 2 for number in there],
            "children": [number % 4 for number in there],
            "cause": [_CAUSES[number % len(_CAUSES)] for number in there],
        },
        schema_overrides={
            "month": pl.Int32, "adults": pl.Int32, "children": pl.Int32,
        },
    )  # fmt: skip


def prepare(folder: Path, committees: int) -> int:
    """Writes our column files and the list of them, and pandas' rows; returns how many rows."""
    import pandas as pd

    store = Store(folder / "columns")
    files: list[dict[int, str]] = []
    frames: list[pl.DataFrame] = []
    for committee in range(committees):
        months = {YEAR * 100 + at: rows_of(committee, at) for at in range(1, 13)}
        files.append({month: store.write(frame) for month, frame in months.items()})
        frames += [
            frame.with_columns(pl.lit(committee, pl.Int32()).alias("committee"))
            for frame in months.values()
        ]
    (folder / "files.json").write_text(json.dumps(files))
    whole = pl.concat(frames)
    pandas = pd.DataFrame({name: whole[name].to_list() for name in whole.columns})
    (folder / "rows.pickle").write_bytes(pickle.dumps(pandas))
    return whole.height


def uppsikt(folder: Path) -> tuple[float, list[int]]:
    """Processor seconds; sums of households, children, öre, those of ten and of eleven months."""
    from uppsikt.extracts.assistance import counted

    store, month = Store(folder / "columns"), Period.month(YEAR, 12)
    files = json.loads((folder / "files.json").read_text())
    began = time.process_time()
    sums = [0] * 5
    for held in files:
        counts = counted(store, {int(at): name for at, name in held.items()}, month, 1)
        for one in counts.months.values():
            _add(sums, [one.households, one.children, one.paid])
        _add(sums, [0, 0, 0, counts.long[YEAR], counts.over[YEAR]])
    return time.process_time() - began, sums


def _add(sums: list[int], values: list[Any]) -> None:
    for place, value in enumerate(values):
        sums[place] += value


def pandas(folder: Path) -> tuple[float, list[int]]:
    """The same counts from a frame in memory."""
    frame = pickle.loads((folder / "rows.pickle").read_bytes())
    began = time.process_time()
    months = frame.groupby(["committee", "month"]).agg(
        households=("household", "size"), children=("children", "sum"), paid=("amount", "sum")
    )
    frame.groupby(["committee", "month", "cause"]).size()
    often = frame.groupby(["committee", "household"]).size()
    sums = [int(months[name].sum()) for name in ("households", "children", "paid")]
    sums += [int((often >= 10).sum()), int((often >= 11).sum())]
    return time.process_time() - began, sums


CONTESTANTS = {"uppsikt": uppsikt, "pandas": pandas}


def alone(name: str, folder: Path) -> None:
    """Runs one contestant in this process, and prints its seconds, peak in MB and sums."""
    if name == "uppsikt":
        _start(folder)
    seconds, sums = CONTESTANTS[name](folder)
    print(json.dumps([seconds, _peak(), sums]))


def _peak() -> int:
    """The most MB of this program; what the process had before it began does not count."""
    lines = Path("/proc/self/status").read_text().splitlines()
    told = next(line for line in lines if line.startswith("VmHWM:"))
    return int(told.split()[1]) // 1024


def _start(folder: Path) -> None:
    """Django as the product has it: what counts lies in one of its apps, though it asks nothing."""
    import django

    os.environ["UPPSIKT_DATA"] = str(folder / "data")
    os.environ["DJANGO_SETTINGS_MODULE"] = "uppsikt.web.settings"
    django.setup()


def compare(committees: int) -> int:
    """Runs both in turns and prints medians; 1 if ours breaks a limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = prepare(folder, committees)
        runs: dict[str, list[Run]] = {one: [] for one in CONTESTANTS}
        for _ in range(RUNS):
            for one, found in runs.items():
                found.append(_apart(one, folder))
    assert len({run.sums for found in runs.values() for run in found}) == 1, "they do not agree"
    print(f"{rows} household-months of {committees} committees, median of {RUNS}")
    medians = {one: statistics.median(run.seconds for run in found) for one, found in runs.items()}
    peaks = {one: max(run.peak for run in found) for one, found in runs.items()}
    ours, peak = medians["uppsikt"], peaks["uppsikt"]
    for one, seconds in medians.items():
        print(f"{one:10}{seconds:8.2f} s{seconds / ours:7.2f}{peaks[one]:8} MB")
    limit = LIMIT_SECONDS * committees / COMMITTEES
    print(f"limits: {limit:.1f} s, {LIMIT_MB} MB")
    return int(ours > limit or peak > LIMIT_MB)


def _apart(name: str, folder: Path) -> Run:
    command = [sys.executable, "-m", "bench.registers", "--alone", name, str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    seconds, peak, sums = json.loads(done.stdout)
    return Run(seconds, peak, tuple(sums))


def main(arguments: list[str]) -> int:
    """Compares, or runs one contestant alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--committees", type=int, default=COMMITTEES)
    parser.add_argument("--alone", nargs=2, metavar=("CONTESTANT", "FOLDER"))
    options = parser.parse_args(arguments)
    if options.alone:
        alone(options.alone[0], Path(options.alone[1]))
        return 0
    return compare(options.committees)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
