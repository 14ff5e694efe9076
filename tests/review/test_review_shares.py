"""Shares of one whole and the population that counts and shares imply."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hand_tables import changed, document_of, material_of, plain

from uppsikt.figures import IDENTITIES
from uppsikt.reading import Document
from uppsikt.review.material import Material
from uppsikt.review.model import Finding
from uppsikt.review.rules.shares import check_share_population, check_share_total
from uppsikt.review.tables.shares import band_of, is_partition

AGES = """
Ålder | Andel %
0-5 | 4
6 | 4
7-15 | 15
16-19 | 8
20-39 | 45
40-59 | 20
60> | 4
"""
COUNTRIES = """
Land | Andel %
Norge | 41
Finland | 33
Danmark | 18
Övriga | 8
"""
Check = Callable[[Material], Iterable[Finding]]


def found(check: Check, document: Document) -> list[Finding]:
    return plain(check(material_of(document)))


def bare(text: str, title: str = "") -> Document:
    return document_of(text, unit=None, title=title)


def totals(text: str, title: str = "") -> list[Finding]:
    return found(check_share_total, bare(text, title))


@pytest.mark.parametrize("text", [AGES, COUNTRIES, COUNTRIES + "Totalt | 100"])
def test_shares_that_are_a_hundred_within_rounding_are_silent(text: str) -> None:
    assert totals(text) == []
    assert totals(text.replace("| 4\n", "| 5\n", 1)) == []


def test_ages_that_are_too_much_together_are_found_with_the_cures() -> None:
    (finding,) = totals(AGES.replace("| 20\n", "| 25\n"))
    assert finding.message == (
        "Andelarna i kolumnen ”Andel %” (Ålder) blir 105 % tillsammans, inte 100 %."
    )
    assert finding.severity == "contradiction"
    assert len(finding.marks) == 7
    assert "20 %" in {cure.instead for cure in finding.cures}


@pytest.mark.parametrize(
    ("last", "silent"), [("10", True), ("6", True), ("11", False), ("5", False)]
)
def test_half_a_step_for_each_row_is_the_edge(last: str, silent: bool) -> None:
    assert (totals(COUNTRIES.replace("| 8", f"| {last}")) == []) is silent


@pytest.mark.parametrize(
    "text",
    [
        "Land | Andel %\nNorge | 41\nFinland | 33\nDanmark | 18\nPolen | 5",  # the largest
        AGES.replace("| 45\n", "| 25\n"),  # far from a hundred: shares in each age, perhaps
        AGES.replace("16-19 | 8\n", "").replace("| 20\n", "| 25\n"),  # a gap
        AGES.replace("60> | 4\n", "60-69 | 9\n"),  # nothing above 69
        COUNTRIES.replace("| 41", "| 44").replace("Andel %", "Förändring %"),
        COUNTRIES.replace("| 41", "| 44").replace("Övriga", "Island"),
        COUNTRIES.replace("| 41", "| 44").replace("Finland | 33", "Finland | <1"),
        COUNTRIES.replace("| 41", "| 44").replace("Finland", "varav Åland"),
        "Skola | Andel behöriga %\nNorra | 85\nSödra | 90\nTotalt | 88",
        "Kön | Andel nöjda %\nKvinnor | 45\nMän | 58",
        AGES.replace("Andel %", "Andel nöjda %").replace("| 20\n", "| 25\n"),
    ],
)
def test_rows_that_need_not_be_all_there_are_silent(text: str) -> None:
    assert totals(text) == []


def test_a_printed_sum_of_a_hundred_makes_any_rows_the_parts() -> None:
    text = "Enhet | Andel %\nNorra | 41\nSödra | 33\nVästra | 17\nSumma | 100"
    (finding,) = totals(text)
    assert "91 %" in finding.message
    assert len(finding.marks) == 4
    assert totals(text.replace("100", "91")) == []


def test_a_column_beside_with_the_same_rows_shows_that_they_are_the_parts() -> None:
    text = "Ort | Andel 2023 % | Andel 2024 %\nNorr | 41 | 41\nSöder | 33 | 33\nVäster | 26 | 20"
    (finding,) = totals(text)
    assert "Andel 2024 %" in finding.message


def test_the_sexes_are_the_parts_only_where_a_division_is_told() -> None:
    text = "| Andel %\nKvinnor | 45\nMän | 58"
    assert totals(text) == []
    assert len(totals(text, "Könsfördelning bland de anställda")) == 1


POPULATION = """
 | Utfall 2020 | Utfall 2021 | Utfall 2022 | Budget 2023
