"""Sign-in by password, as people meet it: right, wrong, too often, forgotten, and closed."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.test import Client, override_settings
from signing_in import CONTROLLER, PASSWORD, Answer, make_user, name_in_head, sign_in

from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.accounts.hasher import Hasher
from uppsikt.platform.accounts.services import close_user
from uppsikt.platform.audit.models import Entry
from uppsikt.web.account.adapter import WRONG
from uppsikt.web.clock import now

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SIGN_IN = "/konto/logga-in/"
NEW = "en helt ny lösenfras"


def text(answer: Answer) -> str:
    return answer.content.decode()


def at(when: datetime) -> AbstractContextManager[object]:
    """The pages' clock stands still for those who count attempts."""
    return mock.patch("uppsikt.web.account.limits.now", return_value=when)


def test_whoever_has_an_account_signs_in_and_out(client: Client) -> None:
    make_user()

    answer = sign_in(client)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert name_in_head(client) == "Controllern"
    assert "Du är inloggad som Controllern." in text(client.get("/konto/"))
    assert client.post("/konto/logga-ut/").status_code == 302
    assert name_in_head(client) == ""
    assert client.get("/konto/").status_code == 302


def test_the_password_is_kept_by_argon2(client: Client) -> None:
    assert make_user().password.startswith("argon2$argon2id$")


def test_a_link_does_not_sign_anybody_out(client: Client) -> None:
    make_user()
    sign_in(client)

    assert client.get("/konto/logga-ut/")["Location"] == "/konto/"
    assert name_in_head(client) == "Controllern"


def test_sign_in_leads_back_to_the_page_that_one_came_from(client: Client) -> None:
    make_user()
    page = "/namnder/ifon/ackumulerat/"

    form = text(client.get(SIGN_IN, headers={"referer": f"http://testserver{page}?a=1"}))
    assert f'name="next" value="{page}?a=1"' in form
    answer = client.post(SIGN_IN, {"login": CONTROLLER, "password": PASSWORD, "next": page})

    assert answer["Location"] == page


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "https:///evil.example"],
)
def test_sign_in_leads_to_no_other_site(client: Client, elsewhere: str) -> None:
    make_user()

    form = text(client.get(SIGN_IN, headers={"referer": elsewhere}))
    answer = client.post(SIGN_IN, {"login": CONTROLLER, "password": PASSWORD, "next": elsewhere})

    assert 'name="next"' not in form
    assert answer["Location"] == "/"


def test_unknown_wrong_and_closed_are_answered_alike(client: Client) -> None:
    make_user()
    closed = make_user("stangd@kommunen.example")
    close_user(actor=COMMAND_LINE, now=now(), user=closed)

    answers = [
        sign_in(client, email, password)
        for email, password in (
            ("ingen@kommunen.example", PASSWORD),
            (CONTROLLER, "fel"),
            (closed.email, PASSWORD),
            (closed.email, "fel"),
        )
    ]

    pages = {re.sub(r'value="[^"]*"', "", text(one)) for one in answers}
    assert {one.status_code for one in answers} == {200}
    assert len(pages) == 1
    assert WRONG in pages.pop()
    assert name_in_head(client) == ""


def test_an_unknown_address_costs_the_server_as_much_as_a_wrong_password(client: Client) -> None:
    make_user()
    with (
        mock.patch.object(
            Argon2PasswordHasher, "encode", autospec=True, side_effect=Argon2PasswordHasher.encode
        ) as hashed,
        mock.patch.object(
            Argon2PasswordHasher, "verify", autospec=True, side_effect=Argon2PasswordHasher.verify
        ) as verified,
    ):
        sign_in(client, password="fel")
        known = hashed.call_count + verified.call_count
        sign_in(client, "ingen@kommunen.example")
        assert hashed.call_count + verified.call_count == 2 * known == 2


def test_a_password_kept_by_more_work_is_kept_as_others_from_the_next_sign_in(
    client: Client,
) -> None:
    user = make_user()
    user.password = Argon2PasswordHasher().encode(PASSWORD, "ett salt som duger")
    user.save()
    assert "m=102400,t=2,p=8" in user.password
    sign_in(client)
    user.refresh_from_db()
    assert f"m={Hasher.memory_cost},t=1,p=1" in user.password
    assert user.check_password(PASSWORD)


def test_fields_left_empty_are_told_by_the_field(client: Client) -> None:
    page = text(client.post(SIGN_IN, {"login": "", "password": ""}))

    assert page.count("Fyll i fältet.") == 2
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_login_error"' in page


