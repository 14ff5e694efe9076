"""All tables of all committees from stored rows: a made-up city, one process, nothing remembered.

Fifteen committees with twelve activities each share one generated ledger (see `generate`). The
rows are read in first, which is not part of what is measured; then every committee's monthly
report is made from what is stored, in a process that has made none before. The first committee
starts the engines and is shown apart, as in a server that is up. Beside it: the same reports a
second time, when stored balances and finished reports are remembered.

`followup.py [ROWS]`; 5 million rows unless another number is given.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.fresh import run_fresh

LIMIT = 1.0
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
    from uppsikt.store import Store

    store = Store(settings.DATA_FOLDER.columns)
    period = Period.parse(PERIOD)
    slugs = [committee.slug for committee in committees(reader=OPERATOR)]

    def made(chosen: list[str]) -> tuple[float, int]:
        began, cells = time.perf_counter(), 0
        for slug in chosen:
            report = build_report(reader=OPERATOR, store=store, committee=slug, period=period)
            cells += sum(len(row.cells) for table in report.tables for row in table.rows)
        return time.perf_counter() - began, cells

    starting, measured = slugs[:1], slugs[1:]
    start, _ = made(starting)
    first, cells = made(measured)
    again, _ = made(measured)
    began = time.perf_counter()
    rows = overview(reader=OPERATOR, store=store, period=period).rows
    page = time.perf_counter() - began
    print(f"{first:.2f}")
    print(f"one committee, which also starts the engines            {start:5.2f} s")
    print(f"all tables of {len(measured)} others, {cells} cells, from stored rows  {first:5.2f} s")
    print(f"the same, with stored balances and reports remembered   {again:5.2f} s")
    print(f"the page of all {len(rows)} committees                        {page:5.2f} s")


def main(arguments: list[str]) -> int:
    """Prepares in one process and measures in others; returns 1 over the limit."""
    return run_fresh(
        "followup", arguments, prepare=prepare, measure=measure, rows=ROWS, limit=LIMIT
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
