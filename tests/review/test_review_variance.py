"""Variances and changes across columns, nets down rows, and odd period budgets."""

from dataclasses import replace

import pytest
from hand_tables import changed, document_of, material_of, plain

from uppsikt.figures import IDENTITIES, Period
from uppsikt.reading import Document
from uppsikt.review.model import Finding
from uppsikt.review.rules.net import check_net_cost
from uppsikt.review.rules.variance import check_period_budget, check_variance

MAY = Period.to_date(2024, 5)
NEGATIVE = """
Tkr | Budget helår | Budget ack | Utfall ack | Avvikelse | Prognos | Avv prognos
Park | -2 400 | -1 000 | -1 120 | -120 | -2 500 | -100
Gata | -6 000 | -2 500 | -2 310 | 190 | -5 900 | 100
Vatten | -1 200 | -500 | -505 | -5 | -1 200 | 0
Avfall | -3 600 | -1 500 | -1 640 | -140 | -3 800 | -200
Stab | -4 800 | -2 000 | -1 980 | 20 | -4 700 | 100
"""
POSITIVE = """
Mnkr | Budget 2024 | Prognos 2024 | Avvikelse | Avvikelse %
Intäkter | 11,2 | 11,9 | 0,7 | 6,3
Personal | 80,4 | 82,1 | -1,7 | -2,1
Lokaler | 20,0 | 19,4 | 0,6 | 3,0
Övrigt | 9,3 | 9,9 | -0,6 | -6,5
Kapital | 4,1 | 4,0 | 0,1 | 2,4
Köpt vård | 30,5 | 33,5 | -3,0 | -9,8
"""


def variances(document: Document) -> list[Finding]:
    return plain(check_variance(material_of(document, MAY)))


@pytest.mark.parametrize("text", [NEGATIVE, POSITIVE])
def test_columns_that_agree_are_silent(text: str) -> None:
    assert variances(document_of(text)) == []


def test_a_variance_that_its_columns_do_not_give_is_found() -> None:
    (found,) = variances(changed(document_of(NEGATIVE), "190", "109"))
    assert found.code == "variance"
    assert found.message == (
        "Avvikelse för ”Gata” är 109 tkr men Utfall ack och Budget ack ger 190 tkr."
    )
    assert {cure.printed: cure.instead for cure in found.cures}["109"] == "190"


def test_a_wrong_forecast_breaks_its_own_variance_only() -> None:
    (found,) = variances(changed(document_of(NEGATIVE), "-3 800", "-3 080"))
    assert found.message.startswith("Avv prognos för ”Avfall” är -200 tkr")


@pytest.mark.parametrize(("cell", "findings"), [("191", 0), ("192", 1)])
def test_rounding_of_both_columns_is_tolerated(cell: str, findings: int) -> None:
    assert len(variances(changed(document_of(NEGATIVE), "190", cell))) == findings


def test_a_sign_unlike_all_others_is_found() -> None:
    (found,) = variances(changed(document_of(NEGATIVE), "-140", "140"))
    assert found.expected == "-140 tkr"


def test_income_and_cost_may_have_each_their_sign() -> None:
    text = """
    Tkr | Budget 2024 | Prognos 2024 | Avvikelse
    Avgifter, intäkter | 500 | 530 | 30
    Personalkostnader | 4 000 | 4 100 | -100
    Lokalkostnader | 1 000 | 950 | 50
    Övriga kostnader | 600 | 660 | -60
    Köpta tjänster | 300 | 310 | -10
    """
    document = document_of(text)
    assert variances(document) == []


def test_a_percent_that_the_columns_do_not_give_is_found() -> None:
    (found,) = variances(changed(document_of(POSITIVE), "-9,8", "-8,9"))
    assert found.message.startswith("Avvikelse % för ”Köpt vård” är -8,9")


OF_ACTUAL = """
Tkr | Budget 2024 | Utfall 2024 | Avvikelse %
Park | 1 000 | 1 100 | 9,1
Gata | 2 000 | 1 600 | -25,0
Vatten | 3 000 | 3 600 | 16,7
Stab | 500 | 625 | 20,0
"""


def test_a_percent_may_be_of_the_actual_and_the_row_that_is_of_neither_is_found() -> None:
    assert variances(document_of(OF_ACTUAL)) == []
    (found,) = variances(document_of(OF_ACTUAL.replace("16,7", "17,6")))
    assert (found.expected, found.severity) == ("16,667 %", "contradiction")


