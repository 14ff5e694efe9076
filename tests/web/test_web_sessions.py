"""How long one is signed in, and how it ends: by itself, everywhere, and with the account."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from signing_in import CONTROLLER, Answer, make_user, name_in_head, sign_in

from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.accounts.models import SignIn
from uppsikt.platform.accounts.services import close_user, open_user
from uppsikt.platform.accounts.sign_in_rules import browser_in_words, is_over
from uppsikt.platform.audit.models import Entry
from uppsikt.web.clock import now

pytestmark = [pytest.mark.database, pytest.mark.django_db]

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def text(answer: Answer) -> str:
    return answer.content.decode()


def later(hours: float) -> AbstractContextManager[object]:
    """The clock of those who look at sessions, so many hours on."""
    return mock.patch(
        "uppsikt.web.account.sessions.now", return_value=now() + timedelta(hours=hours)
    )


def test_whoever_opens_no_page_for_an_hour_signs_in_again(client: Client) -> None:
    make_user()
    sign_in(client)
    with later(0.9):
        assert name_in_head(client)
    with later(1.8):
        assert name_in_head(client), "an hour is counted from the last page"
    with later(2.9):
        answer = client.get("/sa-raknas-det/?a=1")

    assert answer["Location"] == "/konto/logga-in/?utloggad=1&next=%2Fsa-raknas-det%2F%3Fa%3D1"
    page = text(client.get(answer["Location"]))
    assert "Du har loggats ut." in page
    assert 'name="next" value="/sa-raknas-det/?a=1"' in page
    assert name_in_head(client) == ""


def test_however_busy_one_signs_in_again_after_twelve_hours(client: Client) -> None:
    make_user()
    sign_in(client)
    for step in range(1, 24):
        with later(step / 2):
            assert name_in_head(client), step
    with later(12):
        assert client.get("/konto/").status_code == 302
    assert name_in_head(client) == ""


def test_what_is_sent_when_time_is_out_is_not_done(client: Client) -> None:
    make_user()
    sign_in(client)
    with later(1.1):
        answer = client.post("/konto/losenord/", {"oldpassword": "x"})

    assert answer["Location"] == "/konto/logga-in/?utloggad=1"


def test_one_sees_where_one_is_signed_in_and_signs_out_everywhere(client: Client) -> None:
    make_user()
    elsewhere = Client(headers={"user-agent": WINDOWS})
    sign_in(elsewhere)
    sign_in(client)

    page = text(client.get("/konto/"))
    assert "Firefox på Windows" in page
    assert page.count("(här)") == 1
    client.post("/konto/logga-ut/overallt/")

    assert name_in_head(client) == ""
    assert elsewhere.get("/konto/")["Location"].startswith("/konto/logga-in/?utloggad=1")
    assert name_in_head(elsewhere) == ""
    assert client.get("/konto/logga-ut/overallt/").status_code == 405
    verbs = Entry.objects.filter(thing=CONTROLLER).values_list("verb", flat=True)
    assert list(verbs)[-3:] == ["loggade in", "loggade in", "loggade ut överallt"]


def test_an_account_that_is_opened_again_is_signed_in_nowhere(client: Client) -> None:
    user = make_user()
    sign_in(client)

    close_user(actor=COMMAND_LINE, now=now(), user=user)
    open_user(actor=COMMAND_LINE, now=now(), user=user)

    assert name_in_head(client) == ""


def test_signing_in_changes_the_sessions_key_and_out_removes_it(client: Client) -> None:
    make_user()
    client.get("/konto/logga-in/")
    session = client.session
    session["before"] = "1"
    session.save()
    before = session.session_key

    sign_in(client)
    after = client.session.session_key
    client.post("/konto/logga-ut/")

    assert before != after
    assert not Session.objects.filter(session_key__in=[before, after]).exists()
    assert SignIn.objects.get().ended_at is not None
    assert Entry.objects.filter(verb="loggade ut", thing=CONTROLLER).count() == 1


def test_a_session_without_a_sign_in_is_nobodys(client: Client) -> None:
    """As one would be that was made by other means than the pages."""
    make_user()
    sign_in(client)
    SignIn.objects.all().delete()

    assert client.get("/konto/").status_code == 302
    assert name_in_head(client) == ""


def test_the_two_times_at_their_edge() -> None:
    start = now()
    hour, second = timedelta(hours=1), timedelta(seconds=1)
    assert not is_over(began=start, seen=start, now=start + hour - second)
    assert is_over(began=start, seen=start, now=start + hour)
    assert not is_over(began=start, seen=start + 11.5 * hour, now=start + 12 * hour - second)
    assert is_over(began=start, seen=start + 11.5 * hour, now=start + 12 * hour)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WINDOWS, "Firefox på Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1", "Safari på iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36", "Chrome på Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge på Windows"),
        ("", "okänd webbläsare"),
        ("<script>" * 500, "okänd webbläsare"),
    ],
)
def test_a_browser_in_words(agent: str, words: str) -> None:
    assert browser_in_words(agent) == words
