"""The page of a year's forecasts: of all activities, and of one."""

from __future__ import annotations

import pytest
from django.test import Client
from test_web_pages import text_of

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]
PAGE = "/namnder/arbetslivsnamnden/prognoser/2022/"
ONE = f"{PAGE}?verksamhet=ekonomiskt-bistand"


def test_an_activitys_page_leads_to_its_own_forecasts(demo: Client) -> None:
    activity = "/namnder/arbetslivsnamnden/2022-10/verksamhet"
    assert ONE in demo.get(f"{activity}/ekonomiskt-bistand/").content.decode()
    assert "prognoser/2022" not in demo.get(f"{activity}/buffert/").content.decode()
    page = text_of(demo.get(ONE))
    assert "Efter oktober var prognosen för 2022 60 000 tkr" in page
    assert "Högre boendekostnader per hushåll än i budget." in page
    assert "Integration" not in page
    assert f'href="{PAGE}"' in demo.get(ONE).content.decode()


def test_an_activity_that_is_not_there_is_not_found(demo: Client) -> None:
    for key in ("buffert", "finns-inte"):
        assert demo.get(f"{PAGE}?verksamhet={key}").status_code == 404


def test_the_page_of_all_leads_to_each(demo: Client) -> None:
    assert demo.get(PAGE).content.decode().count("?verksamhet=") == 10
