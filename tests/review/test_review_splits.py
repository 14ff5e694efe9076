"""Parts with their shares and whole, in sentences and tables, and shares that nothing gives."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hand_tables import changed, document_of, material_of, plain

from uppsikt.figures import IDENTITIES
from uppsikt.reading import Document, Line, Text, read_text
from uppsikt.review.material import Material
from uppsikt.review.model import Finding
from uppsikt.review.rules.impossible import check_share_impossible
from uppsikt.review.rules.splits import check_share_of_count

SCHOOLS = """
Skola | Antal elever | Andel %
Norra | 120 | 24
Södra | 90 | 18
Västra | 205 | 41
Östra | 85 | 17
Summa | 500 | 100
"""
STAFF = """
Förvaltning | Anställda | Varav heltid | Andel heltid %
Skola | 400 | 300 | 75
Omsorg | 350 | 210 | 60
Teknik | 90 | 81 | 90
Kultur | 40 | 22 | 55
"""
Check = Callable[[Material], Iterable[Finding]]


def found(check: Check, document: Document) -> list[Finding]:
    return plain(check(material_of(document)))


def told(sentence: str, check: Check = check_share_of_count) -> list[Finding]:
    return found(check, read_text(f"Rapport\n\n{sentence}\n", "rapport.txt"))


def bare(text: str, title: str = "") -> Document:
    return document_of(text, unit=None, title=title)


def test_two_shares_of_one_group_are_all_of_it() -> None:
    assert told("Antal mottagna var 110 (44 % kvinnor, 56 % män) i oktober.") == []
    (finding,) = told("Antal mottagna var 110 (44 % kvinnor, 65 % män) i oktober.")
    assert finding.message == "44 % kvinnor och 65 % män blir 109 % tillsammans, inte 100 %."
    assert [cure.instead for cure in finding.cures] == ["35 %", "56 %"]
    assert [mark.text[slice(*mark.mark or ())] for mark in finding.marks] == ["44", "65"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sjukfrånvaron var 8 % kvinnor och 5 % män.",
        "Av de svarande är 85 % kvinnor och 82 % män över 50 år nöjda.",
        "Deltagarna var 110 (44 % kvinnor, 55 % män, 1 % okänt) i oktober.",
        "Deltagarna var 110 (44,5 % kvinnor, 55,5 % män) i oktober.",
        "Deltagarna var 110 (44 % kvinnor, 57 % män) i oktober.",
        "Deltagarna var 110 (44 % kvinnor, 44 % kvinnor förra året) i oktober.",
    ],
)
def test_rates_thirds_and_rounding_are_silent(sentence: str) -> None:
    assert told(sentence) == []


def test_two_counts_in_brackets_are_the_whole() -> None:
    assert told("Antalet deltagare var 110 personer (50 kvinnor och 60 män) i maj.") == []
    (finding,) = told("Antalet deltagare var 110 personer (48 kvinnor och 60 män) i maj.")
    assert finding.message == "48 kvinnor och 60 män blir 108, inte 110."
    assert [cure.instead for cure in finding.cures] == ["108", "50", "62"]
    assert told("Antalet deltagare var 110, varav 48 kvinnor och 60 män över 65 år.") == []


@pytest.mark.parametrize("text", [SCHOOLS, STAFF])
def test_shares_beside_their_counts_hold_or_are_found(text: str) -> None:
    assert found(check_share_of_count, bare(text)) == []
    old, new = ("41", "47") if text is SCHOOLS else ("90", "95")
    place = 0 if text is SCHOOLS else 1
    (finding,) = found(check_share_of_count, changed(bare(text), old, new, place))
    assert finding.severity == "contradiction"
    assert finding.expected == ("41 %" if text is SCHOOLS else "90 %")
    assert len(finding.marks) == 3


@pytest.mark.parametrize(
    "text",
    [
        SCHOOLS.replace("| 24", "| 30").replace("| 18", "| 10"),  # two of five: something else
        SCHOOLS.replace("Andel %", "Förändring %").replace("| 41", "| 47"),
        SCHOOLS.replace("Summa | 500", "Medel | 125").replace("| 41", "| 47"),
        "Skola | Antal | Andel behöriga %\nNorra | 120 | 81\nSödra | 90 | 77\nVästra | 205 | 90",
    ],
)
def test_shares_of_something_else_are_silent(text: str) -> None:
    assert found(check_share_of_count, bare(text)) == []


def test_shares_of_a_plan_may_be_more_than_all() -> None:
    plan = """
    Besök | Plan | Gjorda | Andel av plan
    Livsmedel | 312 | 298 | 96 %
    Hälsoskydd | 140 | 121 | 86 %
    Avlopp | 220 | 246 | 112 %
    Strandskydd | 45 | 39 | 87 %
    """
    assert found(check_share_of_count, bare(plan)) == []
    (finding,) = found(check_share_of_count, changed(bare(plan), "112", "121"))
    assert finding.expected == "111,8 %"


def test_a_share_that_is_cut_instead_of_rounded_is_a_note() -> None:
    cut = bare(STAFF.replace("40 | 22 | 55", "400 | 227 | 56"))
    (finding,) = found(check_share_of_count, cut)
    assert finding.severity == "note"
    assert found(check_share_of_count, changed(cut, "56", "57")) == []


def test_counts_that_are_moved_so_that_nobody_is_known_are_left_alone() -> None:
    wrong = changed(bare(SCHOOLS), "41", "47")
    note = Line(1, 99, "Värdena är slumpmässigt justerade.")
    document = replace(wrong, lines=(*wrong.lines, note))
    assert found(check_share_of_count, document) == []


def test_a_share_of_a_few_is_a_whole_number_of_them() -> None:
    assert told("I gruppen är 44 % av 9 personer i arbete.", check_share_impossible) == []
    (finding,) = told("I gruppen är 47 % av 9 personer i arbete.", check_share_impossible)
    assert finding.message == "Inget helt antal av 9 är 47 %."
    assert len(finding.marks) == 2


@pytest.mark.parametrize(
    ("sentence", "findings"),
    [
        ("Av de nio musiklärarna i kulturskolan är 47 procent män.", 1),
        ("Av de nio musiklärarna i kulturskolan är 44 procent män.", 0),
        ("Av de 6 handläggarna har 40 procent juridisk utbildning.", 1),
        ("Av de sex handläggarna har 50 procent juridisk utbildning.", 0),
        ("Av de nio miljonerna är 47 procent statsbidrag.", 0),
        ("Av de nio skolorna ökar en med 47 procent.", 0),
        ("Av de nio skolorna ökade med 47 procent flest i norr.", 0),
        ("Av de nio skolorna har tre 47 procent behöriga.", 0),
    ],
)
def test_a_few_may_be_told_in_letters(sentence: str, findings: int) -> None:
    assert len(told(sentence, check_share_impossible)) == findings


@pytest.mark.parametrize(
    "sentence",
    [
        "I gruppen är cirka 47 % av 9 personer i arbete.",
        "I gruppen är 40 % av 9 personer i arbete.",
        "I gruppen är 35 % av 9 personer i arbete.",
        "Målet är att 47 % av 9 personer är i arbete.",
        "Kostnaden är 47 % av 9 miljoner kronor.",
        "I gruppen är 47 % av 900 personer i arbete.",
        "I gruppen är 47 % av dem i arbete och 9 personer i studier.",
    ],
)
def test_rounded_told_loosely_or_of_other_things_is_silent(sentence: str) -> None:
    assert told(sentence, check_share_impossible) == []


def test_shares_in_a_table_whose_title_says_how_many_they_are() -> None:
    text = "År i skola | Andel %\n>12 | 58\n10-12 | 21\n7-9 | 4\n4-6 | 2\n1-3 | 0\nsaknas | 15"
    assert found(check_share_impossible, bare(text, "Över 19 år, 52 st")) == []
    (finding,) = found(check_share_impossible, changed(bare(text, "Över 19 år, 52 st"), "4", "7"))
    assert finding.message == "Inget helt antal av 52 st är 7 %."
    assert found(check_share_impossible, changed(bare(text, "Över 19 år, 900 st"), "4", "7")) == []


@pytest.mark.parametrize(
    ("code", "check", "document"),
    [
        ("total", check_share_of_count, "Deltagarna var 110 (44 % kvinnor, 56 % män) i maj."),
        ("share", check_share_impossible, "I gruppen är 44 % av 9 personer i arbete."),
    ],
)
def test_breaking_the_identity_breaks_the_rule(
    code: str, check: Check, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(document, check) == []
    whole = IDENTITIES[code]
    broken = replace(whole, weights=lambda n: tuple(3 * one for one in whole.weights(n)))
    monkeypatch.setitem(IDENTITIES, code, broken)
    assert told(document, check) != []


def test_breaking_the_share_breaks_the_tables_too(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = changed(bare(SCHOOLS), "41", "47")
    assert found(check_share_of_count, wrong)
    whole = IDENTITIES["share"]
    broken = replace(whole, weights=lambda n: tuple(2 * one for one in whole.weights(n)))
    monkeypatch.setitem(IDENTITIES, "share", broken)
    assert found(check_share_of_count, wrong) == []


def test_a_text_of_many_numbers_ends_soon() -> None:
    hostile = "9 " * 3000 + "(" + "44 % kvinnor, " * 500
    assert told(hostile) == []
    assert Text(hostile)


@pytest.mark.parametrize(
    "sentence",
    [
        "Av 43 deltagare var {} kvinnor (45 %).",
        "Under perioden var {} av 43 deltagare (45 %) kvinnor.",
        "Enheten fick in 43 ärenden, varav {} (45 %) gällde barn.",
        "Andelen nöjda var 45 procent ({} av 43 deltagare).",
        "Totalt var {} av 43 deltagare, vilket motsvarar 45 procent, nöjda.",
    ],
)
def test_a_share_in_prose_is_the_part_of_the_whole_beside_it(sentence: str) -> None:
    assert told(sentence.format(19)) == []
    (finding,) = told(sentence.format(13))
    assert finding.message == "13 av 43 är 30,2 %, inte 45 %."
    assert len(finding.marks) == 3


@pytest.mark.parametrize(
    "sentence",
    [
        "Av cirka 43 deltagare var 13 kvinnor (45 %).",
        "Av drygt 43 deltagare var 13 kvinnor (45 %).",
        "Av 43 deltagare var 13 kvinnor (45 % av alla anmälda).",
        "Av 43 deltagare var 13 kvinnor (föregående år 45 %).",
        "Av 43 deltagare var 13 kvinnor (mål 45 %).",
        "Av 43 deltagare var 13 kvinnor (45 % förra året).",
        "Av 43 deltagare var 13 kvinnor (30 %).",
        "Av 43 deltagare var 13 kvinnor (31 %).",
        "Av 120 elever svarade 43 elever, varav 13 (11 %) ville byta.",
        "Kursen hade 120 elever. Totalt svarade 43 elever, varav 13 (11 %) ville byta.",
        "Av 2023 deltagare var 13 kvinnor (45 %).",
        "Av 400 deltagare var 130 kvinnor (35 %).",
        "Rapporten är sida 13 av 43 (45 %).",
        "Av 43 timmar var 13 lediga (45 %).",
        "Utfall i fjol inom parentes. Av 43 deltagare var 13 kvinnor (45 %).",
        "Av 43 deltagare var 13 kvinnor och av 29 ledare var 13 kvinnor (45 %).",
        "Av 43 deltagare var 13 kvinnor (+45 %).",
    ],
)
def test_shares_of_another_whole_or_told_loosely_are_silent(sentence: str) -> None:
    assert told(sentence) == []


def test_a_share_of_a_few_that_begin_the_sentence_is_a_whole_number_of_them() -> None:
    (finding,) = told("Av 7 elever blev 37 % godkända.", check_share_impossible)
    assert finding.message == "Inget helt antal av 7 är 37 %."
    for silent in (
        "Av 7 elever blev 43 % godkända.",
        "Av 7 elever blev cirka 37 % godkända.",
        "Av 7 elever har 37 % av lektionerna blivit inställda.",
        "Av 7 elever hade 37 % frånvaro i snitt.",
        "Av 7 miljoner blev 37 % över.",
    ):
        assert told(silent, check_share_impossible) == []