def test_a_form_from_elsewhere_is_refused() -> None:
    make_user()
    client = Client(enforce_csrf_checks=True)

    answer = sign_in(client)

    assert answer.status_code == 403
    assert "Formuläret gällde inte längre" in text(answer)


# --- attempts ---------------------------------------------------------------------------------


def test_after_five_wrong_passwords_one_waits_a_quarter(client: Client) -> None:
    make_user()
    for _ in range(5):
        assert sign_in(client, password="fel").status_code == 200

    answer = sign_in(client)

    assert answer.status_code == 429
    assert "Försök igen om 15 minuter, från klockan" in text(answer)
    assert 0 < int(answer["Retry-After"]) <= 901
    with at(now() + timedelta(minutes=15)):
        assert sign_in(client).status_code == 302


def test_the_wait_is_not_made_longer_by_trying(client: Client) -> None:
    make_user()
    start = now()
    for minute in range(5):
        with at(start + timedelta(minutes=minute)):
            sign_in(client, password="fel")
    with at(start + timedelta(minutes=14)):
        assert "Försök igen om 1 minut," in text(sign_in(client))
    with at(start + timedelta(minutes=15, seconds=1)):
        assert sign_in(client).status_code == 302


def test_what_was_right_does_not_count_and_pardons_nothing(client: Client) -> None:
    make_user()
    for _ in range(4):
        sign_in(client, password="fel")
    for _ in range(3):
        assert sign_in(client).status_code == 302
        client.post("/konto/logga-ut/")
    sign_in(client, password="fel")

    assert sign_in(client).status_code == 429


def test_a_guesser_elsewhere_does_not_lock_the_owner_out(client: Client) -> None:
    make_user()
    for _ in range(6):
        client.post(SIGN_IN, {"login": CONTROLLER, "password": "fel"}, REMOTE_ADDR="203.0.113.9")

    assert sign_in(client).status_code == 302


def test_a_guesser_with_many_addresses_is_stopped_at_the_account(client: Client) -> None:
    make_user()
    form = {"login": CONTROLLER, "password": "fel"}
    answers = [
        client.post(SIGN_IN, form, REMOTE_ADDR=f"203.0.113.{number}").status_code
        for number in range(21)
    ]

    assert answers == [200] * 20 + [429]


def test_an_account_that_nobody_has_is_limited_too(client: Client) -> None:
    for _ in range(5):
        sign_in(client, "ingen@kommunen.example")

    assert sign_in(client, " INGEN@kommunen.example").status_code == 429


def test_the_addresses_of_a_household_are_one(client: Client) -> None:
    form = {"login": CONTROLLER, "password": "fel"}
    answers = [
        client.post(SIGN_IN, form, REMOTE_ADDR=f"2001:db8:1:2::{number}").status_code
        for number in range(6)
    ]

    assert answers == [200] * 5 + [429]
    other = client.post(SIGN_IN, form, REMOTE_ADDR="2001:db8:1:3::1")
    assert other.status_code == 200


def test_who_comes_through_a_proxy_is_known_by_the_address_before_it(client: Client) -> None:
    make_user()
    with override_settings(PROXIES=1):
        for _ in range(5):
            client.post(
                SIGN_IN,
                {"login": CONTROLLER, "password": "fel"},
                headers={"x-forwarded-for": "198.51.100.7, 203.0.113.9"},
            )
        forged = client.post(
            SIGN_IN,
            {"login": CONTROLLER, "password": "fel"},
            headers={"x-forwarded-for": "198.51.100.8, 203.0.113.9"},
        )
    assert forged.status_code == 429


# --- a forgotten password ---------------------------------------------------------------------


def link_of(message: str) -> str:
    found = re.search(r"https?://\S+(/konto/losenord/nytt/\S+)", message)
    assert found, message
    return found[1]


def choose(client: Client, link: str, password: str, again: str | None = None) -> Answer:
    form = client.get(link, follow=True)
    action = re.search(r'method="post" action="([^"]+)"', text(form))
    assert action, text(form)
    return client.post(action[1], {"password1": password, "password2": again or password})


def test_a_forgotten_password_is_chosen_anew_by_a_mailed_link(client: Client) -> None:
    make_user()
    elsewhere = Client()
    sign_in(elsewhere)

    asked = client.post("/konto/losenord/glomt/", {"email": CONTROLLER.upper()})
    assert asked["Location"] == "/konto/losenord/skickat/"
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Nytt lösenord till Uppsikt", [CONTROLLER])
    link = link_of(str(sent.body))
    done = choose(client, link, NEW)

    assert done["Location"] == "/konto/losenord/klart/"
    assert name_in_head(elsewhere) == "", "whoever was signed in is signed out"
    assert sign_in(client).status_code == 200
    assert sign_in(client, password=NEW).status_code == 302
    assert "Länken är använd, för gammal" in text(Client().get(link, follow=True))


