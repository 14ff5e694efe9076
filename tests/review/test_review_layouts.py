"""Consistent reports in layouts that once gave false alarms, and what is still found in them."""

from uppsikt.reading import read_text
from uppsikt.review import review

HEAD = """Budgetuppföljning efter mars 2023

Kulturnämnden

Verksamheternas nettokostnader

Tkr
Utfall

2022-03
Budget

2023
Budget
2023-03

Utfall
2023-03

Prognos
2023

Avvikelse

Bibliotek -14 000 -60 000 -15 000 -15 300 -61 000 -1 000

Konstmuseet 4 300 20 000 5 000 4 500 20 000 0

Kulturskolan -6 400 -28 000 -7 000 -6 900 -28 500 -500

Buffert 0 -700 -175 0 0 700

Summa -16 100 -68 700 -17 175 -17 700 -69 500 -800

"""

LISTED = """Prognos för 2023

Bibliotek minus 1 000 tkr

Konstmuseet plus minus noll tkr

Kulturskolan minus 500 tkr

Buffert plus 700 tkr

Totalt minus 800 tkr

"""

MONTHS = """Konstmuseet

Konstmuseet har haft en utställning om textil.

Utveckling av bibliotek.

2023 Utfall tkr 2022 Utfall tkr 2021 Utfall tkr

Januari 5 100 Januari 4 700 Januari 4 500

Februari 5 200 Februari 4 600 Februari 4 400

Mars 5 000 Mars 4 700 Mars 4 300

Summa: Jan-
Mar

15 300
Summa: Jan-
Mar

14 000
Summa: Jan-
Mar

13 200

"""

TOLD = """Kulturnämndens resultat är minus 525 tkr i mars. Nettokostnaden för bibliotek är till och
med mars 15 300 tkr. Budgeten för samma period är 15 000 tkr, nettokostnaden är jämfört med budget
högre med 300 tkr.

"""


def contradictions(text: str) -> list[str]:
    """The codes of the contradictions in a report."""
    found = review([read_text(text, "rapport.txt")]).findings
    return [one.code for one in found if one.severity == "contradiction"]


def test_a_list_of_variances_without_bullets_is_no_table_of_forecasts() -> None:
    assert contradictions(HEAD + LISTED) == []


def test_a_variance_in_such_a_list_is_held_against_the_table() -> None:
    assert "same-figure" in contradictions(
        HEAD + LISTED.replace("Kulturskolan minus", "Kulturskolan plus")
    )


def test_the_caption_right_above_says_whose_the_months_are_and_not_the_heading() -> None:
    assert contradictions(HEAD + MONTHS) == []


def test_the_months_are_held_against_the_table_of_what_the_caption_names() -> None:
    wrong = MONTHS.replace("5 000 Mars", "5 600 Mars").replace("15 300", "15 900")
    assert contradictions(HEAD + wrong) == ["same-figure"]


def test_month_tables_without_minus_do_not_turn_the_signs_of_the_others() -> None:
    assert contradictions(HEAD + MONTHS + TOLD) == []


def test_a_line_with_a_digit_heads_what_follows() -> None:
    text = HEAD.replace("Kulturskolan", "Skola F-6") + (
        "Bibliotek\n\nVerksamheten beräknas göra ett underskott med 1 000 tkr.\n\n"
        "Skola F-6\n\nVerksamheten beräknas göra ett underskott med 500 tkr.\n\n"
    )
    assert contradictions(text) == []


ROWS = ("Ledning", "Bibliotek", "Konstmuseet", "Kulturskolan", "Teater")


def budgets(heading: str, values: tuple[int, ...]) -> str:
    """A table of budgets under a heading of its own, without a sum."""
    rows = "\n\n".join(f"{name} -{value} 0" for name, value in zip(ROWS, values, strict=True))
    return f"{heading}\n\nNettokostnader\n\nTkr\nBudget\n2023\nUtfall\n2023-03\n\n{rows}\n\n"


FIRST = (610, 720, 830, 940, 550)


def test_two_tables_that_differ_in_nearly_everything_are_of_two_committees() -> None:
    other = budgets("Nämnd B", (311, 422, 533, 644, 755))
    assert contradictions(HEAD[:60] + budgets("Nämnd A", FIRST) + other) == []


def test_two_tables_that_differ_in_one_figure_contradict_each_other() -> None:
    other = budgets("Nämnd B", (610, 720, 830, 940, 755))
    found = contradictions(HEAD[:60] + budgets("Nämnd A", FIRST) + other)
    assert found == ["same-figure"]


def test_a_heading_without_an_empty_line_heads_what_follows() -> None:
    text = HEAD + (
        "Bibliotek\nVerksamheten beräknas göra ett underskott med 1 000 tkr.\n"
        "Utlåningen har ökat under året.\n"
        "Kulturskolan\nVerksamheten beräknas göra ett underskott med 500 tkr.\n"
    )
    assert contradictions(text) == []


def test_a_caption_is_one_also_where_no_empty_line_parts_it_from_the_text() -> None:
    text = MONTHS.replace("textil.\n\n", "textil.\n")
    assert contradictions(HEAD + text) == []
    wrong = text.replace("5 000 Mars", "5 600 Mars").replace("15 300", "15 900")
    assert contradictions(HEAD + wrong) == ["same-figure"]


def test_a_month_table_whose_every_year_differs_is_of_something_else() -> None:
    text = MONTHS.replace("Utveckling av bibliotek.\n\n", "")
    assert contradictions(HEAD + text) == []


def test_a_heading_that_ends_a_paragraph_heads_the_next_and_not_its_own() -> None:
    text = HEAD + (
        "Bibliotek\nVerksamheten beräknas göra ett underskott med 1 000 tkr.\nKulturskolan\n\n"
        "Verksamheten beräknas göra ett underskott med 500 tkr.\n"
    )
    assert contradictions(text) == []
