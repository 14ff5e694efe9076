"""Error pages: in Swedish, with a way onwards, and telling nothing that is the server's own."""

from collections.abc import Callable

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import PUBLIC, Thing, Verb, demand
from uppsikt.web import errors, urls
from uppsikt.web.converters import MonthConverter


def _raising(fault: Callable[[], None]) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        fault()
        return HttpResponse()

    return view


def _bad() -> None:
    raise BadRequest("internal words")


def _denied() -> None:
    raise PermissionDenied("internal words")


def _not_allowed() -> None:
    demand(PUBLIC, Verb.READ, Thing.VOUCHER_TEXTS)


def _worded() -> None:
    raise UppsiktError("Kolumnfilen är skadad.", where="/srv/data/a.parquet", todo="Läs in igen.")


def _unforeseen() -> None:
    raise RuntimeError("internal words")


handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [
    *urls.urlpatterns,
    path("bad/", _raising(_bad)),
    path("denied/", _raising(_denied)),
    path("not-allowed/", _raising(_not_allowed)),
    path("worded/", _raising(_worded)),
    path("unforeseen/", _raising(_unforeseen)),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "heading", "words"),
    [
        ("/bad/", 400, "Förfrågan gick inte att förstå", "Adressen eller något av det"),
        ("/denied/", 403, "Du får inte läsa den här sidan", "är inte öppen för alla"),
        ("/not-allowed/", 403, "Du får inte läsa den här sidan", "är inte öppen för alla"),
        ("/nowhere/", 404, "Sidan finns inte", "Det finns ingen sida på den här adressen"),
        ("/worded/", 500, "Sidan går inte att visa", "Kolumnfilen är skadad. Läs in igen."),
        ("/unforeseen/", 500, "Något gick fel hos oss", "Sidan gick inte att visa."),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_an_error_is_a_page_in_swedish(address: str, status: int, heading: str, words: str) -> None:
    answer = Client(raise_request_exception=False).get(address)

    text = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in text
    assert words in text
    assert 'lang="sv"' in text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    for secret in ("internal words", "/srv/data", "Traceback"):
        assert secret not in text


@pytest.mark.django_db
def test_a_host_that_the_server_does_not_answer_to_is_a_bad_request() -> None:
    answer = Client(raise_request_exception=False).get("/halsa/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert "Förfrågan gick inte att förstå" in answer.content.decode()


def test_the_page_for_faults_of_ours_needs_no_database() -> None:
    answer = errors.broken(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.content.decode()


@pytest.mark.parametrize("text", ["2022-13", "2022-00", "22-10", "2022-1", "1822-10"])
def test_what_is_no_month_is_no_address(text: str) -> None:
    import re

    assert not re.fullmatch(MonthConverter.regex, text)
