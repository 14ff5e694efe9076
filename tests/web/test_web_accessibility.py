"""The accessibility statement: what a statement has to hold, and the way to it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from test_web_pages import text_of

from uppsikt.figures import UppsiktError
from uppsikt.web.kept import KEEPER
from uppsikt.web.setting_values import mail_address

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]
PAGE = "/tillganglighet/"


def test_it_holds_what_the_law_asks_for(demo: Client) -> None:
    page = text_of(demo.get(PAGE))
    for words in (
        "lagen (2018:1937) om tillgänglighet till digital offentlig service",
        "MDFFS 2019:2",
        "WCAG 2.1, nivå AA",
        "Det här är inte tillgängligt",
        "senast den 30 november 2026",
        "anmäla bristen till Digg",
        "Borås Stad står inte bakom den",
    ):
        assert words in page
    assert b'href="https://www.digg.se/tdosanmalan"' in demo.get(PAGE).content


def test_it_does_not_say_that_more_is_proved_than_is(demo: Client) -> None:
    page = text_of(demo.get(PAGE))
    assert "Filerna säger sig följa PDF/UA-1, men det har inte prövats" in page
    assert "Ingen utomstående har granskat dem" in page


def test_whoever_lacks_something_is_told_where_to_turn(
    demo: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Ingen adress är angiven här." in text_of(demo.get(PAGE))
    monkeypatch.setattr(settings, "CONTACT", "kontaktcenter@kommunen.example")
    KEEPER.forget()
    assert b'href="mailto:kontaktcenter@kommunen.example"' in demo.get(PAGE).content
    KEEPER.forget()


@pytest.mark.parametrize("page", ["/", "/sok/", "/konto/logga-in/", "/namnder/finns-inte/"])
def test_every_foot_leads_there(demo: Client, page: str) -> None:
    assert f'href="{PAGE}"'.encode() in demo.get(page).content


def test_the_map_has_it_and_the_forecasts(demo: Client) -> None:
    found = demo.get("/sitemap.xml").content.decode()
    for page in (PAGE, "/namnder/ifon/prognoser/2023/"):
        assert f"<loc>http://testserver{page}</loc>" in found


@pytest.mark.parametrize("text", ["nej", "a@b", "Namn <namn@kommunen.se>", "a@b.se?subject=x"])
def test_a_contact_that_is_no_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("UPPSIKT_CONTACT", text)
    with pytest.raises(UppsiktError, match="går inte att läsa"):
        mail_address("UPPSIKT_CONTACT")


def test_a_contact_may_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UPPSIKT_CONTACT", raising=False)
    assert mail_address("UPPSIKT_CONTACT") == ""
    monkeypatch.setenv("UPPSIKT_CONTACT", " kontaktcenter@kommunen.se ")
    assert mail_address("UPPSIKT_CONTACT") == "kontaktcenter@kommunen.se"
