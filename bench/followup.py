"""All tables of all committees from stored rows: a made-up city, one process, nothing remembered.

Fifteen committees with twelve activities each share one generated ledger (see `generate`). The
rows are read in first, which is not part of what is measured; then every committee's monthly
report is made from what is stored, in a process that has made none before. The first committee
starts the engines and is shown apart, as in a server that is up. Beside it: the same reports a
second time, when stored balances and finished reports are remembered.

The peer is Polars, which makes the sums and the variances of the same tables from the same month
cubes and the same budget, told by hand what every code means; the actuals and the budgets of each
committee must be the same to the öre. It settles no rounding, checks nothing and writes no text.

`followup.py [ROWS]`; 5 million rows unless another number is given.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from bench.fresh import run_fresh

if TYPE_CHECKING:
    from uppsikt.followup.report import Report

LIMIT = 1.7
"""Times the processor time of Polars: see decision 0049."""
ROWS = 5_000_000
COMMITTEES = tuple(str(prefix) for prefix in range(100, 115))
LINES = 12
ACTIVITY_PREFIXES = range(10, 62)
GROUPS = (
    ("statsbidrag", "Statsbidrag", "intäkt", ("35",)),
    ("avgifter", "Avgifter och övriga intäkter", "intäkt", ("3",)),
    ("personal", "Personal", "kostnad", ("5",)),
    ("lokaler", "Lokaler", "kostnad", ("60",)),
    ("material", "Material och tjänster", "kostnad", ("4", "6", "7")),
    ("kapital", "Kapitalkostnader", "kostnad", ("79",)),
)
NOW = datetime(2022, 12, 1, tzinfo=UTC)
PERIOD = "2022-10"


def setup_file(prefix: str) -> str:
    """The set-up file of the committee whose units begin with the prefix."""
    parts = [
        (
            f'kortnamn = "namnd-{prefix}"\nnamn = "Nämnd {prefix}"\nkommun = "Påhittade"\n'
            f'kommunkod = "9999"\nansvar = ["{prefix}"]\nmotparter = ["{prefix}"]\n'
            "[dimensioner]\nansvar = 21\nverksamhet = 20\nprojekt = 6\nmotpart = 22\n"
        )
    ]
    for key, name, kind, accounts in GROUPS:
        listed = ", ".join(f'"{account}"' for account in accounts)
        parts.append(
            f'[[kontogrupp]]\nnyckel = "{key}"\nnamn = "{name}"\nslag = "{kind}"\n'
            f"konton = [{listed}]\n"
        )
    for number in range(LINES):
        chosen = ", ".join(f'"{code}"' for code in ACTIVITY_PREFIXES if code % LINES == number)
        parts.append(
            f'[[verksamhet]]\nnyckel = "rad-{number}"\nnamn = "Rad {number}"\n'
            f"verksamhet = [{chosen}]\n"
        )
    parts.append(
        '[[verksamhet]]\nnyckel = "buffert"\nnamn = "Buffert"\nbuffert = true\n'
        '[[kommunbidrag]]\nar = 2022\ndatum = 2021-11-25\nbelopp = "900 000 tkr"\n'
    )
    parts.append('[[budget]]\nfil = "budget.csv"\n[[prognos]]\nfil = "prognos.csv"\n')
    parts.append(
        '[[manadshistorik]]\nverksamhet = "rad-1"\nnyckel = "historik"\nnamn = "Rad per manad"\n'
    )
    return "\n".join(parts)


def plan_files(folder: Path) -> None:
    """A budget and a forecast by account group, the same for every committee."""
    months = "Jan;Feb;Mar;Apr;Maj;Jun;Jul;Aug;Sep;Okt;Nov;Dec"
    budget = [f"År;Datum;Beslut;Verksamhet;Slag;Kontogrupp;Enhet;Belopp;Fördelning;{months}"]
    forecast = ["Månad;Verksamhet;Slag;Kontogrupp;Enhet;Belopp;Lämnad;Lämnad av;Kommentar"]
    for number in range(LINES):
        for at, (key, _, kind, _) in enumerate(GROUPS):
            amount = (1 if kind == "intäkt" else -1) * (1_234_567 * (at + 1) + 98_765 * number)
            budget.append(
                f"2022;2021-11-25;Budget;rad-{number};{kind};{key};kr;{amount};tolftedelar"
                + ";" * 12
            )
            forecast.append(
                f"2022-10;rad-{number};{kind};{key};kr;{amount - 4_321};2022-11-08;Controller;"
            )
    budget.append("2022;2021-11-25;Budget;buffert;kostnad;;tkr;-9000;tolftedelar" + ";" * 12)
    forecast.append("2022-10;buffert;netto;;tkr;0;2022-11-08;Controller;")
    (folder / "budget.csv").write_text("\n".join(budget) + "\n", encoding="utf-8")
    (folder / "prognos.csv").write_text("\n".join(forecast) + "\n", encoding="utf-8")


def prepare(folder: Path, rows: int) -> None:
    """Generate the city and read it in."""
    import django
    from bench.generate import write

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from uppsikt.organisation.services import setup_committee
    from uppsikt.platform.access.rules import COMMAND_LINE
    from uppsikt.sources.services import import_ledger
    from uppsikt.store import Store

    call_command("migrate", verbosity=0)
    plan_files(folder)
    for prefix in COMMITTEES:
        path = folder / f"{prefix}.toml"
        path.write_text(setup_file(prefix), encoding="utf-8")
        setup_committee(actor=COMMAND_LINE, now=NOW, path=path)
    ledger = folder / "huvudbok.se"
    write(rows, ledger, folder / "huvudbok.csv")
    (folder / "huvudbok.csv").unlink()
    began = time.perf_counter()
    store = Store(settings.DATA_FOLDER.columns)
    outcome = import_ledger(actor=COMMAND_LINE, now=NOW, store=store, path=ledger, accept=True)
    print(f"{outcome.rows} rows read in, {time.perf_counter() - began:.1f} s (not measured here)")


def measure() -> None:
    """Make every committee's report, first with nothing remembered, and print what it took."""
    import django

    django.setup()
    from django.conf import settings

    from uppsikt.figures import Period
    from uppsikt.followup.selectors import overview
    from uppsikt.followup.services import build_report
    from uppsikt.organisation.selectors import committees
    from uppsikt.platform.access.rules import OPERATOR
    from uppsikt.sources.models import Part
    from uppsikt.store import Store

    store = Store(settings.DATA_FOLDER.columns)
    period = Period.parse(PERIOD)
    slugs = [committee.slug for committee in committees(reader=OPERATOR)]

    def made(chosen: list[str]) -> tuple[float, float, list[Report]]:
        began, used = time.perf_counter(), time.process_time()
        reports = [
            build_report(reader=OPERATOR, store=store, committee=slug, period=period)
            for slug in chosen
        ]
        return time.process_time() - used, time.perf_counter() - began, reports

    starting, measured = slugs[:1], slugs[1:]
    start, _, _ = made(starting)
    first, first_wall, reports = made(measured)
    again, _, _ = made(measured)
    used = time.process_time()
    rows = overview(reader=OPERATOR, store=store, period=period).rows
    page = time.process_time() - used

    parts = dict(Part.everything.values_list("committee", "cube"))
    files = [store.root / f"{parts[slug]}.parquet" for slug in slugs]
    budget = settings.DATA_FOLDER.root.parent / "budget.csv"
    by_polars(files[0], budget)
    used = time.process_time()
    sums = [by_polars(file, budget) for file in files[1:]]
    theirs = time.process_time() - used
    for report, (lines, _) in zip(reports, sums, strict=True):
        assert _net(report) == dict(lines.select("line", "actual").iter_rows()), "the same sums"
    cells = sum(len(row.cells) for one in reports for table in one.tables for row in table.rows)
    print(f"{first:.3f} {theirs:.3f}")
    print(f"one committee, which also starts the engines            {start:5.2f} s")
    print(f"all tables of {len(measured)} others, {cells} cells, from stored rows  {first:5.2f} s")
    print(f"  by the clock                                          {first_wall:5.2f} s")
    print(f"the same, with stored balances and reports remembered   {again:5.2f} s")
    print(f"the page of all {len(rows)} committees                        {page:5.2f} s")


