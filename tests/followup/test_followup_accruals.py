"""What of the actual is accruals, in a report; nothing where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from planning.plan_files import BUDGET, FIRST, give_budget
from sources.city import NOW, WORK, Voucher, aid, fee, load, set_up, sie
from uppsikt.figures import Period
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.platform.access.rules import PUBLIC
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PLAN = '#KONTO 2990 "Upplupna kostnader"\n#DIM 20'


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK)
    give_budget(tmp_path, BUDGET + FIRST)


def accrued(day: str, amount: str) -> Voucher:
    turned = amount.removeprefix("-") if amount.startswith("-") else f"-{amount}"
    return day, [("4510", "1401", "5750", amount), ("2990", "", "", turned)]


def report(folder: Path, *vouchers: Voucher) -> Report:
    text = sie(*vouchers, fee("20221001", 1), extent="20221031").replace("#DIM 20", PLAN)
    load(folder, text, now=NOW.replace(year=2023))
    return build_report(
        reader=PUBLIC, store=current_store(), committee="arbete", period=Period.month(2022, 10)
    )


def test_each_month_says_what_is_accrued_and_what_is_turned(tmp_path: Path) -> None:
    found = report(tmp_path, aid("20220501", 900_000), accrued("20220831", "50000.00"),
                   accrued("20220901", "-50000.00"), accrued("20220930", "20000.00"))  # fmt: skip
    table = found.table("periodiserat")
    assert {row.label: [cell.printed for cell in row.cells] for row in table.rows} == {
        "Augusti": [-50_000, 0, -50_000],
        "September": [-20_000, 50_000, 30_000],
        "Summa": [-70_000, 50_000, -20_000],
    }
    assert table.rows[-1].sum_of == ("202208", "202209")


def test_ore_are_shown_where_there_are_any(tmp_path: Path) -> None:
    found = report(tmp_path, accrued("20220831", "50000.50"))
    table = found.table("periodiserat")
    assert [cell.printed for cell in table.rows[-1].cells] == [-5_000_050, 0, -5_000_050]
    assert {column.decimals for column in table.columns} == {2}


def test_a_report_without_accruals_says_nothing_of_them(tmp_path: Path) -> None:
    found = report(tmp_path, aid("20220501", 900_000))
    assert "periodiserat" not in [table.key for table in found.tables]
