"""The demo's files: made as committed, balanced, misleading to a naive reader, about no person."""

import csv
import doctest
import re
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "uppsikt" / "demo" / "data"
LEDGERS = sorted(DATA.glob("*.se"))
ROLES = ("Controller", "Enhetschef", "Förvaltningschef", "Nämndsekreterare", "Verksamhetschef")
TEXTS = (
    "Avskrivning",
    "Förutbetald licensavgift oktober",
    "Ersättning arbetsmarknadsanställningar",
    "Familjehemsvård, samlingsfaktura",
    "Hyresfaktura",
    "Internhyra",
    "Kundfaktura",
    "Leverantörsfaktura",
    "Upplupen transportkostnad ",
    "Upplupna ersättningar, familjehem juni",
    "Upplupna löner, timanställda juni",
    "Återföring, förutbetald licensavgift oktober",
    "Återföring, upplupna ersättningar, familjehem juni",
    "Återföring, upplupna löner, timanställda juni",
    "Löner",
    "Rättelse av L ",
    "Schablonersättning evakueringsboende",
    "Statlig ersättning",
    "Utbetalning ekonomiskt bistånd",
)


def lines(path: Path) -> list[str]:
    return path.read_bytes().decode("cp437").splitlines()


def rows(path: Path, label: str) -> list[tuple[str, str, Decimal]]:
    """(account, objects, amount) of every row with the label."""
    found = re.findall(rf"^#{label} (\d+) (\{{.*?\}}) (\S+)$", "\n".join(lines(path)), re.M)
    return [(account, objects, Decimal(amount)) for account, objects, amount in found]


def test_the_generator_writes_the_committed_files_byte_for_byte(tmp_path: Path) -> None:
    made = [sys.executable, "-m", "tools.make_demo", "--out", str(tmp_path)]
    subprocess.run(made, cwd=ROOT, check=True, capture_output=True)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {path.name for path in DATA.iterdir() if path.suffix in {".se", ".csv"}}
    for name in sorted(names):
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name


@pytest.mark.parametrize("module", ["dice", "sie", "tables"])
def test_the_examples_in_the_generator_run(module: str) -> None:
    tried = doctest.testmod(import_module(f"tools.make_demo.{module}"))
    assert tried.attempted
    assert not tried.failed


def test_the_generator_imports_neither_the_product_nor_anything_installed() -> None:
    for path in (ROOT / "tools" / "make_demo").glob("*.py"):
        for module in re.findall(r"^(?:from|import) ([\w.]+)", path.read_text("utf-8"), re.M):
            own = module.startswith(".")
            assert own or module.partition(".")[0] in sys.stdlib_module_names, (path.name, module)


@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: path.stem)
def test_a_ledger_balances_and_holds_what_makes_it_hard(path: Path) -> None:
    text = "\n".join(lines(path))
    vouchers = re.findall(r"^#VER .*\n\{\n((?:#.*\n)+)\}", text, re.M)
    assert len(vouchers) > 1_200
    for voucher in vouchers:
        amounts = re.findall(r"^#TRANS \d+ \{.*?\} (\S+)$", voucher, re.M)
        assert sum(Decimal(amount) for amount in amounts) == 0
    assert len(re.findall(r'^#VER L \d+ \d+ "Rättelse av L \d+"$', text, re.M)) >= 12
    assert rows(path, "BTRANS")
    assert len(rows(path, "RTRANS")) == len(rows(path, "BTRANS"))
    assert any(objects == "{}" for _, objects, _ in rows(path, "TRANS"))


@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: path.stem)
def test_period_rows_agree_with_the_vouchers_and_double_when_added(path: Path) -> None:
    booked: dict[str, Decimal] = defaultdict(Decimal)
    for account, _, amount in rows(path, "TRANS"):
        booked[account] += amount
    whole: dict[str, Decimal] = defaultdict(Decimal)
    added: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines(path):
        found = re.match(r"#PSALDO 0 \d+ (\d+) (\{.*?\}) (\S+)$", line)
        if found:
            account, objects, text = found.groups()
            added[account] += Decimal(text)
            if objects == "{}":
                whole[account] += Decimal(text)
    assert whole == booked
    results = [account for account in booked if account[0] in "345678"]
    assert all(added[account] == 2 * booked[account] for account in results)


def test_a_naive_sum_of_the_october_file_is_far_from_the_published_net_cost() -> None:
    path = DATA / "huvudbok-2022.se"
    result = [row for row in rows(path, "TRANS") if row[0][0] in "345678"]
    everybody = -sum(amount for _, _, amount in result)
    own = -sum(amount for _, objects, amount in result if '20 "61' in objects)
    assert round(own / 1000) == -217_014
    assert everybody < 10 * own


def test_no_person_is_named() -> None:
    for path in LEDGERS:
        for line in lines(path):
            if line.startswith("#VER "):
                assert line.split('"')[1].startswith(TEXTS), line
    for path in DATA.glob("prognos-*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                assert row["Lämnad av"].startswith(ROLES), row
