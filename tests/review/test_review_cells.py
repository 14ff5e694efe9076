"""What the cells of tables state."""

import pytest
from hand_tables import document_of

from uppsikt.figures import Name, Period, Side, Subject, Unit, What
from uppsikt.reading import Document
from uppsikt.review.lexicon.vocabulary import Labels
from uppsikt.review.model import Statement
from uppsikt.review.tables.cells import WITHOUT_CONTINGENCY, Context, statement_mark, statements_of

MAY = Period.to_date(2024, 5)
YEAR = Period.whole_year(2024)
NETS = """
Netto | Utfall 2023-05 | Budget 2024 | Budget 2024-05 | Utfall 2024-05 | Prognos 2024 | Avv.
Park | -1 000 | -2 400 | -1 000 | -1 120 | -2 500 | -100
Gata | -2 400 | -6 000 | -2 500 | -2 310 | -5 900 | 100
Avfall | -1 400 | -3 600 | -1 500 | -1 640 | -3 800 | -200
Buffert | 0 | -100 | -42 | 0 | 0 | 100
Summa | -4 800 | -12 100 | -5 042 | -5 070 | -12 200 | -100
"""


def stated(document: Document, period: Period | None = MAY) -> dict[Name, Statement]:
    labels = Labels(row.label.text for table in document.tables for row in table.rows)
    context = Context(period=period, labels=labels)
    found = [
        one
        for index, table in enumerate(document.tables)
        for one in statements_of(index, table, context)
    ]
    assert len({one.name for one in found}) == len(found)
    return {one.name: one for one in found}


def of(activity: str = "", side: Side = Side.NET, group: str = "") -> Subject:
    return Subject("namnden", activity, side, group)


def test_a_table_of_nets_states_what_when_and_of_whom() -> None:
    found = stated(document_of(NETS))
    gata = of("gata")
    assert found[Name(What.ACTUAL, gata, MAY)].value == -231_000_000
    assert found[Name(What.ACTUAL, gata, MAY.previous_year())].number.text == "-2 400"
    assert found[Name(What.BUDGET, gata, YEAR)].number.text == "-6 000"
    assert found[Name(What.BUDGET, gata, MAY)].number.text == "-2 500"
    assert found[Name(What.FORECAST, gata, YEAR)].number.text == "-5 900"
    assert found[Name(What.FORECAST_VARIANCE, gata, YEAR)].number.text == "100"
    assert found[Name(What.FORECAST, of(), YEAR)].number.text == "-12 200"
    assert found[Name(What.BUDGET, of("buffert"), YEAR)].number.text == "-100"
    one = found[Name(What.ACTUAL, gata, MAY)]
    assert one.signed
    assert one.figure.half == 50_000
    assert one.where == "Gata, Utfall 2024-05"
    assert (one.table, one.row, one.column) == (0, 1, 3)
    assert statement_mark(one).text == "Gata, Utfall 2024-05: -2 310"


def test_sections_and_sides() -> None:
    text = """
    Tkr | Budget 2024 | Prognos 2024
    Park
    Intäkt | 110 | 120
    Kostnad | -1 100 | -1 120
    Nettokostnad | -990 | -1 000
    Gata
    Intäkt | 230 | 240
    Kostnad | -2 300 | -2 450
    Nettokostnad | -2 070 | -2 210
    Totalt
    Intäkt | 340 | 360
    Kostnad | -3 400 | -3 570
    Nettokostnad | -3 060 | -3 210
    """
    found = stated(document_of(text))
    assert found[Name(What.BUDGET, of("park", Side.COST), YEAR)].number.text == "-1 100"
    assert found[Name(What.FORECAST, of("", Side.INCOME), YEAR)].number.text == "360"
    assert found[Name(What.BUDGET, of(), YEAR)].number.text == "-3 060"


