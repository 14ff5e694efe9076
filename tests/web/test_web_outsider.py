"""What somebody from outside tries: other names, verbs, paths, hosts, sessions and forms."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.tokens.models import Token
from uppsikt.platform.tokens.selectors import owner_of
from uppsikt.platform.tokens.services import make_token
from uppsikt.web.addresses import addresses
from uppsikt.web.clock import now

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OWN = "/namnder/arbetslivsnamnden/2022-10"
EVIL = "https://ond.example/"
TRICKS = (
    "/namnder/..%2f..%2fetc%2fpasswd/",
    "/namnder/arbetslivsnamnden%00/2022-10/",
    "/namnder/arbetslivsnamnden/2022-10%00/",
    "/namnder/" + "a" * 5000 + "/",
    "/namnder/ARBETSLIVSNAMNDEN/2022-10/",
    "/namnder/ifon'%20or%20'1'='1/2022-10/",
    "/static/../db.sqlite3",
    "/static/%2e%2e/%2e%2e/secret.key",
    "/filer/..%2f..%2fsecret.key/",
    "/utseende/0/..%2f..%2fsecret.key",
    "/anvandare/99999999999999999999/",
    "/arbeten/99999999999999999999/",
    "/utskick/-1/",
)


@pytest.fixture
def outsider(demo: Client) -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.parametrize("path", TRICKS)
def test_a_path_that_is_a_trick_finds_nothing(outsider: Client, path: str) -> None:
    answer = outsider.get(path)
    assert answer.status_code in (302, 400, 403, 404), path
    assert b"Traceback" not in answer.content
    assert b"SQLite" not in answer.content


@pytest.mark.parametrize(
    "host", ["ond.example", "localhost.ond.example", "localhost:80@ond.example"]
)
def test_another_host_is_answered_by_nothing(outsider: Client, host: str) -> None:
    answer = outsider.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert host.encode() not in answer.content


@pytest.mark.parametrize("verb", ["put", "patch", "delete", "trace"])
def test_other_verbs_change_nothing(outsider: Client, verb: str) -> None:
    for path in ("/", f"{OWN}/", f"{OWN}/verifikationer/", "/granska/", "/anvandare/"):
        assert getattr(outsider, verb)(path).status_code in (302, 403, 405), path


def test_a_form_without_its_mark_does_nothing(outsider: Client) -> None:
    before = User.objects.count()
    user = User.objects.create_user("administratören")
    RoleGrant.objects.create(user=user, role="ADMINISTRATOR", valid_from="2022-01-01")
    outsider.force_login(user)
    for path in (
        "/anvandare/ny/", f"/anvandare/{user.pk}/roll/", f"/anvandare/{user.pk}/stang/",
        "/konto/logga-ut/", "/konto/logga-ut/overallt/", "/granska/", "/las-in/",
    ):  # fmt: skip
        assert outsider.post(path, {"email": "ond@ond.example"}).status_code == 403, path
    user.refresh_from_db()
    assert user.is_active
    assert User.objects.count() == before + 1


@pytest.mark.parametrize("way", [EVIL, "//ond.example/", "/\\ond.example", "javascript:alert(1)"])
def test_sign_in_leads_nowhere_else(outsider: Client, way: str) -> None:
    answer = outsider.get("/konto/logga-in/", {"next": way})
    assert "ond.example" not in answer.headers.get("Location", "")
    user = User.objects.create_user("någon")
    outsider.force_login(user)
    answer = outsider.get("/konto/logga-in/", {"next": way})
    assert "ond.example" not in answer.headers.get("Location", "")
    assert "javascript" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("key", ["x" * 32, "../../x", "0" * 32, "' or 1=1 --"])
def test_a_forged_session_is_nobodys(outsider: Client, key: str) -> None:
    outsider.cookies[settings.SESSION_COOKIE_NAME] = key
    assert outsider.get("/konto/").status_code == 302
    assert b'name="text"' not in outsider.get(f"{OWN}/verifikationer/").content


def test_a_session_that_only_names_a_user_is_nobodys(outsider: Client) -> None:
    user = User.objects.create_user("controllern")
    RoleGrant.objects.create(
        user=user, role="CONTROLLER", committee="arbetslivsnamnden", valid_from="2022-01-01"
    )
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session.save()
    outsider.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    assert outsider.get("/konto/").status_code == 302


def test_a_closed_account_is_signed_out_at_once(outsider: Client) -> None:
    user = User.objects.create_user("controllern")
    outsider.force_login(user)
    assert outsider.get("/konto/").status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert outsider.get("/konto/").status_code == 302


def test_no_answer_is_guessed_at_and_no_header_is_put_in(outsider: Client) -> None:
    for name, value in (("X-Forwarded-Host", "ond.example"), ("X-Forwarded-For", "1\r\nEvil: 1")):
        answer = outsider.get("/", headers={name: value})
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Evil" not in answer.headers
        assert b"ond.example" not in answer.content
    answer = outsider.get(f"{OWN}/verifikationer.csv?text=%0d%0aEvil:%201")
    assert "Evil" not in answer.headers


def test_every_address_is_refused_to_guessing_without_a_fault(outsider: Client) -> None:
    assert len(list(addresses())) > 50
    for slug in ("ingen", "arbetslivsnamnden2", "skola"):
        for path in ("", "perioder/", "ackumulerat/", "2022-10/", "2022-10/verifikationer/"):
            assert outsider.get(f"/namnder/{slug}/{path}").status_code == 404


SECRET = "uppsikt_" + "A" * 43


def test_forms_of_keys_without_their_mark_do_nothing(outsider: Client) -> None:
    user = User.objects.create_user("administratören")
    RoleGrant.objects.create(user=user, role="ADMINISTRATOR", valid_from="2022-01-01")
    made = make_token(actor=COMMAND_LINE, now=now(), user=user, name="Qlik", by_code=True)
    outsider.force_login(user)
    number = made.token.number
    for path in (
        "/konto/nycklar/ny/", f"/konto/nycklar/{number}/", f"/anvandare/{user.pk}/nyckel/{number}/",
    ):  # fmt: skip
        assert outsider.post(path, {"name": "Ond"}).status_code == 403, path
    assert owner_of(made.secret, now=now()) == user
    assert Token.objects.count() == 1


def test_a_key_opens_no_page(outsider: Client) -> None:
    user = User.objects.create_user("controllern")
    RoleGrant.objects.create(
        user=user, role="CONTROLLER", committee="arbetslivsnamnden", valid_from="2022-01-01"
    )
    secret = make_token(actor=COMMAND_LINE, now=now(), user=user, name="Qlik", by_code=True).secret
    headers = {"Authorization": f"Bearer {secret}"}
    assert outsider.get("/konto/", headers=headers).status_code == 302
    page = outsider.get(f"{OWN}/verifikationer/", headers=headers)
    assert b'name="text"' not in page.content
    for name in (settings.SESSION_COOKIE_NAME, "key", "Authorization"):
        outsider.cookies[name] = secret
    assert outsider.get("/konto/").status_code == 302


@pytest.mark.parametrize("path", ["/", "/sok/", "/konto/logga-in/", f"{OWN}/verifikationer/"])
def test_a_key_in_a_pages_address_is_logged_nowhere(
    outsider: Client, path: str, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert outsider.get(path, {"key": SECRET, "minst": SECRET}).status_code in (200, 400)
    out = capfd.readouterr()
    assert SECRET not in caplog.text + out.out + out.err


def test_a_form_of_a_key_says_nothing_of_whose_it_is(demo: Client) -> None:
    user, other = User.objects.create_user("den ena"), User.objects.create_user("den andra")
    browser = Client()
    browser.force_login(user)
    form = {
        "name": "Qlik", "user": other.pk, "owner": other.pk, "by_code": "True",
        "digest": "0" * 64, "tail": "ondo", "last_day": "", "ended_at": "",
    }  # fmt: skip
    assert browser.post("/konto/nycklar/ny/", form).status_code == 200
    row = Token.objects.get()
    assert (row.user, row.name) == (user, "Qlik")
    assert row.digest != "0" * 64
    assert row.tail != "ondo"


@pytest.mark.parametrize(
    "asked",
    [
        "' or 1=1 --", "%' union select password from access_user --", "\0", "a\0b", "(((",
        '"""', "*", "NEAR(a b)", "<script>alert(1)</script>", "{{7*7}}", "\\", "%%%", "ä" * 5000,
    ],
)  # fmt: skip
def test_whatever_is_looked_for_is_only_looked_for(outsider: Client, asked: str) -> None:
    for query in ({"q": asked}, {"q": "nämnd", "slag": asked}, {"q": "nämnd", "sida": asked}):
        answer = outsider.get("/sok/", query)
        assert answer.status_code in (200, 404), query
        for never in (b"<script", b"Traceback", b"argon2", b"sqlite", b">49<"):
            assert never not in answer.content


@pytest.mark.parametrize("page", ["0", "-1", "10001", "9" * 400, "1e3", "\u0663", "1\0", "NaN"])
def test_no_page_number_of_a_search_is_a_fault(outsider: Client, page: str) -> None:
    answer = outsider.get("/sok/", {"q": "nämnd", "slag": "organisation", "sida": page})
    assert answer.status_code == 404
