"""Forecasts by the API: against what the year became, and what a year could end on."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from uppsikt.figures import Period
from uppsikt.planning.suggestions import suggested_forecasts
from uppsikt.platform.access.rules import PUBLIC
from uppsikt.platform.stores import current_store

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]
ROOT = "/api/v1/committees"


def read(api: Client, address: str) -> Any:  # noqa: ANN401 - whatever is answered
    answer = api.get(address)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content, parse_float=Decimal)


def test_a_years_forecasts_are_those_of_the_page_and_exact(api: Client) -> None:
    told = read(api, f"{ROOT}/ifon/forecasts/2023")
    assert told["title"] == "Prognoserna 2023 mot utfallet"
    assert told["outcome"] == -42733105700
    assert [one["miss"] for one in told["whole"]] == [-533305700, -213105700, -103305700]
    care = next(one for one in told["activities"] if one["activity"] == "vard-av-vuxna")
    assert [one["author"] for one in care["forecasts"]] == ["Verksamhetschef vuxna"] * 3
    for one in care["forecasts"]:
        assert one["miss"] == care["outcome"] - one["forecast"]
    assert told["accuracy"]["whole"] == {
        "count": 3, "years": [2023], "bias": -283239033, "mean_error": 283239033
    }  # fmt: skip
    assert [one["month"] for one in told["accuracy"]["months"]] == [4, 7, 10]
    assert api.get(told["page"]).status_code == 200
    assert api.get(f"{told['page'][:-1]}.json").json()["accuracy"] == told["accuracy"]


def test_a_year_that_is_not_over_has_null_and_no_zero(api: Client) -> None:
    told = read(api, f"{ROOT}/arbetslivsnamnden/forecasts/2022")
    assert told["outcome"] is None
    assert {one["miss"] for one in told["whole"]} == {None}
    assert told["accuracy"]["whole"] is None
    assert read(api, f"{ROOT}/ifon/forecasts/2019")["activities"] == []


@pytest.mark.parametrize("address", ["ifon/forecasts/1800", "ifon/forecasts/alla"])
def test_what_is_no_year_is_refused(api: Client, address: str) -> None:
    assert api.get(f"{ROOT}/{address}").status_code == 422


def test_a_committee_that_is_not_there_has_no_forecasts(api: Client) -> None:
    for address in ("ingen/forecasts/2022", "ingen/2022-10/suggestions"):
        assert api.get(f"{ROOT}/{address}").json()["error"]["code"] == "unknown_committee"


def test_suggestions_are_those_that_a_manager_gets(api: Client) -> None:
    told = read(api, f"{ROOT}/arbetslivsnamnden/2022-10/suggestions")
    found = suggested_forecasts(
        reader=PUBLIC,
        store=current_store(),
        committee="arbetslivsnamnden",
        month=Period.month(2022, 10),
    )
    assert [one["activity"] for one in told["activities"]] == [one.key for one in found]
    one = next(one for one in told["activities"] if one["activity"] == "ekonomiskt-bistand")
    assert (one["forecast"], one["forecast_month"]) == (-6000000000, "2022-10")
    ways = {its["way"]: its for its in one["suggestions"]}
    # 49 479 of the year, as 48 806 was of 60 766 the year before: 59 953, and 125 wrong then.
    shape = ways["shape"]
    assert round(shape["value"]["exact"] / 100_000) == -59_953
    assert (round(shape["mean_miss"] / 100_000), shape["years"]) == (125, [2021])
    assert ways["carried"]["value"] == {"exact": -6000000000, "state": None}


def test_what_cannot_be_suggested_says_why(api: Client) -> None:
    told = read(api, f"{ROOT}/arbetslivsnamnden/2031-01/suggestions")
    values = [its["value"] for one in told["activities"] for its in one["suggestions"]]
    assert values
    assert {value["exact"] for value in values} == {None}
    assert all(value["state"] for value in values)
