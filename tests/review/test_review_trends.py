"""Which way a measure is said to have gone, against the values of its section."""

import pytest
from told_reports import found

from uppsikt.figures import IDENTITIES, Identity

RULE = "measure-direction"
COUNTS = (
    "Elever\n\nAntal elever med skolskjuts till annan kommun var 2024-08-31, 520 elever jämfört "
    "med 2023-08-31, 470 elever och 2022-08-31, 410 elever.\n\n"
)
SHARES = (
    "Elever\n\nAndel elever som inte deltar i undervisning på fritidshem var 2024-08-31, 82 % "
    "jämfört med 2023-08-31, 81 % och 2022-08-31, 81 %.\n\n"
)
MEASURE = "Antalet elever med skolskjuts till annan kommun har"
SHARE = "har andelen elever som deltar i undervisning på fritidshem"


def severities(text: str) -> list[str]:
    return [one.severity for one in found(text, RULE)]


@pytest.mark.parametrize(
    "told",
    [
        "successivt minskat sedan 2020.",
        "minskat successivt sedan år 2022.",
        "stadigt sjunkit sedan 2019.",
        "minskat jämfört med år 2023.",
        "minskat något jämfört med 2022 och 2023.",
    ],
)
def test_a_measure_that_goes_the_other_way(told: str) -> None:
    assert severities(f"{COUNTS}{MEASURE} {told}") == ["contradiction"]


@pytest.mark.parametrize(
    "told",
    [
        f"{MEASURE} successivt ökat sedan 2020.",
        f"{MEASURE} successivt minskat sedan 2023.",
        f"{MEASURE} successivt minskat.",
        f"{MEASURE} successivt minskat sedan 2016 fram till 2021.",
        f"{MEASURE} successivt minskat sedan 2016. Under senare år har det dock ökat.",
        f"{MEASURE} inte minskat jämfört med 2023.",
        f"{MEASURE} minskat jämfört med 2019.",
        f"{MEASURE} minskat jämfört med budget 2023.",
        f"{MEASURE} legat stabilt jämfört med 2023.",
        f"{MEASURE} minskat.",
        "Antalet elever med skolskjuts har successivt minskat sedan 2020.",
        "Antalet flickor med skolskjuts till annan kommun har successivt minskat sedan 2020.",
        f"Grundskolan\n\n{MEASURE} successivt minskat sedan 2020.",
    ],
)
def test_what_is_right_of_another_span_or_measure_is_silent(told: str) -> None:
    assert severities(f"{COUNTS}{told}") == []


def test_a_series_that_turns_is_silent_and_so_is_one_that_hardly_moves() -> None:
    turning = COUNTS.replace("470", "400")
    flat = COUNTS.replace("520", "421").replace("470", "415")
    for counts in (turning, flat):
        assert severities(f"{counts}{MEASURE} successivt minskat sedan 2020.") == []


def test_a_series_of_different_months_is_silent() -> None:
    other = COUNTS.replace("2022-08-31", "2022-03-31")
    assert severities(f"{other}{MEASURE} successivt minskat sedan 2020.") == []


def test_a_word_that_the_measure_has_anyway_makes_no_other_measure() -> None:
    told = (
        "Antalet skolskjutselever med skolskjuts till annan kommun har stadigt minskat sedan 2020."
    )
    assert severities(f"{COUNTS}{told}") == ["contradiction"]


def test_the_rest_of_a_share_goes_the_other_way() -> None:
    (finding,) = found(f"{SHARES}Jämfört med år 2023 och år 2022 {SHARE} ökat något.", RULE)
    assert "19\u00a0% (2022), 19\u00a0% (2023) och 18\u00a0% (2024)" in finding.message


@pytest.mark.parametrize(
    "told",
    [
        f"Jämfört med år 2023 {SHARE} minskat.",
        f"Jämfört med år 2023 {SHARE} legat stabilt.",
        f"Jämfört med år 2021 {SHARE} ökat.",
        "Jämfört med år 2023 har andelen elever som deltar i undervisning på kvällen ökat.",
        "Jämfört med år 2023 har andelen elever som inte deltar i undervisning på fritidshem ökat.",
        "Jämfört med år 2023 har andelen barn som deltar i undervisning på fritidshem ökat.",
    ],
)
def test_the_rest_of_a_share_is_right_or_of_something_else(told: str) -> None:
    assert severities(f"{SHARES}{told}") == []


def test_the_rest_follows_the_identity_of_a_total(monkeypatch: pytest.MonkeyPatch) -> None:
    told = f"{SHARES}Jämfört med år 2023 {SHARE} ökat."
    assert severities(told) == ["contradiction"]
    old = IDENTITIES["total"]
    broken = Identity(old.code, old.name, old.rule, old.source, lambda count: (-1,) * count)
    monkeypatch.setitem(IDENTITIES, "total", broken)
    assert severities(told) == []
