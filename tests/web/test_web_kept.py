"""Pages that are kept: the same for those with equal rights, never older than the last change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.test import Client

from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.audit.selectors import state
from uppsikt.platform.audit.services import record, record_reading
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.web import kept
from uppsikt.web.kept import KEEPER, SLOT, Keeper, KeptPage

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OCTOBER = "/namnder/arbetslivsnamnden/2022-10/"
ROWS = f"{OCTOBER}verifikationer/"
NOW = datetime(2022, 11, 8, 9, 30, tzinfo=STOCKHOLM)


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    KEEPER.forget()
    yield
    KEEPER.forget()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The pages that were made, not kept, in a test."""
    found: list[object] = []
    make = kept._made

    def noted(request: object, key: object, view: object) -> object:
        found.append(key)
        return make(request, key, view)  # type: ignore[arg-type]

    monkeypatch.setattr(kept, "_made", noted)
    return found


def signed_in(name: str, role: str, committee: str = "arbetslivsnamnden") -> Client:
    user = User.objects.create_user(name, f"{name}@example.se", first_name=name)
    RoleGrant.objects.create(user=user, role=role, committee=committee, valid_from=date(2022, 1, 1))
    visitor = Client()
    visitor.force_login(user)
    return visitor


def test_a_page_is_made_once_until_something_changes(demo: Client, made: list[object]) -> None:
    first = demo.get(OCTOBER).content
    assert demo.get(OCTOBER).content == Client().get(OCTOBER).content == first
    assert len(made) == 1
    record(actor=COMMAND_LINE, now=NOW, verb="ändrade", thing="något")
    assert demo.get(OCTOBER).content == first
    assert len(made) == 2


def test_what_only_its_owner_sees_lets_pages_be(demo: Client, made: list[object]) -> None:
    demo.get(OCTOBER)
    before = state()
    record(actor=COMMAND_LINE, now=NOW, verb="loggade in", thing="konto", quiet=True)
    record_reading(reader=OPERATOR, now=NOW, thing="verifikationer")
    assert state() == before != ""
    demo.get(OCTOBER)
    assert len(made) == 1


def test_those_with_the_same_roles_share_a_page_that_names_each(
    demo: Client, made: list[object]
) -> None:
    one, other = signed_in("Ena ledamoten", "READER"), signed_in("Andra ledamoten", "READER")
    for visitor, name in ((one, "Ena"), (other, "Andra"), (one, "Ena")):
        page = visitor.get(OCTOBER).content.decode()
        assert f"{name} ledamoten" in page
        assert page.count("ledamoten") == 1
        assert SLOT not in page
    assert "Logga in" in demo.get(OCTOBER).content.decode()
    assert len(made) == 2, "one for those with the role, one for the public"


def test_a_secret_page_is_made_and_recorded_each_time(made: list[object]) -> None:
    controller = signed_in("Controllern", "CONTROLLER")
    for _ in range(2):
        assert controller.get(ROWS).status_code == 200
    assert len(made) == 2


def test_a_page_tells_of_its_fault_with_a_whole_shell(demo: Client) -> None:
    page = demo.get("/namnder/finns-inte/2022-10/").content.decode()
    assert SLOT not in page
    assert "Logga in" in page


def test_the_pages_asked_for_longest_ago_go_first() -> None:
    keeper = Keeper(most=250)
    for name in "abc":
        keeper.keep((name,), KeptPage(b"", "text/html", 100))
        keeper.known(("a",))
    assert [key for (key,) in keeper.pages] == ["c", "a"]
    assert keeper.size == 200
    keeper.keep(("för stor",), KeptPage(b"", "text/html", 300))
    assert keeper.size == 0
    assert not keeper.pages


def test_who_signs_in_and_out_leaves_the_pages_of_others_be(made: list[object]) -> None:
    Client().get(OCTOBER)
    before = state()
    visitor = signed_in("Ledamoten", "READER")
    visitor.get(OCTOBER)
    visitor.logout()
    assert state() == before
    Client().get(OCTOBER)
    assert len(made) == 2, "one for the public, one for the role"
