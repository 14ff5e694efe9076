"""From a cell down to its rows in a city of a million, and Polars asked the same of the same file.

The city of `followup`, with fifteen committees on one generated ledger. Asked in a fresh process,
as by a server that is up: first the rows behind an activity's cell, then all rows of the committee
of at least 1 000 kronor, each with the first hundred by date, their number and sum, and the parts
by account group, account, unit and counterpart. Beside it the same questions to Polars, which is
told the codes of the committee and its activities by hand; number and sum must be the same.

`drill.py [ROWS]`; 1 million rows unless another number is given.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.followup import ACTIVITY_PREFIXES, LINES, prepare
from bench.fresh import run_fresh

LIMIT = 6.7
"""Times the processor time of Polars: see decision 0049."""
ROWS = 1_000_000
UNIT, LINE, LEAST = "101", 1, 100_000
Totals = tuple[int, int]


def measure() -> None:
    """Asks each question some times, by us and by Polars; first the one that we are worse at."""
    import django

    django.setup()
    from django.conf import settings

    from uppsikt.figures import Period
    from uppsikt.platform.access.rules import PUBLIC
    from uppsikt.sources.drill import drill
    from uppsikt.sources.models import Import
    from uppsikt.sources.row_filter import RowFilter
    from uppsikt.sources.voucher_selectors import VoucherQuery
    from uppsikt.store import Store

    store = Store(settings.DATA_FOLDER.columns)
    file = store.root / f"{Import.everything.get().rows}.parquet"

    def ours(chosen: RowFilter) -> Totals:
        query = VoucherQuery(f"namnd-{UNIT}", Period.to_date(2022, 10), chosen)
        found = drill(reader=PUBLIC, store=store, query=query).rows
        return found.total, found.amount

    def cell() -> Totals:
        return ours(RowFilter(f"rad-{LINE}"))

    def large() -> Totals:
        return ours(RowFilter(least=LEAST))

    cell()  # starts the engine
    of_cell = [code for code in ACTIVITY_PREFIXES if code % LINES == LINE]
    asked: list[tuple[str, Callable[[], Totals], Callable[[], Totals]]] = [
        ("rows of an activity", cell, lambda: by_polars(file, of_cell, 0)),
        ("large rows of a committee", large, lambda: by_polars(file, [*ACTIVITY_PREFIXES], LEAST)),
    ]
    lines, pairs = [], []
    for text, our, other in asked:
        (taken, found), (theirs, expected) = timed(our), timed(other)
        assert found == expected, (text, found, expected)
        pairs.append((taken, theirs))
        compared = f"uppsikt {taken:5.2f} s  polars {theirs:5.2f} s"
        lines.append(f"{text:<27} {found[0]:>7} rows  {compared}")
    worst = max(pairs, key=lambda one: one[0] / one[1])
    print("{:.3f} {:.3f}".format(*worst), *lines, sep="\n")


def timed(ask: Callable[[], Totals]) -> tuple[float, Totals]:
    """The median of some processor times, and the answer."""
    times = []
    for _ in range(3):
        began = time.process_time()
        answer = ask()
        times.append(time.process_time() - began)
    return statistics.median(times), answer


def by_polars(file: Path, activities: list[int], least: int) -> Totals:
    """The same page and parts from the same file; rows that feed no line have no such activity."""
    import polars as pl

    found = (
        pl.scan_parquet(file)
        .filter(
            pl.col("unit").str.starts_with(UNIT)
            & pl.col("last").is_between(202201, 202210)
            & pl.col("account").str.head(1).is_in(list("345678"))
            & pl.col("activity").str.head(2).is_in([str(code) for code in activities])
            & (pl.col("amount").abs() >= least)
        )
        .drop("text")
        .collect()
    )
    found.sort("date", "series", "number", "line").head(100)
    for code in (pl.col("account").str.head(1), "account", "unit", "counterpart"):
        found.group_by(code).agg(pl.col("amount").sum(), pl.len())
    return found.height, int(found["amount"].sum())


def main(arguments: list[str]) -> int:
    """Prepares in one process and measures in others; returns 1 over the limit."""
    return run_fresh(
        "drill",
        arguments,
        prepare=prepare,
        measure=measure,
        rows=ROWS,
        peer="Polars",
        limit=LIMIT,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
