"""The demo's users: one for each role in each committee, named by it. They have no passwords."""

from __future__ import annotations

from datetime import datetime

from uppsikt.organisation.selectors import committees
from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import GIVEN_ROLES, OPERATOR, ROLES_OF_ALL, Actor, Role
from uppsikt.platform.accounts.demo import DOMAIN
from uppsikt.platform.accounts.role_rules import Span
from uppsikt.platform.accounts.role_services import give_role
from uppsikt.platform.accounts.services import add_user

MANAGED = {"arbetslivsnamnden": ("ekonomiskt-bistand",), "ifon": ("barn-och-ungdomsvard",)}
"""What the manager of each committee answers for."""


def add_people(*, actor: Actor, now: datetime) -> int:
    """Adds those that are missing, each with its role from today; how many."""
    added = 0
    for one in committees(reader=OPERATOR):
        for role in GIVEN_ROLES:
            if role not in ROLES_OF_ALL:
                added += _add(actor, now, role, one.slug, one.name)
    for general in sorted(ROLES_OF_ALL):
        added += _add(actor, now, general, "", "")
    return added


def _add(actor: Actor, now: datetime, role: Role, slug: str, committee: str) -> bool:
    email = ".".join(part for part in (role.name.lower(), slug) if part) + f"@{DOMAIN}"
    if User.objects.filter(username=email).exists():
        return False
    where = committee[:1].lower() + committee[1:]
    name = f"{role.value.capitalize()}, {where}" if where else role.value.capitalize()
    user = add_user(actor=actor, now=now, email=email, name=name)
    activities = MANAGED[slug] if role is Role.MANAGER else ()
    new = Span(role, slug, now.date(), activities=activities)
    give_role(actor=actor, now=now, user=user, new=new)
    return True
