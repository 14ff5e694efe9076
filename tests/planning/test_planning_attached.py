"""The budget and forecast files beside a set-up file: read once, and again when changed."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

import uppsikt.demo
from planning.plan_files import (
    BUDGET,
    FIRST,
    FORECAST,
    TABLES,
    YEAR,
    budget,
    current,
    give_budget,
    give_forecast,
)
from sources.city import SCHOOL, WORK, set_up
from uppsikt.organisation.setup_file import SetupFault
from uppsikt.planning import models, selectors
from uppsikt.planning.files import PlanFault, PlanFaults
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import DataFolder

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path)


ATTACHED = WORK + TABLES + '[[prognos]]\nfil = "given.csv"\n'
EXPECTED = "2022-10;bistand;netto;;kr;-1;;;\n"


def attach(folder: Path, *, kronor: int = 1200, row: str = EXPECTED) -> None:
    """Writes the files beside the set-up file."""
    first = FIRST.replace("1200", str(kronor))
    (folder / "attached.csv").write_text(BUDGET + first, encoding="utf-8")
    (folder / "given.csv").write_text(FORECAST + row, encoding="utf-8")


def in_force() -> tuple[object, int]:
    return budget().value(YEAR), current()["bistand"].net


def test_what_was_imported_since_survives_another_change_of_the_set_up(tmp_path: Path) -> None:
    text = ATTACHED.replace("budget.csv", "attached.csv")
    attach(tmp_path)
    set_up(tmp_path, text)
    assert in_force() == (-120_000_000, -100)
    assert give_budget(tmp_path, BUDGET + FIRST.replace("1200", "1300")).status == "replaced"
    give_forecast(tmp_path, EXPECTED.replace("-1;", "-2;").strip())
    set_up(tmp_path, text.replace("har inte kommit", "kom för sent"))
    assert in_force() == (-130_000_000, -200)
    entries = Entry.objects.count()
    set_up(tmp_path, text.replace("har inte kommit", "kom för sent"))
    assert (in_force(), Entry.objects.count()) == ((-130_000_000, -200), entries)
    attach(tmp_path, kronor=1400, row=EXPECTED.replace("-1;", "-3;"))
    set_up(tmp_path, text)
    assert in_force() == (-140_000_000, -300)


def test_an_older_file_that_is_imported_by_hand_is_read_again(tmp_path: Path) -> None:
    give_budget(tmp_path, BUDGET + FIRST)
    give_budget(tmp_path, BUDGET + FIRST.replace("1200", "1300"))
    assert give_budget(tmp_path, BUDGET + FIRST).status == "replaced"
    assert budget().value(YEAR) == -120_000_000


def test_a_set_up_that_fails_has_not_read_its_files(tmp_path: Path) -> None:
    attach(tmp_path)
    text = ATTACHED.replace("budget.csv", "attached.csv")
    with pytest.raises(SetupFault):
        set_up(tmp_path, text.replace('verksamhet = "Arbete"', 'verksamhet = "Borta"'))
    assert not models.ReadFile.objects.exists()
    set_up(tmp_path, text)
    assert in_force() == (-120_000_000, -100)


def test_a_committee_does_not_pass_over_what_only_another_has_read(tmp_path: Path) -> None:
    attach(tmp_path)
    text = ATTACHED.replace("budget.csv", "attached.csv")
    set_up(tmp_path, text)
    set_up(tmp_path, SCHOOL + text.removeprefix(WORK))
    school = selectors.budget(
        reader=OPERATOR, committee="skola", year=2022, as_of=date(2022, 12, 31)
    )
    assert school.value(YEAR) == -120_000_000


DEMO = Path(uppsikt.demo.__file__).parent / "data"


def test_a_line_may_change_its_name_while_its_files_keep_the_old_one(tmp_path: Path) -> None:
    for path in DEMO.glob("*.csv"):
        shutil.copy(path, tmp_path)
    text = (DEMO / "arbetslivsnamnden.toml").read_text(encoding="utf-8")
    renamed = text.replace("Ekonomiskt bistånd", "Hjälp till hushåll")  # its name, and the texts
    assert renamed != text
    set_up(tmp_path, text)
    before = models.BudgetRow.objects.count(), models.Forecast.objects.count()
    assert min(before) > 0
    set_up(tmp_path, renamed)
    assert (models.BudgetRow.objects.count(), models.Forecast.objects.count()) == before
    changed = tmp_path / "budget-arbetslivsnamnden-2022.csv"
    changed.write_text(changed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises((PlanFault, PlanFaults), match="Har raden bytt namn, lägg det gamla namnet"):
        set_up(tmp_path, renamed + "\n")
    alias = '["Försörjningsstöd"]'
    assert alias in renamed
    set_up(tmp_path, renamed.replace(alias, '["Ekonomiskt bistånd"]'))
    assert (models.BudgetRow.objects.count(), models.Forecast.objects.count()) == before
