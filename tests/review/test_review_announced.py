"""A total that a sentence tells and the table beside it divides."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hand_tables import plain

from uppsikt.figures import IDENTITIES
from uppsikt.reading import read_text
from uppsikt.review.material import Material, Reviewed
from uppsikt.review.model import Finding
from uppsikt.review.rules.announced import check_announced_total

REPORT = """Rapport

Under mars 2024 har antalet varit 274 i de olika bostäderna enligt nedanstående tabell.
För år 2023 var antalet i mars 265.

  2024 2023

Gruppbostad 131 128

Servicebostad 96 90

Eget boende 47 47

Så ser det ut.
"""


def found(text: str) -> list[Finding]:
    document = read_text(text, "rapport.txt")
    assert document.tables, "the table is read as one"
    return plain(check_announced_total(Material([Reviewed(0, document, "", None, ())])))


def test_totals_that_are_the_columns_sums_are_silent() -> None:
    assert found(REPORT) == []


def test_a_total_that_is_not_the_sum_of_its_year_is_found() -> None:
    (finding,) = found(REPORT.replace("265", "256"))
    assert finding.message == "Texten säger 256 men tabellens rader ger 265."
    assert [cure.instead for cure in finding.cures] == ["265", "119", "81", "38"]
    assert len(finding.marks) == 4


def test_a_wrong_row_is_found_by_the_total() -> None:
    (finding,) = found(REPORT.replace("96 90", "69 90"))
    assert "274" in finding.message


@pytest.mark.parametrize(
    ("told", "severity"), [("270", "note"), ("279", "note"), ("247", "contradiction")]
)
def test_one_year_alone_may_count_a_person_twice(told: str, severity: str) -> None:
    lines = [line for line in REPORT.replace("274", told).splitlines() if "265" not in line]
    (finding,) = found("\n".join(lines) + "\n")
    assert finding.severity == severity


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("265", "900").replace("274", "700"),  # other things
        lambda text: text.replace("265", "256").replace("var antalet", "var cirka antalet"),
        lambda text: text.replace("265", "256").replace("För år 2023", "Förut"),
        lambda text: text.replace("265", "256").replace("För år 2023", "För år 2022"),
        lambda text: text.replace("265", "256").replace("enligt nedanstående tabell", "i mars"),
        lambda text: text.replace("265", "256").replace("antalet i mars", "kostnaden"),
        lambda text: text.replace("265", "256 tkr"),
        lambda text: text.replace("265", "256").replace("Eget boende", "varav eget boende"),
        lambda text: text.replace("265", "256") + "\nVärdena är slumpmässigt justerade.\n",
    ],
)
def test_other_numbers_and_loose_words_are_silent(edit: Callable[[str], str]) -> None:
    assert found(edit(REPORT)) == []


def test_breaking_the_identity_breaks_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = IDENTITIES["total"]
    broken = replace(whole, weights=lambda n: tuple(2 * one for one in whole.weights(n)))
    wrong = REPORT.replace("265", "256")
    assert found(wrong)
    monkeypatch.setitem(IDENTITIES, "total", broken)
    assert found(wrong) == []
