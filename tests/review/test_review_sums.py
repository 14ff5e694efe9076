"""Sums down columns and across rows."""

from dataclasses import replace

import pytest
from hand_tables import changed, document_of, material_of, plain

from uppsikt.figures import IDENTITIES, Period, Unit
from uppsikt.reading import Document
from uppsikt.review.model import Finding
from uppsikt.review.rules.sums import check_cross_total, check_total

ACTIVITIES = """
Tkr | Utfall 2024-05 | Budget 2024 | Prognos 2024 | Avvikelse
Nämnd och stab | -1 105 | -3 010 | -2 910 | 100
Bibliotek | -20 418 | -48 200 | -49 700 | -1 500
Musikskola | -7 032 | -17 154 | -17 154 | 0
Fritidsgårdar | -9 871 | -23 003 | -22 806 | 197
Buffert | 0 | -920 | 0 | 920
Summa | -38 426 | -92 287 | -92 570 | -283
"""
MAY = Period.to_date(2024, 5)


def totals(document: Document) -> list[Finding]:
    return plain(check_total(material_of(document, MAY)))


def test_a_table_that_adds_up_is_silent() -> None:
    assert totals(document_of(ACTIVITIES)) == []


def test_a_sum_that_its_rows_do_not_give_is_found() -> None:
    (found,) = totals(changed(document_of(ACTIVITIES), "-92 287", "-92 827"))
    assert found.code == "total"
    assert found.severity == "contradiction"
    assert found.message == "”Summa” i Budget 2024 är -92 827 tkr men raderna ger -92 287 tkr."
    assert len(found.marks) == 6
    assert found.marks[0].text == "Summa, Budget 2024: -92 827"
    assert found.cures[0].instead == "-92 287"
    assert found.tolerance == "3 tkr"


def test_a_row_that_is_wrong_is_among_the_cures() -> None:
    (found,) = totals(changed(document_of(ACTIVITIES), "-20 418", "-20 814"))
    instead = {cure.printed: cure.instead for cure in found.cures}
    assert instead["-20 814"] == "-20 418"


@pytest.mark.parametrize(("cell", "findings"), [("-92 284", 0), ("-92 290", 0), ("-92 291", 1)])
def test_what_rounding_can_give_is_silent(cell: str, findings: int) -> None:
    assert len(totals(changed(document_of(ACTIVITIES), "-92 287", cell))) == findings


def test_a_sum_without_the_contingency_is_silent() -> None:
    text = ACTIVITIES.replace("-92 287", "-91 367").replace("-283", "-1 203")
    assert totals(document_of(text)) == []


def test_sums_of_sums_are_silent_and_their_slips_found() -> None:
    text = """
    Tkr | Budget 2024 | Utfall 2024
    Hyror | 1 200 | 1 150
    Avgifter | 300 | 310
    Summa intäkter | 1 500 | 1 460
    Personal | -8 000 | -8 140
    Lokaler | -2 000 | -1 990
    Summa kostnader | -10 000 | -10 130
    Summa | -8 500 | -8 670
    """
    assert totals(document_of(text)) == []
    (found,) = totals(changed(document_of(text), "-8 670", "-8 760"))
    assert [mark.text for mark in found.marks] == [
        "Summa, Utfall 2024: -8 760",
        "Summa intäkter, Utfall 2024: 1 460",
        "Summa kostnader, Utfall 2024: -10 130",
    ]


def test_totals_that_come_first_are_understood() -> None:
    text = """
    Tkr | Budget 2024 | Utfall 2024
    Totalt | -300 | -330
    Park | -100 | -120
    Gata | -150 | -160
    Vatten | -50 | -50
    """
    assert totals(document_of(text)) == []
    assert len(totals(changed(document_of(text), "-330", "-303"))) == 1