def _net(report: Report) -> dict[str, int]:
    """The net actual to date of each of a report's activities, in öre."""
    from uppsikt.figures import Side, What

    facts = report.figures.facts
    wanted = {line.key for line in facts.lines if not line.is_contingency}
    found = {
        name.of.activity: report.book.value(name)
        for name in report.book.names()
        if name.what is What.ACTUAL
        and name.when == facts.to_date
        and name.of.side is Side.NET
        and name.of.activity in wanted
        and not name.of.group
    }
    return {key: value for key, value in found.items() if isinstance(value, int)}


def by_polars(cube: Path, budget: Path) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The same tables' sums: by line and side, by group, by month, and what varies from what."""
    rows = pl.read_parquet(cube).filter(pl.col("line") != "")
    account, group, side = pl.col("account"), pl.lit(""), pl.lit("kostnad")
    for key, _, kind, prefixes in sorted(GROUPS, key=lambda one: -len(one[3][0])):
        met = pl.any_horizontal(account.str.starts_with(prefix) for prefix in prefixes)
        group = pl.when((group == "") & met).then(pl.lit(key)).otherwise(group)
        side = pl.when(met).then(pl.lit(kind)).otherwise(side)
    rows = rows.with_columns(group=group, side=side)
    year, last = (int(part) for part in PERIOD.split("-"))
    plan = (
        pl.read_csv(budget, separator=";")
        .filter(pl.col("Kontogrupp") != "")
        .with_columns(budget=pl.col("Belopp") * 100)
    )
    tables: list[pl.DataFrame] = []
    for codes in (("line",), ("line", "side"), ("group",), ("side",)):
        found = rows.group_by(codes).agg(
            *(
                pl.col("amount").filter(pl.col("first").is_between(one * 100, one * 100 + last))
                .sum().alias(name)
                for name, one in (("actual", year), ("previous", year - 1))
            )
        )  # fmt: skip
        named = {"line": "Verksamhet", "side": "Slag", "group": "Kontogrupp"}
        planned = plan.group_by(named[code] for code in codes).agg(pl.col("budget").sum())
        joined = found.join(
            planned, left_on=codes, right_on=[named[code] for code in codes], how="left"
        )
        to_date = (pl.col("budget") * last / 12).round().cast(pl.Int64)
        tables.append(
            joined.with_columns(to_date=to_date, variance=pl.col("actual") - to_date).sort(codes)
        )
    tables += [
        rows.group_by(*codes).agg(pl.col("amount").sum()).sort("first")
        for codes in (("line", "first"), ("first",))
    ]
    return tables[0], tables


def main(arguments: list[str]) -> int:
    """Prepares in one process and measures in others; returns 1 over the limit."""
    return run_fresh(
        "followup",
        arguments,
        prepare=prepare,
        measure=measure,
        rows=ROWS,
        peer="Polars",
        limit=LIMIT,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