def test_the_link_leaves_the_address_before_the_form_is_shown(client: Client) -> None:
    make_user()
    client.post("/konto/losenord/glomt/", {"email": CONTROLLER})

    answer = client.get(link_of(str(mail.outbox[0].body)))

    assert answer.status_code == 302
    assert answer["Location"].endswith("-set-password/")


def test_nobody_learns_who_has_an_account(client: Client) -> None:
    make_user()
    close_user(actor=COMMAND_LINE, now=now(), user=make_user("stangd@kommunen.example"))

    answers = [
        client.post("/konto/losenord/glomt/", {"email": email})
        for email in (CONTROLLER, "ingen@kommunen.example", "stangd@kommunen.example")
    ]

    assert {(one.status_code, one["Location"]) for one in answers} == {
        (302, "/konto/losenord/skickat/")
    }
    assert [one.to for one in mail.outbox] == [[CONTROLLER]]


def test_mails_are_limited(client: Client) -> None:
    make_user()
    for _ in range(3):
        client.post("/konto/losenord/glomt/", {"email": CONTROLLER})

    answer = client.post("/konto/losenord/glomt/", {"email": CONTROLLER})

    assert answer.status_code == 429
    assert "60 minuter" in text(answer)
    assert len(mail.outbox) == 3


@override_settings(ADDRESS="https://uppsikt.kommunen.example", ALLOWED_HOSTS=["*"])
def test_a_link_is_to_the_sites_own_address_whatever_the_request_says(client: Client) -> None:
    make_user()

    client.post("/konto/losenord/glomt/", {"email": CONTROLLER}, headers={"host": "evil.example"})

    assert "https://uppsikt.kommunen.example/konto/losenord/nytt/" in str(mail.outbox[0].body)
    assert "evil" not in str(mail.outbox[0].body)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("kort", "kort", "minst 12 tecken"),
        ("password1234", "password1234", "vanligt"),
        (CONTROLLER, CONTROLLER, "för lik"),
        (NEW, "en annan lösenfras", "Lösenorden är inte lika."),
        ("", "", "Fyll i fältet."),
    ],
)
def test_a_password_that_will_not_do_says_why(
    client: Client, first: str, second: str, words: str
) -> None:
    user = make_user()
    client.post("/konto/losenord/glomt/", {"email": CONTROLLER})

    form = client.get(link_of(str(mail.outbox[0].body)), follow=True)
    action = re.search(r'method="post" action="([^"]+)"', text(form))
    assert action
    answer = client.post(action[1], {"password1": first, "password2": second})

    assert words in text(answer)
    assert User.objects.get(pk=user.pk).password == user.password


def test_a_changed_password_signs_out_everywhere_else(client: Client) -> None:
    make_user()
    elsewhere = Client()
    sign_in(elsewhere)
    sign_in(client)

    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    wrong = client.post("/konto/losenord/", {**form, "oldpassword": "fel"})
    right = client.post("/konto/losenord/", form)

    assert "Det är inte ditt nuvarande lösenord." in text(wrong)
    assert right["Location"] == "/konto/losenord/bytt/"
    assert "Överallt annars är du utloggad" in text(client.get("/konto/losenord/bytt/"))
    assert name_in_head(client) == "Controllern"
    assert name_in_head(elsewhere) == ""


def test_an_account_that_is_closed_is_signed_out_at_once(client: Client) -> None:
    user = make_user()
    sign_in(client)
    assert name_in_head(client)

    close_user(actor=COMMAND_LINE, now=now(), user=user)

    assert name_in_head(client) == ""
    assert Entry.objects.filter(verb="stängde kontot", thing=CONTROLLER).count() == 1


# --- what does not exist ----------------------------------------------------------------------


@pytest.mark.parametrize("page", ["registrera", "signup", "email", "losenord/satt"])
def test_only_the_pages_that_we_have_are_there(client: Client, page: str) -> None:
    assert client.get(f"/konto/{page}/").status_code == 404


def test_the_public_gets_no_cookie_and_whoever_signs_in_a_safe_one(client: Client) -> None:
    make_user()
    assert not client.get("/sa-raknas-det/").cookies

    cookie = sign_in(client).cookies["session"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