def test_sides_of_a_sum_section_are_summed_by_side() -> None:
    text = """
    Tkr | Budget 2024 | Utfall 2024
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
    assert totals(document_of(text)) == []
    (found,) = totals(changed(document_of(text), "-3 570", "-3 750"))
    assert found.expected == "-3 570 tkr"


def test_parts_of_rows_are_no_addends() -> None:
    text = """
    Tkr | Budget 2024 | Utfall 2024
    Förskola | -5 000 | -5 100
    varav löner | -4 000 | -4 050
    Grundskola | -9 000 | -9 200
    Summa | -14 000 | -14 300
    """
    assert totals(document_of(text)) == []


def test_shares_means_and_prices_do_not_add_up() -> None:
    text = """
    Verksamhet | Platser | Kostnad 2024 tkr | Kostnad per plats | Andel %
    Norr | 10 | 5 000 | 500 | 20
    Söder | 30 | 12 000 | 400 | 60
    Väster | 10 | 6 000 | 600 | 20
    Totalt | 50 | 23 000 | 460 | 90
    """
    assert totals(document_of(text, unit=None)) == []


def test_most_columns_failing_is_another_kind_of_table() -> None:
    text = """
    Tkr | 2022 | 2023 | 2024
    De tre största: Norr | -100 | -120 | -110
    Söder | -150 | -160 | -170
    Väster | -50 | -50 | -60
    Totalt | -300 | -700 | -800
    """
    assert totals(document_of(text)) == []


def test_one_column_needs_a_slip_of_the_pen() -> None:
    text = """
    Verksamhet | Prognosavvikelse
    Norr | -1 120
    Söder | 2 310
    Väster | -4 415
    Totalt | -3 225
    """
    assert totals(document_of(text)) == []
    assert len(totals(changed(document_of(text), "-3 225", "-3 252"))) == 1
    assert totals(changed(document_of(text), "-3 225", "-9 900")) == []


def test_counts_of_one_column_may_count_a_person_twice() -> None:
    text = """
    Insats | Antal
    Boendestöd | 120
    Kontaktperson | 85
    Avlösare | 40
    Totalt | 235
    """
    assert totals(document_of(text, unit=None)) == []


def test_empty_cells_are_left_out_and_unread_rows_silence() -> None:
    text = ACTIVITIES.replace("Musikskola | -7 032", "Musikskola | ").replace("-38 426", "-31 394")
    assert totals(document_of(text)) == []


def test_a_broken_identity_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    total = IDENTITIES["total"]
    broken = replace(total, weights=lambda count: (*(1,) * (count - 1), 0))
    monkeypatch.setitem(IDENTITIES, "total", broken)
    wrong = changed(document_of(ACTIVITIES), "-92 287", "-92 827")
    assert [one.expected for one in totals(wrong)] != ["-92 287 tkr"]


ACROSS = """
Ålder | Kvinnor | Män | Totalt
0-19 | 12 | 14 | 26
20-39 | 31 | 28 | 59
40-64 | 22 | 25 | 47
65- | 8 | 9 | 17
"""


def across(document: Document) -> list[Finding]:
    return plain(check_cross_total(material_of(document)))


def test_a_total_column_that_its_columns_do_not_give_is_found() -> None:
    document = document_of(ACROSS, unit=Unit.COUNT)
    assert across(document) == []
    (found,) = across(changed(document, "59", "95"))
    assert found.message == "Totalt för ”20-39” är 95 st men kolumnerna bredvid ger 59 st."
    assert [mark.text.split(": ")[1] for mark in found.marks] == ["95", "31", "28"]


def test_a_total_column_of_something_else_is_silent() -> None:
    text = ACROSS.replace("26", "40").replace("59", "80").replace("47", "90").replace("17", "99")
    assert across(document_of(text, unit=Unit.COUNT)) == []


def test_two_rows_are_too_few_to_show_what_a_total_column_sums() -> None:
    lines = ACROSS.strip().splitlines()
    assert across(document_of("\n".join([*lines[:3], "x | 1 | 1 | 9"]), unit=Unit.COUNT)) == []


def test_total_columns_under_heads_of_years_sum_their_own() -> None:
    text = """
    Ålder | 2023 / Kv. | 2023 / Män | 2023 / Totalt | 2024 / Kv. | 2024 / Män | 2024 / Totalt
    0-19 | 12 | 14 | 26 | 22 | 24 | 46
    20-39 | 31 | 28 | 59 | 41 | 38 | 79
    40-64 | 22 | 25 | 47 | 32 | 35 | 67
    65- | 8 | 9 | 17 | 18 | 19 | 38
    """
    (found,) = across(document_of(text, unit=Unit.COUNT))
    assert found.expected.startswith("37")
