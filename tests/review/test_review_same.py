"""The same figure stated twice."""

import pytest
from told_reports import TABLE, found

RULE = "same-figure"


def test_a_sentence_that_contradicts_the_table_is_found() -> None:
    (finding,) = found("Nettokostnaden för förskola beräknas till 66 500 tkr.", RULE)
    assert finding.severity == "contradiction"
    assert "66 500" in finding.message.replace("\u00a0", " ")
    assert "66 000" in finding.message.replace("\u00a0", " ")
    assert [one.text[slice(*one.mark)] for one in finding.marks if one.mark] == [
        "66 500",
        "-66 000",
    ]


def test_the_odd_one_of_several_is_the_one_to_correct() -> None:
    text = (
        "Nettokostnaden för förskola beräknas till 66 500 tkr.\n\n"
        "Nettokostnaden för förskola beräknas till 66 000 tkr under 2024."
    )
    (finding,) = found(text, RULE)
    assert len(finding.marks) == 3
    ((printed, instead),) = [(one.printed, one.instead) for one in finding.cures]
    assert (printed, instead.replace("\u00a0", " ")) == ("66 500", "66 000")


@pytest.mark.parametrize(
    "text",
    [
        "Nettokostnaden för förskola beräknas till 66 000 tkr.",
        "Nettokostnaden för förskola beräknas till 66 mnkr.",
        "Nettokostnaden för förskola beräknas till cirka 65 000 tkr.",
        "Nettokostnaden för förskola beräknas till knappt 70 mnkr.",
        "Nettokostnaden för grundskola är till och med augusti 84,1 mnkr.",
        "Kommunbidraget för 2024 är 212 mnkr.",
    ],
)
def test_rounding_and_other_units_are_no_contradiction(text: str) -> None:
    assert found(text, RULE) == []


def test_just_outside_the_rounding_is_one() -> None:
    assert found("Nettokostnaden för förskola beräknas till 66,0 mnkr.", RULE) == []
    assert found("Nettokostnaden för förskola beräknas till 66,1 mnkr.", RULE) != []


@pytest.mark.parametrize(
    "text",
    [
        "Nettokostnaden för förskola är till och med juli 38 000 tkr.",
        "Nettokostnaden för förskolans lokaler beräknas till 9 000 tkr.",
        "Kostnaden för förskola exklusive lokaler beräknas till 50 000 tkr.",
        "I tertialrapport 1 beräknades nettokostnaden för förskola till 65 000 tkr.",
        "Kultur- och fritidsnämndens nettokostnad beräknas till 40 000 tkr.",
    ],
)
def test_another_figure_is_not_the_same(text: str) -> None:
    assert found(text, RULE) == []


def test_one_date_with_two_counts_is_found() -> None:
    text = (
        "Antal elever med särskilt stöd var 2024-08-31, 435 elever.\n\n"
        "Antalet elever med särskilt stöd var 2024-08-31, 433 elever."
    )
    (finding,) = found(text, RULE)
    assert len(finding.cures) == 2


def test_two_measures_that_share_words_are_two() -> None:
    text = (
        "Antal barn placerade i familjehem var 2024-08-31, 138 barn. "
        "Antal barn placerade i familjehem och jourhem var 2024-08-31, 176 barn."
    )
    assert found(text, RULE) == []


def test_two_measures_in_one_sentence_are_two() -> None:
    text = "Andelen kvinnor var 2024-08-31 52 % jämfört med andelen män 2024-08-31 48 %."
    assert not found(text, "same-figure")


def test_a_sign_word_against_the_table_is_found() -> None:
    table = TABLE.replace("Prognos 2024", "Prognosavvikelse 2024").replace("-66 000", " -1 800")
    table = table.replace("-126 700", "  2 000").replace("-17 400\n", "      0\n")
    table = table.replace("      0\n\nSumma", "  2 000\n\nSumma").replace("-210 100", "  2 200")
    good = "Förskola beräknas göra ett underskott på 1 800 tkr."
    assert found(good, RULE, table=table) == []
    assert found(good.replace("underskott", "överskott"), RULE, table=table) != []


def test_the_message_has_hard_spaces_and_one_sign() -> None:
    (finding,) = found("Nettokostnaden för förskola beräknas till 66 500 tkr.", RULE)
    assert "66\u00a0500\u00a0tkr" in finding.message
    assert "66\u00a0000\u00a0tkr" in finding.message
    assert "-" not in finding.message
    assert [one.value for one in finding.values] == [
        "66\u00a0500\u00a0tkr",
        "−66\u00a0000\u00a0tkr",
    ]
