"""Who a committee's controllers are, on a day, and where mail to them goes."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from uppsikt.platform.access.models import RoleGrant
from uppsikt.platform.access.rules import Reader, Role, Thing, Verb, demand


def controllers_of(*, reader: Reader, committee: str, on: date) -> tuple[str, ...]:
    """The addresses of the committee's controllers with an open account, in order.

    For those at work on the committee's reports, who have them to ask.
    """
    demand(reader, Verb.READ, Thing.DRAFTS.of(committee))
    held = RoleGrant.everything.filter(
        Q(valid_to=None) | Q(valid_to__gte=on),
        role=Role.CONTROLLER.name,
        committee__in=(committee, ""),
        valid_from__lte=on,
        user__is_active=True,
    )
    addresses = held.exclude(user__email="").values_list("user__email", flat=True)
    return tuple(sorted(set(addresses)))
