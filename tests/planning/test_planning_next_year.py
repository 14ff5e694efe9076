"""Indexation, efficiency and requests: exact to the öre, by decision, and refused when unclear."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from sources.city import WORK, set_up
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Period, Side
from uppsikt.organisation.setup_file import SetupFault
from uppsikt.planning.next_year_rules import RATE, Efficiency, Indexation, Steps
from uppsikt.planning.next_year_selectors import steps
from uppsikt.planning.rules import BudgetBook, BudgetLine, Profile
from uppsikt.platform.access.rules import PUBLIC
from uppsikt.platform.data_folder import DataFolder

WAGES = Indexation("personal", 3300, "beslut")
SIDES = {"personal": Side.COST, "avgifter": Side.INCOME}
TABLES = """
[[upprakning]]
ar = 2023
datum = 2022-06-22
beslut = "Ramar"
kontogrupp = "Kostnader"
procent = "3,3"

[[effektivisering]]
ar = 2023
datum = 2022-06-22
beslut = "Ramar"
procent = "1"

[[askande]]
ar = 2023
efter = "2022-07"
nyckel = "priser"
namn = "Priser"
verksamhet = "bistand"
belopp = "5 000 tkr"
orsak = "Priserna stiger."
"""


def book(*lines: tuple[str, Side, str, int]) -> BudgetBook:
    rows = tuple(BudgetLine(*line, Profile.TWELFTHS) for line in lines)
    return BudgetBook(2022, rows, SIDES, {"buffert"}, lambda _: None)


def test_an_account_group_is_raised_by_its_rate_rounded_once() -> None:
    budget = book(("vard", Side.COST, "personal", -1_000_15), ("vard", Side.INCOME, "avgifter", 7))
    assert Steps((WAGES,)).indexation(budget, "vard", "personal") == -3300  # −3300,495 öre
    half = book(("vard", Side.COST, "personal", -500))
    assert Steps((WAGES,)).indexation(half, "vard", "personal") == -17  # −16,5 öre


def test_what_is_not_split_cannot_be_raised_and_a_reserve_is_not() -> None:
    budget = book(("vard", Side.NET, "", -100_000), ("buffert", Side.COST, "", -5_000))
    found = Steps((WAGES,), Efficiency(1000, True, "beslut"))
    assert found.indexation(budget, "vard", "personal") is NOT_COMPUTABLE
    assert found.saving(budget, "vard") is NOT_COMPUTABLE
    assert found.indexation(budget, "buffert", "personal") == 0
    assert found.saving(budget, "buffert") == 50
    assert found.indexation(budget, "okand", "personal") is MISSING
    assert found.saving(budget, "okand") is MISSING


def test_efficiency_is_counted_before_or_after_indexation() -> None:
    budget = book(("vard", Side.COST, "personal", -100_000))
    after, before = (Steps((WAGES,), Efficiency(1000, way, "b")) for way in (True, False))
    assert after.saving(budget, "vard") == 1033
    assert before.saving(budget, "vard") == 1000


@given(
    amounts=st.lists(st.integers(-(10**13), 10**13), min_size=1, max_size=6),
    rate=st.integers(-100_000, 100_000).filter(bool),
)
def test_each_step_is_within_half_an_ore_of_its_exact_value(amounts: list[int], rate: int) -> None:
    lines = [(f"v{at}", Side.COST, "personal", amount) for at, amount in enumerate(amounts)]
    raised = Steps((Indexation("personal", rate, "b"),))
    for at, amount in enumerate(amounts):
        found = raised.indexation(book(*lines), f"v{at}", "personal")
        assert isinstance(found, int)
        assert abs(found - Fraction(amount) * rate / RATE) <= Fraction(1, 2)


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    return tmp_path


def known(month: str) -> Steps:
    return steps(reader=PUBLIC, committee="arbete", year=2023, month=Period.parse(month))


@pytest.mark.database
@pytest.mark.django_db
def test_a_decision_counts_from_its_day_and_a_request_from_its_month(folder: Path) -> None:
    set_up(folder, WORK + TABLES)
    assert known("2022-05") == Steps()
    june = known("2022-06")
    assert [(one.group, one.rate) for one in june.indexations] == [("kostnader", 3300)]
    assert june.efficiency == Efficiency(1000, True, "Ramar")
    assert june.requests == ()
    (request,) = known("2022-07").requests
    assert (request.activity, request.amount, request.included) == ("bistand", 500_000_000, False)


@pytest.mark.database
@pytest.mark.django_db
def test_the_last_decision_on_a_group_counts(folder: Path) -> None:
    later = TABLES.replace("2022-06-22", "2022-09-20", 1).replace('"3,3"', '"3,75 %"')
    first = TABLES.split("[[effektivisering]]", maxsplit=1)[0]
    set_up(folder, WORK + first + later)
    assert [known(month).indexations[0].rate for month in ("2022-06", "2022-09")] == [3300, 3750]


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"3,3"', '"330"', "ingen procentsats"),
        ('"3,3"', '"0"', "ingen procentsats"),
        ('"3,3"', '"tre"', "ingen procentsats"),
        ('"3,3"', '"3,3333"', "fler än tre decimaler"),
        ('procent = "1"', 'procent = "-1"', "ingen procentsats"),
        ('"Kostnader"', '"Kostnad"', "”Kostnad” finns inte"),
        ('"5 000 tkr"', '"-5 000 tkr"', "större än noll"),
        ('"2022-07"', '"2023-01"', "kan inte vara gjort efter januari 2023"),
        ('verksamhet = "bistand"', 'verksamhet = "bistad"', "”bistad” finns inte"),
        (
            "[[effektivisering]]",
            TABLES.split("[[eff", maxsplit=1)[0] + "[[effektivisering]]",
            "två gånger",
        ),
        ('orsak = "Priserna stiger."', "", "”orsak” saknas"),
    ],
)
def test_what_is_unclear_is_refused_with_its_line(
    folder: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(SetupFault, match=message) as found:
        set_up(folder, WORK + TABLES.replace(old, new))
    assert "rad " in str(found.value)
