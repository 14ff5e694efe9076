"""Last year as published or restated on the pages: the choice, the mark and the way back."""

import re

import pytest
from django.test import Client

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]
JULY = "/namnder/ifon/2023-07"
RESTATED = "?fjolar=omraknat"
PAGES = (f"{JULY}/", f"{JULY}/manadsuppfoljning/", f"{JULY}/verksamhet/vard-av-vuxna/")


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split()).replace("\xa0", " ")


@pytest.mark.parametrize("page", PAGES)
def test_both_ways_of_telling_last_year_lead_to_each_other(demo: Client, page: str) -> None:
    published = demo.get(page).content.decode()
    restated = demo.get(page + RESTATED).content.decode()
    assert f'href="{page}{RESTATED}"' in published
    assert f'href="{page}"' in restated
    assert "Visa omräknat till 2023 års organisation" in published
    assert "visas omräknat till 2023 års organisation" in text_of(restated)
    assert "−54 369" in text_of(published)
    assert "−59 267" in text_of(restated)


def test_the_restated_page_is_marked_and_names_what_has_moved(demo: Client) -> None:
    page = text_of(demo.get(f"{JULY}/{RESTATED}").content.decode())
    assert "Utfall jan–juli 2022 omräknat" in page
    assert "Omräknat: förra året visas så som det hade sett ut med 2023 års organisation" in page
    assert "Insatser relationsvåld (Arbetslivsnämnden) till Vård av vuxna" in page
    assert "−206 447 tkr" in page
    assert "−211 345 tkr" in page


def test_links_keep_to_the_view(demo: Client) -> None:
    page = demo.get(f"{JULY}/{RESTATED}").content.decode()
    for address in (
        f"{JULY}/verksamhet/vard-av-vuxna/",
        f"{JULY}/manadsuppfoljning/",
        f"{JULY}/manadsuppfoljning.pdf",
        "/namnder/ifon/2023-06/",
    ):
        assert f'href="{address}{RESTATED}"' in page, address
    activity = demo.get(f"{JULY}/verksamhet/vard-av-vuxna/{RESTATED}").content.decode()
    assert f'href="{JULY}/{RESTATED}"' in activity


def test_a_committee_where_nothing_has_moved_has_no_choice(demo: Client) -> None:
    for query in ("", RESTATED):
        page = demo.get(f"/namnder/arbetslivsnamnden/2022-10/{query}").content.decode()
        assert "omräknat" not in text_of(page)


@pytest.mark.parametrize("asked", ["annat", "", "restated"])
def test_another_way_is_not_found(demo: Client, asked: str) -> None:
    for page in (*PAGES, f"{JULY}/manadsuppfoljning.json"):
        assert demo.get(f"{page}?fjolar={asked}").status_code == 404


def test_the_file_says_which_view_it_is(demo: Client) -> None:
    published = demo.get(f"{JULY}/manadsuppfoljning.json")
    restated = demo.get(f"{JULY}/manadsuppfoljning.json{RESTATED}")
    assert restated.headers["ETag"] != published.headers["ETag"]
    assert 'filename="ifon-2023-07-omraknat.json"' in restated.headers["Content-Disposition"]
    assert restated.json()["tables"][0]["columns"][0] == "Utfall 2022-07 omräknat"


def test_all_committees_lead_to_their_last_year_where_something_has_moved(demo: Client) -> None:
    page = "/namnder/2023-07/fjolaret/"
    assert f'href="{page}"' in demo.get("/namnder/2023-07/").content.decode()
    assert f'href="{page}?enhet=mnkr"' in demo.get("/namnder/2023-07/?enhet=mnkr").content.decode()
    assert "fjolaret" not in demo.get("/namnder/2022-10/").content.decode()
    assert demo.get("/namnder/2022-10/fjolaret/").status_code == 404
    text = text_of(demo.get(page).content.decode())
    assert "−366 120 tkr , både som publicerad och omräknad" in text
    assert "Insatser relationsvåld till Vård av vuxna (Individ- och familjeomsorgsnämnden)" in text


def test_the_next_years_activities_have_a_page_where_they_change(demo: Client) -> None:
    page = text_of(
        demo.get("/namnder/arbetslivsnamnden/2022-10/nya-verksamheter/").content.decode()
    )
    assert "till Vård av vuxna (Individ- och familjeomsorgsnämnden)" in page
    assert demo.get("/namnder/ifon/2023-07/nya-verksamheter/").status_code == 404
    linked = 'href="/namnder/arbetslivsnamnden/2022-10/nya-verksamheter/"'
    assert linked in demo.get("/namnder/arbetslivsnamnden/2022-10/").content.decode()
    assert "nya-verksamheter" not in demo.get("/namnder/ifon/2023-07/").content.decode()
