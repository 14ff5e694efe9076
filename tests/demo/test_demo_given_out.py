"""What a report printed, the next one prints: whichever is asked for, and after a correction."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from test_demo_reports import DATA, cells, report, run
from uppsikt_program import Program


@pytest.fixture(scope="module")
def given(own_demo: Program) -> Path:
    """A demo of its own, for each report that is written is remembered."""
    return own_demo.data


def exact(content: dict[str, Any]) -> dict[tuple[str, str, str], float | None]:
    """The exact amounts, by table, row and column."""
    return {
        (table["key"], row["label"], column): value
        for table in content["tables"]
        for row in table["rows"]
        for column, value in zip(table["columns"], row["exact"], strict=True)
    }


def month_series(data: Path, month: str) -> list[int | None]:
    content = report(data, "arbetslivsnamnden", month, "monthly")
    table = next(one for one in content["tables"] if one["key"] == "ebmanad")
    return [row["values"][0] for row in table["rows"]]


@pytest.mark.slow
def test_a_month_is_printed_alike_in_each_report_or_a_note_says_so(given: Path) -> None:
    october = month_series(given, "2022-10")
    for month in ("2022-03", "2022-08"):
        where = ("--committee", "arbetslivsnamnden", "--period", month, "--format", "html")
        page = run(given, "report", *where).stdout
        noted = set(re.findall(r"Ekonomiskt bistånd, (\w+) 2022", page.partition("oförändrade")[2]))
        months = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti"]
        ours = month_series(given, month)
        for name, now, then in zip(months[: int(month[-2:])], ours, october, strict=False):
            assert now == then or name in noted, (month, name, now, then)


@pytest.mark.slow
def test_a_corrected_voucher_of_odd_kronor_moves_no_other_figure(
    given: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(given, data)
    before = report(data, "arbetslivsnamnden", "2022-10", "monthly")
    text = (DATA / "huvudbok-2022.se").read_bytes().decode("cp437")
    file = tmp_path / "rättad.se"
    less = re.sub(r"#VER F 35 .*\r\n\{\r\n(?:#.*\r\n)+\}\r\n", "", text, count=1)
    assert less != text
    file.write_bytes(less.encode("cp437"))
    assert run(data, "import", str(file)).returncode == 0
    after = report(data, "arbetslivsnamnden", "2022-10", "monthly")

    touched = {key for key, value in exact(before).items() if exact(after)[key] != value}
    changed = {key for key, value in cells(before).items() if cells(after)[key] != value}
    assert changed == touched
    assert ("netto", "Ekonomiskt bistånd", "Utfall 2022-10") in changed

    assert run(data, "import", str(DATA / "huvudbok-2022.se")).returncode == 0
    again = report(data, "arbetslivsnamnden", "2022-10", "monthly")
    assert json.dumps(again) == json.dumps(before)


@pytest.mark.slow
def test_last_year_told_in_the_other_way_is_no_change(given: Path) -> None:
    where = ("--committee", "ifon", "--period", "2023-07", "--format", "html")
    for last_year in ("published", "restated"):
        written = run(given, "report", *where, "--last-year", last_year)
        assert written.returncode == 0
        assert "har ändrats sedan dess" not in written.stderr
