"""The page about the API: its examples work, and its numbers are the program's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from api_keys import key_of
from uppsikt.api import limits
from uppsikt.api.shapes import Paging

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]

TEXT = (Path(__file__).parents[2] / "docs/granssnitt.md").read_text(encoding="utf-8")
KEY = "-H 'Authorization: Bearer NYCKEL' "
CURLS = re.findall(rf"^curl ({KEY})?'?http://localhost:8000([^'\s]+)'?$", TEXT, re.M)


def test_there_are_examples() -> None:
    assert len(CURLS) == len(re.findall(r"^curl ", TEXT, re.M)) >= 3
    assert any(key for key, _ in CURLS)


@pytest.mark.parametrize(("key", "address"), CURLS)
def test_an_example_works(api: Client, key: str, address: str) -> None:
    headers = key_of("CONTROLLER", "arbetslivsnamnden") if key else {}
    answer = api.get(address, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == ("private, no-cache" if key else "no-cache")


def test_the_fault_is_told_as_it_is(api: Client) -> None:
    block = re.search(r"^\{\"error\".*?^```", TEXT, re.M | re.S)
    assert block is not None
    assert api.get("/api/v1/committees/ingen").json() == json.loads(block[0].removesuffix("```"))


def test_the_numbers_are_the_programs() -> None:
    fields = Paging.model_fields
    assert f"sidan {fields['per_page'].default} lång" in TEXT
    assert f"högst {Paging.model_json_schema()['properties']['per_page']['maximum']}" in TEXT
    assert f"nyckel får {settings.API_LIMIT} svar i minuten" in TEXT
    assert f"utan nyckel {settings.API_LIMIT_OPEN}" in TEXT
    assert f"prövas {limits.WRONG_KEYS} gånger i minuten" in TEXT
