"""The verdict: one line, in the right number, with what could not be read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_reviews import broken_number, date, forecast, report, reviewed

from uppsikt.review.model import Counts
from uppsikt.review.verdict import contradictions, groups, notes, status, verdict


def test_the_verdict_tells_what_was_found_and_what_was_read() -> None:
    assert verdict(reviewed(report())) == (
        "2 motsägelser, 1 anmärkning; 1 tabell och 7 tal lästa, 1 tabell och 1 rad kunde inte läsas"
    )


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Counts(14, 412, 0, 0), "14 tabeller och 412 tal lästa"),
        (Counts(2, 1412, 0, 0), "2 tabeller och 1\N{NO-BREAK SPACE}412 tal lästa"),
        (Counts(2, 9, 1, 0), "2 tabeller och 9 tal lästa, 1 tabell kunde inte läsas"),
        (Counts(0, 1, 2, 0), "0 tabeller och 1 tal lästa, 2 tabeller kunde inte läsas"),
        (Counts(1, 9, 0, 3), "1 tabell och 9 tal lästa, 3 rader kunde inte läsas"),
        (Counts(1, 9, 2, 1), "1 tabell och 9 tal lästa, 2 tabeller och 1 rad kunde inte läsas"),
    ],
)  # fmt: skip
def test_what_was_read_is_told_in_the_right_number(counts: Counts, expected: str) -> None:
    assert verdict(reviewed(report(), findings=(), counts=counts)) == (
        f"Inga motsägelser; {expected}"
    )


def test_notes_alone_are_no_contradictions() -> None:
    document = report()
    review = reviewed(document, findings=(broken_number(document),), counts=Counts(1, 2, 0, 0))

    assert verdict(review) == "Inga motsägelser, 1 anmärkning; 1 tabell och 2 tal lästa"
    assert status(review) == 0


def test_several_files_are_told_but_not_those_held_against() -> None:
    both = reviewed(report(), report(name="fritid.pdf"), findings=())
    against = reviewed(report(), report(name="fritid.pdf"), findings=(), earlier=1)

    assert "7 tal lästa i 2 filer" in verdict(both)
    assert "filer" not in verdict(against)


def test_findings_with_one_root_count_as_one_contradiction() -> None:
    document = report()
    one = forecast(document)
    other = replace(one, code="told-difference", marks=one.marks[:1], message="En annan.")
    review = reviewed(document, findings=(one, other, date(document)))

    assert [len(group.findings) for group in groups(review)] == [2, 1]
    assert (contradictions(review), notes(review), status(review)) == (2, 0, 1)
    assert verdict(review).startswith("2 motsägelser; ")


def test_groups_are_named_and_numbered_apart_from_notes() -> None:
    names = [group.name for group in groups(reviewed(report()))]

    assert names == ["Motsägelse 1", "Motsägelse 2", "Anmärkning 1"]
