"""The pages of keys: made once and shown once, ended after a question, one's own and others'."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from datetime import timedelta
from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from signing_in import CONTROLLER, PASSWORD, Answer, make_user, sign_in

from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.backup.rows import columns, lines, tables
from uppsikt.platform.tokens.models import Token
from uppsikt.platform.tokens.selectors import owner_of
from uppsikt.platform.tokens.services import make_token
from uppsikt.web.clock import now, today

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LIST, NEW = "/konto/nycklar/", "/konto/nycklar/ny/"
SECRET = re.compile(r">(uppsikt_[\w-]{43})</textarea>")


def text(answer: Answer) -> str:
    return answer.content.decode()


def confirmed(client: Client) -> Client:
    """The client when its owner has given the password once more."""
    assert client.post(f"/konto/bekrafta/?next={NEW}", {"password": PASSWORD})["Location"] == NEW
    return client


def person(email: str, role: str = "") -> tuple[User, Client]:
    """Somebody who has signed in by password, with a role or none."""
    user, client = make_user(email, email.partition("@")[0].capitalize()), Client()
    if role:
        RoleGrant.objects.create(user=user, role=role, valid_from=today())
    sign_in(client, email)
    return user, client


@pytest.fixture
def owner() -> User:
    return make_user()


@pytest.fixture
def own(owner: User, client: Client) -> Client:
    """The owner's browser."""
    sign_in(client)
    return client


def test_a_key_is_made_after_a_confirmation_and_shown_once(owner: User, own: Client) -> None:
    assert "Du har ingen nyckel som gäller." in text(own.get(LIST))
    assert own.get(NEW)["Location"] == f"/konto/bekrafta/?next={NEW.replace('/', '%2F')}"
    assert not Token.objects.exists()
    page = text(confirmed(own).get(NEW))
    assert f'value="{today() + timedelta(days=90)}"' in page

    answer = own.post(NEW, {"name": "Power BI", "last_day": f"{today() + timedelta(days=10)}"})

    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    found = SECRET.findall(text(answer))
    assert len(found) == 1
    (secret,) = found
    assert owner_of(secret, now=now()) == owner
    shown = text(own.get(LIST))
    assert "Du har en nyckel som gäller." in shown
    assert secret not in shown
    assert f"<code>{secret[-4:]}</code>" in shown
    kept = [line for model in tables(apps).values() for line in lines(model, columns(model))]
    kept += [f"{one.get_decoded()}".encode() for one in Session.objects.all()]
    assert secret.encode() not in b"".join(kept)
    assert [letter.subject for letter in mail.outbox][-1:] == [
        "Ny nyckel till ditt konto i Uppsikt"
    ]
    assert secret not in mail.outbox[-1].body


def test_a_form_that_is_sent_twice_makes_one_key(owner: User, own: Client) -> None:
    form = {"name": "Excel", "last_day": ""}
    first = confirmed(own).post(NEW, form)
    again = own.post(NEW, form)

    assert SECRET.search(text(first))
    assert not SECRET.search(text(again))
    assert "Det finns redan en nyckel med det namnet." in text(again)
    assert Token.objects.count() == 1


def test_a_form_that_was_sent_too_late_is_done_after_the_confirmation(
    owner: User, own: Client
) -> None:
    answer = own.post(NEW, {"name": "Excel", "last_day": ""})
    assert not Token.objects.exists()
    page = own.post(answer["Location"], {"password": PASSWORD})
    assert SECRET.search(text(page))
    assert Token.objects.count() == 1


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"name": ""}, "Fyll i fältet."),
        ({"name": "uppsikt_abc"}, "ser ut att innehålla en nyckel"),
        ({"name": "x" * 81}, "får ha högst 80 tecken"),
        ({"name": "Excel", "last_day": "2020-01-01"}, "kan inte gälla till den dagen"),
        ({"name": "Excel", "last_day": "2999-01-01"}, "kan inte gälla till den dagen"),
        ({"name": "Excel", "last_day": "imorgon"}, "Skriv dagen som 2026-01-31."),
    ],
)
def test_what_is_wrong_is_told_and_no_key_is_made(
    own: Client, form: dict[str, str], told: str
) -> None:
    answer = confirmed(own).post(NEW, form)
    assert told in text(answer)
    assert not Token.objects.exists()


def test_one_ends_a_key_of_ones_own_after_a_question(owner: User, own: Client) -> None:
    made = make_token(actor=COMMAND_LINE, now=now(), user=owner, name="Qlik", by_code=True)
    page = f"{LIST}{made.token.number}/"
    asked = text(own.get(page))
    assert "Program som använder nyckeln får inget svar från och med nu." in asked
    assert owner_of(made.secret, now=now()) == owner, "it was only asked"

    assert own.post(page)["Location"] == LIST

    assert owner_of(made.secret, now=now()) is None
    assert own.post(page)["Location"] == LIST, "once more does no harm"
    assert "Nyckeln gäller inte längre: avslutad." in text(own.get(page))
    (entry,) = Entry.objects.filter(verb="avslutade en nyckel")
    assert entry.actor == f"{owner.first_name} (konto {owner.pk})"


