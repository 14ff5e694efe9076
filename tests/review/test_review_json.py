"""The review as JSON: the shape in full, as the docs describe it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from made_reviews import broken_number, date, forecast, mark, report, reviewed

from uppsikt.review.model import Review
from uppsikt.review.shown.to_json import VERSION, render_json

PAGE = Path(__file__).parents[2] / "docs/granskning.md"


def loaded(review: Review) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(render_json(review))
    return whole


def test_the_shape_in_full() -> None:
    whole = loaded(reviewed(report()))
    findings = whole["findings"]

    assert list(whole) == ["version", "verdict", "findings"]
    assert whole["version"] == VERSION == 1
    assert whole["verdict"] == {
        "text": "2 motsägelser, 1 anmärkning; 1 tabell och 7 tal lästa, "
        "1 tabell och 1 rad kunde inte läsas",
        "contradictions": 2,
        "notes": 1,
        "tables": 1,
        "numbers": 7,
        "tables_unread": 1,
        "rows_unread": 1,
        "files": ["kultur.pdf"],
        "earlier": [],
        "status": 1,
    }
    assert findings[0].pop("name")
    assert findings[0] == {
        "code": "same-figure",
        "group": 1,
        "severity": "contradiction",
        "message": "Prognosen för bibliotek är 60 500 på ett ställe och 60 000 på två.",
        "places": [
            {
                "file": "kultur.pdf",
                "page": 1,
                "line": 3,
                "text": "Nettokostnaden för biblioteken beräknas till 60 500 tkr under 2031.",
            },
            {"file": "kultur.pdf", "page": 1, "line": 5, "text": "Bibliotek −49 479 −60 000"},
            {
                "file": "kultur.pdf",
                "page": 2,
                "line": 3,
                "text": "530 tkr för museerna, och <b>60 000</b> tkr för biblioteken.",
            },
        ],
        "values": [
            {"label": "texten", "value": "60 500 tkr"},
            {"label": "budget", "value": "57 500 tkr"},
        ],
        "expected": "60 000 tkr",
        "tolerance": "0,5 tkr",
        "diagnosis": "60\u00a0500 → 60\u00a0000 (sid 1, rad 3) gör att det stämmer.",
    }
    assert [(one["code"], one["group"], one["severity"]) for one in findings] == [
        ("same-figure", 1, "contradiction"),
        ("impossible-date", 2, "contradiction"),
        ("period-budget-above-year", 3, "note"),
    ]
    assert (findings[1]["expected"], findings[1]["tolerance"], findings[1]["diagnosis"]) == (
        "", "", ""
    )  # fmt: skip


def test_a_figure_broken_over_two_lines_has_a_place_on_each() -> None:
    document = report()
    (finding,) = loaded(reviewed(document, findings=(broken_number(document),)))["findings"]

    assert [(place["page"], place["line"]) for place in finding["places"]] == [
        (2, 2), (2, 3), (2, 1)
    ]  # fmt: skip


def test_a_text_file_has_no_pages_and_lines_that_count_through() -> None:
    document = report("txt", "kultur.txt")
    found = loaded(reviewed(document, findings=(forecast(document),)))["findings"][0]

    assert [(place["page"], place["line"]) for place in found["places"]] == [
        (None, 3), (None, 5), (None, 12)
    ]  # fmt: skip


def test_earlier_reports_are_told_apart_from_those_under_review() -> None:
    first, second = report(), report(name="fritid.pdf")
    found = replace(date(first), marks=(mark(first, 8, "31 april"), mark(second, 8, "31 april", 1)))
    whole = loaded(reviewed(first, second, findings=(found,), earlier=1))

    assert (whole["verdict"]["files"], whole["verdict"]["earlier"]) == (
        ["kultur.pdf"], ["fritid.pdf"]
    )  # fmt: skip
    assert [place["file"] for place in whole["findings"][0]["places"]] == [
        "kultur.pdf", "fritid.pdf"
    ]  # fmt: skip


def test_it_is_the_same_bytes_each_time_and_keeps_swedish_letters() -> None:
    assert render_json(reviewed(report())) == render_json(reviewed(report()))
    assert "motsägelser" in render_json(reviewed(report()))


def test_every_key_is_described() -> None:
    page = PAGE.read_text(encoding="utf-8")
    whole = loaded(reviewed(report()))
    finding = whole["findings"][0]
    keys = {*whole, *whole["verdict"], *finding, *finding["places"][0], *finding["values"][0]}

    assert {key for key in keys if not re.search(rf"`[\w.\[\]]*\b{key}`", page)} == set()
