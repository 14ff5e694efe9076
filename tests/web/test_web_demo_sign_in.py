"""The demo's users: signed in by one click there, and nowhere else however one tries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client, override_settings
from signing_in import PASSWORD, Answer, make_user, name_in_head, sign_in

from uppsikt.demo.people import add_people
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import DataFolder
from uppsikt.web.clock import now

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def text(answer: Answer) -> str:
    return answer.content.decode()


@contextmanager
def folder(root: Path, *, is_demo: bool) -> Iterator[None]:
    """The pages as they are with another data folder and the same database."""
    root.mkdir(exist_ok=True)
    if is_demo:
        (root / "DEMO").write_text("demo", encoding="utf-8")
    with override_settings(DATA_FOLDER=DataFolder(root)):
        yield


@pytest.fixture
def people(demo: Client) -> dict[str, int]:
    """The demo's users by address, with their numbers."""
    found = User.objects.filter(username__endswith="@demo.invalid")
    return {user.username: user.pk for user in found}


def test_there_is_one_for_each_role_in_each_committee(people: dict[str, int]) -> None:
    assert len(people) == 2 * 5 + 2
    names = set(User.objects.filter(pk__in=people.values()).values_list("first_name", flat=True))
    assert "Controller, arbetslivsnämnden" in names
    assert "Chef, individ- och familjeomsorgsnämnden" in names
    assert "Revisor" in names
    assert add_people(actor=COMMAND_LINE, now=now()) == 0, "a second load adds nobody"


def test_one_click_signs_in_and_leads_back(people: dict[str, int]) -> None:
    client = Client()
    assert settings.DATA_FOLDER.is_demo
    page = text(client.get("/konto/logga-in/"))
    assert page.count('name="vem"') == len(people)
    number = people["controller.ifon@demo.invalid"]

    rows = "/namnder/ifon/2023-07/verifikationer/"
    answer = client.post("/konto/demo/", {"vem": number, "next": rows})

    assert answer["Location"] == rows
    assert name_in_head(client) == "Controller, individ- och familjeomsorgsnämnden"
    assert 'name="text"' in text(client.get(rows)), "reads the texts of the own committee"
    other = rows.replace("ifon", "arbetslivsnamnden")
    assert 'name="text"' not in text(client.get(other)), "and of no other"
    assert "med demon" in text(client.get("/konto/"))


def test_it_leads_to_no_other_site(people: dict[str, int]) -> None:
    number = people["auditor@demo.invalid"]
    answer = Client().post("/konto/demo/", {"vem": number, "next": "https://evil.example/"})

    assert answer["Location"] == "/"


@pytest.mark.parametrize("who", ["", "0", "99999999999999999999", "-1", "1 OR 1=1", "²", "x"])
def test_nobody_else_is_signed_in_by_it(people: dict[str, int], who: str) -> None:
    client = Client()

    assert client.post("/konto/demo/", {"vem": who}).status_code == 404
    assert name_in_head(client) == ""


def test_no_real_user_is_signed_in_by_it_in_the_demo_either(people: dict[str, int]) -> None:
    user, client = make_user(), Client()

    assert client.post("/konto/demo/", {"vem": user.pk}).status_code == 404
    assert name_in_head(client) == ""


def test_a_copy_of_the_database_lets_nobody_in_elsewhere(
    people: dict[str, int], tmp_path: Path
) -> None:
    """Not by click, by a session of the demo's, by a password, nor by a mailed link."""
    number = people["administrator@demo.invalid"]
    client = Client()
    with folder(tmp_path / "demo", is_demo=True):
        client.post("/konto/demo/", {"vem": number})
        assert name_in_head(client) == "Administratör"
    User.objects.filter(pk=number).update(password=make_password(PASSWORD))

    with folder(tmp_path / "real", is_demo=False):
        assert name_in_head(client) == "", "a session of the demo's"
        assert client.get("/anvandare/").status_code == 302
        assert client.post("/konto/demo/", {"vem": number}).status_code == 404, "a forged post"
        assert 'name="vem"' not in text(client.get("/konto/logga-in/"))
        assert sign_in(client, "administrator@demo.invalid").status_code == 200, "a password"
        assert name_in_head(client) == ""
        client.force_login(User.objects.get(pk=number))
        assert name_in_head(client) == ""
    with folder(tmp_path / "demo", is_demo=True):
        assert sign_in(client, "administrator@demo.invalid").status_code == 302


def test_they_have_no_password_to_guess(people: dict[str, int]) -> None:
    for user in User.objects.filter(pk__in=people.values()):
        assert not user.has_usable_password()
    assert not mail.outbox


def test_every_button_is_named_in_whole(people: dict[str, int]) -> None:
    page = text(Client().get("/konto/logga-in/"))
    labels = re.findall(r'aria-label="([^"]+)"', page)
    assert "Förvaltningschef, arbetslivsnämnden" in labels
    assert RoleGrant.objects.filter(user__in=people.values()).count() == len(people)
