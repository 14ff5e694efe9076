"""Money for received refugees: as it was published, beside the ledger, and told to nobody else."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from uppsikt_program import Program

from people import controller
from sources.city import WORK, Row, load, set_up, sie
from uppsikt.demo.made_refugees import refugees_csv
from uppsikt.documents import render_json
from uppsikt.extracts.services import add_extract
from uppsikt.figures import Period
from uppsikt.followup.measured.report import measures_report
from uppsikt.organisation.setup_file import SetupFault
from uppsikt.platform.access.rules import COMMAND_LINE, PUBLIC, Reader
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.registers import REFUGEES, Span

NOW = datetime(2025, 12, 14, 9, 30, tzinfo=STOCKHOLM)
SLUG = "arbete"
CONTROLLER = controller(SLUG)
TABLES = ("overf", "overf_antal", "overf_bokfort")
HEAD = "Person;Mottagen;Kön;Födelseår;Land;År i skolan\n"


def group(key: str, ages: str, amount: str = "3 740 kr", more: str = "") -> str:
    return (
        f'[[overforing]]\nnyckel = "{key}"\nnamn = "{key} {ages}"\nnamnd = "Skolnämnden"\n'
        f'alder = "{ages}"\nbelopp = "{amount}"\nkalla = "beslut"\n{more}\n'
    )


def reconciled(key: str, about: str, codes: str) -> str:
    return f'[[avstamning]]\nnyckel = "{key}"\nnamn = "{key}"\ngaller = [{about}]\n{codes}\n'


GROUPS = group("yngre", "1-5") + group("barn", "6-15") + group("unga", "16-19")
BOOKED = reconciled("skolor", '"yngre", "barn", "unga"', 'konto = ["45"]') + reconciled(
    "staten", '"schablonersattning"', 'konto = ["30"]\nverksamhet = ["611"]'
)


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    return tmp_path


def read(folder: Path, content: bytes | str, span: Span) -> None:
    path = folder / "mottagna.csv"
    path.write_bytes(content if isinstance(content, bytes) else f"{HEAD}{content}".encode())
    add_extract(
        actor=COMMAND_LINE, now=NOW, store=current_store(), path=path, committee=SLUG,
        register=REFUGEES, span=span,
    )  # fmt: skip


def told(period: Period, reader: Reader = CONTROLLER) -> dict[str, dict[str, list[Any]]]:
    """Of the tables about money, by key, the rows' exact values by label."""
    document = measures_report(
        reader=reader, now=NOW, store=current_store(), committee=SLUG, period=period
    )
    tables = [one for one in json.loads(render_json(document))["tables"] if one["key"] in TABLES]
    if reader is PUBLIC:
        cells = {(one["key"], row["label"]) for one in tables for row in one["rows"]}
        hidden = {(one["key"], cell["label"]) for one in tables for cell in one["suppressed"]}
        assert cells == hidden
    return {one["key"]: {row["label"]: row["exact"] for row in one["rows"]} for one in tables}


def transfer(day: str, ore: str) -> tuple[str, list[Row]]:
    return day, [("4510", "1402", "6110", ore), ("1930", "", "", f"-{ore}")]


def grant(day: str, ore: str, activity: str = "6110") -> tuple[str, list[Row]]:
    return day, [("3010", "1402", activity, f"-{ore}"), ("1930", "", "", ore)]


@pytest.mark.django_db
@pytest.mark.database
def test_what_was_published_is_reconciled_to_the_ore_and_shown_to_nobody_else(city: Path) -> None:
    set_up(city, WORK + GROUPS + BOOKED)
    read(city, refugees_csv(), (202001, 202210))
    ledger = sie(
        transfer("20220531", "1712920.00"), transfer("20221031", "1700000.50"),
        grant("20220630", "9000000.25"), grant("20220630", "100.00", "5750"),
    )  # fmt: skip
    load(city, ledger)

    october = told(Period.month(2022, 10))
    money = october["overf"]
    assert money["Överfört januari-oktober"] == [699_380, 2_255_220, 460_020, 3_414_620]
    assert money["Oktober"] == [20 * 3740, 58 * 3740, 15 * 3740, 93 * 3740]
    people = october["overf_antal"]
    assert people["Personmånader januari-oktober"] == [187, 603, 123]
    assert [people[month] for month in ("Januari", "Mars", "Juni", "September")] == [
        [21, 65, 14], [19, 59, 10], [19, 61, 11], [17, 61, 15],
    ]  # fmt: skip
    may = told(Period.month(2022, 5))["overf"]
    assert may["Överfört januari-maj"] == [362_780, 1_136_960, 213_180, 1_712_920]
    assert october["overf_bokfort"] == {
        "skolor, oktober 2022": [347_820, 1_700_000.5, 1_352_180.5],
        "skolor, januari-oktober 2022": [3_414_620, 3_412_920.5, -1_699.5],
        "staten, januari-oktober 2022": [16_564_800, 9_000_000.25, -7_564_799.75],
        "staten, januari-oktober 2021": [15_876_000, None, None],
    }
    told(Period.month(2022, 10), PUBLIC)


