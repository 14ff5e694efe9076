"""A city's ledger imported: our bulk reader, our plain reader, and DuckDB on the same rows as CSV.

Each ends with the rows in a Parquet file and their month cube, in a process of its own; the sums
must agree. Run by ``./dev bench ledger``, or ``python -m bench.ledger --rows 500000``.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb
import polars as pl
from bench import generate

from uppsikt.ledger import Dimensions, cube, read_sie, read_sie_plain
from uppsikt.store import Store

ROWS = 5_000_000
FASTER = 3.0
LARGEST = 1000  # MB
DIMENSIONS = Dimensions(
    generate.ACTIVITY, generate.UNIT, generate.PROJECT, generate.COUNTERPART
)  # fmt: skip


@dataclass
class Run:
    """What one contestant did. ``check``: rows, cells of the cube, and the sum of costs in öre."""

    steps: dict[str, float] = field(default_factory=dict)
    check: tuple[int, int, int] = (0, 0, 0)
    processor: float = 0.0
    peak: int = 0

    @property
    def seconds(self) -> float:
        """Wall-clock time of all steps."""
        return sum(self.steps.values())

    def step(self, name: str, began: float) -> float:
        """Notes a step; returns the time at which the next one begins."""
        now = time.perf_counter()
        self.steps[name] = now - began
        return now


def bulk(sie: Path, csv: Path, folder: Path) -> Run:
    """As the product imports: read in bulk, month cube, both stored."""
    del csv
    run, began = Run(), time.perf_counter()
    file = read_sie(sie, DIMENSIONS)
    began = run.step("read", began)
    sums = cube(file.blocks, {})
    began = run.step("cube", began)
    store = Store(folder)
    store.write(file.blocks)
    store.write(sums)
    run.step("store", began)
    costs = sums.filter(pl.col("account").is_between(pl.lit("4"), pl.lit("8")))["amount"].sum()
    run.check = (len(file.blocks), sums.height, int(costs))
    return run


def plain(sie: Path, csv: Path, folder: Path) -> Run:
    """Line by line in Python, with sums in a dict; nothing is stored."""
    del csv, folder
    run, began = Run(), time.perf_counter()
    file = read_sie_plain(sie, DIMENSIONS)
    began = run.step("read", began)
    sums: defaultdict[tuple[str, str, str, str, int], int] = defaultdict(int)
    for block in file.blocks:
        columns = ("activity", "unit", "account", "counterpart", "first", "amount")
        for activity, unit, account, counterpart, month, amount in block.select(
            columns
        ).iter_rows():
            sums[activity, unit, account, counterpart, month] += amount
    run.step("cube", began)
    costs = sum(amount for key, amount in sums.items() if "4" <= key[2] <= "8")
    run.check = (len(file.blocks), len(sums), costs)
    return run


def duck(sie: Path, csv: Path, folder: Path) -> Run:
    """DuckDB on the same rows as CSV, with no vouchers to check."""
    del sie
    run, began = Run(), time.perf_counter()
    base = duckdb.connect()
    base.execute(f"""
        create table rows as select *, date // 100 as month,
            -cast(round(belopp * 100) as bigint) as amount
        from read_csv('{csv}', delim = ';', header = true, columns = {{
            'serie': 'varchar', 'nummer': 'varchar', 'date': 'integer', 'konto': 'varchar',
            'verksamhet': 'varchar', 'ansvar': 'varchar', 'projekt': 'varchar',
            'motpart': 'varchar', 'belopp': 'decimal(18, 2)', 'text': 'varchar'}})""")
    began = run.step("read", began)
    base.execute("""
        create table cube as select verksamhet, ansvar, konto, motpart, month,
            sum(amount) as amount, count(*) as rows from rows group by all order by all""")
    began = run.step("cube", began)
    for table in ("rows", "cube"):
        base.execute(f"copy {table} to '{folder / table}.parquet' (format parquet)")
    run.step("store", began)
    found = base.execute("""
        select (select count(*) from rows), count(*),
            sum(amount) filter (konto between '4' and '8') from cube""").fetchone()
    run.check = found if found else run.check
    return run


CONTESTANTS: dict[str, Callable[[Path, Path, Path], Run]] = {
    "uppsikt, bulk": bulk,
    "uppsikt, plain": plain,
    "DuckDB on CSV": duck,
}


def alone(name: str, sie: Path, csv: Path) -> None:
    """Runs one contestant in this process and prints what it did as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        run = CONTESTANTS[name](sie, csv, Path(folder))
        run.processor = time.process_time() - began
    run.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    print(json.dumps(asdict(run)))


def compare(rows: int) -> int:
    """Generates the files, runs all contestants and prints them; 1 if a limit is broken."""
    with tempfile.TemporaryDirectory() as folder:
        sie, csv = Path(folder, "ledger.se"), Path(folder, "rows.csv")
        generate.write(rows, sie, csv)
        size = sie.stat().st_size / 1e6
        print(f"{rows} rows, {size:.0f} MB of SIE, {csv.stat().st_size / 1e6:.0f} MB of CSV")
        runs = {name: _apart(name, sie, csv) for name in CONTESTANTS}
    ours = runs["uppsikt, bulk"]
    print(f"{'':16}{'s':>8}{'ratio':>7}{'CPU s':>8}{'peak MB':>9}  steps")
    for name, run in runs.items():
        steps = ", ".join(f"{step} {seconds:.1f}" for step, seconds in run.steps.items())
        ratio = run.seconds / ours.seconds
        print(f"{name:16}{run.seconds:8.1f}{ratio:7.2f}{run.processor:8.1f}{run.peak:9}  {steps}")
    return _verdict(runs)


def _apart(name: str, sie: Path, csv: Path) -> Run:
    command = [sys.executable, "-m", "bench.ledger", "--alone", name, str(sie), str(csv)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    return Run(told["steps"], tuple(told["check"]), told["processor"], told["peak"])


def _verdict(runs: dict[str, Run]) -> int:
    ours, other = runs["uppsikt, bulk"], runs["uppsikt, plain"]
    ratio = other.seconds / ours.seconds
    limits = {
        "the same rows, cells and sums from all three": len({run.check for run in runs.values()})
        == 1,
        f"at least {FASTER:.0f} times the plain reader ({ratio:.1f})": ratio >= FASTER,
        f"under {LARGEST} MB ({ours.peak})": ours.peak < LARGEST,
    }
    for limit, kept in limits.items():
        print(f"{'kept  ' if kept else 'BROKEN'} {limit}")
    return 0 if all(limits.values()) else 1


def main() -> int:
    """Compares all contestants, or runs one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--alone", nargs=3, metavar=("NAME", "SIE", "CSV"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        alone(given.alone[0], Path(given.alone[1]), Path(given.alone[2]))
        return 0
    return compare(given.rows)


if __name__ == "__main__":
    sys.exit(main())
