"""Budget and forecast files as Excel workbooks: the same figures, and faults that name the cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from planning.plan_files import BUDGET, FIRST, FORECAST, YEAR, budget, current
from sheets.books import workbook
from sources.city import NOW, set_up
from uppsikt.planning import models
from uppsikt.planning.files import PlanFault
from uppsikt.planning.services import import_budget, import_forecasts
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import DataFolder

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEAD = BUDGET.strip().split(";")
ROW: list[Any] = [2022, date(2021, 11, 25), "Budget", "Ekonomiskt bistånd", "kostnad", "Kostnader",
                  "tkr", -1200.5, "tolftedelar"]  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path)


def give(path: Path) -> str:
    return str(import_budget(actor=COMMAND_LINE, now=NOW, path=path, committee="arbete"))


def test_a_workbook_gives_the_budget_and_tells_what_it_left_out(tmp_path: Path) -> None:
    total = [None] * 6 + ["Summa", -1200.5]
    path = workbook(tmp_path / "budget.xlsx", [["Budget 2022"], HEAD, ROW, total])
    said = give(path)
    assert "1 budgetrad inläst." in said
    assert "Rad 4 är en summa av raderna ovanför och är inte med." in said
    assert budget().value(YEAR) == -120_050_000


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [(0, "tjugo", "A2"), (1, "25/11", "B2"), (4, "utgift", "E2"), (6, "dollar", "G2"),
     (7, "-1.200", "H2"), (7, -0.000001, "H2"), (7, None, "H2"), (8, "jämnt", "I2"),
     (3, "Bidrag", "D2"), (5, "Personal", "F2")],
)  # fmt: skip
def test_a_fault_names_its_cell(tmp_path: Path, column: int, value: object, cell: str) -> None:
    row = [*ROW[:column], value, *ROW[column + 1 :]]
    with pytest.raises(PlanFault, match=f"budget[.]xlsx, blad Blad1, cell {cell}"):
        give(workbook(tmp_path / "budget.xlsx", [HEAD, row]))
    assert not models.BudgetRevision.objects.exists()


def test_the_same_rows_in_csv_and_in_excel_are_the_same_budget(tmp_path: Path) -> None:
    give(workbook(tmp_path / "budget.xlsx", [HEAD, ROW]))
    text = BUDGET + FIRST.replace("-1200", "-1200,5")
    (tmp_path / "budget.csv").write_text(text, encoding="utf-8")
    assert "inget nytt" in give(tmp_path / "budget.csv")


def test_forecasts_in_a_workbook_with_the_month_as_excel_turns_it_into_a_day(
    tmp_path: Path,
) -> None:
    row = [date(2022, 10, 1), "bistand", "netto", None, "kr", -5, date(2022, 11, 7), None, None]
    path = workbook(tmp_path / "prognos.xlsx", [FORECAST.strip().split(";"), row])
    import_forecasts(actor=COMMAND_LINE, now=NOW, path=path, committee="arbete")
    assert current()["bistand"].net == -500
