"""The fixtures: ours adds up, and the page of contradictions names every cell that differs."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = sorted((ROOT / "tests" / "fixtures").glob("*.json"))
PAGE = ROOT / "docs" / "publicerade-motsagelser.md"
HEADS = {
    "Utfall jan–aug 2024": "Utfall jan-aug 2024",
    "Budget 2025": "Budget 2025",
    "Budget jan–aug 2025": "Budget jan-aug 2025",
    "Utfall jan–aug 2025": "Utfall jan-aug 2025",
    "Avvikelse jan–aug 2025": "Avvikelse jan-aug 2025",
    "Prognosavvikelse": "Prognosavvikelse",
}


def table(report: str, key: str) -> dict[str, Any]:
    content = json.loads((ROOT / "tests" / "fixtures" / f"{report}.json").read_text("utf-8"))
    found: dict[str, Any] = next(t for t in content["tables"] if t["key"] == key)
    return found


def values(report: str, key: str, kind: str = "values") -> dict[str, list[int]]:
    rows = table(report, key)["rows"]
    return {row["label"]: [n or 0 for n in row.get(kind, row["values"])] for row in rows}


def added(rows: list[list[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_row_has_a_value_for_every_column(path: Path) -> None:
    for one in json.loads(path.read_text("utf-8"))["tables"]:
        for row in one["rows"]:
            assert len(row["values"]) == len(one["columns"]), row


@pytest.mark.parametrize(
    "report", ["arbetslivsnamnden-2022-05", "arbetslivsnamnden-2022-10", "ifon-2023-07"]
)
def test_the_net_cost_tables_add_up(report: str) -> None:
    rows = values(report, "netto")
    total = rows.pop("Summa")
    assert added(list(rows.values())) == total


def test_the_interim_table_and_our_summary_add_up_and_agree() -> None:
    activities = values("arbetslivsnamnden-2025-08", "verk")
    ours = values("arbetslivsnamnden-2025-08", "samm")
    for side in ("Intäkt", "Kostnad", "Nettokostnad"):
        parts = [v for k, v in activities.items() if k.endswith(side) and "Totalt" not in k]
        assert added(parts) == activities[f"Totalt / {side}"]
    income = added([ours["Statsbidrag"], ours["Avgifter och övriga intäkter"]])
    cost = added(
        [ours[k] for k in ("Personal", "Lokaler", "Material och tjänster", "Kapitalkostnader")]
    )
    assert income == ours["Summa intäkter"] == activities["Totalt / Intäkt"]
    assert cost == ours["Summa kostnader"]
    contingency = ours["Buffert (endast i budget)"]
    assert added([cost, contingency]) == activities["Totalt / Kostnad"]
    net = added([income, cost, contingency])
    assert net == ours["Nettokostnader"] == activities["Totalt / Nettokostnad"]
    assert added([net, ours["Kommunbidrag"]])[:5] == ours["Resultat jämfört med kommunbidrag"][:5]


def test_the_page_lists_exactly_the_cells_where_ours_differs_from_the_published() -> None:
    one = table("arbetslivsnamnden-2025-08", "samm")
    expected = {
        (row["label"], column, old, new)
        for row in one["rows"]
        for column, old, new in zip(
            one["columns"], row.get("published", row["values"]), row["values"], strict=True
        )
        if old != new
    }
    section = PAGE.read_text("utf-8").split("## Varför")[1].split("## Om exakta")[0]
    listed = {
        (label, HEADS[column], number(old), number(new))
        for label, column, old, new in re.findall(
            r"^\| (\S.*?) \| (.*?\d{4}) \| (\S+(?: \d+)?) \| (\S+(?: \d+)?) \|$", section, re.M
        )
    }
    assert listed == expected


def number(text: str) -> int:
    return int(text.replace("−", "-").replace(" ", ""))
