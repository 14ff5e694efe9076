"""What changes roles: given and ended, never taken away."""

from __future__ import annotations

from datetime import date, datetime
from types import EllipsisType

from django.db import transaction

from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import Actor, Thing, Verb, demand
from uppsikt.platform.accounts.role_rules import (
    Span,
    before,
    check_end,
    check_new,
    check_seen,
    told,
)
from uppsikt.platform.accounts.selectors import span_of
from uppsikt.platform.accounts.services import refuse_own
from uppsikt.platform.audit.services import record
from uppsikt.platform.data_folder import STOCKHOLM


def give_role(*, actor: Actor, now: datetime, user: User, new: Span) -> RoleGrant:
    """Gives a user a role from one day to another.

    Its committee and activities are known to be there: whoever asks has looked them up
    (`organisation.scopes`). Raises WrongRole, and WrongAccount for a role to oneself.
    """
    demand(actor, Verb.CHANGE, Thing.USERS)
    refuse_own(actor, user, "ge dig själv en roll")
    today = now.astimezone(STOCKHOLM).date()
    with transaction.atomic():
        # Locked, so that two who give the same role at once do not both find it missing.
        held = RoleGrant.everything.filter(user=User.objects.select_for_update().get(pk=user.pk))
        check_new(new, [span_of(row) for row in held], today)
        row = RoleGrant.everything.create(
            user=user,
            role=new.role.name,
            committee=new.committee,
            activities=list(new.activities),
            valid_from=new.first,
            valid_to=new.last,
        )
        record(
            actor=actor,
            now=now,
            verb="gav en roll",
            thing=user.username,
            committee=new.committee,
            detail={"role": told(new)},
        )
    return row


def end_role(
    *,
    actor: Actor,
    now: datetime,
    role: RoleGrant,
    last: date | None = None,
    seen: date | EllipsisType | None = ...,
) -> None:
    """Ends a role after its last day; at once, from the very next page, if left out.

    `seen` is the last day that whoever ends it has seen, and it must still have; if left out, that
    is not asked. Raises WrongRole, and WrongAccount for one's own.
    """
    demand(actor, Verb.CHANGE, Thing.USERS)
    refuse_own(actor, role.user, "avsluta din egen roll")
    today = now.astimezone(STOCKHOLM).date()
    with transaction.atomic():
        row = RoleGrant.everything.select_for_update().get(pk=role.pk)
        if seen is not ...:
            check_seen(span_of(row), seen)
        check_end(span_of(row), last or before(today), today)
        row.valid_to = last or before(today)
        row.save(update_fields=["valid_to"])
        record(
            actor=actor,
            now=now,
            verb="avslutade en roll",
            thing=role.user.username,
            committee=row.committee,
            detail={"role": told(span_of(row))},
        )
    role.valid_to = row.valid_to
