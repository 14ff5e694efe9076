"""Sign-in by a municipality's directory, against a real provider; and what is tried against it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from unittest import mock
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from directory_server import CALLBACK, CLIENT, SECRET
from django.test import Client, override_settings
from signing_in import CONTROLLER, Answer, make_user, name_in_head

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.accounts.services import close_user
from uppsikt.web.account.directory import DOWN, FAILED, NOT_MADE, UNPROVED
from uppsikt.web.clock import now
from uppsikt.web.directory_settings import Directory, directory

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BEGIN = "/konto/katalog/kommunen/"
_GET_TOKEN = "allauth.socialaccount.providers.oauth2.client.OAuth2Client.get_access_token"


def text(answer: Answer) -> str:
    return answer.content.decode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The directory's address, while the module runs."""
    here = Path(__file__).parent
    environment = {
        name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"
    }
    with subprocess.Popen(
        [sys.executable, here / "directory_server.py", tmp_path_factory.mktemp("directory")],
        env=environment | {"PYTHONPATH": str(here)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


@pytest.fixture
def named(server: str) -> Iterator[str]:
    """The settings that name the directory."""
    known = Directory(f"{server}/o", CLIENT, SECRET, name="Provköpings konto")
    with override_settings(DIRECTORY=known, SOCIALACCOUNT_PROVIDERS=known.providers):
        yield server


def at_the_directory(asked: str, who: str, email: str = CONTROLLER, tried: str = "tried") -> str:
    """What the directory's browser is led to after somebody has signed in there."""
    browser = requests.Session()
    refused = browser.get(asked, allow_redirects=False, timeout=30)
    login = (
        f"{refused.headers['Location']}&{urlencode({'who': who, 'email': email, 'tried': tried})}"
    )
    base = "{0.scheme}://{0.netloc}".format(urlsplit(asked))
    back = browser.get(f"{base}{login}", allow_redirects=False, timeout=30)
    answer = browser.get(f"{base}{back.headers['Location']}", allow_redirects=False, timeout=30)
    assert answer.headers["Location"].startswith(CALLBACK), answer.text
    return answer.headers["Location"].removeprefix("http://testserver")


def by_directory(client: Client, who: str = "a-1", email: str = CONTROLLER, **rest: str) -> Answer:
    """The whole way: to the directory, signed in there, and back."""
    asked = client.get(BEGIN)["Location"]
    return client.get(at_the_directory(asked, who, email, **rest))


def test_it_is_off_until_it_is_named(client: Client) -> None:
    assert client.get(BEGIN).status_code == 404
    assert client.get(f"{BEGIN}svar/?code=x&state=y").status_code == 404
    assert "konto/katalog" not in text(client.get("/konto/logga-in/"))


def test_whoever_has_an_account_signs_in_by_the_directory(client: Client, named: str) -> None:
    make_user()
    page = text(client.get("/konto/logga-in/"))
    assert "Logga in med Provköpings konto" in page

    answer = by_directory(client)

    assert answer["Location"] == "/", text(answer)
    assert name_in_head(client) == "Controllern"
    assert "med kommunens katalog" in text(client.get("/konto/"))


def test_state_nonce_and_pkce_are_sent_and_nothing_else_that_is_asked_for(
    client: Client, named: str
) -> None:
    asked = client.get(f"{BEGIN}?scope=admin&auth_params=prompt%3Dnone")["Location"]

    sent = parse_qs(urlsplit(asked).query)
    assert {"state", "nonce", "code_challenge"} <= set(sent)
    assert sent["code_challenge_method"] == ["S256"]
    assert set(sent["scope"][0].split()) == {"openid", "profile", "email"}
    assert "prompt" not in sent


def test_it_leads_back_to_a_page_of_ours_alone(client: Client, named: str) -> None:
    make_user()
    for page, leads in (("/utseende/", "/utseende/"), ("https://evil.example/", "/")):
        asked = client.get(f"{BEGIN}?next={quote(page)}")["Location"]
        assert client.get(at_the_directory(asked, "a-1"))["Location"] == leads
        client.post("/konto/logga-ut/")


def test_an_unknown_person_gets_no_account(client: Client, named: str) -> None:
    answer = by_directory(client, email="ny@kommunen.example")

    assert answer.status_code == 403
    assert NOT_MADE in text(answer)
    assert not User.objects.exists()
    assert name_in_head(client) == ""


def test_an_address_that_was_never_tried_opens_nothing(client: Client, named: str) -> None:
    make_user()

    assert UNPROVED in text(by_directory(client, tried="no"))
    assert name_in_head(client) == ""


def test_a_closed_account_is_not_opened_by_the_directory(client: Client, named: str) -> None:
    close_user(actor=COMMAND_LINE, now=now(), user=make_user())

    assert NOT_MADE in text(by_directory(client))


def test_an_address_that_is_given_to_another_person_opens_nothing(
    client: Client, named: str
) -> None:
    make_user()
    assert by_directory(client, "a-1").status_code == 302
    client.post("/konto/logga-ut/")

    assert NOT_MADE in text(by_directory(client, "b-2"))
    assert name_in_head(client) == ""
    assert SocialAccount.objects.count() == 1
    assert by_directory(client, "a-1").status_code == 302


# --- what is tried against it -----------------------------------------------------------------


def test_a_forged_or_borrowed_state_is_refused(client: Client, named: str) -> None:
    make_user()
    answer = at_the_directory(client.get(BEGIN)["Location"], "a-1")
    state = parse_qs(urlsplit(answer).query)["state"][0]

    other = Client()
    for address in (answer, answer.replace(state, "forged")):
        refused = other.get(address)
        assert refused.status_code == 403
        assert FAILED in text(refused)
        assert name_in_head(other) == ""
    assert client.get(answer).status_code == 302, "the browser that asked"
    client.post("/konto/logga-ut/")
    assert FAILED in text(client.get(answer)), "once"


def test_an_answer_with_another_nonce_is_refused(client: Client, named: str) -> None:
    make_user()
    asked = client.get(BEGIN)["Location"]
    nonce = parse_qs(urlsplit(asked).query)["nonce"][0]

    answer = client.get(at_the_directory(asked.replace(nonce, "another"), "a-1"))

    assert FAILED in text(answer)
    assert name_in_head(client) == ""


def test_a_stolen_code_is_of_no_use_without_the_browsers_own_secret(
    client: Client, named: str
) -> None:
    answer = at_the_directory(client.get(BEGIN)["Location"], "a-1")
    form = {
        "grant_type": "authorization_code",
        "code": parse_qs(urlsplit(answer).query)["code"][0],
        "redirect_uri": CALLBACK,
        "client_id": CLIENT,
        "client_secret": SECRET,
    }
    assert requests.post(f"{named}/o/token/", data=form, timeout=30).status_code == 400


@pytest.mark.parametrize("way", ["another key", "the shared secret", "none", "nonsense"])
def test_a_token_that_the_directory_did_not_sign_is_refused(
    client: Client, named: str, way: str
) -> None:
    make_user()
    asked = client.get(BEGIN)["Location"]
    nonce = parse_qs(urlsplit(asked).query)["nonce"][0]
    kid = requests.get(f"{named}/o/.well-known/jwks.json", timeout=30).json()["keys"][0]["kid"]
    claims = {
        "iss": f"{named}/o",
        "aud": CLIENT,
        "sub": "a-1",
        "email": CONTROLLER,
        "email_verified": True,
        "nonce": nonce,
        "iat": int(time.time()),
        "exp": int(time.time()) + 600,
    }
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    tokens = {
        "another key": jwt.encode(claims, key, "RS256", {"kid": kid}),
        "the shared secret": jwt.encode(claims, SECRET, "HS256", {"kid": kid}),
        "none": jwt.encode(claims, "", "none", {"kid": kid}),
        "nonsense": "a.b.c",
    }
    forged = {"access_token": "x", "id_token": tokens[way]}
    back = at_the_directory(asked, "a-1")

    with mock.patch(_GET_TOKEN, return_value=forged):
        answer = client.get(back)

    assert FAILED in text(answer)
    assert name_in_head(client) == ""


@pytest.mark.parametrize(
    "change", [{"aud": "another"}, {"iss": "https://evil.example"}, {"exp": 1}, {"sub": ""}]
)
def test_a_token_for_somebody_else_or_another_time_is_refused(
    client: Client, named: str, change: dict[str, object]
) -> None:
    """Signed by the directory's key as it is told, so that nothing but the claim is wrong."""
    make_user()
    asked = client.get(BEGIN)["Location"]
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    claims = {
        "iss": f"{named}/o",
        "aud": CLIENT,
        "sub": "a-1",
        "email": CONTROLLER,
        "email_verified": True,
        "nonce": parse_qs(urlsplit(asked).query)["nonce"][0],
        "exp": int(time.time()) + 600,
    }
    back = at_the_directory(asked, "a-1")
    for told, works in ((change, False), ({}, True)):
        token = jwt.encode({**claims, **told}, key, "RS256", {"kid": "k"})
        with (
            mock.patch(_GET_TOKEN, return_value={"access_token": "x", "id_token": token}),
            mock.patch(
                "allauth.socialaccount.internal.jwtkit.fetch_key",
                return_value=("RS256", key.public_key()),
            ),
        ):
            if works:  # the state was used: begun anew, with its own nonce
                asked = client.get(BEGIN)["Location"]
                claims["nonce"] = parse_qs(urlsplit(asked).query)["nonce"][0]
                token = jwt.encode(claims, key, "RS256", {"kid": "k"})
                back = at_the_directory(asked, "a-1")
                with mock.patch(_GET_TOKEN, return_value={"access_token": "x", "id_token": token}):
                    assert client.get(back).status_code == 302
            else:
                assert FAILED in text(client.get(back))


def test_a_directory_that_does_not_answer_is_told(client: Client) -> None:
    nobody = Directory("http://127.0.0.1:9/o", CLIENT, SECRET)
    with override_settings(DIRECTORY=nobody, SOCIALACCOUNT_PROVIDERS=nobody.providers):
        answer = client.get(BEGIN)

    assert answer.status_code == 403
    assert DOWN in text(answer)


def test_whoever_says_no_at_the_directory_is_told(client: Client, named: str) -> None:
    state = parse_qs(urlsplit(client.get(BEGIN)["Location"]).query)["state"][0]

    answer = client.get(f"{BEGIN}svar/?error=access_denied&state={state}")

    assert answer.status_code == 403
    assert FAILED in text(answer)


# --- the settings -----------------------------------------------------------------------------

NAMED = {
    "UPPSIKT_OIDC_SERVER": "https://login.kommunen.example/",
    "UPPSIKT_OIDC_CLIENT": "uppsikt",
    "UPPSIKT_OIDC_SECRET": "hemlig",
}


def test_the_settings_are_all_there_or_none() -> None:
    assert directory({}) is None
    found = directory(NAMED | {"UPPSIKT_OIDC_CLAIM": "upn"})
    assert found == Directory("https://login.kommunen.example", "uppsikt", "hemlig", claim="upn")
    for left_out in NAMED:
        with pytest.raises(UppsiktError) as caught:
            directory({name: text for name, text in NAMED.items() if name != left_out})
        assert left_out in str(caught.value)
        assert "hemlig" not in str(caught.value)
    with pytest.raises(UppsiktError, match="går inte att ställa in"):
        directory(NAMED | {"UPPSIKT_OIDC_SERVER": "http://login.kommunen.example"})