@pytest.mark.parametrize(("cell", "findings"), [("9,0", 0), ("9,3", 1)])
def test_a_percent_of_the_actual_may_be_off_by_rounding(cell: str, findings: int) -> None:
    assert len(variances(document_of(OF_ACTUAL.replace("9,1", cell)))) == findings


def test_percents_of_which_more_than_three_in_ten_fail_are_of_something_else() -> None:
    text = OF_ACTUAL + "Skog | 400 | 300 | -9,0\n"
    assert len(variances(document_of(text))) == 1
    assert variances(document_of(text.replace("16,7", "12,0"))) == []


def test_a_column_that_mostly_follows_nothing_is_silent() -> None:
    text = NEGATIVE.replace("-120", "77").replace("190", "31").replace("-140", "12")
    assert variances(document_of(text)) == []


def test_two_rows_are_too_few_for_a_formula() -> None:
    lines = NEGATIVE.strip().splitlines()
    assert variances(document_of("\n".join([*lines[:3], "x | 1 | 1 | 1 | 9 | 1 | 9"]))) == []


def test_a_balance_carried_over_needs_no_variance() -> None:
    text = NEGATIVE + "Ackumulerat resultat | 300 | 300 | 300 | 300 | 300 | 300\n"
    assert variances(document_of(text)) == []


def test_a_change_between_years_is_held_too() -> None:
    text = """
    Tkr | Utfall jan-maj 2024 | Utfall jan-maj 2023 | Förändring
    Park | -1 120 | -1 000 | -120
    Gata | -2 310 | -2 500 | 190
    Vatten | -505 | -500 | -5
    Avfall | -1 640 | -1 500 | -410
    """
    (found,) = variances(document_of(text))
    assert found.expected == "-140 tkr"


def test_a_broken_identity_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for code in ("variance", "change"):
        identity = IDENTITIES[code]
        monkeypatch.setitem(IDENTITIES, code, replace(identity, weights=lambda count: (1, 1)))
    assert variances(changed(document_of(NEGATIVE), "190", "109")) == []


SECTIONS = """
Tkr | Budget 2024 | Utfall 2024
Park
Intäkt | 110 | 120
Kostnad | -1 100 | -1 120
Nettokostnad | -990 | -1 000
Gata
Intäkt | 230 | 240
Kostnad | -2 300 | -2 450
Nettokostnad | -2 070 | -2 210
Stab
Intäkt | 5 | 6
Kostnad | -300 | -310
Nettokostnad | -295 | -304
"""


def nets(document: Document) -> list[Finding]:
    return plain(check_net_cost(material_of(document)))


def test_nets_that_hold_are_silent_whatever_their_signs() -> None:
    assert nets(document_of(SECTIONS)) == []
    assert nets(document_of(SECTIONS.replace("-", ""))) == []
    costs_positive = SECTIONS.replace("Kostnad | -", "Kostnad | ").replace("| -1 120", "| 1 120")
    costs_positive = costs_positive.replace("| -2 450", "| 2 450").replace("| -310", "| 310")
    assert nets(document_of(costs_positive)) == []


def test_a_net_that_does_not_hold_is_found() -> None:
    (found,) = nets(changed(document_of(SECTIONS), "-2 450", "-2 540"))
    assert found.code == "net-cost"
    assert found.message == (
        "”Gata, Nettokostnad” i Utfall 2024 är -2 210 tkr men intäkt och kostnad ger -2 300 tkr."
    )
    assert {cure.printed: cure.instead for cure in found.cures}["-2 540"] == "-2 450"


@pytest.mark.parametrize(("cell", "findings"), [("-2 211", 0), ("-2 212", 1)])
def test_a_net_within_rounding_is_silent(cell: str, findings: int) -> None:
    assert len(nets(changed(document_of(SECTIONS), "-2 210", cell))) == findings


def test_an_empty_income_is_not_taken_for_zero() -> None:
    assert nets(document_of(SECTIONS.replace("Intäkt | 230", "Intäkt | "))) == []


def test_a_table_where_nets_mean_something_else_is_silent() -> None:
    text = SECTIONS.replace("-990", "-500").replace("-2 070", "-900").replace("-295", "-100")
    assert nets(document_of(text.replace("-1 000", "-3").replace("-304", "-4"))) == []


