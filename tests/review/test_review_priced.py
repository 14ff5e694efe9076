"""Amounts and sums of other months than their labels name."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hand_tables import changed, document_of, material_of, plain

from uppsikt.figures import IDENTITIES
from uppsikt.reading import EMPTY, Document, Line, Span
from uppsikt.review.model import Finding
from uppsikt.review.rules.priced import check_period_months, months_in

TRANSFER = """
 | Förskola | Grundskola | Gymnasium
Överfört januari-mars | 154 000 | 313 500 | 96 250
januari | 14 | 29 | 8
februari | 14 | 28 | 9
mars | 13 | 29 | 9
april | 15 | 28 | 9
"""
SUMS = """
Tkr | 2023 | 2024
Januari | 4 814 | 4 357
Februari | 5 203 | 4 595
Mars | 5 167 | 5 901
April | 5 203 | 4 991
Summa Jan-Mar | 20 387 | 19 844
"""


def found(document: Document) -> list[Finding]:
    return plain(check_period_months(material_of(document)))


def bare(text: str) -> Document:
    return document_of(text, unit=None)


def test_amounts_at_one_price_for_other_months_than_the_label_says() -> None:
    (finding,) = found(bare(TRANSFER))

    assert finding.severity == "contradiction"
    assert finding.message == (
        "”Överfört januari-mars” gäller inte de månaderna: beloppen är 2 750 kr gånger antalet "
        "januari–april i 3 av 3 kolumner, och för januari–mars finns inget gemensamt pris."
    )
    assert finding.marks[0].text == "Överfört januari-mars"
    assert len(finding.marks) == 7
    assert [(cure.printed, cure.instead) for cure in finding.cures] == [
        ("januari-mars", "januari–april")
    ]


def test_one_column_may_follow_another_rule() -> None:
    (finding,) = found(changed(bare(TRANSFER), "96 250", "91 111"))
    assert "i 2 av 3 kolumner" in finding.message


def test_a_label_that_stands_on_lines_of_its_own_above_the_figures() -> None:
    document = bare(TRANSFER)
    (table,) = document.tables
    rows = (replace(table.rows[0], label=EMPTY), *table.rows[1:])
    lines = (Line(1, 1, " Överfört januari-mars "), *document.lines[1:])
    apart = replace(document, lines=lines, blocks=(replace(table, rows=rows),))

    (finding,) = found(apart)
    assert finding.message.startswith("”Överfört januari-mars” gäller inte")
    assert finding.marks[0].place.spans == (Span(0, 1, 22),)
    other = (Line(1, 1, "Överfört 2024"), *document.lines[1:])
    assert found(replace(apart, lines=other)) == []


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("januari-mars", "januari-april"),
        lambda text: text.replace("januari-mars", "år 2024"),
        lambda text: text.replace("januari-mars", "januari-december"),
        lambda text: text.replace("154 000", "154 001").replace("96 250", "91 111"),
        lambda text: text.replace("154 000", "154").replace("313 500", "314"),
        lambda text: text.replace("februari | 14 | 28 | 9\n", ""),
        lambda text: text.replace("29 | 8", "x | 8").replace("96 250", "91 111"),
        lambda text: text.replace("154 000", "154 tkr").replace("313 500", "314 tkr"),
    ],
)
def test_a_right_label_or_no_exact_common_price_is_silent(edit: Callable[[str], str]) -> None:
    assert found(bare(edit(TRANSFER))) == []


def test_columns_in_one_proportion_every_month_tell_nothing() -> None:
    even = """
     | Yngre | Äldre
    Överfört januari-mars | 40 000 | 80 000
    januari | 5 | 10
    februari | 5 | 10
    mars | 5 | 10
    april | 5 | 10
    """
    assert found(bare(even)) == []


def test_a_sum_of_more_months_than_it_names() -> None:
    first, second = found(document_of(SUMS))
    assert first.message == (
        "”Summa Jan-Mar, 2023” är 20 387 tkr, vilket är summan av januari–april och inte av "
        "januari–mars."
    )
    assert second.cures[0].instead == "januari–april"


@pytest.mark.parametrize(
    "text",
    [
        SUMS.replace("Jan-Mar", "Jan-Apr"),
        SUMS.replace("Jan-Mar", "hittills"),
        SUMS.replace("20 387 | 19 844", "15 184 | 14 853"),
        SUMS.replace("20 387 | 19 844", "21 000 | 22 000"),
    ],
)
def test_sums_of_the_months_they_name_or_of_none_are_silent(text: str) -> None:
    assert found(document_of(text)) == []


def test_counts_need_two_columns_and_a_report_that_prints_them_exactly() -> None:
    counts = bare(SUMS.replace("Tkr", "Antal"))
    assert len(found(counts)) == 2
    assert found(changed(counts, "20 387", "15 184")) == []
    told = Line(1, 99, "Av sekretesskäl är värdena slumpmässigt justerade.")
    assert found(replace(counts, lines=(*counts.lines, told))) == []


@pytest.mark.parametrize("code", ["priced", "to_date"])
def test_breaking_the_identity_breaks_the_rule(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = IDENTITIES[code]
    broken = replace(whole, weights=lambda n: tuple(2 * one for one in whole.weights(n)))
    monkeypatch.setitem(IDENTITIES, code, broken)
    messages = [one.message for one in found(bare(TRANSFER))]
    assert not any("2 750 kr gånger" in message for message in messages)


@pytest.mark.parametrize(
    ("label", "months"),
    [
        ("Överfört januari- september", (1, 9)),
        ("Utbetalt jan–aug (kr)", (1, 8)),
        ("Ersättning t.o.m. maj", (1, 5)),
        ("Ersättning januari till och med maj", (1, 5)),
        ("Överfört år 2025", None),
        ("Maj", None),
        ("Oktober-september", None),
    ],
)
def test_months_named_among_other_words(label: str, months: object) -> None:
    assert months_in(label) == months
