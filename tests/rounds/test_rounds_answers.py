"""An answer's amount: chosen or typed, doubted where it can hardly be meant, and read in words."""

from __future__ import annotations

import pytest

from uppsikt.figures import MISSING, Value
from uppsikt.rounds.answer_rules import (
    OWN,
    TKR,
    Answer,
    AnswerFault,
    Beside,
    demand_why,
    handed_in,
    in_tkr,
    reading,
)

BESIDE = Beside(actual=-49_479 * TKR, budget=-57_500 * TKR, last=-60_000 * TKR)
SUGGESTED: dict[str, Value] = {"carried": -60_000 * TKR, "shape": -59_953 * TKR, "rest": MISSING}


def net(answer: Answer, beside: Beside = BESIDE) -> int:
    return handed_in(answer, SUGGESTED, beside)


def own(typed: str, beside: Beside = BESIDE) -> int:
    return net(Answer(OWN, typed), beside)


def faulted(answer: Answer, beside: Beside = BESIDE) -> AnswerFault:
    with pytest.raises(AnswerFault) as told:
        net(answer, beside)
    return told.value


@pytest.mark.parametrize(
    "typed",
    ["-60000", "−60 000", "–60\xa0000", "‑60 000", "(60 000)", " −60 000 tkr ", "−60 mnkr"],
)
def test_every_swedish_way_to_write_an_amount_is_read(typed: str) -> None:
    assert own(typed) == -60_000 * TKR


def test_an_amount_need_not_be_chosen_when_it_is_written() -> None:
    assert net(Answer("", "−61 000")) == -61_000 * TKR


def test_decimals_are_kept_and_parts_of_an_ore_refused() -> None:
    assert own("−60 000,5") == -60_000 * TKR - TKR // 2
    assert "delar av ett öre" in faulted(Answer(OWN, "−60 000,1234567")).what


@pytest.mark.parametrize("typed", ["sextio", "60.000", "60 000 st", "5 %", "6 00", "−", ""])
def test_what_is_no_amount_is_told_and_not_guessed(typed: str) -> None:
    fault = faulted(Answer(OWN, typed))
    assert fault.part == "amount"
    assert fault.what
    assert not fault.offers


@pytest.mark.parametrize(
    ("typed", "rather"),
    [("60 000", -60_000), ("−60 000 000", -60_000), ("60 000 000", -60_000), ("−60", -60_000)],
)
def test_an_amount_that_can_hardly_be_meant_is_asked_about(typed: str, rather: int) -> None:
    fault = faulted(Answer(OWN, typed))
    yes, no = fault.offers
    assert yes.net == rather * TKR
    assert yes.words == "Ja, −60\xa0000\xa0tkr"
    assert net(Answer(OWN, typed, meant=(typed, yes.net))) == yes.net
    assert net(Answer(OWN, typed, meant=(typed, no.net))) == no.net != yes.net


def test_what_was_confirmed_of_one_amount_says_nothing_of_another() -> None:
    assert faulted(Answer(OWN, "61 000", meant=("60 000", 60_000 * TKR))).offers


def test_what_earns_money_or_has_nothing_beside_it_is_not_doubted() -> None:
    earns = Beside(actual=500 * TKR, budget=-100 * TKR, last=600 * TKR)
    assert own("700", earns) == 700 * TKR
    assert own("60 000", Beside()) == 60_000 * TKR
    assert own("0") == 0
    assert own("−180 000") == -180_000 * TKR  # three times as much is for its writer to explain


def test_a_suggestion_is_handed_in_as_it_was_seen() -> None:
    assert net(Answer("shape")) == -59_953 * TKR
    assert net(Answer("shape", seen={"shape": -59_953 * TKR})) == -59_953 * TKR
    assert "har ändrats" in faulted(Answer("shape", seen={"shape": -59_000 * TKR})).what
    assert "går inte att beräkna" in faulted(Answer("rest")).what
    assert faulted(Answer()).what == faulted(Answer("nonsense")).what == "Prognosen saknas."
    assert "och skrivit ett eget belopp" in faulted(Answer("shape", "−61 000")).what


def test_why_is_asked_for_what_differs_by_more_than_the_rounding() -> None:
    same = Beside(budget=-60_000 * TKR, last=-60_000 * TKR + 400_00)
    demand_why(-60_000 * TKR, " ", same)
    demand_why(-60_000 * TKR, "Hyror", BESIDE)
    demand_why(-60_000 * TKR, "", Beside())
    with pytest.raises(AnswerFault) as told:
        demand_why(-60_000 * TKR, " \n", BESIDE)
    assert (told.value.part, "från budgeten." in told.value.what) == ("why", True)
    with pytest.raises(AnswerFault, match="från budgeten och din förra prognos"):
        demand_why(-61_000 * TKR, "", BESIDE)


def test_it_reads_as_far_as_it_has_come() -> None:
    budget = -57_500 * TKR
    answer = Answer("carried", "", "Färre\nhushåll.", {"carried": -60_000 * TKR})
    text = reading(answer, 2022, budget).replace("\xa0", " ")
    said = "Prognosen för hela 2022 är −60 000 tkr, 2 500 tkr sämre än budget."
    assert text == f"{said} Färre hushåll."
    assert reading(Answer(OWN, "−6x", "Hyror"), 2022, budget) == "Hyror"
    assert reading(Answer(OWN, "−57 500"), 2022, budget).endswith("i nivå med budget.")
    assert reading(Answer(), 2022, None) == ""
    assert in_tkr(-50) == "−0,0005\xa0tkr"
