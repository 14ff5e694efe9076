"""What a report says of how it came to be, by its round's steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import count

from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.review_desk.result import Finding, Found, Group, Place
from uppsikt.rounds.gate_rules import detail_of, key_of
from uppsikt.rounds.history_rules import history
from uppsikt.rounds.rules import Step, StepKind

NOW = datetime(2022, 11, 14, 9, 0, tzinfo=STOCKHOLM)
NAMES = {"a": "Integration", "b": "Ekonomiskt bistånd"}
GROUP = Group(
    "Motsägelse 1", False, (Finding("Ett är två", "Summor", (Place("sid 1", "1 2"),)),), ""
)
NOTE = Group("Anmärkning 1", True, (Finding("Stort hopp", "Hopp", ()),), "")
FOUND = Found("1 motsägelse, 1 anmärkning", 1, (GROUP, NOTE), is_cut=False)
numbers = count(1)


def step(kind: StepKind, activity: str = "", text: str = "", **detail: object) -> Step:
    return Step(next(numbers), kind, activity, text, NOW, "någon", "controller", detail)


def told(*steps: Step, content: str = "c1") -> list[str]:
    return list(history(steps, lambda: NAMES, lambda: content))


REVIEWED = replace(step(StepKind.REVIEWED), detail=detail_of(FOUND, "c1"))
ACCEPTED = step(StepKind.ACCEPTED, text="Avrundat", key=key_of(GROUP), message="Ett är två")


def test_a_round_where_nothing_is_unusual_tells_nothing() -> None:
    assert told(step(StepKind.REPORTED, "a", net=-1), step(StepKind.COMPILED)) == []


def test_what_was_found_and_why_it_is_right() -> None:
    assert told(REVIEWED) == [
        "Granskningen: 1 motsägelse, 1 anmärkning.",
        "Motsägelse 1: Ett är två.",
    ]
    assert told(REVIEWED, ACCEPTED)[1] == (
        "Motsägelse 1: Ett är två. Varför det ändå stämmer (controller): Avrundat."
    )
    taken = step(StepKind.ACCEPTED, key=key_of(GROUP))
    assert told(REVIEWED, ACCEPTED, taken)[1] == "Motsägelse 1: Ett är två."
    assert told(REVIEWED, content="c2") == ["Rapporten har ändrats sedan den granskades."]


def test_who_gave_no_forecast_and_whose_was_adjusted() -> None:
    own = step(StepKind.REPORTED, "a", net=-61_000_000_00)
    adjusted = step(StepKind.ADJUSTED, "a", "Enligt beslut", net=-60_000_000_00)
    excused = step(StepKind.EXCUSED, "b", "Vakant tjänst.")
    assert [one.replace("\xa0", " ") for one in told(excused, own, adjusted)] == [
        (
            "Integration: prognosen är justerad från −61 000 tkr till −60 000 tkr. "
            "Skäl (controller): Enligt beslut."
        ),
        "Ekonomiskt bistånd har inte lämnat någon ny prognos. Skäl (controller): Vakant tjänst.",
    ]
    again = step(StepKind.REPORTED, "a", net=-59_000_000_00)
    assert told(own, adjusted, again) == []


def test_a_new_version_says_of_which_it_is_a_change_and_why() -> None:
    first = [REVIEWED, step(StepKind.FIXED, version=1), step(StepKind.PUBLIC)]
    before = told(*first)
    assert before == told(REVIEWED)
    reopened = step(StepKind.REOPENED, text="ALN 2022-11-22 § 88")
    assert told(*first, reopened) == [
        "Version 2 är en ändring av version 1. Skäl (controller): ALN 2022-11-22 § 88.",
        *before,
    ]
