"""Who a page is read by: the roles of today, and nothing kept for another."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from uppsikt.platform.access.models import RoleGrant, User

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ROWS = "/namnder/arbetslivsnamnden/2022-10/verifikationer/"
SEARCH = 'name="text"'


@pytest.fixture
def visitor(demo: Client) -> Client:
    """A browser of its own: who signs in here is not signed in for other tests."""
    return Client()


@pytest.fixture
def controller(demo: Client) -> User:
    return User.objects.create_user("controllern")


def give(user: User, committee: str, **days: date) -> RoleGrant:
    days.setdefault("valid_from", date(2022, 1, 1))
    return RoleGrant.objects.create(user=user, role="CONTROLLER", committee=committee, **days)


def test_a_role_opens_the_texts_of_its_committee_from_the_next_request(
    visitor: Client, controller: User
) -> None:
    def searches(slug: str = "arbetslivsnamnden") -> bool:
        return SEARCH in visitor.get(ROWS.replace("arbetslivsnamnden", slug)).content.decode()

    assert not searches(), "the public"
    visitor.force_login(controller)
    assert not searches(), "a user without a role reads as the public"
    role = give(controller, "arbetslivsnamnden")
    assert searches()
    assert not searches("ifon"), "another committee's"
    role.valid_to = date(2022, 1, 31)
    role.save()
    assert not searches(), "the role has ended"
    give(controller, "arbetslivsnamnden")
    controller.is_active = False
    controller.save()
    assert not searches(), "the account is closed"


def test_a_page_for_somebody_is_kept_by_no_proxy(visitor: Client, controller: User) -> None:
    answer = visitor.get(ROWS)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert not answer.cookies
    visitor.force_login(controller)
    answer = visitor.get(ROWS)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer.headers["Vary"]
