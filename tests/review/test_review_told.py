"""Results and differences told in sentences."""

import pytest
from told_reports import found

from uppsikt.figures import IDENTITIES, Identity


def test_a_result_is_what_the_tables_actual_and_budget_give() -> None:
    right = "Nämndens resultat är plus 1 971 tkr efter augusti."
    assert found(right, "told-result") == []
    wrong = right.replace("1 971", "1 975")
    (finding,) = found(wrong + "\n\nI korthet\n\n" + wrong, "told-result")
    assert "1 971" in finding.expected.replace("\u00a0", " ")
    assert len(finding.marks) == 4


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("Förskolan beräknas göra ett underskott på 1 800 tkr.", 0),
        ("Förskolan beräknas göra ett underskott på cirka 2 000 tkr.", 0),
        ("Förskolan beräknas göra ett underskott på 1,8 mnkr.", 0),
        ("Förskolan beräknas göra ett överskott på 1 800 tkr.", 1),
        ("Förskolan beräknas göra ett underskott på 8 100 tkr.", 1),
        ("Fritidshem beräknas gå plus minus noll.", 0),
        ("Grundskola beräknas gå plus minus noll.", 1),
    ],
)
def test_a_forecast_result_is_the_forecast_less_the_budget(told: str, count: int) -> None:
    assert len(found(told, "told-result")) == count


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("Nettokostnaden för förskola är 1 112 tkr högre än budget.", 0),
        ("Nettokostnaden för förskola är jämfört med budget högre med 1 112 tkr.", 0),
        ("Nettokostnaden för förskola är 1 121 tkr högre än budget.", 1),
        ("Nettokostnaden för förskola är 1 112 tkr lägre än budget.", 1),
        ("Jämfört med samma period 2023 är nettokostnaden för grundskola högre med 2 750 tkr.", 0),
        ("Jämfört med samma period 2023 är nettokostnaden för grundskola högre med 2 950 tkr.", 1),
        ("Nettokostnaden för grundskola är 3 procent högre än samma period 2023.", 0),
        ("Nettokostnaden för grundskola är 9 procent högre än samma period 2023.", 1),
        (
            (
                "Nettokostnaden för förskola är till och med augusti 43 912 tkr, vilket är "
                "1 112 tkr högre än budget för samma period."
            ),
            0,
        ),
        (
            (
                "Nettokostnaden för förskola är till och med augusti 43 912 tkr, vilket är "
                "1 212 tkr högre än budget för samma period."
            ),
            1,
        ),
    ],
)
def test_a_difference_of_costs_is_held_against_the_table(told: str, count: int) -> None:
    assert len(found(told, "told-difference")) == count


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("Under våren har 1 560 barn prövats jämfört med 1 482 året före. En ökning med 5 %.", 0),
        ("Under våren har 1 560 barn prövats jämfört med 1 482 året före. En ökning med 8 %.", 1),
        ("Antalet barn har minskat med 93 barn, från 2 868 till 2 775.", 0),
        ("Antalet barn har minskat med 39 barn, från 2 868 till 2 775.", 1),
        ("Besöken har ökat från 41 200 till 43 900, en ökning med 6,6 procent.", 0),
        ("Besöken har ökat från 41 200 till 43 900, en ökning med 9,6 procent.", 1),
        ("Biblioteket hade 42 235 besök. Det blev en ökning med 10 procent till 46 480 besök.", 0),
        ("Biblioteket hade 42 235 besök. Det blev en ökning med 15 procent till 46 480 besök.", 1),
        ("Lönerna kostade 12 647 tkr. Det är 247 tkr högre än budgeten på 12 400 tkr.", 0),
        ("Lönerna kostade 12 647 tkr. Det är 337 tkr högre än budgeten på 12 400 tkr.", 1),
        ("Andelen har ökat med 10 procent från 55 % till 64,9 %.", 0),
        ("Andelen har ökat med 18 procent från 55 % till 64,9 %.", 0),
        ("Andelen har ökat med 41 procent från 55 % till 64,9 %.", 1),
    ],
)
def test_a_step_between_two_numbers_of_the_text(told: str, count: int) -> None:
    assert len(found(told, "told-difference")) == count


@pytest.mark.parametrize("code", ["variance", "change", "share"])
def test_the_arithmetic_is_the_identities(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "Nämndens resultat är plus 1 971 tkr efter augusti. "
        "Antalet barn har minskat med 93 barn, från 2 868 till 2 775. "
        "Under våren har 1 560 barn prövats jämfört med 1 482 året före. En ökning med 5 %."
    )
    codes = ("told-result", "told-difference")
    assert found(text, *codes) == []
    kept = IDENTITIES[code]
    broken = Identity(kept.code, kept.name, kept.rule, kept.source, lambda count: (7,) * count)
    monkeypatch.setitem(IDENTITIES, code, broken)
    assert found(text, *codes) != []
