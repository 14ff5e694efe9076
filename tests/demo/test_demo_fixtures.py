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


PLANNING = "ifon-2023-07-budget"
_TABLES = {"samm": "6.1.1", "verk": "6.3"}


def part(heading: str) -> str:
    """What stands under a heading of the planning's section."""
    return PAGE.read_text("utf-8").split(f"### {heading}\n")[1].split("\n##")[0]


def listed_rows(heading: str, columns: int) -> list[list[str]]:
    """The rows of the table under a heading, without its head."""
    rows = [line.strip("| ").split(" | ") for line in part(heading).splitlines() if "|" in line]
    assert all(len(row) == columns for row in rows)
    return rows[2:]


def test_the_planning_adds_up_and_its_two_tables_agree_in_ours() -> None:
    activities, ours = values(PLANNING, "verk"), values(PLANNING, "samm")
    for side in ("Intäkt", "Kostnad", "Nettokostnad"):
        parts = [v for k, v in activities.items() if k.endswith(f"/ {side}") and "Tot" not in k]
        assert added(parts) == activities[f"Totalt / {side}"]
    assert ours["Summa intäkter"] == activities["Totalt / Intäkt"]
    cost = added([ours["Summa kostnader"], ours["Buffert (endast i budget)"]])
    assert cost == activities["Totalt / Kostnad"]
    assert ours["Nettokostnader"] == added([ours["Summa intäkter"], cost])


def test_the_page_lists_every_cell_where_the_two_published_planning_tables_differ() -> None:
    summary = values(PLANNING, "samm", "published")
    activities = values(PLANNING, "verk", "published")
    pairs = {
        "intäkter": (summary["Summa intäkter"], activities["Totalt / Intäkt"]),
        "kostnader utan buffert": (
            summary["Summa kostnader"],
            [
                whole - reserve
                for whole, reserve in zip(
                    activities["Totalt / Kostnad"], activities["Buffert / Kostnad"], strict=True
                )
            ],
        ),
        "bufferten": (summary["Buffert (endast i budget)"], activities["Buffert / Nettokostnad"]),
        "nettokostnad": (summary["Nettokostnader"], activities["Totalt / Nettokostnad"]),
    }
    expected = {
        (column, what, one, other)
        for what, (first, second) in pairs.items()
        for column, one, other in zip(
            table(PLANNING, "samm")["columns"], first, second, strict=True
        )
        if one != other
    }
    rows = listed_rows("Samma sak i 6.1.1 och 6.3, med olika tal", 5)
    assert {(column, what, number(a), number(b)) for column, what, a, b, _ in rows} == expected
    assert all(ours == second for *_, second, ours in rows)


def test_the_page_lists_exactly_the_cells_where_our_planning_differs_from_the_published() -> None:
    expected = [
        [_TABLES[key], row["label"], column, text(old), text(new)]
        for key in ("samm", "verk")
        for row in table(PLANNING, key)["rows"]
        for column, old, new in zip(
            table(PLANNING, key)["columns"],
            row.get("published", row["values"]),
            row["values"],
            strict=True,
        )
        if old != new
    ]
    assert listed_rows("Alla celler där Uppsikt visar annat", 5) == expected


def test_the_rows_that_do_not_hold_in_the_published_summary() -> None:
    published = values(PLANNING, "samm", "published")
    columns = table(PLANNING, "samm")["columns"]
    results = added([published["Kommunbidrag"], published["Nettokostnader"]])
    stated = published["Resultat jämfört med kommunbidrag"]
    broken = {
        column
        for column, got, want in zip(columns, results, stated, strict=True)
        if got != want and not column.startswith("Bokslut")
    }
    rows = listed_rows("Rader i 6.1.1 som inte går ihop", 5)
    assert broken == {"Budget 2023"} <= {row[0] for row in rows}
    ours = values(PLANNING, "samm")["Kommunbidrag"]
    for column, _, old, new, _ in rows:
        at = columns.index(column)
        assert (number(old), number(new)) == (published["Kommunbidrag"][at], ours[at])


def text(value: int | None) -> str:
    return "–" if value is None else f"{value:,}".replace(",", " ").replace("-", "−")
