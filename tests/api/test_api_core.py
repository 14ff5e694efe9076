"""What holds at every address of the API: methods, refusals, limits, cookies, paging."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
from django.conf import settings
from django.db import OperationalError, ProgrammingError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from api_addresses import API_ADDRESSES, ASKING
from api_keys import key_of
from uppsikt.api import clock, limits, reader
from uppsikt.api.limits import Counter, TooManyRequests
from uppsikt.documents import json_text
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.models import User
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.web.addresses import addresses

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]

OWN, ACTIVITY = "arbetslivsnamnden", "ekonomiskt-bistand"
EXAMPLES = {
    name: one.format(slug=OWN, key=ACTIVITY)
    for name, one in API_ADDRESSES.items()
    if name not in ASKING
}
COMMITTEES = "/api/v1/committees"
NOW = datetime(2026, 11, 29, 12, 0, 30, tzinfo=STOCKHOLM)
PARTS = ["code", "what", "where", "values", "why", "todo"]


class Answer(Protocol):
    """What Django's client gives back."""

    @property
    def status_code(self) -> int: ...
    @property
    def content(self) -> bytes: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


def fault(answer: Answer, status: int) -> dict[str, Any]:
    """What a refusal says, after its shape has been looked at."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"].startswith("application/json")
    told = json.loads(answer.content)
    assert list(told) == ["error"]
    error: dict[str, Any] = told["error"]
    assert list(error) == PARTS
    assert error["what"].endswith(".")
    return error


def test_every_address_has_an_example() -> None:
    names = [name.removeprefix("api:") for name, _ in addresses() if name.startswith("api:")]
    assert sorted(names) == sorted(API_ADDRESSES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_address_answers_with_json_and_no_cookie(api: Client, name: str) -> None:
    answer = api.get(EXAMPLES[name])

    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Authorization" in answer.headers["Vary"]
    assert not answer.cookies
    assert _exponents(answer.content) == [], "numbers are written digit by digit"
    again = api.get(EXAMPLES[name], headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def _exponents(content: bytes) -> list[str]:
    found: list[str] = []
    json.loads(content, parse_float=found.append)
    return [text for text in found if "e" in text.lower()]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_address_is_only_read(api: Client, name: str) -> None:
    for method in ("post", "put", "patch", "delete", "options"):
        answer = getattr(api, method)(EXAMPLES[name])
        assert fault(answer, 405)["code"] == "method_not_allowed"
        assert answer.headers["Allow"] == "GET, HEAD"
    asked = api.head(EXAMPLES[name])
    assert (asked.status_code, asked.content) == (200, b"")


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1",
        "/api/v1/",
        "/api/v1/nej",
        f"{COMMITTEES}/",
        "/api/v1/%00",
        "/api/v1/../namnder",
        f"{COMMITTEES}/{OWN}/2022-10/nej",
    ],
)
def test_an_unknown_address_is_told_in_the_same_shape(api: Client, address: str) -> None:
    assert fault(api.get(address), 404)["code"] == "not_found"


def test_what_is_not_there_says_what_there_is(api: Client) -> None:
    told = fault(api.get(f"{COMMITTEES}/ingen"), 404)
    assert told["code"] == "unknown_committee"
    assert told["what"] == "Nämnden ”ingen” finns inte."
    assert "arbetslivsnamnden, ifon" in told["todo"]
    told = fault(api.get("/api/v1/months/2022-10/last-year"), 404)
    assert told["code"] == "nothing_moved"


@pytest.mark.parametrize(
    ("address", "where", "values", "why"),
    [
        ("/months/2022-13", "period", ["period: ”2022-13”"], "Det ska vara en månad, till"),
        ("/months/2022", "period", ["period: ”2022”"], "Det ska vara en månad, till"),
        ("/months/2022-10?unit=kr", "unit", ["unit: ”kr”"], "något av tkr eller mnkr."),
        ("/months?page=x", "page", ["page: ”x”"], "Det ska vara ett heltal."),
        ("/months?page=0", "page", ["page: ”0”"], "Det ska vara minst 1."),
        ("/months?per_page=501", "per_page", ["per_page: ”501”"], "Det ska vara högst 500."),
        ("/committees/Å", "slug", ["slug: ”Å”"], "inte den form"),
    ],
)
def test_a_wrong_parameter_is_told_in_swedish(
    api: Client, address: str, where: str, values: list[str], why: str
) -> None:
    told = fault(api.get(f"/api/v1{address}"), 422)
    assert (told["code"], told["where"], told["values"]) == ("invalid_request", where, values)
    assert why in told["why"]


def test_a_list_is_read_page_by_page(api: Client) -> None:
    whole = api.get(COMMITTEES).json()
    assert (whole["total"], whole["page"], whole["per_page"], whole["next"]) == (2, 1, 100, None)
    address, found = f"{COMMITTEES}?per_page=1", []
    while address:
        page = api.get(address).json()
        found += page["items"]
        address = page["next"]
    assert found == whole["items"]
    assert api.get(f"{COMMITTEES}?page=9").json()["items"] == []
    assert api.get(f"{COMMITTEES}?page=9").json()["next"] is None


def test_a_session_opens_nothing(api: Client) -> None:
    """A cookie of somebody who is signed in, or of nobody any more, changes no answer."""
    user = User.objects.create_user("controllern")
    browser = Client()
    browser.force_login(user)
    answer = browser.get(COMMITTEES)
    assert answer.status_code == 200
    assert answer.content == api.get(COMMITTEES).content
    assert answer.headers["Cache-Control"] == "no-cache"
    assert not answer.cookies


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic eDp5", "uppsikt_abc", "Bearer å"]
)
def test_what_is_no_key_is_refused(api: Client, header: str) -> None:
    answer = api.get(COMMITTEES, headers={"Authorization": header})
    assert fault(answer, 401)["code"] == "wrong_key"
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="Uppsikt"')


def test_wrong_keys_are_looked_up_so_many_times_a_minute(
    api: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(reader, "_user", looked.append)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    statuses = [
        api.get(COMMITTEES, headers={"Authorization": f"Bearer {number}"}).status_code
        for number in range(limits.WRONG_KEYS + 3)
    ]
    assert statuses == [401] * limits.WRONG_KEYS + [429] * 3
    assert len(looked) == limits.WRONG_KEYS
    assert api.get(COMMITTEES).status_code == 200, "the public is counted apart"


def test_a_key_that_has_opened_is_not_shut_by_wrong_ones_from_its_address(
    api: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    used, unused = key_of("READER", "arbetslivsnamnden"), key_of("READER", "ifon")
    assert api.get(COMMITTEES, headers=used).status_code == 200
    for number in range(limits.WRONG_KEYS):
        api.get(COMMITTEES, headers={"Authorization": f"Bearer {number}"})
    assert api.get(COMMITTEES, headers=used).status_code == 200
    assert api.get(COMMITTEES, headers=unused).status_code == 429


def test_an_address_without_a_key_is_answered_so_often(
    api: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "API_LIMIT_OPEN", 2)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert [api.get(COMMITTEES).status_code for _ in range(2)] == [200, 200]
    answer = api.get(f"{COMMITTEES}?page=x")
    told = fault(answer, 429)
    assert told["values"] == ["högst 2 i minuten"]
    assert answer.headers["Retry-After"] == "30"
    assert api.get(COMMITTEES, REMOTE_ADDR="10.1.2.3").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(seconds=30))
    assert api.get(COMMITTEES).status_code == 200


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 300)), max_size=80))
def test_nobody_has_more_than_the_limit_in_a_minute(asked: list[tuple[str, int]]) -> None:
    counter = Counter()
    let: dict[tuple[str, int], int] = {}
    waits: list[int] = []
    for caller, second in sorted(asked, key=lambda one: one[1]):
        now = NOW + timedelta(seconds=second)
        minute = (caller, int(now.timestamp()) // 60)
        try:
            counter.take(caller, 3, now)
        except TooManyRequests as full:
            waits.append(full.wait if let[minute] == 3 else 0)
        else:
            let[minute] = let.get(minute, 0) + 1
    assert all(times <= 3 for times in let.values())
    assert all(1 <= wait <= 60 for wait in waits)


def test_those_who_began_longest_ago_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KNOWN", 3)
    counter = Counter()
    for number in range(10):
        counter.take(str(number), 1, NOW)
    assert list(counter.counted) == ["7", "8", "9"]


def test_a_fault_of_ours_tells_its_number_and_nothing_of_itself(
    api: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("UPPSIKT_DATA", str(tmp_path))

    def broken(**named: object) -> None:
        raise RuntimeError("hemlig")

    monkeypatch.setattr(organisation, "_row", lambda slug: broken())
    answer = api.get(f"{COMMITTEES}/ifon")
    told = fault(answer, 500)
    assert told["code"] == "internal_error"
    assert told["values"] == [f"nummer {answer.headers['X-Request-ID']}"]
    assert b"hemlig" not in answer.content
    kept = list(tmp_path.glob(f"fel-*-{answer.headers['X-Request-ID']}.txt"))
    assert len(kept) == 1
    assert "RuntimeError: hemlig" in kept[0].read_text()


def test_a_database_that_is_busy_is_worth_asking_again(
    api: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("UPPSIKT_DATA", str(tmp_path))

    def busy(slug: str) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(organisation, "_row", busy)
    answer = api.get(f"{COMMITTEES}/ifon")
    assert fault(answer, 503)["code"] == "database_busy"
    assert answer.headers["Retry-After"] == "30"


def test_a_statement_that_is_wrong_is_a_fault_of_ours(
    api: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("UPPSIKT_DATA", str(tmp_path))

    def wrong(slug: str) -> None:
        raise ProgrammingError("no such column")

    monkeypatch.setattr(organisation, "_row", wrong)
    assert fault(api.get(f"{COMMITTEES}/ifon"), 500)["code"] == "internal_error"


def test_more_parameters_than_anybody_sends_are_not_understood(api: Client) -> None:
    answer = api.get(f"{COMMITTEES}?{'a=1&' * 1001}")
    assert fault(answer, 400)["code"] == "bad_request"


def test_a_host_that_is_not_ours_is_told_in_the_same_shape(api: Client) -> None:
    answer = api.get(COMMITTEES, headers={"Host": "ond.example"})
    assert fault(answer, 400)["code"] == "bad_request"


def test_no_floating_point_number_can_be_written() -> None:
    with pytest.raises(TypeError):
        json_text({"amount": 0.1})  # type: ignore[dict-item]


def test_the_description_tells_every_address(api: Client) -> None:
    told = api.get("/api/v1/openapi.json").json()
    listed = {one["get"]["operationId"] for one in told["paths"].values()}
    assert listed == set(API_ADDRESSES) - {"openapi"}
    for path, one in told["paths"].items():
        assert list(one) == ["get"]
        assert one["get"]["summary"] != "", path
        assert one["get"]["description"] != "", path
    english = re.compile(r"\b(the|and|what|of|is)\b")
    assert not english.search(json.dumps(list(_descriptions(told)))), "people read it in Swedish"
    assert told["security"] == [{}, {"key": []}]
    assert told["components"]["securitySchemes"] == {"key": {"type": "http", "scheme": "bearer"}}


def _descriptions(told: object) -> Iterator[str]:
    """Every text that describes something, but the standard's words for a status."""
    if isinstance(told, dict):
        for name, part in told.items():
            if name == "responses":
                continue
            if name == "description" and isinstance(part, str):
                yield part
            yield from _descriptions(part)
    elif isinstance(told, list):
        for part in told:
            yield from _descriptions(part)
