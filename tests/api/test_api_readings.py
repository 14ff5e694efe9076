"""What is secret is shown by rights, and each reading stands in the log with its door."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import OperationalError
from django.test import Client

from api_keys import key_of
from uppsikt.planning.known_item_models import KnownItem
from uppsikt.platform.access.models import RoleGrant
from uppsikt.platform.audit import services
from uppsikt.platform.audit.models import Entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]

OCTOBER = "/api/v1/committees/arbetslivsnamnden/2022-10"


def readings() -> list[tuple[str, str, str]]:
    """The readings that the log tells: by whom, by which door, of what."""
    rows = Entry.objects.filter(verb="läste").order_by("pk")
    return [(row.actor.partition(" (")[0], row.door, row.thing) for row in rows]


ROWS = f"{OCTOBER}/rows?activity=integration&per_page=5"


@pytest.mark.parametrize(
    ("role", "committee", "texts", "files"),
    [
        ("CONTROLLER", "arbetslivsnamnden", True, True),
        ("CONTROLLER", "ifon", False, False),
        ("AUDITOR", "", True, True),
        ("ADMINISTRATOR", "", False, False),
        ("READER", "arbetslivsnamnden", False, False),
    ],
)
def test_rows_are_told_by_rights_and_their_texts_are_recorded(
    api: Client, role: str, committee: str, texts: bool, files: bool
) -> None:
    answer = api.get(ROWS, headers=key_of(role, committee))
    assert answer.headers["Cache-Control"] == "private, no-cache"
    rows = answer.json()["items"]
    assert len(rows) == 5
    assert {row["text"] is not None for row in rows} == {texts}
    assert {row["file"] is not None for row in rows} == {files}
    told = [(role.capitalize(), "gränssnitt", "verifikationstexter")] if texts else []
    assert [one for one in readings() if one[1] == "gränssnitt"] == told


def test_a_manager_reads_the_texts_of_the_own_activity_alone(api: Client) -> None:
    key = key_of("MANAGER", "arbetslivsnamnden", "integration")
    own = api.get(ROWS, headers=key).json()["items"]
    other = api.get(ROWS.replace("integration", "ekonomiskt-bistand"), headers=key).json()["items"]
    assert all(row["text"] is not None for row in own)
    assert all(row["text"] is None for row in other)
    search = f"{OCTOBER}/rows?text=hyra"
    assert api.get(search, headers=key).status_code == 403
    assert api.get(f"{search}&activity=integration", headers=key).status_code == 200


def test_each_reading_is_recorded_anew(api: Client) -> None:
    key = key_of("CONTROLLER", "arbetslivsnamnden")
    before = len(readings())
    for _ in range(3):
        assert api.get(ROWS, headers=key).status_code == 200
    assert len(readings()) == before + 3


def test_counterparts_of_known_items_are_recorded(api: Client) -> None:
    KnownItem.everything.filter(committee__slug="arbetslivsnamnden").update(counterpart="Motparten")
    own = api.get(f"{OCTOBER}/known-items", headers=key_of("CONTROLLER", "arbetslivsnamnden"))
    other = api.get(f"{OCTOBER}/known-items", headers=key_of("CONTROLLER", "ifon"))
    assert "Motparten" in own.content.decode()
    assert "Motparten" not in other.content.decode()
    recorded = [one for one in readings() if one[1] == "gränssnitt"]
    assert recorded == [("Controller", "gränssnitt", "kända posters motpart och referens")]


def test_what_cannot_be_recorded_is_not_shown(api: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    key = key_of("CONTROLLER", "arbetslivsnamnden")

    def busy(**named: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(services, "record", busy)
    answer = api.get(ROWS, headers=key)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert answer.json()["error"]["code"] == "reading_not_recorded"
    assert b'"text"' not in answer.content


def test_a_role_that_is_ended_counts_at_once(api: Client) -> None:
    key = key_of("CONTROLLER", "arbetslivsnamnden")
    assert api.get(ROWS, headers=key).json()["items"][0]["text"] is not None
    RoleGrant.everything.update(valid_to=date(2022, 2, 1))
    assert api.get(ROWS, headers=key).json()["items"][0]["text"] is None
