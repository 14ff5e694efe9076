"""The page of known items, in the demo: what is open and how old, and what the public is told."""

import pytest
from django.test import Client
from test_web_pages import text_of

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]
OCTOBER = "/namnder/arbetslivsnamnden/2022-10"


def test_open_items_commitments_and_what_is_booked_are_told_apart(demo: Client) -> None:
    answer = demo.get(f"{OCTOBER}/kanda-poster/")
    words = text_of(answer)

    assert "1 post är känd men inte bokförd hos Arbetslivsnämnden efter oktober 2022." in words
    assert "varav 61–90 dagar" in words
    assert words.index("Hyra") < words.index("Datorer till lärcentrum") < words.index("Återförd")
    assert "verifikation=L-1220" in answer.content.decode()
    rows = demo.get(f"{OCTOBER}/verifikationer/?verksamhet=ifo-administration&verifikation=L-1220")
    assert "tillsammans 37 708,17 kr" in text_of(rows)


def test_a_month_before_any_item_says_how_to_give_some(demo: Client) -> None:
    words = text_of(demo.get("/namnder/arbetslivsnamnden/2022-05/kanda-poster/"))

    assert "har inga kända poster till och med maj 2022" in words
    assert "uppsikt import kanda-poster.csv --kind known" in words


def test_a_file_for_the_public_holds_no_reference(demo: Client) -> None:
    answer = demo.get(f"{OCTOBER}/kanda-poster.csv")
    text = answer.content.decode("utf-8-sig")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert text.splitlines()[0].startswith("Post;Slag;Benämning;Månad")
    assert "k-2022-01" in text
    assert "L 1139" not in text
    assert demo.get(f"{OCTOBER}/kanda-poster.pdf").status_code == 404


def test_the_report_has_the_items_in_tables(demo: Client) -> None:
    words = text_of(demo.get(f"{OCTOBER}/manadsuppfoljning/"))

    assert "Kända kostnader och intäkter kr" in words
    assert "Ombyggnad av lokal, Arbetsförberedande åtgärder, oktober 2022, 0–30 dagar" in words
