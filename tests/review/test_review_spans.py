"""Lengths of time against their ends, trends told twice, and heads of two periods."""

import pytest
from hand_prose import prose, told, words
from hand_tables import document_of

from uppsikt.figures import Period
from uppsikt.review.model import Finding
from uppsikt.review.rules.spans import check_heads, check_spans


def spans(*lines: str) -> list[Finding]:
    return list(check_spans(told(prose(*lines))))


@pytest.mark.parametrize(
    ("line", "marked", "expected"),
    [
        (
            "En minskning under de senaste fyra månader, från 720 i mars till 636 i oktober.",
            ["fyra månader", "från 720 i mars till 636 i oktober"],
            "7 eller 8 månader",
        ),
        (
            "De senaste 3 månaderna från november 2022 till april 2023 ökade det.",
            ["3 månaderna", "från november 2022 till april 2023"],
            "5 eller 6 månader",
        ),
        ("De första fyra månaderna (januari–mars).", ["fyra månaderna", "januari–mars"],
         "2 eller 3 månader"),
        ("Under fem år, 2020–2023, ökade det.", ["fem år", "2020–2023"], "3 eller 4 år"),
        ("Treårsperioden 2021–2026.", ["Treårsperioden", "2021–2026"], "5 eller 6 år"),
    ],
)  # fmt: skip
def test_a_length_that_its_ends_do_not_give_is_found(
    line: str, marked: list[str], expected: str
) -> None:
    (one,) = spans(line)
    assert words(one.marks) == marked
    assert (one.severity, one.expected) == ("contradiction", expected)


@pytest.mark.parametrize(
    "line",
    [
        "En minskning de senaste sju månaderna, från 720 i mars till 636 i oktober.",
        "En minskning de senaste åtta månaderna, från 720 i mars till 636 i oktober.",
        "Under tre år, 2020–2023, och fyra år, 2020–2023, ökade det.",
        "Bistånd i mer än tio månader (januari–mars) är ovanligt.",
        "Uppsägningstiden är sex månader, och från januari till mars gäller annat.",
        "De senaste fyra månaderna från november till mars ökade det.",
        "Planen gäller i fyra år 2023–2026.",
        "Antalet har minskat de senaste fyra månaderna och var 720 i mars.",
        "Barn under 18 år, 2020–2023, och barn 0–5 år 2020–2023.",
        "Sjukskrivna sex månader (januari–mars).",
        "Vartannat år 2020–2023 och inom två år 2020–2026.",
        "Under de tre senaste åren, 2020-01 till 2022-12.",
    ],
)
def test_a_length_that_fits_or_is_loose_is_silent(line: str) -> None:
    assert spans(line) == []


def test_a_trend_told_over_two_lengths_is_a_note() -> None:
    (one,) = spans(
        "En tydlig minskning av antal hushåll under de senaste fyra månaderna.",
        "Kostnaden är hög trots att antal hushåll minskat de senaste tre månaderna.",
    )
    assert one.severity == "note"
    assert words(one.marks) == ["de senaste fyra månaderna", "de senaste tre månaderna"]


@pytest.mark.parametrize(
    "line",
    [
        "Antalet hushåll har ökat de senaste tre månaderna.",
        "Antalet barn har minskat de senaste tre månaderna.",
        "Antalet hushåll har minskat de senaste tre åren.",
        "Antalet hushåll har minskat de senaste fyra månaderna.",
        "Antalet hushåll har minskat och antalet barn ökat de senaste tre månaderna.",
    ],
)
def test_trends_of_other_things_are_silent(line: str) -> None:
    assert spans("Antal hushåll har minskat de senaste fyra månaderna.", line) == []


def heads(head: str) -> list[Finding]:
    document = document_of(f"{head}\nPark | -100 | -90 | 10\nGata | -50 | -60 | -10")
    return list(check_heads(told(document, period=Period.to_date(2022, 10))))


def test_heads_of_two_periods_are_a_note() -> None:
    (one,) = heads("Tkr | Budget jan-okt 2022 | Utfall jan-sep 2022 | Avvikelse jan-okt 2022")
    assert one.severity == "note"
    assert one.message.startswith("”Utfall jan-sep 2022” och ”Budget jan-okt 2022”")


@pytest.mark.parametrize(
    "head",
    [
        "Tkr | Budget jan-okt 2022 | Utfall jan-okt 2022 | Avvikelse jan-okt 2022",
        "Tkr | Budget 2022 | Utfall jan-okt 2022 | Avvikelse jan-okt 2022",
        "Tkr | Budget jan-okt 2022 | Utfall jan-sep 2021 | Avvikelse jan-okt 2022",
        "Tkr | Budget jan-okt 2022 | Utfall jan-sep 2022 | Utfall jan-okt 2022",
        "Tkr | Budget jan-okt | Utfall | Avvikelse",
    ],
)
def test_heads_that_belong_together_are_silent(head: str) -> None:
    assert heads(head) == []


@pytest.mark.parametrize(
    "head",
    [
        "Tkr | Budget jan-aug 2022 | Utfall jan-sep 2022 | Avvikelse",
        "Tkr | Budget 2022-08 | Utfall 2022-09 | Budgetavvikelse",
    ],
)
def test_heads_of_two_periods_beside_a_bare_variance(head: str) -> None:
    (note,) = heads(head)
    assert note.severity == "note"
    document = document_of(
        f"{head}\nPark | -100 | -90 | 10\nGata | -50 | -60 | -10\nSkog | -70 | -64 | 6"
    )
    (wrong,) = check_heads(told(document, period=Period.to_date(2022, 10)))
    assert wrong.severity == "contradiction"
    assert wrong.message.endswith("olika perioder, och avvikelsen är skillnaden mellan dem.")


@pytest.mark.parametrize(
    "head",
    [
        "Tkr | Budget jan-aug | Utfall jan-sep 2022 | Avvikelse",
        "Tkr | Budget jan-aug 2022 | Utfall jan-sep 2022 | Avvikelse %",
        "Tkr | Budget 2022 | Utfall jan-sep 2022 | Avvikelse",
        "Tkr | Budget jan-dec 2022 | Utfall jan-sep 2022 | Avvikelse",
        "Tkr | Budget jan-sep 2022 | Utfall sep 2022 | Avvikelse",
        "Tkr | Budget jan-sep 2022 | Utfall jan-aug 2021 | Avvikelse",
    ],
)
def test_heads_that_may_belong_together_are_no_contradiction(head: str) -> None:
    document = document_of(
        f"{head}\nPark | -100 | -90 | 10\nGata | -50 | -60 | -10\nSkog | -70 | -64 | 6"
    )
    assert list(check_heads(told(document, period=Period.to_date(2022, 10)))) == []
