"""Pages that are kept: the same for those with equal rights, never older than the last change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from uppsikt.figures import Period
from uppsikt.followup.cells.commenting import Wish, comment
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.audit.selectors import state
from uppsikt.platform.audit.services import record, record_reading
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import current_store
from uppsikt.web import kept
from uppsikt.web.kept import SLOT

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OCTOBER = "/namnder/arbetslivsnamnden/2022-10/"
AUGUST = "/namnder/arbetslivsnamnden/2025-08/"
ROWS = f"{OCTOBER}verifikationer/"
NOW = datetime(2022, 11, 8, 9, 30, tzinfo=STOCKHOLM)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were made, not kept, in a test."""
    found: list[str] = []
    make = kept._made

    def noted(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
        found.append(request.path)
        return make(request, view)

    monkeypatch.setattr(kept, "_made", noted)
    return found


def signed_in(name: str, role: str, committee: str = "arbetslivsnamnden") -> Client:
    user = User.objects.create_user(name, f"{name}@example.se", first_name=name)
    RoleGrant.objects.create(user=user, role=role, committee=committee, valid_from=date(2022, 1, 1))
    visitor = Client()
    visitor.force_login(user)
    return visitor


def test_a_page_is_made_once_until_what_it_shows_changes(demo: Client, made: list[str]) -> None:
    first, other = demo.get(OCTOBER).content, demo.get(AUGUST).content
    assert demo.get(OCTOBER).content == Client().get(OCTOBER).content == first
    assert made == [OCTOBER, AUGUST]
    record(actor=COMMAND_LINE, now=NOW, verb="ändrade", thing="något som ingen sida visar")
    assert demo.get(OCTOBER).content == first
    assert made == [OCTOBER, AUGUST]

    wish = Wish(Period.month(2022, 10), "monthly", "Integration", "Prognos 2022", "", "Hyran ökar")
    comment(
        actor=COMMAND_LINE, now=NOW, store=current_store(), committee="arbetslivsnamnden", wish=wish
    )
    assert "Hyran ökar" in demo.get(OCTOBER).content.decode()
    assert demo.get(AUGUST).content == other
    assert made == [OCTOBER, AUGUST, OCTOBER]


def test_an_address_longer_than_anybody_follows_is_made_each_time(
    demo: Client, made: list[str]
) -> None:
    for _ in range(2):
        assert demo.get(f"{OCTOBER}?x={'x' * 500}").status_code == 200
    assert len(made) == 2


def test_what_only_its_owner_sees_lets_pages_be(demo: Client, made: list[str]) -> None:
    demo.get(OCTOBER)
    before = state()
    record(actor=COMMAND_LINE, now=NOW, verb="loggade in", thing="konto", quiet=True)
    record_reading(reader=OPERATOR, now=NOW, thing="verifikationer")
    assert state() == before != ""
    demo.get(OCTOBER)
    assert len(made) == 1


def test_those_with_the_same_roles_share_a_page_that_names_each(
    demo: Client, made: list[str]
) -> None:
    one, other = signed_in("Ena ledamoten", "READER"), signed_in("Andra ledamoten", "READER")
    for visitor, name in ((one, "Ena"), (other, "Andra"), (one, "Ena")):
        page = visitor.get(OCTOBER).content.decode()
        assert f"{name} ledamoten" in page
        assert page.count("ledamoten") == 1
        assert SLOT not in page
    assert "Logga in" in demo.get(OCTOBER).content.decode()
    assert len(made) == 2, "one for those with the role, one for the public"


def test_a_secret_page_is_made_and_recorded_each_time(made: list[str]) -> None:
    controller = signed_in("Controllern", "CONTROLLER")
    for _ in range(2):
        assert controller.get(ROWS).status_code == 200
    assert len(made) == 2


def test_a_page_tells_of_its_fault_with_a_whole_shell(demo: Client) -> None:
    page = demo.get("/namnder/finns-inte/2022-10/").content.decode()
    assert SLOT not in page
    assert "Logga in" in page


def test_who_signs_in_and_out_leaves_the_pages_of_others_be(made: list[str]) -> None:
    Client().get(OCTOBER)
    before = state()
    visitor = signed_in("Ledamoten", "READER")
    visitor.get(OCTOBER)
    visitor.logout()
    assert state() == before
    Client().get(OCTOBER)
    assert len(made) == 2, "one for the public, one for the role"
