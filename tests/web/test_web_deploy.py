"""The site as the public meets it: behind a proxy, by https, under its own name alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client, override_settings

from uppsikt.figures import UppsiktError
from uppsikt.web.setting_values import host_names, proxies, site_address

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; font-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
SAFE = {
    "SECURE_SSL_REDIRECT": True,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "ALLOWED_HOSTS": ["uppsikt.example.se"],
}


def test_djangos_own_check_finds_nothing(tmp_path: Path) -> None:
    settings = {
        "UPPSIKT_DATA": str(tmp_path),
        "UPPSIKT_ADDRESS": "https://uppsikt.example.se",
        "DJANGO_SETTINGS_MODULE": "uppsikt.web.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "no issues (1 silenced)" in done.stdout


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/halsa/", "/finns-inte/", "/namnder/finns-inte/", "/static/web/web.css"]
)
def test_every_answer_has_every_header(address: str) -> None:
    answer = Client().get(address)
    found = {name.lower(): value for name, value in answer.headers.items()}
    wanted = dict(HEADERS)
    if address.startswith("/static/"):
        del wanted["x-frame-options"]  # a file is no page; frame-ancestors holds all the same
    assert {name: found.get(name) for name in wanted} == wanted
    assert "camera=()" in found["permissions-policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ond.example", "uppsikt.example.se.ond.example", "a b", "[::1"])
def test_another_name_than_our_own_is_refused(name: str) -> None:
    with override_settings(ALLOWED_HOSTS=["uppsikt.example.se"]):
        answer = Client().get("/namnder/", headers={"host": name})
    assert answer.status_code == 400
    assert "ond.example" not in answer.content.decode()


@pytest.mark.django_db
def test_what_a_client_says_of_another_name_is_not_believed() -> None:
    answer = Client().get("/namnder", headers={"x-forwarded-host": "ond.example"})
    assert answer.status_code == 301
    assert leads_to(answer) == "/namnder/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["//ond.example/namnder", "/\\ond.example/namnder", "//ond.example/..", "///x"]
)
def test_no_address_leads_off_the_site(address: str) -> None:
    answer = Client().generic("GET", "/", PATH_INFO=address)
    assert not leads_to(answer).startswith(("//", "/\\", "http"))


def leads_to(answer: HttpResponseBase) -> str:
    return str(answer.headers.get("Location", ""))


@pytest.mark.django_db
@override_settings(**SAFE)
def test_by_http_a_page_leads_to_https_and_the_health_page_answers() -> None:
    client = Client(headers={"host": "uppsikt.example.se"})
    answer = client.get("/namnder/?manad=2022-10")
    assert leads_to(answer) == "https://uppsikt.example.se/namnder/?manad=2022-10"
    assert client.get("/halsa/").status_code == 200
    by_proxy = client.get("/", headers={"x-forwarded-proto": "https"})
    assert by_proxy.status_code == 200
    assert by_proxy.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.django_db
@override_settings(**SAFE | {"SECURE_PROXY_SSL_HEADER": None})
def test_without_a_proxy_nobody_is_believed_to_have_encrypted() -> None:
    client = Client(headers={"host": "uppsikt.example.se", "x-forwarded-proto": "https"})
    assert client.get("/").status_code == 301


@pytest.mark.parametrize(
    ("text", "address"),
    [("", ""), ("https://Uppsikt.Example.se/", "https://uppsikt.example.se"),
     ("http://localhost:8000", "http://localhost:8000")],
)  # fmt: skip
def test_an_address_is_scheme_and_host(
    text: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPPSIKT_ADDRESS", text)
    assert site_address("UPPSIKT_ADDRESS") == address


@pytest.mark.parametrize(
    "text",
    ["uppsikt.se", "ftp://x.se", "https://x.se/uppsikt", "https://a,https://b", "https://å.se"],
)
def test_what_is_no_address_names_the_setting(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPPSIKT_ADDRESS", text)
    with pytest.raises(UppsiktError, match="UPPSIKT_ADDRESS"):
        site_address("UPPSIKT_ADDRESS")


def test_with_https_a_proxy_stands_in_front(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UPPSIKT_PROXIES", raising=False)
    found = [proxies("UPPSIKT_PROXIES", is_safe=safe) for safe in (True, False)]
    monkeypatch.setenv("UPPSIKT_PROXIES", "2")
    assert [*found, proxies("UPPSIKT_PROXIES", is_safe=True)] == [1, 0, 2]
    for text, is_safe in (("0", True), ("-1", False), ("två", False), ("10", False)):
        monkeypatch.setenv("UPPSIKT_PROXIES", text)
        with pytest.raises(UppsiktError, match="UPPSIKT_PROXIES"):
            proxies("UPPSIKT_PROXIES", is_safe=is_safe)


def test_the_addresss_own_name_is_always_answered_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UPPSIKT_HOSTS", raising=False)
    address = "https://uppsikt.example.se:8443"
    assert host_names("UPPSIKT_HOSTS", address, ["localhost"]) == [
        "localhost",
        "uppsikt.example.se",
    ]
    monkeypatch.setenv("UPPSIKT_HOSTS", " intern.se , uppsikt.example.se,")
    assert host_names("UPPSIKT_HOSTS", address, ["localhost"]) == [
        "intern.se",
        "uppsikt.example.se",
    ]
    assert host_names("UPPSIKT_HOSTS", "", ["localhost"]) == ["intern.se", "uppsikt.example.se"]
