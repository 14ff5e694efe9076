"""Answers that are kept: the same for those with equal rights, never older than the last change."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from ninja import Schema

from api_keys import key_of
from uppsikt.api import reading
from uppsikt.api.reading import KEEPER
from uppsikt.figures import Period
from uppsikt.followup.cells.commenting import Wish, comment
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import current_store

pytestmark = [pytest.mark.database, pytest.mark.django_db]

OCTOBER = "/api/v1/committees/arbetslivsnamnden/2022-10"
REPORT = f"{OCTOBER}/reports/monthly"
NOW = datetime(2022, 11, 8, 9, 30, tzinfo=STOCKHOLM)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The answers that were written, not kept, in a test."""
    found: list[object] = []
    write = reading._written

    def noted(shape: type[Schema], told: object) -> bytes:
        found.append(shape)
        return write(shape, told)

    monkeypatch.setattr(reading, "_written", noted)
    return found


def test_an_answer_is_made_once_for_those_with_the_same_roles(
    api: Client, written: list[object]
) -> None:
    first = api.get(REPORT).content
    assert api.get(REPORT).content == first
    one, other = key_of("READER", "arbetslivsnamnden"), key_of("READER", "ifon")
    for key in (one, one, other):
        assert api.get(REPORT, headers=key).content == first
    assert len(written) == 3, "one for each set of roles"


def test_what_changes_an_answer_makes_it_anew(api: Client, written: list[object]) -> None:
    before = api.get(REPORT).json()
    wish = Wish(
        Period.month(2022, 10), "monthly", "Ekonomiskt bistånd", "Prognos 2022", "", "Fler ärenden"
    )
    comment(
        actor=COMMAND_LINE, now=NOW, store=current_store(), committee="arbetslivsnamnden", wish=wish
    )
    after = api.get(REPORT).json()
    assert before["identifier"] != after["identifier"]
    assert any("Fler ärenden" in str(row["comments"]) for row in after["tables"][0]["rows"])
    assert len(written) == 2


def test_what_is_recorded_is_made_each_time(api: Client, written: list[object]) -> None:
    key = key_of("CONTROLLER", "arbetslivsnamnden")
    rows = f"{OCTOBER}/rows?activity=integration&per_page=2"
    for _ in range(2):
        assert api.get(rows, headers=key).json()["items"][0]["text"] is not None
    assert len(written) == 2
    assert api.get(rows).json()["items"][0]["text"] is None


def test_an_address_that_nobody_writes_is_not_kept(api: Client, written: list[object]) -> None:
    for _ in range(2):
        assert api.get(f"{REPORT}?x={'y' * reading.LONGEST_KEPT}").status_code == 200
    assert len(written) == 2
    assert len(KEEPER) == 0


def test_queries_that_are_read_differently_are_answered_apart(api: Client) -> None:
    as_bytes, mangled = "project=\xc3\xa5", "project=%C3%83%C2%A5"
    for query, asked in ((as_bytes, "å"), (mangled, "Ã¥"), (as_bytes, "å")):
        selection = api.get(f"{OCTOBER}/rows", QUERY_STRING=query).json()["selection"]
        assert selection[-1]["text"] == asked
