"""Earmarked projects: what is approved, used before, used this year, and what remains."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from planning.plan_files import BUDGET, FIRST, give_budget
from sources.city import NOW, WORK, aid, fee, load, set_up, sie
from uppsikt.figures import Period
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.organisation.setup_file import SetupFault
from uppsikt.platform.access.rules import PUBLIC
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LATER = NOW.replace(year=2023)
PROJECT = """
[[oronmarkt]]
nyckel = "bostad"
namn = "Bostad först"
projekt = "701"
datum = 2021-03-01
beslut = "Kommunfullmäktige 2021-03-01"
godkant = "2 000 tkr"
"""
OTHER = PROJECT.replace('"bostad"', '"annat"').replace('"701"', '"702"').replace("2 000", "300")
CITY = WORK.replace("motpart = 22", "motpart = 22\nprojekt = 6")


def with_project(text: str) -> str:
    """All social assistance is booked on the project."""
    return text.replace('21 "5750"', '21 "5750" 6 "701"')


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))


def booked(folder: Path, tables: str, *, last_year: bool = True) -> None:
    """600 tkr used in 2021, 900 tkr in 2022, and other rows that are no project's."""
    set_up(folder, CITY + tables)
    give_budget(folder, BUDGET + FIRST)
    if last_year:
        before = sie(aid("20210510", 600_000), fee("20211201", 4), year=2021, extent="20211231")
        load(folder, with_project(before), "2021.se")
    now = sie(aid("20220510", 900_000), fee("20221201", 7), extent="20221231")
    load(folder, with_project(now), "2022.se", now=LATER)


def report(form: str = "annual") -> Report:
    return build_report(
        reader=PUBLIC, store=current_store(), committee="arbete",
        period=Period.month(2022, 12), form=form,
    )  # fmt: skip


def rows(found: Report) -> dict[str, list[int | None]]:
    table = found.table("oronmarkt")
    return {row.label: [cell.printed for cell in row.cells] for row in table.rows}


def test_the_means_of_a_project_follow_from_the_ledger(tmp_path: Path) -> None:
    booked(tmp_path, PROJECT + OTHER.replace("Bostad först", "Annat"))
    assert rows(report()) == {
        "Bostad först": [2000, 600, 900, 500],
        "Annat": [300, 0, 0, 300],
        "Summa": [2300, 600, 900, 800],
    }


def test_what_was_used_before_the_ledger_begins_is_given(tmp_path: Path) -> None:
    booked(tmp_path, f'{PROJECT}anvant = "450 tkr"\nanvant_till = 2021\n', last_year=False)
    assert rows(report())["Bostad först"] == [2000, 450, 900, 650]


def test_a_year_that_is_not_booked_is_not_taken_for_nothing(tmp_path: Path) -> None:
    booked(tmp_path, PROJECT, last_year=False)
    assert rows(report())["Bostad först"] == [2000, None, 900, None]


def test_more_than_was_approved_is_shown_as_less_than_nothing(tmp_path: Path) -> None:
    booked(tmp_path, PROJECT.replace("2 000", "1 000"))
    assert rows(report())["Bostad först"] == [1000, 600, 900, -500]


def test_without_projects_there_is_no_table(tmp_path: Path) -> None:
    booked(tmp_path, "")
    assert "oronmarkt" not in [table.key for table in report().tables]


def test_the_monthly_form_does_not_tell_of_them(tmp_path: Path) -> None:
    booked(tmp_path, PROJECT)
    assert "oronmarkt" not in [table.key for table in report("monthly").tables]


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        (PROJECT + PROJECT, "Samma sak står två gånger"),
        (PROJECT + PROJECT.replace('"bostad"', '"två"'), "kan inte vara nyckel"),
        (PROJECT + PROJECT.replace('"bostad"', '"tva"'), "Samma sak står två gånger.*701"),
        (PROJECT.replace('"2 000 tkr"', '"-2 000 tkr"'), "utan minustecken"),
        (f'{PROJECT}anvant = "450 tkr"\n', "hör ihop"),
        (PROJECT.replace('beslut = "Kommunfullmäktige 2021-03-01"', ""), "”beslut” saknas"),
    ],
)
def test_what_is_unclear_is_refused(tmp_path: Path, tables: str, message: str) -> None:
    with pytest.raises(SetupFault, match=message):
        set_up(tmp_path, CITY + tables)
