"""A key reads what its owner reads, as long as it holds; what is no key opens nothing."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client

from uppsikt.api import clock
from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.accounts.services import add_user, close_user
from uppsikt.platform.tokens.models import Token
from uppsikt.platform.tokens.secret import new_secret
from uppsikt.platform.tokens.services import end_token, make_token

pytestmark = [pytest.mark.database, pytest.mark.django_db]

COMMITTEES = "/api/v1/committees"


@pytest.fixture
def owner() -> User:
    return add_user(actor=COMMAND_LINE, now=clock.now(), email="anna@kommunen.example", name="Anna")


@pytest.fixture
def secret(owner: User) -> str:
    """A key that holds through today."""
    now = clock.now()
    made = make_token(
        actor=COMMAND_LINE, now=now, user=owner, name="Qlik", last_day=now.date(), by_code=True
    )
    return made.secret


def ask(api: Client, secret: str, scheme: str = "Bearer") -> int:
    """The status of an answer to whoever comes with a key."""
    return api.get(COMMITTEES, headers={"Authorization": f"{scheme} {secret}"}).status_code


def test_a_key_opens_and_is_noted(api: Client, secret: str) -> None:
    answer = api.get(COMMITTEES, headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert Token.objects.get().used_on == clock.now().date()
    assert ask(api, secret, "bearer") == 200


def test_a_key_that_holds_no_more_opens_nothing(
    api: Client, owner: User, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: tomorrow)
        assert ask(api, secret) == 401
    assert ask(api, secret) == 200
    close_user(actor=COMMAND_LINE, now=clock.now(), user=owner)
    assert ask(api, secret) == 401


def test_an_ended_key_opens_nothing(api: Client, secret: str) -> None:
    end_token(actor=COMMAND_LINE, now=clock.now(), token=Token.objects.get())
    assert ask(api, secret) == 401


def test_what_is_nearly_a_key_opens_nothing(api: Client, secret: str) -> None:
    forged = (
        secret[:-1], secret + "A", secret.upper(), secret.removeprefix("uppsikt_"), new_secret(),
        f"{secret},{secret}", f"{secret}\0", f"{secret} x", Token.objects.get().digest,
    )  # fmt: skip
    assert [ask(api, one) for one in forged] == [401] * len(forged)
    assert ask(api, secret, "Basic") == 401
    assert ask(api, secret, "") == 401


@pytest.mark.parametrize("name", ["key", "token", "access_token", "page", "q"])
def test_a_key_in_the_address_is_refused_and_written_nowhere(
    api: Client, secret: str, name: str, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    for written in (secret, quote(secret).replace("_", "%5F")):
        answer = api.get(f"{COMMITTEES}?{name}={written}")
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "key_in_address"
        assert secret not in answer.content.decode()
    out = capfd.readouterr()
    assert secret not in caplog.text + out.out + out.err
    assert "%5F" not in caplog.text + out.out + out.err


def test_a_header_that_is_put_in_is_told_nowhere(api: Client, secret: str) -> None:
    answer = api.get(COMMITTEES, headers={"Authorization": f"Bearer {secret}\r\nEvil: 1"})
    assert answer.status_code == 401
    assert "Evil" not in answer.headers
    assert secret not in answer.content.decode()
