"""What a forecast stands out against: each rule fires, stays silent, and has an edge."""

from __future__ import annotations

from dataclasses import replace

import pytest

from uppsikt.figures import MISSING, Period
from uppsikt.planning.suggestion_rules import Miss, Suggestion, Way
from uppsikt.rounds.outliers import Said, outliers

TKR = 100_000
CALM = Said(
    month=Period.month(2022, 10),
    net=-57_500 * TKR,
    comment="Färre hushåll.",
    earlier=-57_400 * TKR,
    earlier_comment="Fler hushåll.",
    booked=-49_000 * TKR,
    budget=-57_500 * TKR,
    of_month=-4_800 * TKR,
    month_budget=-4_792 * TKR,
)


def told(said: Said) -> list[str]:
    return [one.text.replace("\xa0", " ") for one in outliers(said)]


def way(value: int, miss: int | None, low: int | None = None, high: int | None = None) -> Said:
    kept = None if miss is None else Miss(miss * TKR, (2020, 2021))
    least, most = (None if one is None else one * TKR for one in (low, high))
    return replace(CALM, suggestions=[Suggestion(Way.REST, value * TKR, kept, least, most)])


def test_a_calm_forecast_stands_out_against_nothing() -> None:
    assert told(CALM) == []


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        (
            {"booked": -57_501 * TKR},
            "Prognosen räknar med mindre än vad som redan är bokfört.",
        ),
        ({"booked": -57_500 * TKR}, ""),
        ({"booked": 100 * TKR}, ""),
        ({"booked": MISSING}, ""),
        (
            {"budget": -54_700 * TKR},
            "Prognosen är 2 800 tkr sämre än budgeten, −54 700 tkr.",
        ),
        ({"budget": -54_762 * TKR}, ""),  # five per cent of it is a little more
        ({"net": -10_500 * TKR, "budget": -10_000 * TKR, "booked": 0}, ""),  # and just 500 tkr
        ({"budget": MISSING}, ""),
        (
            {"earlier": -57_500 * TKR, "of_month": -5_400 * TKR},
            "Prognosen är oförändrad, men oktober blev 608 tkr sämre än månadens budget.",
        ),
        ({"earlier": -57_500 * TKR, "of_month": -4_992 * TKR}, ""),
        ({"of_month": -5_400 * TKR}, ""),
        ({"earlier": -57_500 * TKR, "of_month": MISSING}, ""),
        (
            {"earlier_comment": " färre  hushåll. "},
            "Kommentaren är densamma som förra gången, men prognosen är 100 tkr sämre.",
        ),
        ({"earlier_comment": "Färre hushåll.", "earlier": -57_500 * TKR}, ""),
        ({"comment": " ", "earlier_comment": ""}, ""),
    ],
)
def test_what_a_forecast_stands_out_against(changed: dict[str, object], text: str) -> None:
    assert told(replace(CALM, **changed)) == ([text] if text else [])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (
            way(-55_400, 1_000),
            (
                "Prognosen är 2 100 tkr sämre än ”Resten som i fjol”, −55 400 tkr, som i snitt har "
                "slagit fel med 1 000 tkr."
            ),
        ),
        (way(-55_500, 1_000), ""),
        (way(-40_000, None), ""),
        (
            way(-60_000, 9_000, -61_000, -58_000),
            (
                "Prognosen är 2 500 tkr bättre än ”Resten som i fjol”, som väntar mellan "
                "−61 000 tkr och −58 000 tkr."
            ),
        ),
        (way(-60_000, 1, -61_000, -57_500), ""),
    ],
)
def test_a_way_is_stood_out_against_by_twice_its_miss_or_beyond_its_interval(
    said: Said, text: str
) -> None:
    assert told(said) == ([text] if text else [])
