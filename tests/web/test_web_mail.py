"""The pages on mail: who sees what, and what a person decides there."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE, Actor
from uppsikt.platform.outbox.models import Message
from uppsikt.platform.outbox.rules import State
from uppsikt.platform.outbox.services import write
from uppsikt.web.clock import now

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def secretary() -> User:
    return get_user_model().objects.create_user("sekreteraren")


@pytest.fixture
def administrator() -> User:
    user = get_user_model().objects.create_user("administratören")
    RoleGrant.objects.create(user=user, role="ADMINISTRATOR", valid_from=date(2022, 1, 1))
    return user


def written(user: User | None = None, state: State = State.WAITING, **more: object) -> str:
    """The address of a message that the user wrote, in the state."""
    actor = Actor(user.username, user=user.pk) if user else COMMAND_LINE
    number = write(actor=actor, now=now(), to="a@exempel.se", subject="Kallelse", text="Välkommen!")
    Message.objects.filter(pk=number).update(state=state, **more)
    return f"/utskick/{number}/"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_public_sees_none(client: Client) -> None:
    address = written()

    assert client.get("/utskick/").status_code == 403
    assert client.get(address).status_code == 404
    assert client.post(address, {"gor": "igen"}).status_code == 404


def test_an_empty_list_says_so(client: Client, secretary: User) -> None:
    client.force_login(secretary)

    assert "Inga utskick är skrivna." in page(client, "/utskick/")


def test_a_writer_sees_their_own_with_its_text(client: Client, secretary: User) -> None:
    own, other = written(secretary), written()
    client.force_login(secretary)

    assert "Här syns de brev som du har skickat" in page(client, "/utskick/")
    assert other not in page(client, "/utskick/")
    assert "Välkommen!" in page(client, own)
    assert client.get(other).status_code == 404


def test_the_administrator_sees_all_but_no_text(
    client: Client, secretary: User, administrator: User
) -> None:
    address = written(secretary)
    client.force_login(administrator)

    assert address in page(client, "/utskick/")
    assert "Välkommen!" not in page(client, address)
    assert "E-post är inte inställd" in page(client, "/utskick/")


def test_who_may_see_mail_is_led_there(client: Client, administrator: User) -> None:
    assert "/utskick/" not in page(client, "/sa-raknas-det/")
    client.force_login(administrator)
    assert 'href="/utskick/"' in page(client, "/sa-raknas-det/")


def test_what_somebody_must_decide_stands_first_and_is_decided(
    client: Client, administrator: User
) -> None:
    unknown = written(state=State.UNKNOWN, fault="E-postservern svarade inte i tid.")
    failed = written(state=State.FAILED, attempts=8)
    client.force_login(administrator)

    assert "2 utskick väntar på att någon bestämmer" in page(client, "/utskick/")
    assert "Det är ovisst om brevet kom fram." in page(client, unknown)
    assert "Brevet kom fram" not in page(client, failed)
    for address, do, then in (
        (unknown, "framme", State.SENT),
        (failed, "igen", State.WAITING),
    ):
        answer = client.post(address, {"gor": do})
        assert (answer.status_code, answer.headers["Location"]) == (302, address)
        assert Message.objects.get(pk=address.split("/")[2]).state == then


def test_what_was_decided_meanwhile_is_told(client: Client, administrator: User) -> None:
    address = written(state=State.SENT)
    client.force_login(administrator)

    answer = client.post(address, {"gor": "igen"})
    assert answer.status_code == 409
    assert "Utskicket skickat och kan inte skickas igen." in answer.content.decode()
    assert client.post(address, {"gor": "annat"}).status_code == 409


def test_a_form_from_elsewhere_decides_nothing(administrator: User) -> None:
    address = written(state=State.FAILED)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator)

    assert strict.post(address, {"gor": "igen"}).status_code == 403
    assert Message.objects.get().state == State.FAILED


def test_a_long_list_says_that_it_is_cut(
    client: Client, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uppsikt.web.site.mail.SHOWN", 2)
    addresses = [written() for _ in range(3)]
    client.force_login(administrator)

    shown = page(client, "/utskick/")
    assert "Listan visar de 2 senaste." in shown
    assert addresses[0] not in shown
    assert addresses[2] in shown
