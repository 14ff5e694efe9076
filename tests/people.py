"""People of the tests: a role each, in a committee or in all."""

from __future__ import annotations

from uppsikt.platform.access.rules import Actor, Grant, Role


def one(role: Role, committee: str | None = None, *activities: str, user: int | None = 7) -> Actor:
    """Somebody with one role, who can read and change as far as it goes."""
    return Actor(role.value, (Grant(role, committee, activities),), user)


def controller(*committees: str) -> Actor:
    """The controller of some committees."""
    return Actor("controllern", tuple(Grant(Role.CONTROLLER, slug) for slug in committees), 7)