def test_the_broken_net_identity_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    identity = IDENTITIES["net_cost"]
    monkeypatch.setitem(IDENTITIES, "net_cost", replace(identity, weights=lambda count: (2, 1)))
    assert nets(changed(document_of(SECTIONS), "-2 450", "-2 540")) == []


SIDES = """
Tkr | Intäkter | Kostnader | Nettokostnad
Park | 110 | 1 100 | 990
Gata | 230 | 2 300 | 2 070
Vatten | 0 | 750 | 750
Stab | 5 | 300 | 295
Summa | 345 | 4 450 | 4 105
"""


@pytest.mark.parametrize(("cost", "net"), [("", ""), ("-", "-"), ("", "-")])
def test_nets_in_columns_hold_by_either_sign_and_the_one_that_does_not_is_found(
    cost: str, net: str
) -> None:
    lines = [line.split(" | ") for line in SIDES.strip().splitlines()]
    signed = [lines[0], *([a, b, cost + c, net + d] for a, b, c, d in lines[1:])]
    text = "\n".join(" | ".join(line) for line in signed)
    assert nets(document_of(text)) == []
    (found,) = nets(document_of(text.replace("2 070", "2 007")))
    assert (found.severity, found.expected) == ("contradiction", f"{net}2 070 tkr")
    assert found.message.startswith("”Gata” i Nettokostnad är")


def test_nets_are_held_in_each_group_of_columns() -> None:
    text = """
    Tkr | Budget / Intäkt | Budget / Kostnad | Budget / Netto | Utfall / Intäkt | Utfall / Kostnad | Utfall / Netto
    Park | 110 | -1 100 | -990 | 100 | -1 150 | -1 050
    Gata | 230 | -2 300 | -2 070 | 235 | -2 300 | -2 065
    Stab | 5 | -300 | -295 | 6 | -310 | -304
    Skog | 40 | -200 | -160 | 50 | -220 | -107
    """  # noqa: E501
    (found,) = nets(document_of(text))
    assert found.expected == "-170 tkr"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2 070", "2 071"),
        ("| Kostnader |", "| Kapitalkostnader |"),
        ("| Nettokostnad", "| Nettokostnad 2023"),
        ("| Nettokostnad", "| Nettokostnad per elev"),
        ("| 230 | 2 300 | 2 070", "| | 2 300 | 2 000"),
        ("Gata | 230 | 2 300 | 2 070", "Kommunbidrag | 230 | 2 300 | 4 000"),
        ("Gata | 230 | 2 300 | 2 070", "Bidrag | 0 | 0 | 4 000"),
    ],
)
def test_nets_in_columns_that_fit_or_are_another_thing_are_silent(old: str, new: str) -> None:
    assert old in SIDES
    assert nets(document_of(SIDES.replace(old, new))) == []


def test_a_column_between_may_belong_to_the_net() -> None:
    lines = [line.split(" | ") for line in SIDES.replace("2 070", "2 170").strip().splitlines()]
    inner = ["Interna kostnader", "0", "100", "0", "0", "100"]
    text = [" | ".join([a, b, c, i, d]) for (a, b, c, d), i in zip(lines, inner, strict=True)]
    assert nets(document_of("\n".join(text))) == []


def test_two_nets_in_columns_are_too_few_and_many_that_fail_mean_something_else() -> None:
    lines = SIDES.replace("2 070", "2 007").strip().splitlines()
    assert nets(document_of("\n".join([lines[0], lines[1], lines[2], lines[4]]))) == []
    text = SIDES.replace("2 070", "2 007").replace("| 990", "| 800")
    assert nets(document_of(text)) == []


def test_the_broken_net_identity_is_told_of_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    identity = IDENTITIES["net_cost"]
    monkeypatch.setitem(IDENTITIES, "net_cost", replace(identity, weights=lambda count: (2, 1)))
    assert nets(document_of(SIDES.replace("2 070", "2 007"))) == []


def test_a_period_budget_above_the_years_is_a_note() -> None:
    document = changed(document_of(NEGATIVE), "-500", "-1 300")
    (found,) = plain(check_period_budget(material_of(document, MAY)))
    assert found.severity == "note"
    assert found.message == (
        "Budget ack för ”Vatten” är -1 300 tkr, mer än hela årets budget -1 200 tkr."
    )
    assert plain(check_period_budget(material_of(document_of(NEGATIVE), MAY))) == []
    edge = changed(document_of(NEGATIVE), "-500", "-1 201")
    assert plain(check_period_budget(material_of(edge, MAY))) == []