@pytest.mark.parametrize(
    "role",
    ["", "READER", "MANAGER", "CONTROLLER", "SECRETARY", "HEAD", "AUDITOR", "ADMINISTRATOR"],
)
def test_anothers_key_is_not_found_and_others_end_none(owner: User, role: str) -> None:
    made = make_token(actor=COMMAND_LINE, now=now(), user=owner, name="Qlik", by_code=True)
    user, client = person("annan@kommunen.example", role)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})

    assert client.get(f"{LIST}{made.token.number}/").status_code == 404
    assert client.post(f"{LIST}{made.token.number}/").status_code == 404
    assert "Qlik" not in text(client.get(LIST))
    others = f"/anvandare/{owner.pk}/nyckel/{made.token.number}/"
    ends = role == "ADMINISTRATOR"
    assert client.get(others).status_code == (200 if ends else 403)
    assert client.post(f"/anvandare/{user.pk}/nyckel/{made.token.number}/").status_code == (
        404 if ends else 403
    ), "whose it is stands in the address"
    page = client.get(f"/anvandare/{owner.pk}/")
    assert ("Qlik" in text(page)) is (role in ("AUDITOR", "ADMINISTRATOR"))
    assert (others in text(page)) is ends
    assert client.post(others).status_code == (302 if ends else 403)
    assert (owner_of(made.secret, now=now()) is None) is ends
    assert client.post(f"/anvandare/{owner.pk}/nyckel/").status_code in (403, 404)


def test_a_role_that_demands_a_code_makes_keys_with_one_alone(owner: User, own: Client) -> None:
    RoleGrant.objects.create(user=owner, role="CONTROLLER", valid_from=today())
    answer = confirmed(own).post(NEW, {"name": "Excel", "last_day": ""})
    assert answer["Location"] == "/konto/engangskod/"
    assert not Token.objects.exists()

    Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data={})
    secret = SECRET.findall(text(own.post(NEW, {"name": "Excel", "last_day": ""})))
    assert owner_of(secret[0], now=now()) == owner


def test_a_key_of_a_password_alone_does_not_get_a_later_role(owner: User, own: Client) -> None:
    secret = SECRET.findall(text(confirmed(own).post(NEW, {"name": "Excel", "last_day": ""})))
    assert owner_of(secret[0], now=now()) == owner
    RoleGrant.objects.create(user=owner, role="CONTROLLER", valid_from=today())
    assert owner_of(secret[0], now=now()) is None


def test_signing_out_everywhere_ends_the_keys(owner: User, own: Client) -> None:
    made = make_token(actor=COMMAND_LINE, now=now(), user=owner, name="Qlik", by_code=True)
    own.post("/konto/logga-ut/overallt/")
    assert owner_of(made.secret, now=now()) is None


def new_password(own: Client, old: str = PASSWORD) -> Answer:
    new = "blå bussar vid bron"
    form = {"oldpassword": old, "password1": new, "password2": new}
    return own.post("/konto/losenord/", form)


def test_a_new_password_ends_the_keys_and_is_told_by_mail(owner: User, own: Client) -> None:
    made = make_token(actor=COMMAND_LINE, now=now(), user=owner, name="Qlik", by_code=True)
    mail.outbox.clear()
    assert new_password(own, old="fel").status_code == 200
    assert owner_of(made.secret, now=now()) == owner
    assert mail.outbox == []

    assert new_password(own).status_code == 302

    assert owner_of(made.secret, now=now()) is None
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([CONTROLLER], "Ditt lösenord till Uppsikt är bytt")
    assert "blå bussar" not in letter.body
    assert Entry.objects.filter(verb="valde lösenord", thing=CONTROLLER).count() == 1


def test_a_password_chosen_by_the_link_is_told_by_mail(owner: User, client: Client) -> None:
    client.post("/konto/losenord/glomt/", {"email": CONTROLLER})
    link = re.search(r"https?://[^/]+(/\S+)", str(mail.outbox[0].body))
    assert link
    page = client.get(link[1], follow=True)
    new = "gula skepp på havet"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert [one.subject for one in mail.outbox][1:] == ["Ditt lösenord till Uppsikt är bytt"]
    owner.refresh_from_db()
    assert owner.check_password(new)


def test_a_password_is_not_changed_if_that_cannot_be_told(owner: User, own: Client) -> None:
    """The mail is written in the transaction of the password, and so is the end of the keys."""
    broken: AbstractContextManager[object] = mock.patch(
        "uppsikt.platform.accounts.services.tell", side_effect=OSError
    )
    own.raise_request_exception = False
    with broken:
        assert new_password(own).status_code == 500
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)
