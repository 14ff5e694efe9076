"""The demo through the commands: what was published comes out, and each voucher counts once."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from uppsikt_program import Program

from uppsikt.demo.folder import refuse_foreign
from uppsikt.platform.data_folder import DataFolder

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
DATA = ROOT / "src" / "uppsikt" / "demo" / "data"
REPORTS = sorted(path.stem for path in FIXTURES.glob("*.json"))
ASSISTANCE = "Utbetalning ekonomiskt bistånd, samlingsfaktura boende"

Cells = dict[tuple[str, str, str], int | None]  # (table, row, column) -> printed


def run(data: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    return Program(data.parent, data)(*command)


def report(data: Path, committee: str, period: str, form: str) -> dict[str, Any]:
    where = ("--committee", committee, "--period", period, "--form", form)
    done = run(data, "report", *where, "--format", "json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def october(data: Path) -> Cells:
    return cells(report(data, "arbetslivsnamnden", "2022-10", "monthly"))


def cells(content: dict[str, Any]) -> Cells:
    return {
        (table["key"], row["label"], column): value
        for table in content["tables"]
        for row in table["rows"]
        for column, value in zip(table["columns"], row["values"], strict=True)
    }


@pytest.fixture(scope="module")
def demo(own_demo: Program) -> Path:
    return own_demo.data


@pytest.fixture(scope="module")
def before(demo: Path) -> Cells:
    return october(demo)


@pytest.mark.parametrize("name", REPORTS)
def test_the_published_figures_come_out_cell_by_cell(demo: Path, name: str) -> None:
    fixture = json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))
    ours = report(demo, fixture["committee"], fixture["period"], fixture["form"])
    tables = {table["key"]: table for table in ours["tables"]}
    for expected in fixture["tables"]:
        found = tables[expected["key"]]
        assert (found["name"], found["unit"]) == (expected["name"], expected["unit"])
        assert found["columns"] == expected["columns"]
        labels = [row["label"] for row in expected["rows"]]
        assert [row["label"] for row in found["rows"]] == labels
        for row, want in zip(found["rows"], expected["rows"], strict=True):
            assert (row["label"], row["values"]) == (want["label"], want["values"])


def test_the_first_sentence_tells_of_the_rent_that_is_not_booked(demo: Path) -> None:
    where = ("--committee", "arbetslivsnamnden", "--period", "2022-10")
    html = run(demo, "report", *where, "--format", "html").stdout.replace("\u00a0", " ")
    assert "plus 6 958 tkr; plus 958 tkr med ej bokförd hyra" in re.sub(r"<[^>]+>", "", html)


def test_nothing_is_said_after_the_report(demo: Path) -> None:
    where = ("--committee", "arbetslivsnamnden", "--period", "2022-10")
    done = Program(demo.parent, demo).raw("report", *where, "--format", "json", cold=True)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.slow
def test_the_demo_twice_changes_nothing(demo: Path, before: Cells) -> None:
    for _ in range(2):
        again = run(demo, "demo", "--no-serve")
        assert again.returncode == 0, again.stderr
    assert "utdrag var nya" not in again.stderr
    assert october(demo) == before
    measures = cells(report(demo, "arbetslivsnamnden", "2022-10", "measures"))
    assert measures["matt", "Antal hushåll med försörjningsstöd", "Utfall Okt 2022"] == 636
    assert measures["matt", "Antal personer i arbetsmarknadsinsatser", "Utfall Okt 2022"] == 344
    assert measures["matt", "Mottagna flyktingar", "Utfall Okt 2022"] == 110


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    setup = run(data, "setup", str(DATA / "ifon.toml"))
    assert setup.returncode == 0, setup.stderr
    refused = run(data, "demo", "--no-serve")
    assert refused.returncode == 2
    assert "egna uppgifter" in refused.stderr
    assert not (data / "DEMO").exists()


def test_a_folder_with_a_foreign_file_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("min egen", encoding="utf-8")
    refused = run(tmp_path, "demo", "--no-serve")
    assert refused.returncode == 2
    assert "Värden: fil\n" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["fil"]


@pytest.mark.parametrize("name", ["uppsikt.db-wal", "secret.key", "fel-20260101-1.txt", "DEMO"])
def test_what_the_program_makes_itself_does_not_stop_the_demo(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    refuse_foreign(DataFolder(tmp_path))
    refuse_foreign(DataFolder(tmp_path / "saknas"))


def voucher(text: str, name: str) -> str:
    """The whole voucher whose text is given."""
    found = re.search(rf'^#VER \S+ \d+ \d+ "{name}"\r\n\{{\r\n(?:#.*\r\n)+\}}\r\n', text, re.M)
    assert found is not None, name
    return found[0]


def dropped(text: str) -> str:
    return text.replace(voucher(text, ASSISTANCE), "")


def doubled(text: str) -> str:
    one = voucher(text, ASSISTANCE)
    return text.replace(one, one + re.sub(r"^#VER (\S+) \d+", r"#VER \1 9001", one))


def moved_to_march(text: str) -> str:
    one = voucher(text, ASSISTANCE)
    return text.replace(one, re.sub(r" 202204(\d\d) ", r" 202203\1 ", one))


def moved_to_other_activity(text: str) -> str:
    one = voucher(text, ASSISTANCE)
    return text.replace(one, one.replace('20 "6120" 21 "5750"', '20 "6170" 21 "6900"'))


_ASSISTANCE_ROW = {
    ("netto", "Ekonomiskt bistånd", "Utfall 2022-10"),
}
_SUM = {("netto", "Summa", "Utfall 2022-10")}
_SUMMARY = {
    ("samm", row, "Utfall 2022-10")
    for row in (
        "Material och tjänster",
        "Summa kostnader",
        "Nettokostnader",
        "Resultat jämfört med kommunbidrag",
        "Resultat jämfört med tillgängliga medel",
    )
}
_MONTHS = {("ebmanad", "April", "2022"), ("ebmanad", "Summa Jan-Okt", "2022")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "by", "expected"),
    [
        (dropped, 250, _ASSISTANCE_ROW | _SUM | _SUMMARY | _MONTHS),
        (doubled, -250, _ASSISTANCE_ROW | _SUM | _SUMMARY | _MONTHS),
        (
            moved_to_march,
            None,
            {("ebmanad", "Mars", "2022"), ("ebmanad", "April", "2022")},
        ),
        (
            moved_to_other_activity,
            None,
            _ASSISTANCE_ROW | {("netto", "Övrigt", "Utfall 2022-10")} | _MONTHS,
        ),
    ],
    ids=["dropped", "doubled", "moved to another month", "moved to another activity"],
)
def test_one_voucher_changes_exactly_these_cells(
    demo: Path,
    before: Cells,
    tmp_path: Path,
    change: Callable[[str], str],
    by: int | None,
    expected: set[tuple[str, str, str]],
) -> None:
    data = tmp_path / "data"
    shutil.copytree(demo, data)
    file = tmp_path / "rättad.se"
    text = (DATA / "huvudbok-2022.se").read_bytes().decode("cp437")
    file.write_bytes(change(text).encode("cp437"))
    done = run(data, "import", str(file))
    assert done.returncode == 0, done.stderr
    after = october(data)
    assert {cell for cell in before if before[cell] != after[cell]} == expected
    if by is not None:
        for cell in _ASSISTANCE_ROW | _SUM:
            assert (after[cell] or 0) - (before[cell] or 0) == by
