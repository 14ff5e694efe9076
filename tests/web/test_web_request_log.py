"""The log: each request by its route's name, and nothing that tells of a person or a secret."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from uppsikt.figures import UppsiktError
from uppsikt.platform.logs import JSON, TEXT, Lines, event, form
from uppsikt.web import urls
from uppsikt.web.request_log import NUMBER_HEADER

NAME = "anna.andersson"
SECRETS = (NAME, "hemligt-losenord", "sokord-om-person", "fil-med-namn", "innehallet", "x-kaka")


def _raising(fault: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise fault

    return view


handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [
    *urls.urlpatterns,
    path("worded/", _raising(UppsiktError(f"Kan inte läsa {NAME}.", where=NAME)), name="worded"),
    path("unforeseen/", _raising(ValueError(f"not {NAME}")), name="unforeseen"),
]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged, at every level and by any library, as JSON."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines(JSON))
    known = logging.getLogger()
    level = known.level
    known.addHandler(handler)
    known.setLevel(logging.DEBUG)
    yield stream
    known.removeHandler(handler)
    known.setLevel(level)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def requests(log: io.StringIO) -> list[dict[str, Any]]:
    return [line for line in lines(log) if line["event"] == "request"]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where details of faults are kept."""
    monkeypatch.setenv("UPPSIKT_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.django_db
def test_a_request_is_one_line_with_its_route_and_number(log: io.StringIO) -> None:
    answer = Client().get("/halsa/?fraga=1")
    (line,) = requests(log)
    assert line["method"] == "GET"
    assert line["route"] == "health"
    assert line["status"] == 200
    assert isinstance(line["ms"], int)
    assert line["request"] == answer.headers[NUMBER_HEADER]
    assert line["time"].endswith(("+01:00", "+02:00"))
    assert set(line) == {"time", "level", "logger", "event", "method", "route", "status", "ms",
                         "request"}  # fmt: skip


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_nothing_that_somebody_sent_or_is_reaches_the_log(log: io.StringIO) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["session"] = "x-kaka"
    file = SimpleUploadedFile("fil-med-namn.txt", b"innehallet")
    statuses = [
        client.post("/konto/logga-in/", {"login": f"{NAME}@x.se", "password": "hemligt-losenord"}),
        client.post("/konto/losenord/glomt/", {"email": f"{NAME}@x.se"}),
        client.get("/namnder/x/2022-10/verifikationer/?text=sokord-om-person"),
        client.get(f"/{NAME}/"),
        client.post(f"/{NAME}/", {"file": file}),
        client.post("/halsa/", {"file": file}),
        client.get("/halsa/", headers={"host": f"{NAME}.se"}),
        client.get("/halsa/", headers={"authorization": "hemligt-losenord", "user-agent": NAME}),
        client.generic(NAME, "/halsa/"),
        client.get("/worded/"),
        client.get("/unforeseen/"),
        Client(enforce_csrf_checks=True, raise_request_exception=False).post(
            "/halsa/", {"text": "sokord-om-person"}
        ),
    ]
    assert len(requests(log)) == len(statuses)
    assert {answer.status_code for answer in statuses} >= {400, 404, 405, 500}
    for secret in SECRETS:
        assert secret not in log.getvalue()


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("place", ["worded", "unforeseen"])
def test_a_fault_has_a_number_that_leads_to_its_details(
    place: str, log: io.StringIO, own_folder: Path
) -> None:
    answer = Client(raise_request_exception=False).get(f"/{place}/")
    number = answer.headers[NUMBER_HEADER]
    assert number in answer.content.decode()
    (fault,) = (line for line in lines(log) if line["event"] == "fault")
    assert fault["request"] == number
    assert fault["fault"].endswith("Error")
    assert "test_web_request_log.py" in fault["lines"][-1]
    (kept,) = own_folder.glob(f"fel-*-{number}.txt")
    assert NAME in kept.read_text(encoding="utf-8")  # whoever runs the server may need it
    assert kept.stat().st_mode & 0o777 == 0o600
    (line,) = requests(log)
    assert (line["status"], line["level"]) == (500, "error")


@pytest.mark.django_db
def test_a_number_is_taken_from_our_own_proxy_alone(log: io.StringIO) -> None:
    given = {NUMBER_HEADER: "fran-proxyn-0001"}
    assert Client().get("/halsa/", headers=given).headers[NUMBER_HEADER] != "fran-proxyn-0001"
    with override_settings(BEHIND_PROXY=True):
        assert Client().get("/halsa/", headers=given).headers[NUMBER_HEADER] == "fran-proxyn-0001"
        for bad in ("kort", "x" * 65, "rad\tbryt-000", "åäö-00000000"):
            answer = Client().get("/halsa/", headers={NUMBER_HEADER: bad})
            assert answer.headers[NUMBER_HEADER] != bad


def test_of_others_messages_only_the_template_and_its_numbers_are_written(
    log: io.StringIO,
) -> None:
    foreign = logging.getLogger("somebody.else")
    foreign.warning("%s failed %d times: %r", NAME, 3, {"password": "hemligt-losenord"})
    foreign.warning("%(who)s", {"who": NAME})
    foreign.warning("no values")
    event(logging.getLogger("uppsikt.prov"), "provat", antal=2, vem=None)
    assert [line["event"] for line in lines(log)] == ["… failed 3 times: …", "%(who)s", "no values",
                                                      "provat"]  # fmt: skip
    assert lines(log)[-1]["antal"] == 2
    assert "vem" not in lines(log)[-1]


def test_as_text_a_line_begins_with_its_time_and_level() -> None:
    record = logging.LogRecord("uppsikt.x", logging.INFO, "", 0, "rad\nbryt", None, None)
    assert Lines(TEXT).format(record).split()[1:] == ["info", "rad", "bryt"]


def test_the_form_is_one_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UPPSIKT_LOG", raising=False)
    assert form() == TEXT
    monkeypatch.setenv("UPPSIKT_LOG", "xml")
    with pytest.raises(UppsiktError, match="text eller json"):
        form()