Antal aktualiserade personer 21-64 år | 510 | 557 | 599 | 600
Andel aktualiserade av totala antalet personer 21-64 år (%) | 0,6 | 0,9 | 0,9 | 0,7
"""


def population(text: str) -> list[Finding]:
    return found(check_share_population, bare(text))


def test_a_population_that_falls_and_rises_again_cannot_be() -> None:
    (finding,) = population(POPULATION)
    assert finding.severity == "contradiction"
    assert len(finding.marks) == 8
    assert "ger minst 80 000 i allt" in finding.message


def test_a_population_that_moves_one_way_at_once_is_a_note() -> None:
    (finding,) = population(POPULATION.replace("0,9 | 0,9 | 0,7", "0,9 | 0,9 | 0,9"))
    assert finding.severity == "note"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0,6 | 0,9 | 0,9 | 0,7", "0,7 | 0,8 | 0,8 | 0,8"),
        ("av totala antalet personer", "med beslut av personer"),
        ("Antal aktualiserade", "Antal placerade"),
        ("0,6 | 0,9 | 0,9 | 0,7", "0 | 1 | 1 | 1"),
        ("0,6 | 0,9 | 0,9 | 0,7", "- | 0,9 | 0,9 | -"),
    ],
)
def test_a_steady_population_or_another_share_is_silent(old: str, new: str) -> None:
    assert population(POPULATION.replace(old, new)) == []


def test_a_small_group_may_come_and_go() -> None:
    counts = POPULATION.replace("510 | 557 | 599 | 600", "5 | 6 | 6 | 6")
    assert population(counts) == []


def test_a_slow_growth_is_silent() -> None:
    text = """
     | 2019 | 2020 | 2021 | 2022
    Antal elever med stöd | 100 | 107 | 114 | 122
    Andel elever med stöd av totala antalet elever (%) | 10,0 | 10,0 | 10,0 | 10,0
    """
    assert population(text) == []


@pytest.mark.parametrize(
    ("label", "band"),
    [
        ("0-5", (0, 5)),
        ("7–15 år", (7, 15)),
        ("6", (6, 6)),
        ("60>", (60, None)),
        (">12", (13, None)),
        ("65 år och äldre", (65, None)),
        ("80+", (80, None)),
        ("under 18 år", (0, 17)),
        ("2023 års beslut", None),
        ("Norge", None),
    ],
)
def test_spans_of_years_in_labels(label: str, band: object) -> None:
    assert band_of(label) == band


def test_what_is_all_the_parts_by_its_nature() -> None:
    assert is_partition([">12", "10-12", "7-9", "4-6", "1-3", "saknas"])
    assert is_partition(["0-19", "20-64", ">65"])
    assert not is_partition(["0-19", "20-64"])
    assert not is_partition(["0-19", "30-64", "65+"])
    assert not is_partition(["Norge", "Norge", "Danmark", "Övriga"])


@pytest.mark.parametrize(
    ("code", "check", "text"),
    [
        ("total", check_share_total, COUNTRIES),
        ("share", check_share_population, POPULATION.replace("599", "699")),
    ],
)
def test_breaking_the_identity_breaks_the_rule(
    code: str, check: Check, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = changed(bare(text), "18", "21") if code == "total" else bare(text)
    sound = [one.message for one in found(check, document)]
    whole = IDENTITIES[code]
    broken = replace(whole, weights=lambda n: tuple(2 * one for one in whole.weights(n)))
    monkeypatch.setitem(IDENTITIES, code, broken)
    assert [one.message for one in found(check, document)] != sound
