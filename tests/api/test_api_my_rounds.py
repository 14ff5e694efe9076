"""A manager's own round by the API: what the pages show, for who gives the forecasts alone."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from api_keys import key_of
from people import controller
from uppsikt.api import clock
from uppsikt.figures import Period
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.rounds import services
from uppsikt.rounds.rules import Dates

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SLUG, HELP, LEARN = "arbetslivsnamnden", "ekonomiskt-bistand", "integration"
NOW = datetime(2022, 11, 3, 14, 32, tzinfo=STOCKHOLM)
OCTOBER = Period.month(2022, 10)
DATES = Dates(OCTOBER, "monthly", date(2022, 11, 1), date(2022, 11, 8))
MINE = f"/api/v1/committees/{SLUG}/2022-10/round/mine"
FORM = f"{MINE}/{HELP}"


@pytest.fixture(autouse=True)
def open_round(api: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    services.set_dates(actor=controller(SLUG), now=NOW, committee=SLUG, rounds=[DATES])


def read(api: Client, address: str, key: dict[str, str]) -> Any:  # noqa: ANN401 - whatever is told
    answer = api.get(address, headers=key)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def test_the_own_activities_with_how_they_stand(api: Client) -> None:
    told = read(api, MINE, key_of("MANAGER", SLUG, HELP, LEARN))
    assert (told["round"]["state"], told["round"]["due_on"]) == ("open", "2022-11-08")
    first = {one["activity"]: one for one in told["activities"]}[HELP]
    assert len(told["activities"]) == 2
    assert (first["state"], first["actual"]) == ("waiting", -49_479_000_00)
    assert first["actual"] - first["period_budget"] == -1_562_000_00
    assert first["page"] == f"/namnder/{SLUG}/2022-10/runda/min/{HELP}/"
    assert read(api, MINE, key_of("HEAD", SLUG))["activities"] == []


def test_one_with_what_its_form_shows(api: Client) -> None:
    key = key_of("MANAGER", SLUG, HELP)
    told = read(api, FORM, key)
    assert told["last"]["forecast"] == -60_000_000_00
    assert (told["draft"], told["question"], told["steps"]) == (None, "", [])
    shape = {one["way"]: one for one in told["suggestions"]}["shape"]
    assert shape["offered"]["exact"] == -59_953_000_00
    assert round(shape["mean_miss"] / 100_000) == 125

    services.save_draft(
        actor=controller(SLUG), now=NOW, committee=SLUG, month=OCTOBER, activity=HELP, way="own",
        typed="−60 5", comment="Hyror.", revision=0,
    )  # fmt: skip
    draft = read(api, FORM, key)["draft"]
    assert (draft["typed"], draft["comment"], draft["revision"]) == ("−60 5", "Hyror.", 1)
    services.send_back(
        actor=controller(SLUG), now=NOW, committee=SLUG, month=OCTOBER, activity=HELP,
        question="Är hyran med?",
    )  # fmt: skip
    told = read(api, FORM, key)
    assert (told["state"], told["question"]) == ("returned", "Är hyran med?")
    assert [one["kind"] for one in told["steps"]] == ["returned"]


def test_it_is_read_by_who_gives_the_forecast_alone(api: Client) -> None:
    refused = (key_of("HEAD", SLUG), key_of("READER", SLUG), key_of("MANAGER", SLUG, LEARN))
    assert {api.get(FORM, headers=key).status_code for key in refused} == {403}
    assert {api.get(one).status_code for one in (MINE, FORM)} == {403}
    mine = key_of("CONTROLLER", SLUG)
    assert api.get(FORM, headers=mine).status_code == 200
    assert api.get(f"{MINE}/buffert", headers=mine).status_code == 404
    assert api.post(FORM, headers=mine).status_code == 405
