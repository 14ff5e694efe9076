"""A ledger table read: our import beside pandas and openpyxl, on the same CSV and workbook.

A contestant reads one file in a process of its own, and tells rows and the sum of their amounts;
all must agree. Ours does more: it checks each cell, and keeps what it has read on the disk, so
that an import that is broken off is taken up again; "taken up" is that, with all rows read. What
follows reading in an import (month cube, column files) is shown apart.

Run by ``./dev bench tables``, or ``python -m bench.tables --rows 100000``. Workbooks take minutes
to read for most contestants, so each reads it once; CSV files are read three times, in turns.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import generate

ROWS, FEWEST = 1_000_000, 150_000
"""Smaller tables are read in another way."""
RUNS = {"csv": 3, "xlsx": 1}
FASTER = {"pandas, openpyxl": 2.0, "openpyxl, read-only": 1.0}
"""How many times faster than these our reading of a workbook is to be."""
LARGEST = 1500
"""MB that our reading may take."""
AMOUNT = "Belopp (kr)"


@dataclass
class Run:
    """What one contestant did. ``ore``: the sum of the amounts. ``peak`` in MB."""

    rows: int
    ore: int
    seconds: float = 0.0
    processor: float = 0.0
    peak: int = 0
    then: float = 0.0
    """Seconds of what follows reading in an import."""


def uppsikt(path: Path, folder: Path) -> Run:
    """As the product reads, which is kept on the disk; then the cube and the column files."""
    import polars as pl

    from uppsikt.ledger import cube, own_columns, read_ledger_table
    from uppsikt.sheets import open_book
    from uppsikt.store import Store, stage

    began = time.perf_counter()
    book = open_book(path)
    columns = own_columns(book)
    assert columns is not None  # the file is made with our own heads
    file = read_ledger_table(path, columns, book, kept=stage(folder, {}, path.name))
    read = time.perf_counter()
    sums = cube(file.blocks, pl.lit(""))
    store = Store(folder / "columns")
    store.write(file.blocks)
    store.write(sums)
    then = time.perf_counter() - read
    return Run(len(file.blocks), int(sums["amount"].sum()), read - began, then=then)


def taken_up(path: Path, folder: Path) -> Run:
    """An import that was broken off when all was read, taken up again; after ``uppsikt``."""
    from uppsikt.ledger import kept_file
    from uppsikt.store import stage

    began = time.perf_counter()
    file = kept_file(path, stage(folder, {}, path.name))
    seconds = time.perf_counter() - began
    return Run(len(file.blocks), sum(int(one["amount"].sum()) for one in file.blocks), seconds)


def pandas_csv(path: Path, folder: Path) -> Run:
    """Codes as texts, amounts as floats."""
    del folder
    import pandas as pd

    began = time.perf_counter()
    codes = dict.fromkeys(generate.TABLE_CODES, "str")
    frame = pd.read_csv(path, sep=";", decimal=",", dtype=codes, parse_dates=["Datum"])
    seconds = time.perf_counter() - began
    return Run(len(frame), int((frame[AMOUNT] * 100).round().sum()), seconds)


def _pandas(path: Path, engine: str) -> Run:
    import pandas as pd

    began = time.perf_counter()
    frame = pd.read_excel(path, engine=engine)
    seconds = time.perf_counter() - began
    return Run(len(frame), int((frame[AMOUNT] * 100).round().sum()), seconds)


def pandas_openpyxl(path: Path, folder: Path) -> Run:
    """As pandas reads workbooks unless told otherwise."""
    del folder
    return _pandas(path, "openpyxl")


def pandas_calamine(path: Path, folder: Path) -> Run:
    """With the reader that ours stands on."""
    del folder
    return _pandas(path, "calamine")


def openpyxl_rows(path: Path, folder: Path) -> Run:
    """Values alone, row by row, none of them kept."""
    del folder
    import openpyxl

    began = time.perf_counter()
    book = openpyxl.load_workbook(path, read_only=True)
    rows = book.worksheets[0].iter_rows(values_only=True)
    place = list(next(rows)).index(AMOUNT)
    count = ore = 0
    for row in rows:
        count += 1
        ore += round(row[place] * 100)
    return Run(count, ore, time.perf_counter() - began)


Contestant = Callable[[Path, Path], Run]
CONTESTANTS: dict[str, dict[str, Contestant]] = {
    "csv": {"uppsikt": uppsikt, "uppsikt, taken up": taken_up, "pandas": pandas_csv},
    "xlsx": {
        "uppsikt": uppsikt,
        "uppsikt, taken up": taken_up,
        "pandas, calamine": pandas_calamine,
        "pandas, openpyxl": pandas_openpyxl,
        "openpyxl, read-only": openpyxl_rows,
    },
}


def alone(kind: str, name: str, path: Path, folder: Path) -> None:
    """Runs one contestant in this process and prints what it did as JSON."""
    began = time.process_time()
    run = CONTESTANTS[kind][name](path, folder)
    run.processor = time.process_time() - began
    run.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    print(json.dumps(asdict(run)))


def compare(rows: int) -> int:
    """Generates the files, runs all contestants and prints them; 1 if a limit is broken."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {kind: Path(folder, f"huvudbok.{kind}") for kind in CONTESTANTS}
        generate.write_tables(rows, paths["csv"], paths["xlsx"])
        found = {kind: _all(kind, path) for kind, path in paths.items()}
    return max(_verdict(kind, runs) for kind, runs in found.items())


