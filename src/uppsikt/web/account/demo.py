"""The demo's users on its page of sign-in. Outside the demo there are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db.models import Prefetch

from uppsikt.organisation.selectors import committees
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import PUBLIC, Role
from uppsikt.platform.accounts.demo import DOMAIN, is_demo_account

Group = tuple[str, Sequence[tuple[int, str, str]]]
"""A committee's name, or that of the whole, and its people: number, name and role."""


def demo_people() -> Sequence[Group]:
    """The demo's users by committee; none outside the demo."""
    return tuple(_groups()) if settings.DATA_FOLDER.is_demo else ()


def demo_user(number: str) -> User | None:
    """The demo's user with a number; None for all others, and for everybody outside the demo."""
    if not settings.DATA_FOLDER.is_demo or not number.isascii() or not number.isdecimal():
        return None
    found = User.objects.filter(pk=int(number[:9]), is_active=True).first()
    return found if found is not None and is_demo_account(found.username) else None


def _groups() -> Iterator[Group]:
    every_role = Prefetch("roles", RoleGrant.everything.all())
    users = User.objects.filter(username__endswith=f"@{DOMAIN}", is_active=True)
    rows = [
        (role.committee, (user.pk, user.first_name, Role[role.role].value.capitalize()))
        for user in users.order_by("pk").prefetch_related(every_role)
        for role in user.roles(manager="everything").all()[:1]
    ]
    for slug, name in [(one.slug, one.name) for one in committees(reader=PUBLIC)] + [
        ("", "Alla nämnder")
    ]:
        people = [person for committee, person in rows if committee == slug]
        if people:
            yield name, people
