"""``python -m tools.make_demo [--out FOLDER]``: write the demo's ledgers and tables."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from . import actuals, budgets, carry_overs, example_2023, forecasts, known, proposals, tables
from .activities import FAMILY, LABOUR
from .booked import Booked
from .ledgers import ledger

DATA = Path(__file__).resolve().parents[2] / "src" / "uppsikt" / "demo" / "data"


def files() -> dict[str, bytes]:
    """Every generated file by name. Deterministic: the same bytes each time, on every machine."""
    labour_2022, labour_2025 = actuals.booked_2022(), actuals.booked_2025()
    family_2023 = actuals.family_2023()
    balances: dict[str, list[Booked]] = {
        "saldon-arbetslivsnamnden-2020.csv": actuals.booked_2020(),
        "saldon-arbetslivsnamnden-2021.csv": actuals.booked_2021(),
        "saldon-arbetslivsnamnden-2023.csv": example_2023.actuals(),
        "saldon-arbetslivsnamnden-2024.csv": actuals.booked_2024(),
        "saldon-arbetslivsnamnden-2025.csv": [b for b in labour_2025 if b.span[0] != b.span[1]],
        "saldon-ifon-2022.csv": actuals.family_2022(),
        "saldon-ifon-2023.csv": actuals.family_late_2023(),
    }
    return {
        "huvudbok-2022.se": ledger(2022, 10, labour_2022),
        "huvudbok-2023.se": ledger(2023, 7, family_2023),
        "huvudbok-2025.se": ledger(2025, 8, labour_2025),
        **{name: tables.balances(booked) for name, booked in balances.items()},
        **_plans(LABOUR, 2022, budgets.rows_2022()),
        **_plans(FAMILY, 2023, budgets.rows_2023()),
        **_plans(LABOUR, 2023, example_2023.rows()),
        **_plans(LABOUR, 2025, budgets.rows_2025()),
        "kanda-poster-arbetslivsnamnden-2022.csv": tables.known_items(known.ROWS),
        "resultatreglering-2023.csv": tables.decisions(carry_overs.ROWS),
        "forslag-ifon-2024.csv": tables.proposal(
            FAMILY, 2024, "2024:1", "2023-07", proposals.rows_2024()
        ),
    }


def _plans(committee: str, year: int, rows: list[budgets.Row]) -> dict[str, bytes]:
    """A year's budget and forecasts; each round starts from the budget as it was decided then."""
    expected = [
        row
        for one in forecasts.ROUNDS
        if one.committee == committee and one.month.startswith(str(year))
        for row in forecasts.rows(one, budgets.year_matrix(rows, f"{one.month}-31"))
    ]
    return {
        f"budget-{committee}-{year}.csv": tables.budget(committee, year, rows),
        f"prognos-{committee}-{year}.csv": tables.forecast(committee, expected),
    }


def main() -> int:
    """Write the files and name them on standard output."""
    parser = ArgumentParser(prog="python -m tools.make_demo", description=__doc__)
    parser.add_argument("--out", type=Path, default=DATA, help="folder (default: the demo's)")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (out / name).write_bytes(content)
        sys.stdout.write(f"{out / name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
