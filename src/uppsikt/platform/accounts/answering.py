"""Who answers for an activity: the people with the role of manager there, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from uppsikt.platform.access.models import RoleGrant
from uppsikt.platform.access.rules import Reader, Role, Thing, Verb, demand


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account: its number, the name that is shown, and where mail goes."""

    number: int
    name: str
    email: str


def answering(*, reader: Reader, committee: str, on: date) -> dict[str, tuple[Person, ...]]:
    """The managers of each activity (by key) on a day, by name.

    For those at work on the committee's reports: they are told who to ask.
    """
    demand(reader, Verb.READ, Thing.DRAFTS.of(committee))
    held = RoleGrant.everything.filter(
        Q(valid_to=None) | Q(valid_to__gte=on),
        role=Role.MANAGER.name,
        committee=committee,
        valid_from__lte=on,
        user__is_active=True,
    ).select_related("user")
    found: dict[str, dict[int, Person]] = {}
    for row in held:
        user = row.user
        one = Person(user.pk, user.get_full_name() or user.get_username(), user.email)
        for activity in row.activities:
            found.setdefault(activity, {})[user.pk] = one
    return {
        activity: tuple(sorted(people.values(), key=lambda one: (one.name, one.number)))
        for activity, people in found.items()
    }
