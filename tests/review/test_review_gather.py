"""From documents to material: whose report, which period, and what is drawn from all of it."""

import pytest
from told_reports import report, reviewed

from uppsikt.reading import read_text
from uppsikt.review.about import about, title_period
from uppsikt.review.gather import gather


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Budgetuppföljning efter oktober 2022", "2022-01--2022-10"),
        ("Delårsrapport T2 2025", "2025-01--2025-08"),
        ("Tertialrapport 2 2024, utbildningsnämnden", "2024-01--2024-08"),
        ("Kvartalsuppföljning 3, 2023", "2023-01--2023-09"),
        ("Delårsrapport per 31 augusti 2025", "2025-01--2025-08"),
        ("Ekonomisk månadsrapport juli 2025, Granby kommun", "2025-01--2025-07"),
        ("Arbetslivsnämnden, Budgetuppföljning Okt 2022 6(15)", "2022-01--2022-10"),
        ("Verksamhetsberättelse 2023", "2023"),
        ("# Årsuppföljning 2022", "2022"),
        ("Planering budget 2024", "2024"),
        ("Delårsrapport 2025", "None"),
        ("Budgetuppföljning", "None"),
        ("18. Planering budget 2024", "None"),
        ("Nämnden godkänner budgetuppföljningen efter oktober 2022.", "None"),
        ("Delårsrapport april 2024 och delårsrapport augusti 2024", "None"),
    ],
)
def test_a_title_tells_the_period(title: str, expected: str) -> None:
    assert str(title_period(title)) == expected


def test_the_committee_is_the_one_named_most() -> None:
    assert reviewed("Nämnden följer läget.").committee == "barn och skolnämnden"


def test_a_bundle_has_a_period_for_each_part() -> None:
    text = "Budgetuppföljning juli 2023\n\nText.\n\nPlanering budget 2024\n\nText.\n"
    parts = about(read_text(text, "handlingar.txt")).parts
    assert [str(one.period) for one in parts] == ["2023-01--2023-07", "2024"]


def test_without_a_title_the_heads_of_actuals_tell() -> None:
    assert str(reviewed("Text.", title="Om nämnden").period) == "2024-01--2024-08"


def test_earlier_documents_count_on_after_those_under_review() -> None:
    now, before = (read_text(report("Text."), name) for name in ("nu.txt", "förr.txt"))
    material = gather([now], [before])
    assert [one.index for one in material.reviewed] == [0]
    assert [one.index for one in material.earlier] == [1]
    assert {one.place.file for one in material.earlier[0].statements} == {1}


def test_tables_and_sentences_state_under_the_same_names() -> None:
    material = gather(
        [read_text(report("Nettokostnaden för förskola beräknas till 66 000 tkr."), "r.txt")]
    )
    told = material.reviewed[0].prose[0]
    assert len(material.by_name[told.name]) == 2