def test_a_summary_names_groups_grant_and_result() -> None:
    text = """
    Tkr | Budget 2024 | Prognos 2024
    Avgifter | 40 | 44
    Summa intäkter | 40 | 44
    Personal | -500 | -520
    Summa kostnader | -500 | -520
    Buffert (endast i budget) | -10 | 0
    Nettokostnader | -470 | -476
    Kommunbidrag | 470 | 470
    Resultat jämfört med kommunbidrag | 0 | -6
    Ackumulerat resultat | 30 | 30
    """
    found = stated(document_of(text))
    assert found[Name(What.BUDGET, of("", Side.COST, "personal"), YEAR)].number.text == "-500"
    cost = of("", Side.COST, WITHOUT_CONTINGENCY)
    assert found[Name(What.BUDGET, cost, YEAR)].number.text == "-500"
    assert found[Name(What.GRANT, of(), YEAR)].number.text == "470"
    assert found[Name(What.FORECAST_RESULT, of(), YEAR)].number.text == "-6"
    assert not any(name.what is What.ACCUMULATED for name in found)


def test_measures_are_counts_of_the_month_that_is_named() -> None:
    text = """
    Verksamhetsmått | Utfall Maj 2023 | Budget 2024 | Utfall Maj 2024
    Antal lån | 724 | 700 | 636
    Besökare | 5 | 8 | 9
    """
    found = stated(document_of(text, unit=None))
    lent = found[Name(What.ACTUAL, of("antal lån"), Period.month(2024, 5))]
    assert lent.unit is Unit.COUNT
    assert lent.figure.half == 0
    assert found[Name(What.BUDGET, of("besökare"), YEAR)].number.text == "8"


def test_months_their_sum_and_mean() -> None:
    text = """
    Antal lån | 2023 | 2024
    Januari | 219 | 224
    Februari | 235 | 232
    Mars | 231 | 252
    Summa jan-mars | 685 | 708
    Medel Januari-Mars | 228 | 236
    """
    found = stated(document_of(text, unit=None))
    lent = of("antal lån")
    assert found[Name(What.ACTUAL, lent, Period.month(2024, 2))].number.text == "232"
    assert found[Name(What.ACTUAL, lent, Period.to_date(2024, 3))].number.text == "708"
    assert found[Name(What.MEAN, lent, Period.to_date(2023, 3))].number.text == "228"


@pytest.mark.parametrize(
    "head",
    ["Kommentar", "Prognos 1", "Justerad budget 2024", "Utfall 2023", "Andel %", "Budget"],
)
def test_an_unsure_column_states_nothing(head: str) -> None:
    assert stated(document_of(f"Tkr | {head}\nPark | 10\nGata | 20\nAvfall | 5")) == {}


@pytest.mark.parametrize("label", ["varav personal", "Medel", "Ackumulerat resultat", "Andel män"])
def test_a_row_that_is_a_part_or_no_amount_states_nothing(label: str) -> None:
    assert stated(document_of(f"Tkr | Budget 2024\n{label} | 10")) == {}


def test_a_sum_over_projects_is_not_the_committees() -> None:
    text = """
    Projekt | Budget 2024 | Utfall 2024-05
    Lekplats | 100 | 40
    Gångväg | 300 | 90
    Summa | 400 | 130
    """
    found = stated(document_of(text, title="Investeringsprojekt"))
    assert not any(name.of.activity == "" for name in found)


def test_a_sum_of_accruals_is_not_the_committees() -> None:
    text = """
    Månad | Periodiserat | Återfört | Tillsammans
    Juni | -312 600 | 0 | -312 600
    Juli | 0 | 312 600 | 312 600
    Summa | -312 600 | 312 600 | 0
    """
    found = stated(document_of(text, title="Periodiseringar i utfallet, kr"))
    assert not any(name.of.activity == "" for name in found)


def test_no_unit_and_no_measure_states_nothing() -> None:
    assert stated(document_of("x | Budget 2024\nPark | 10", unit=None)) == {}
