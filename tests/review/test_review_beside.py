"""Sentences that repeat a cell of the table above them."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from uppsikt.figures import IDENTITIES
from uppsikt.reading import read
from uppsikt.review import review
from uppsikt.review.model import Finding

HEAD = "# Uppföljning efter oktober 2024, Socialnämnden\n\n## Stöd\n\n"
PAID = """| Utbetalt stöd, tkr | 2024 | 2023 |
|---|---:|---:|
| September | 4 075 | 4 181 |
| Oktober | 4 012 | 4 120 |
| Snitt per hushåll | 9 734 | 9 912 |
| Summa jan–okt | 40 681 | 41 747 |
"""
VISITS = """| Besök 2024 | Biblioteken | Lindhults museum |
|---|---:|---:|
| Juni | 14 210 | 5 260 |
| Juli | 8 920 | 9 870 |
| Augusti | 11 230 | 7 340 |
"""
RESULTS = """| Mnkr | Budget | Prognos | Avvikelse |
|---|---:|---:|---:|
| Vårdnämnden | -842,7 | -861,3 | -18,6 |
| Skolnämnden | -986,1 | -992,6 | -6,5 |
| Trafiknämnden | -96,3 | -93,1 | 3,2 |
"""
OTHERS = (
    "Vårdnämnden beräknar ett underskott på 18,6 mnkr.\n\n"
    "Skolnämnden redovisar ett underskott på 6,5 mnkr.\n\n"
)


def beside(table: str, line: str) -> list[Finding]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rapport.md"
        path.write_text(f"{HEAD}{table}\n{line}\n", encoding="utf-8")
        found = review([read(path)]).findings
    return [one for one in found if one.code == "beside-table"]


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        (PAID, "I oktober betalades 4 012 kr ut.", "4 012 kr men tabellen 4 012 tkr"),
        (PAID, "Stödet i september var 4 075 mnkr.", "4 075 mnkr men tabellen 4 075 tkr"),
        (
            PAID,
            "I år har 40 681 tkr betalats ut, vilket är 1 166 tkr lägre än samma period 2023.",
            "tabellens tal ger -1\xa0066",
        ),
        (VISITS, "Under juli hade museet 9 780 besök.", "9 780 men tabellen 9 870"),
        (VISITS, "I juni 2024 hade biblioteken 14 120 besök.", "14 120 men tabellen 14 210"),
        (
            RESULTS,
            OTHERS + "Trafiknämnden beräknar ett underskott på 3,2 mnkr för vägar.",
            "underskott på 3,2, men tabellen har ett överskott",
        ),
    ],
)
def test_what_denies_the_cell_is_found(table: str, line: str, message: str) -> None:
    (one,) = beside(table, line)
    assert message in one.message.replace("−", "-")
    assert one.severity == "contradiction"
    assert len(one.marks) >= 2


@pytest.mark.parametrize(
    "line",
    [
        "I oktober betalades 4 012 tkr ut.",
        "I oktober betalades 4 012 000 kr ut.",
        "Varje hushåll fick 4 012 kr.",
        "Ett hushåll fick i snitt 9 734 kr.",
        "Stödet till ett hushåll är 4 012 kr.",
        "En plats i boendet kostar 4 012 kr.",
        "I oktober betalades cirka 4 012 kr ut.",
        "Avgiften är 4 013 kr.",
        "Antalet är 4 012.",
    ],
)
def test_another_unit_of_another_thing_is_silent(line: str) -> None:
    assert beside(PAID, line) == []


def test_a_table_under_another_heading_is_another_matter() -> None:
    assert beside(PAID, "## Avgifter\n\nAvgiften är 4 012 kr.") == []


@pytest.mark.parametrize(
    "line",
    [
        "I år har 40 681 tkr betalats ut, vilket är 1 066 tkr lägre än samma period 2023.",
        "I år har 40 681 tkr betalats ut, vilket är 1 166 tkr lägre än samma period 2022.",
        "I år har 40 681 tkr betalats ut, vilket är cirka 1 166 tkr lägre än 2023.",
        "I år har 40 700 tkr betalats ut, vilket är 1 166 tkr lägre än samma period 2023.",
        "I år har 40 681 tkr betalats ut, vilket är 1 166 tkr lägre än budget 2023.",
        "I år har 40 681 tkr betalats ut, vilket är 2 procent lägre än samma period 2023.",
    ],
)
def test_a_difference_that_holds_or_is_of_something_else_is_silent(line: str) -> None:
    assert beside(PAID, line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Under juli hade museet 9 870 besök.",
        "Under juli hade simhallen 9 780 besök.",
        "Under juli hade museet 9 780 deltagare.",
        "Under juli 2023 hade museet 9 780 besök.",
        "Under juli hade museet 1 870 besök från skolor.",
        "Under juli hade museet 6 410 besök.",
        "Under maj hade museet 9 780 besök.",
        "Under juli hade museet cirka 9 780 besök.",
    ],
)
def test_a_count_that_holds_or_is_of_something_else_is_silent(line: str) -> None:
    assert beside(VISITS, line) == []


@pytest.mark.parametrize(
    "line",
    [
        OTHERS + "Trafiknämnden beräknar ett överskott på 3,2 mnkr.",
        "Trafiknämnden beräknar ett underskott på 3,2 mnkr.",
        OTHERS + "Trafiknämnden beräknar ett underskott på 3,3 mnkr.",
        OTHERS + "Trafiknämnden beräknar ett underskott på 3,2 tkr.",
        OTHERS + "Hamnenheten i trafiknämnden beräknar ett underskott på 3,2 mnkr.",
        OTHERS + "Trafiknämnden beräknade i april ett underskott på 3,2 mnkr.",
    ],
)
def test_a_result_that_holds_or_is_of_something_else_is_silent(line: str) -> None:
    assert beside(RESULTS, line) == []


def test_a_table_that_turns_its_signs_is_read_so() -> None:
    turned = RESULTS.replace("| -18,6", "| 18,6").replace("| -6,5", "| 6,5")
    assert beside(turned, OTHERS + "Trafiknämnden beräknar ett överskott på 3,2 mnkr.") == []


def test_a_broken_identity_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "I år har 40 681 tkr betalats ut, vilket är 1 066 tkr lägre än samma period 2023."
    broken = replace(IDENTITIES["change"], weights=lambda count: (2,) * count)
    monkeypatch.setitem(IDENTITIES, "change", broken)
    assert beside(PAID, line)
