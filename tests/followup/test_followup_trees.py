"""A new activity tree told from the old one: nothing lost, nothing guessed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from followup_books import NOW, assert_sums
from hypothesis import given
from hypothesis import strategies as st
from test_followup_last_year import FEBRUARY, GIVER, TAKER, City

from uppsikt.documents import Table
from uppsikt.followup.tables.trees import SameTree, compare_trees, shares_of, trees_document
from uppsikt.organisation.setup_file import SetupFault
from uppsikt.organisation.translations import Translated
from uppsikt.planning.proposal_services import import_proposals
from uppsikt.planning.services import import_budget
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.data_folder import DataFolder
from uppsikt.store import Store

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NEW = """
[[verksamhet]]
nyckel = "stod"
namn = "Stöd"
verksamhet = ["91"]
fran = 2024-01-01

[[oversattning]]
ar = 2024
fran = "vuxna"
till = "stod"
andel = "60 %"
beslut = "KF § 9"
"""
TREE = TAKER.replace(
    'namn = "Vuxna"\nverksamhet = ["58"]', 'namn = "Vuxna"\nverksamhet = ["58"]\ntill = 2023-12-31'
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[City]:
    folder = DataFolder(tmp_path / "data")
    before = settings.DATA_FOLDER
    settings.DATA_FOLDER = folder
    yield City(tmp_path, Store(folder.columns))
    settings.DATA_FOLDER = before


def tables(city: City) -> dict[str, Table]:
    trees = compare_trees(reader=OPERATOR, store=city.store, committee="omsorg", month=FEBRUARY)
    return {table.key: table for table in trees_document(trees).tables()}


def printed(table: Table) -> dict[str, list[int | None]]:
    return {row.label: [cell.printed for cell in row.cells] for row in table.rows if row.cells}


def test_a_share_goes_and_the_rest_is_not_distributed(empty: City) -> None:
    empty.set_up("omsorg", TREE + NEW)
    empty.book("omsorg")
    found = tables(empty)
    assert printed(found["nya"]) == {
        "Barn": [-1200, -142],
        "Stöd": [-720, -90],
        "Ej fördelat": [-480, -60],
        "Summa": [-2400, -292],
    }
    old = printed(found["gamla"])
    assert old["Vuxna / Stöd"] == [-720, -90]
    assert old["Vuxna / Ej fördelat"] == [-480, -60]
    assert old["Summa"] == [-2400, -292]
    for table in found.values():
        assert_sums(table)


def test_the_same_tree_is_told(empty: City) -> None:
    empty.set_up("omsorg", TAKER)
    with pytest.raises(SameTree, match="samma verksamheter 2024 som 2023"):
        tables(empty)


def test_a_line_without_translation_is_not_distributed(empty: City) -> None:
    empty.set_up("omsorg", TREE)
    empty.book("omsorg")
    assert printed(tables(empty)["nya"])["Ej fördelat"] == [-1200, -150]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"60 %"', '"160 %"', "ingen andel"),
        ('"60 %"', '"3/0"', "ingen andel"),
        ('till = "stod"', 'till = "stodd"', "finns inte den 2024-01-01"),
        ('fran = "vuxna"', 'fran = "stod"', "finns inte den 2023-12-31"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    empty: City, old: str, new: str, told: str
) -> None:
    with pytest.raises(SetupFault, match=told):
        empty.set_up("omsorg", TREE + NEW.replace(old, new))


def test_shares_over_the_whole_are_refused(empty: City) -> None:
    again = NEW[NEW.index("[[oversattning]]") :].replace('"stod"', '"barn"')
    with pytest.raises(SetupFault, match="mer än hela raden"):
        empty.set_up("omsorg", TREE + NEW + again)


@given(st.lists(st.fractions(min_value=Fraction(1, 9), max_value=1), max_size=4))
def test_each_old_line_is_told_once(shares: list[Fraction]) -> None:
    kept = [one for at, one in enumerate(shares) if sum(shares[: at + 1]) <= 1]
    kept = kept if sum(kept) <= 1 else kept[:1]
    decided = tuple(Translated(2024, "a", f"n{at}", one, "KF") for at, one in enumerate(kept))
    found = dict(shares_of(("a", "b"), ("b", "n0"), decided))
    assert sum(share for (old, _), share in found.items() if old == "a") == 1
    assert found["b", "b"] == 1


def test_a_line_that_moves_away_by_decision_is_not_left_as_undecided(empty: City) -> None:
    move = """
[[flytt]]
datum = 2024-01-01
beslut = "KF § 7"
fran = "vuxna"
till_namnd = "arbete"
till = "bistand"
"""
    empty.set_up("arbete", GIVER)
    empty.set_up("omsorg", TREE + move)
    empty.book("omsorg")
    found = printed(tables(empty)["nya"])
    assert found["Bistånd (Arbetsnämnden)"] == [-1200, -150]
    assert "Ej fördelat" not in found


PLAN = "År;Datum;Beslut;Verksamhet;Slag;Kontogrupp;Enhet;Belopp;Fördelning\n"
NEXT = (
    "2024;2023-02-20;KF § 30;Barn;kostnad;;kr;-1499500;tolftedelar\n"
    "2024;2023-02-20;KF § 30;Stöd;kostnad;;kr;-800600;tolftedelar\n"
)
PROPOSED = (
    "År;Version;Efter;Verksamhet;Slag;Kontogrupp;Enhet;Belopp\n"
    "2024;2024:1;2023-02;Barn;kostnad;Personal;tkr;-1400\n"
    "2024;2024:1;2023-02;Stöd;kostnad;Personal;tkr;-700\n"
)


def test_the_next_years_budget_stands_beside_what_its_lines_take_over(empty: City) -> None:
    empty.set_up("omsorg", TREE + NEW)
    empty.book("omsorg")
    path = empty.folder / "budget-2024.csv"
    path.write_text(PLAN + NEXT, encoding="utf-8")
    import_budget(actor=COMMAND_LINE, now=NOW, path=path, committee="omsorg")
    table = tables(empty)["nya"]
    assert [column.name for column in table.columns][-1] == "Budget 2024"
    assert {label: cells[-1] for label, cells in printed(table).items()} == {
        "Barn": -1499, "Stöd": -801, "Ej fördelat": None, "Summa": -2300,
    }  # fmt: skip
    assert_sums(table)


def test_a_budget_decided_later_is_not_known_and_what_is_proposed_is_called_so(
    empty: City,
) -> None:
    empty.set_up("omsorg", TREE + NEW)
    empty.book("omsorg")
    path = empty.folder / "budget-2024.csv"
    path.write_text(PLAN + NEXT.replace("2023-02-20", "2023-11-20"), encoding="utf-8")
    import_budget(actor=COMMAND_LINE, now=NOW, path=path, committee="omsorg")
    assert len(tables(empty)["nya"].columns) == 2
    path = empty.folder / "forslag-2024.csv"
    path.write_text(PROPOSED, encoding="utf-8")
    import_proposals(actor=COMMAND_LINE, now=NOW, path=path, committee="omsorg")
    table = tables(empty)["nya"]
    assert [column.name for column in table.columns][-1] == "Budgetförslag 2024"
    assert printed(table)["Stöd"][-1] == -700
