"""What heads of columns say."""

import pytest
from hand_tables import table_of

from uppsikt.figures import Period, Unit, What
from uppsikt.review.tables.columns import meaning, meanings, plain_head, unit_of

AUGUST = Period.to_date(2025, 8)
YEAR = Period.whole_year(2025)
TO_DATE = AUGUST
LAST = Period.to_date(2024, 8)


@pytest.mark.parametrize(
    ("head", "what", "when"),
    [
        ("Utfall 2021-10", What.ACTUAL, Period.to_date(2021, 10)),
        ("Utfall 2022- 07", What.ACTUAL, Period.to_date(2022, 7)),
        ("Utfall jan- aug 2024", What.ACTUAL, LAST),
        ("Utfall jan–aug", What.ACTUAL, TO_DATE),
        ("Utfall ack", What.ACTUAL, TO_DATE),
        ("Ack utfall fg år", What.ACTUAL, LAST),
        ("Redovisat 202508", What.ACTUAL, TO_DATE),
        ("Utfall per 2025-08-31", What.ACTUAL, TO_DATE),
        ("T2 2025", What.ACTUAL, TO_DATE),
        ("aug -23", What.ACTUAL, Period.to_date(2023, 8)),
        ("Bokslut 2024", What.ACTUAL, Period.whole_year(2024)),
        ("Årsutfall 2024", What.ACTUAL, Period.whole_year(2024)),
        ("tom 2024-12-31", What.ACTUAL, Period.whole_year(2024)),
        ("Budget 2024:1", What.BUDGET, Period.whole_year(2024)),
        ("Budget jan-aug 2025", What.BUDGET, TO_DATE),
        ("Periodbudget", What.BUDGET, TO_DATE),
        ("Budget ack", What.BUDGET, TO_DATE),
        ("Helårsbudget", What.BUDGET, YEAR),
        ("Budget helår", What.BUDGET, YEAR),
        ("Budget", What.BUDGET, None),
        ("Prognos 2025", What.FORECAST, YEAR),
        ("Helårsprognos", What.FORECAST, YEAR),
        ("Prognos- avvikelse", What.FORECAST_VARIANCE, YEAR),
        ("Avv prognos", What.FORECAST_VARIANCE, YEAR),
        ("Avvikelse jan-aug 2025", What.VARIANCE, TO_DATE),
        ("Avvikelse ack", What.VARIANCE, TO_DATE),
        ("Avvikelse", None, None),
        ("Förändring", What.CHANGE, None),
        ("Andel %", What.SHARE, None),
        ("Kommentar", None, None),
    ],
)
def test_what_and_when_a_head_says(head: str, what: What | None, when: Period | None) -> None:
    found = meaning(head, AUGUST)
    assert (found.what, found.when) == (what, when)


@pytest.mark.parametrize(
    "head", ["Prognos mars", "Prognos 2", "Ursprunglig budget 2025", "Utfall 2024", "2024", "Antal"]
)
def test_heads_that_are_compared_with_nothing_elsewhere(head: str) -> None:
    assert not meaning(head, AUGUST).plain


def test_a_bare_year_is_the_years_in_a_report_of_the_year() -> None:
    found = meaning("Utfall 2024", Period.whole_year(2025))
    assert (found.plain, found.when) == (True, Period.whole_year(2024))


@pytest.mark.parametrize(
    "head",
    ["Kostnad per plats", "kr/invånare", "Snittålder", "Andel %", "Medel", "Avvikelse %"],
)
def test_heads_of_columns_that_do_not_add_up(head: str) -> None:
    assert not meaning(head).additive


@pytest.mark.parametrize("head", ["Utfall per aug 2025", "Budget 2025", "Totalt"])
def test_heads_of_columns_that_may_add_up(head: str) -> None:
    assert meaning(head, AUGUST).additive


def test_units_and_totals() -> None:
    assert unit_of("Belopp i tkr") is Unit.TKR
    assert unit_of("Budget 2025 (mnkr)") is Unit.MNKR
    assert unit_of("Budget 2025") is None
    assert meaning("Totalt 2024").total
    assert meaning("Summa (tkr)").total
    assert not meaning("Totalt godkänt belopp").total


def test_broken_words_are_put_together() -> None:
    assert plain_head("Prognos- avvikelse\njan- aug") == "prognosavvikelse jan-aug"


def test_two_columns_of_one_meaning_are_compared_with_nothing() -> None:
    table = table_of("x | Budget 2025 | Budget 2025 | Prognos 2025\na | 1 | 2 | 3")
    assert [one.plain for one in meanings(table, AUGUST)] == [False, False, True]
