"""Original budget, changes and the budget in force, in anybody's report."""

import pytest
from hand_tables import changed, document_of, material_of, plain
from hypothesis import given, settings
from hypothesis import strategies as st

from uppsikt.figures import Period
from uppsikt.reading import Document
from uppsikt.review.model import Finding
from uppsikt.review.rules.amended import check_amended
from uppsikt.review.rules.variance import check_variance

AUGUST = Period.to_date(2031, 8)
TABLE = """
Tkr | Ursprunglig budget 2031 | Tilläggsbudget | Omföringar | Gällande budget 2031 | Prognos 2031
Bibliotek | -31 200 | -300 | 0 | -31 500 | -31 000
Museer | -12 450 | 0 | 250 | -12 200 | -12 900
Kulturskola | -8 100 | 0 | -250 | -8 350 | -8 400
Scen | -5 600 | 0 | 0 | -5 600 | -5 600
Summa | -57 350 | -300 | 0 | -57 650 | -57 900
"""
OWN = """
Tkr | Ursprunglig budget 2031 | Ändringar | Gällande budget 2031
Bibliotek | -31 200 | -300 | -31 500
Museer | -12 450 | 0 | -12 450
Kulturskola | -8 100 | 0 | -8 100
Summa | -51 750 | -300 | -52 050
"""


def found_in(document: Document) -> list[Finding]:
    return plain(check_amended(material_of(document, AUGUST)))


@pytest.mark.parametrize("text", [TABLE, OWN])
def test_budgets_that_follow_from_their_changes_are_silent(text: str) -> None:
    assert found_in(document_of(text)) == []


def test_a_budget_in_force_that_its_changes_do_not_give_is_found() -> None:
    (found,) = found_in(changed(document_of(TABLE), "-12 200", "-12 700"))
    assert found.code == "amended-budget"
    assert found.message == (
        "Gällande budget 2031 för ”Museer” är -12 700 tkr men Ursprunglig budget 2031, "
        "Tilläggsbudget och Omföringar ger -12 200 tkr."
    )
    assert found.expected == "-12 200 tkr"
    assert (found.cures[0].printed, found.cures[0].instead) == ("-12 700", "-12 200")


def test_a_wrong_change_is_found_in_a_table_of_one_column_of_changes() -> None:
    (found,) = found_in(changed(document_of(OWN), "-31 500", "-31 200"))
    assert "”Bibliotek”" in found.message
    assert found.expected == "-31 500 tkr"


def test_an_empty_change_is_none_and_a_budget_that_is_not_there_is_nothing_wrong() -> None:
    text = TABLE.replace("| 0 ", "| ")
    assert found_in(document_of(text)) == []
    (found,) = found_in(changed(document_of(text), "-5 600", "-5 060", place=1))
    assert "”Scen”" in found.message
    assert found_in(document_of(OWN.replace("-12 450\nKult", "\nKult"))) == []


@pytest.mark.parametrize(("cell", "findings"), [("-12 201", 0), ("-12 202", 0), ("-12 203", 1)])
def test_rounding_of_every_column_is_tolerated(cell: str, findings: int) -> None:
    assert len(found_in(changed(document_of(TABLE), "-12 200", cell))) == findings


def test_costs_may_be_positive_and_changes_turned() -> None:
    positive = TABLE.replace("-", "")
    lines = positive.replace("12 450 | 0 | 250", "12 450 | 0 | -250")
    assert found_in(document_of(lines)) == []
    turned = """
    Tkr | Budget 2031 | Budgetändring | Budget 2031 efter ändring
    Bibliotek | 31 200 | -300 | 31 500
    Museer | 12 450 | 250 | 12 200
    Kulturskola | 8 100 | -250 | 8 350
    Scen | 5 600 | 0 | 5 600
    """
    assert found_in(document_of(turned)) == []


def test_the_budget_in_force_may_stand_first() -> None:
    text = """
    Tkr | Gällande budget | varav omföringar | Ursprunglig budget
    Bibliotek | -31 500 | -300 | -31 200
    Museer | -12 200 | 250 | -12 450
    Kulturskola | -8 350 | -250 | -8 100
    Scen | -5 600 | 0 | -5 600
    """
    assert found_in(document_of(text)) == []
    (found,) = found_in(changed(document_of(text), "-31 500", "-31 000"))
    assert found.message.startswith("Gällande budget för ”Bibliotek” är -31 000 tkr")


@pytest.mark.parametrize(
    "head",
    [
        "Verksamhet | Ändring",
        "Verksamhet | Utfall 2031 | Ändring | Prognos 2031",
        "Verksamhet | Budget 2030 | Ändring | Budget 2031",
        "Verksamhet | Budget 2031 | Ändring",
        "Verksamhet | Budget 2031 | Utfall 2031 | Ändring",
    ],
)
def test_other_columns_of_changes_say_nothing_of_a_budget(head: str) -> None:
    cells = " | ".join(["7 000"] * head.count("|"))
    assert (
        found_in(document_of("\n".join([head, *(f"Rad {one} | {cells}" for one in "abcd")]))) == []
    )


def test_a_variance_from_the_budget_in_force_is_still_found_beside_the_original() -> None:
    text = """
    Tkr | Ursprunglig budget 2031 | Budget 2031 | Prognos 2031 | Avvikelse
    Bibliotek | -31 200 | -31 500 | -31 000 | 500
    Museer | -12 450 | -12 200 | -12 900 | -700
    Kulturskola | -8 100 | -8 350 | -8 400 | -50
    Scen | -5 600 | -5 700 | -5 600 | 110
    """
    (found,) = check_variance(material_of(document_of(text), AUGUST))
    told = found.message.replace("\N{NO-BREAK SPACE}", " ")
    assert told.endswith("Prognos 2031 och Budget 2031 ger 100 tkr.")


ROWS = st.lists(
    st.tuples(st.integers(-99_999, -100), st.integers(-90, 90), st.integers(-90, 90)),
    min_size=4,
    max_size=9,
)


@given(ROWS, st.integers(0, 3), st.integers(400, 900))
@settings(deadline=None)
def test_what_adds_up_is_silent_and_what_does_not_is_found(
    rows: list[tuple[int, int, int]], at: int, off: int
) -> None:
    """An error of more than all changes twice over is none that another sign would explain."""

    def table(wrong: int) -> Document:
        lines = ["Tkr | Ursprunglig budget | Omföring | Tilläggsanslag | Aktuell budget"]
        for place, (first, moved, added) in enumerate(rows):
            last = first + moved + added + (wrong if place == at else 0)
            lines.append(f"Rad {place} | {first} | {moved} | {added} | {last}")
        return document_of("\n".join(lines))

    assert found_in(table(0)) == []
    assert [one.code for one in found_in(table(off))] == ["amended-budget"]
