"""All committees: the same figures as the command writes."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from uppsikt.documents import render_json
from uppsikt.figures import Period
from uppsikt.followup.together.document import overview_document
from uppsikt.followup.together.facts import SCALES
from uppsikt.followup.together.last_year import last_year_together
from uppsikt.followup.together.overview import overview
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.stores import current_store

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize(("month", "unit"), [("2022-10", "tkr"), ("2023-07", "mnkr")])
def test_the_overview_is_what_the_command_writes(api: Client, month: str, unit: str) -> None:
    told = api.get(f"/api/v1/months/{month}?unit={unit}").content
    asked = {"reader": OPERATOR, "store": current_store(), "period": Period.parse(month)}
    document = overview_document(
        overview(**asked, scale=SCALES[unit]),  # type: ignore[arg-type]
        last_year_together(**asked, scale=SCALES[unit]),  # type: ignore[arg-type]
    )
    written = json.loads(render_json(document), parse_float=str, parse_int=str)["tables"]
    tables = json.loads(told, parse_float=str, parse_int=str)["tables"]
    for table in tables:
        for row in table["rows"]:
            if row["comments"] is None:
                del row["comments"]
            row.pop("states", None)
        for added in ("row_keys", "column_keys", "notes"):
            table.pop(added)
    assert tables == written


def test_the_parts_hold_what_their_pages_hold(api: Client) -> None:
    internal = api.get("/api/v1/months/2022-10/internal").json()
    page = api.get("/namnder/2022-10/internt/").content.decode()
    assert [table["key"] for table in internal["tables"]] == ["interna", "motparter"]
    for text in internal["texts"]:
        assert text["text"].split(":")[0] in page
    moved = api.get("/api/v1/months/2023-07/last-year").json()
    assert moved["tables"][0]["rows"][-1]["label"] == "Summa"
    assert len(moved["tables"][0]["row_keys"]) == len(moved["tables"][0]["rows"])


def test_the_months_are_those_of_the_committees(api: Client) -> None:
    months = api.get("/api/v1/months").json()["items"]
    assert [one["month"] for one in months] == sorted(
        (one["month"] for one in months), reverse=True
    )
    for committee in api.get("/api/v1/committees").json()["items"]:
        its = [one["month"] for one in months if committee["slug"] in one["committees"]]
        assert committee["months"] == sorted(its)
        assert committee["latest"] == its[0]
        assert api.get(f"/api/v1/committees/{committee['slug']}").json() == committee