def _all(kind: str, path: Path) -> dict[str, list[Run]]:
    """The runs of each contestant, in turns, printed as medians."""
    found: dict[str, list[Run]] = {name: [] for name in CONTESTANTS[kind]}
    for _ in range(RUNS[kind]):
        with tempfile.TemporaryDirectory() as folder:
            for name, runs in found.items():
                runs.append(_apart(kind, name, path, Path(folder)))
    rows, size = found["uppsikt"][0].rows, path.stat().st_size / 1e6
    print(f"{rows} rows, {size:.0f} MB of {kind}, {_times(RUNS[kind])} each")
    print(f"{'':22}{'s':>8}{'ratio':>7}{'CPU s':>8}{'peak MB':>9}")
    ours = _median(found["uppsikt"])
    for name, runs in found.items():
        seconds, processor = _median(runs), statistics.median(run.processor for run in runs)
        ratio, peak = seconds / ours, max(run.peak for run in runs)
        then = statistics.median(run.then for run in runs)
        more = f"  then cube and store {then:.1f}" if then else ""
        print(f"{name:22}{seconds:8.1f}{ratio:7.2f}{processor:8.1f}{peak:9}{more}", flush=True)
    return found


def _times(runs: int) -> str:
    return "once" if runs == 1 else f"median of {runs}"


def _median(runs: list[Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def _apart(kind: str, name: str, path: Path, folder: Path) -> Run:
    command = [sys.executable, "-m", "bench.tables", "--alone", kind, name, str(path), str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return Run(**json.loads(done.stdout))


def _verdict(kind: str, found: dict[str, list[Run]]) -> int:
    ours = found["uppsikt"]
    sums = {(run.rows, run.ore) for runs in found.values() for run in runs}
    peak = max(run.peak for run in ours)
    limits = {
        f"{kind}: the same rows and sum from all": len(sums) == 1,
        f"{kind}: under {LARGEST} MB ({peak})": peak < LARGEST,
    }
    for name, wanted in FASTER.items():
        if name in found:
            ratio = _median(found[name]) / _median(ours)
            limits[f"{kind}: at least {wanted:.0f} times {name} ({ratio:.1f})"] = ratio >= wanted
    for limit, kept in limits.items():
        print(f"{'kept  ' if kept else 'BROKEN'} {limit}")
    return 0 if all(limits.values()) else 1


def main() -> int:
    """Compares all contestants, or runs one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    names = ("KIND", "NAME", "FILE", "FOLDER")
    parser.add_argument("--alone", nargs=4, metavar=names, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        kind, name, path, folder = given.alone
        alone(kind, name, Path(path), Path(folder))
        return 0
    if given.rows < FEWEST:
        parser.error(f"at least {FEWEST} rows, or they are not read in bulk")
    return compare(given.rows)


if __name__ == "__main__":
    sys.exit(main())