@pytest.mark.django_db
@pytest.mark.database
def test_a_rate_holds_in_its_months_and_a_ledger_that_lacks_is_no_zero(city: Path) -> None:
    rates = group("yngre", "1-5", "100 kr", "till = 2022-01-31\n")
    rates += group("yngre", "1-5", "200 kr", "fran = 2022-02-01\ntill = 2022-02-28\n")
    rates += group("barn", "6-15", "50,50 kr", "fran = 2022-02-01\n")
    places = reconciled("yngre", '"yngre"', 'konto = ["45"]')
    places += reconciled("barn", '"barn"', 'konto = ["5"]')
    set_up(city, WORK + rates + places)
    rows = "P-1;2022-01-03;man;2018;Iran;\nP-2;2022-02-03;man;2012;Iran;\n"
    read(city, rows, (202001, 202204))
    load(city, sie(transfer("20220131", "90.00"), transfer("20220228", "210.00")))

    assert told(Period.month(2022, 1))["overf"] == {"Överfört januari": [100, 100]}
    february = told(Period.month(2022, 2))
    assert february["overf"] == {
        "Överfört januari-februari": [300, 50.5, 350.5],
        "Januari": [100, None, 100],
        "Februari": [200, 50.5, 250.5],
    }
    assert february["overf_bokfort"] == {
        "yngre, februari 2022": [200, 210, 10],
        "yngre, januari-februari 2022": [300, 300, 0],
        "barn, februari 2022": [50.5, 0, -50.5],
        "barn, januari-februari 2022": [50.5, 0, -50.5],
    }
    march = told(Period.month(2022, 3))
    assert march["overf"]["Mars"] == [None, 50.5, 50.5]
    assert march["overf_bokfort"]["barn, mars 2022"] == [50.5, None, None]
    assert march["overf_bokfort"]["yngre, januari-mars 2022"] == [300, None, None]


@pytest.mark.django_db
@pytest.mark.database
def test_a_month_before_the_register_goes_back_far_enough_is_not_computed(city: Path) -> None:
    set_up(city, WORK + GROUPS)
    read(city, "P-1;2022-01-03;man;2018;Iran;\n", (202002, 202202))
    assert told(Period.month(2022, 1))["overf"] == {"Överfört januari": [3740, 0, 0, 3740]}
    read(city, "P-1;2022-01-03;man;2018;Iran;\n", (202003, 202202))
    set_up(city, WORK)
    assert told(Period.month(2022, 2)) == {}, "neither rates nor where they are booked"


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tables", "words"),
    [
        (group("a", "1-5") + group("a", "6-15"), "”a” har två belopp samtidigt"),
        (group("a", "1-6") + group("b", "6-15"), "Två grupper har båda dem som är 6 år"),
        (group("a", "5-1"), "”5-1” är ingen åldersgrupp"),
        (group("a", "1-5", "-3 740 kr"), "ska vara ett belopp utan minustecken"),
        (group("a", "1-5", more="fran = 2022-01-02"), "är inte den första i en månad"),
        (group("a", "1-5", more="till = 2022-01-30"), "är inte den sista i en månad"),
        (reconciled("s", '"skola"', 'konto = ["45"]'), "”skola” finns inte"),
        (reconciled("s", '"schablonersattning"', ""), "Det framgår inte var det är bokfört"),
        (
            group("a", "1-5")
            + reconciled("s", '"a"', 'konto = ["45"]')
            + reconciled("t", '"a"', 'konto = ["46"]'),
            "”a” stäms av på två ställen",
        ),
        (
            group("a", "1-5") + reconciled("s", '"a", "schablonersattning"', 'konto = ["45"]'),
            "Det framgår inte vad som stäms av",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(city: Path, tables: str, words: str) -> None:
    with pytest.raises(SetupFault) as fault:
        set_up(city, WORK + tables)
    assert words in str(fault.value)
    assert "rad" in fault.value.where


def test_the_command_tells_the_cells_to_whom_it_is_run_as_and_else_lists_them(
    own_demo: Program,
) -> None:
    slug = "arbetslivsnamnden"
    asked = f"report --committee {slug} --period 2022-10 --form measures --format json".split()

    def tables(*options: str) -> dict[str, dict[str, Any]]:
        done = own_demo(*options, *asked)
        assert done.returncode == 0, done.stderr
        return {one["key"]: one for one in json.loads(done.stdout)["tables"]}

    whole = tables("--as", f"controller.{slug}@demo.invalid")["overf"]
    assert whole["columns"] == [
        "Flyktingar 1-5 år", "Flyktingar 6-15 år", "Flyktingar i gymnasieskolan", "Summa",
    ]  # fmt: skip
    first = whole["rows"][0]
    assert first["label"] == "Överfört januari-oktober"
    assert first["values"] == [187 * 3740, 603 * 3740, 123 * 3740, 913 * 3740]
    assert "suppressed" not in whole
    public = tables()["overf"]
    assert len(public["suppressed"]) == 11 * 4
    assert {value for row in public["rows"] for value in row["values"]} == {None}
