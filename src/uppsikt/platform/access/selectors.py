"""Who a user is, with the roles of a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import PUBLIC, Grant, Reader, Role


def reader_of_user(user: User, *, on: date) -> Reader:
    """The user as a reader, with the roles that hold on the day.

    An account that is closed reads as the public, whatever roles it has.
    """
    if not user.is_active:
        return PUBLIC
    held = RoleGrant.everything.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), user=user, valid_from__lte=on
    )
    return Reader(user.get_full_name() or user.get_username(), tuple(map(_grant, held)), user.pk)


def _grant(row: RoleGrant) -> Grant:
    return Grant(Role[row.role], row.committee or None, tuple(row.activities))
